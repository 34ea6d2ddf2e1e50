"""What stands on every page keeps its whole text, however long: a limit that is cut off is lost."""

from dataclasses import replace

import pytest

from board_app.domain.document import Heading, Paragraph
from board_app.domain.marking import Marking, banner, highest
from board_app.domain.vocabulary import Category, vocabulary_of
from board_app.services.scheme import shipped
from tests.documents.reading import of, printed, squeezed

CUI = vocabulary_of(shipped())


# What readers give for a hyphen at the end of a line, and the hyphen itself.
_BROKEN = str.maketrans("", "", "\x02\ufffe-")


def _term(category: Category) -> str:
    return f"{CUI.grammar.specified}{category.code}" if category.is_specified else category.code


def _bare(text: str) -> str:
    return squeezed(text).translate(_BROKEN)


def test_banner_with_every_category_keeps_its_limits() -> None:
    terms = tuple(_term(one) for one in CUI.categories)
    text = banner(CUI, highest(CUI, [Marking(1, terms, ("NOFORN",))]))

    found = printed(of(Heading("One"), Paragraph("Two"), banner=text))

    assert _bare(found.pages[0]).count(_bare(text)) == 2


def test_banner_beyond_all_measure_keeps_its_end() -> None:
    text = "CUI//" + "/".join(f"SP-{number:037}" for number in range(500)) + "//NOFORN"
    (page,) = printed(of(Paragraph("One"), banner=text)).pages
    assert page.count("//NOFORN") == 2
    assert "One" in page


@pytest.mark.parametrize("others", [1, 11, 30])
def test_whom_a_copy_is_for_is_never_cut_off(others: int) -> None:
    names = ", ".join(f"Department of Something {number}" for number in range(9))
    lines = (*(f"Contact {number}: me" for number in range(others)), f"Distribution: {names}")
    document = replace(of(Paragraph("One")), designation=lines)

    (page,) = printed(document).pages

    assert squeezed(lines[-1]) in squeezed(page)
    assert "Contact 0: me" in page
