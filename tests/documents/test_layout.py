"""Pages are laid out so that nothing stands alone, nothing is cut and nothing is lost."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from board_app.documents.pdf import render_pdf
from board_app.domain.document import (
    Align,
    AttendanceGrid,
    Attendee,
    Block,
    Bullets,
    Cell,
    Column,
    DecisionBox,
    Heading,
    ItemHeading,
    Note,
    PageBreak,
    PaperSize,
    Paragraph,
    Table,
)
from tests.documents import demo
from tests.documents.reading import Printed, of, printed, squeezed

LINES = range(30, 52)


def _filler(lines: int) -> Paragraph:
    return Paragraph("\n".join(f"filler {number}" for number in range(lines)))


def _page_of(text: str, found: Printed) -> int:
    return next(at for at, page in enumerate(found.pages) if text in page)


def _table(rows: int) -> Table:
    columns = (Column("Reference", names_row=True), Column("Deliverable", 1.0), Column("Due"))
    return Table(columns, tuple((f"row-{n}.", f"deliverable {n}", "1 Sep") for n in range(rows)))


def _words(number: int) -> str:
    return " ".join(f"w{at}." for at in range(number))


def _assert_kept(number: int, text: str) -> None:
    found = [int(word) for word in re.findall(r"\bw(\d+)\.", text)]
    assert found == list(range(number))


@pytest.mark.parametrize(
    "follows",
    [
        (Paragraph("first line\nsecond\nthird\nfourth"),),
        (Table(_table(3).columns, _table(3).rows, caption="caption"),),
        (DecisionBox("first line", "text", mandate="mandate", positions="Concur 3"),),
        (Bullets(("first line", "second line")),),
        (Heading("Third", 3), Paragraph("first line\nsecond")),
    ],
)
def test_heading_keeps_with_what_it_leads(follows: tuple[Block, ...]) -> None:
    first = "row-0" if isinstance(follows[0], Table) else "first line"
    for lines in LINES:
        found = printed(of(_filler(lines), ItemHeading("7", "Alone", kind="Decision"), *follows))
        assert _page_of("Alone", found) == _page_of(first, found), lines


def test_heading_needs_no_more_room_than_two_lines_of_what_it_leads() -> None:
    text = Paragraph("\n".join(f"text {n}" for n in range(40)))
    found = printed(of(_filler(34), Heading("Alone"), text))

    assert _page_of("Alone", found) == _page_of("text 0", found) == 0
    assert len(found.pages) == 2


def test_paragraph_never_leaves_one_line_alone() -> None:
    for lines in LINES:
        found = printed(of(_filler(lines), Paragraph("\n".join(f"text {n}" for n in range(6)))))
        counts = [page.count("text ") for page in found.pages]
        assert 1 not in counts, lines


def test_table_never_leaves_one_row_alone_and_repeats_its_head() -> None:
    for lines in range(20, 52):
        found = printed(of(_filler(lines), _table(6)))
        counts = [page.count("row-") for page in found.pages]
        assert sum(counts) == 6
        assert 1 not in counts, lines
        assert all(("Reference" in page) == ("row-" in page) for page in found.pages)


def test_long_table_keeps_every_row_in_order() -> None:
    found = printed(of(_table(400)))

    numbers = [int(number) for number in re.findall(r"row-(\d+)\.", found.text)]
    assert numbers == list(range(400))
    assert all("Reference" in page for page in found.pages)
    assert len(found.pages) > 8


def test_decision_stays_whole_on_one_page() -> None:
    box = DecisionBox("D-1", "agreed", mandate="given", dissents=(("Justice", "objects"),))
    for lines in LINES:
        found = printed(of(_filler(lines), box))
        assert _page_of("D-1", found) == _page_of("objects", found), lines


@pytest.mark.parametrize("number", [3_000, 20_000])
@pytest.mark.parametrize(
    "block",
    [
        lambda text: Paragraph(text, "(CUI)"),
        lambda text: Note(text, label="Treasury"),
        lambda text: DecisionBox("D-1", text),
        lambda text: DecisionBox("D-1", "x", dissents=(("Justice", text),)),
        lambda text: Bullets((text,)),
        lambda text: Heading(text, bookmark="long"),
        lambda text: ItemHeading("1", text, bookmark="long"),
        lambda text: Table((Column("A"), Column("B")), (("x", text),)),
        lambda text: Table((Column("A"), Column(text)), (("x", "y"),)),
        lambda text: Table((Column("A"),), (("x",),), caption=text),
        lambda text: AttendanceGrid((Attendee("State", text, "principal"),)),
    ],
)
def test_text_taller_than_a_page_is_continued(number: int, block: object) -> None:
    assert callable(block)
    found = printed(of(_filler(30), block(_words(number))))

    _assert_kept(number, found.text)
    assert len(found.pages) < number / 20


def test_tall_row_is_continued_beside_short_neighbours() -> None:
    rows: Sequence[tuple[Cell, ...]] = (("a", "short"), ("b", _words(4_000)), ("c", "short"))
    table = Table((Column("Reference"), Column("Text", 1.0)), tuple(rows))

    found = printed(of(table))

    _assert_kept(4_000, found.text)
    assert len(found.pages) > 3
    assert all("Reference" in page for page in found.pages)


@pytest.mark.slow
def test_text_of_two_megabytes_ends() -> None:
    found = printed(of(Paragraph(_words(290_000))))

    _assert_kept(290_000, found.text)


def test_word_without_end_is_broken_within_the_margins() -> None:
    word = "x" * 50_000
    found = printed(of(Paragraph(word), Table((Column("A"), Column("B")), ((word[:900], "b"),))))

    assert squeezed(found.text).count("x") == 50_900
    _assert_within_margins(found)


def test_address_is_broken_at_its_joints() -> None:
    address = "https://example.gov/" + "/".join(f"part{n}" for n in range(40))
    found = printed(of(Paragraph(address)))

    assert address in squeezed(found.text)
    lines = found.pages[0].split("\n")
    whole = [line for line in lines if line.startswith("part") and "part39" not in line]
    assert whole
    assert all(line.endswith("/") for line in whole)


@pytest.mark.parametrize("paper", list(PaperSize))
def test_demo_stays_within_the_margins(paper: PaperSize) -> None:
    _assert_within_margins(printed(demo.minutes(2, paper)))


def test_many_columns_share_the_width() -> None:
    aligns = [Align.LEFT, Align.RIGHT] * 7
    columns = tuple(Column(f"c{n}", align=align) for n, align in enumerate(aligns))
    rows = (tuple(f"value {n} of many words" for n in range(14)),)

    _assert_within_margins(printed(of(Table(columns, rows))))


def test_page_break_starts_a_page() -> None:
    found = printed(of(Paragraph("one"), PageBreak(), Paragraph("two")))

    assert ["one" in found.pages[0], "two" in found.pages[1], len(found.pages)] == [True, True, 2]


def _assert_within_margins(found: Printed) -> None:
    pdf = pypdfium2.PdfDocument(found.data)
    for page in pdf:
        width, _ = page.get_size()
        text_page = page.get_textpage()
        for at in range(text_page.count_rects()):
            left, _, right, _ = text_page.get_rect(at)
            assert left >= 69
            assert right <= width - 69
        text_page.close()
        page.close()
    pdf.close()


def test_lines_of_a_draft_are_numbered_for_the_eye_alone(kept: Path, pdfinfo: str) -> None:
    document = replace(
        of(Paragraph("word " * 200), Table((Column("A"), Column("B", 1.0)), (("x", "y " * 300),))),
        line_numbers=True,
        mark="DRAFT",
    )
    render_pdf(document, kept, created=demo.MADE)
    pdf = pypdfium2.PdfDocument(kept)
    page = pdf[0].get_textpage()
    margin = page.get_text_bounded(20, 0, 68, 792).split()
    foot = page.get_text_bounded(0, 36, 612, 62)
    page.close()
    pdf.close()
    heard = subprocess.run(
        [pdfinfo, "-struct-text", kept], capture_output=True, text=True, check=True
    )

    numbers = [int(one) for one in margin if one.isdecimal()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 14
    assert "DRAFT" in foot
    assert '"1' not in heard.stdout
    assert "DRAFT" not in heard.stdout
