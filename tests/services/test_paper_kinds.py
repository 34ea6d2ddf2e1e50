"""Papers by their kind, whom they are for, and what is said before they go out."""

import pytest

from board_app import bootstrap
from board_app.domain.document import Document
from board_app.domain.errors import Invalid, NotFound
from board_app.domain.marking import Marking
from board_app.domain.portion import Portion
from board_app.services.papers.kinds import PaperKind, Wanted, draft_paper
from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.text_rules import Spill
from tests.desk import Desk
from tests.ui.papers import words_of


def drafted(desk: Desk, kind: str = "agenda") -> DraftPaper:
    return draft_paper(desk.session, Wanted(kind=PaperKind(kind), id=desk.meeting_id))


@pytest.mark.parametrize(
    ("kind", "name"), [("agenda", "2015-07 agenda.pdf"), ("minutes", "2015-07 minutes.pdf")]
)
def test_paper_of_a_meeting_has_a_name_and_readers(kind: str, name: str, desk: Desk) -> None:
    draft = drafted(desk, kind)

    assert draft.name == name
    assert kind.capitalize() in draft.front.title
    assert {"NSC", "State", "DOJ"} <= set(draft.readers)


def test_register_reads_its_options(desk: Desk) -> None:
    state = desk.agencies["state"]
    desk.action("Options memo", lead_id=state)
    desk.action("Fact sheet", lead_id=desk.agencies["dod"])

    draft = draft_paper(desk.session, Wanted(kind=PaperKind.REGISTER, agency_id=state))

    words = words_of(bootstrap.make_paper(draft).pdf)
    assert draft.name == "action register State 2015-07-06.pdf"
    assert "Options memo" in words
    assert "Fact sheet" not in words


def test_paper_that_there_is_not_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound):
        draft_paper(desk.session, Wanted(kind=PaperKind.AGENDA, id=desk.series_id))
    with pytest.raises(Invalid, match="which meeting"):
        draft_paper(desk.session, Wanted(kind=PaperKind.AGENDA))


def test_readers_are_named_on_the_first_page(desk: Desk) -> None:
    draft = drafted(desk)

    once = draft.addressed("State  and\nDoD")
    again = once.addressed("DOJ")

    assert once.front.designation[-1] == "Distribution: State and DoD"
    assert [line for line in again.front.designation if "Distribution" in line] == [
        "Distribution: DOJ"
    ]
    assert again.addressed("") == draft, "the whole board needs no such line"
    assert "Distribution: DOJ" in words_of(bootstrap.make_paper(again).pdf)


def test_readers_are_plain_text_and_never_classified(desk: Desk) -> None:
    draft = drafted(desk)
    marked = draft.addressed("<b>State</b> & <img src='/etc/passwd'>")
    assert "<b>State</b> & <img src='/etc/passwd'>" in words_of(bootstrap.make_paper(marked).pdf)
    with pytest.raises(Spill):
        draft.addressed("TOP SECRET//SI")
    with pytest.raises(Invalid, match="200"):
        draft.addressed("x" * 201)


@pytest.mark.parametrize(
    ("banner", "level", "expected"),
    [
        *(("UNCLASSIFIED", 0, False), ("CUI", 1, True), ("CUI//NOFORN", 1, True)),
        *(("PUBLIC", 0, False), ("LIMITED", 2, True)),
    ],
)
def test_marking_above_the_open_level_is_known(banner: str, level: int, *, expected: bool) -> None:
    document = Document(title="Paper", blocks=(), banner=Portion(banner, Marking(level)))

    assert MadePaper(DraftPaper(document, "paper.pdf"), b"", 1).is_controlled is expected


def test_made_paper_keeps_its_pages_out_of_reports(desk: Desk) -> None:
    """What a fault report or a log prints of it names no content of the PDF."""
    made = bootstrap.make_paper(drafted(desk))

    assert made.pages >= 1
    assert "%PDF" not in repr(made)
