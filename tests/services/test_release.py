"""What may go out: a paper is refused above its limit, or written without what is too high."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.board import Board
from board_app.domain.document import (
    Bullets,
    Column,
    Document,
    ItemHeading,
    PaperSize,
    Paragraph,
    Table,
    texts_in,
)
from board_app.domain.errors import Invalid
from board_app.domain.marking import Marking, read_marking
from board_app.domain.portion import MarkedText, Portion, markings_in
from board_app.domain.vocabulary import vocabulary_of
from board_app.services import decisions, minutes, reviews
from board_app.services.board import ReviseBoard
from board_app.services.markings import ReviseDesignation
from board_app.services.papers.agenda import agenda_document
from board_app.services.papers.minutes import minutes_document
from board_app.services.papers.register import register_document
from board_app.services.papers.release import (
    WITHHELD,
    Release,
    TooHigh,
    release_of,
    released,
    too_high,
)
from board_app.services.papers.review import review_document
from board_app.services.scheme import shipped
from tests.desk import MEETING_DAY, Desk

CUI = vocabulary_of(shipped())
OPEN = Release(0, leaves_out=True)
OPEN_MARK = Portion("(U)", Marking())
PAPERS = Path(__file__).parents[2] / "board_app" / "services" / "papers"


def said(document: Document) -> str:
    return "\n".join(texts_in(document))


def out(desk: Desk, document: Document, release: Release) -> Document:
    return released(document, desk.session.board(), CUI, release)


def minutes_of(desk: Desk) -> Document:
    return minutes_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Give a meeting with open portions, limited ones and some that may go to the British."""
    first = desk.item("Zanzibar outlook")
    second = desk.item("Quiet sources", marking=1, handling="SP-LEI//NOFORN")
    note = {"meeting_id": desk.meeting_id, "item_id": first.id}
    desk.do(minutes.AddNote(**note, text="Anybody may read this."))
    desk.do(minutes.AddNote(**note, text="For London too.", marking=1, handling="REL TO GBR"))
    desk.do(minutes.AddNote(**note, text="Held one.", marking=1))
    desk.do(minutes.AddNote(**note, text="Held two.", marking=1, handling="NOFORN"))
    desk.do(
        decisions.RecordDecision(
            meeting_id=desk.meeting_id, item_id=second.id, text="Held choice.", marking=1
        )
    )
    desk.action("Open task", meeting_id=desk.meeting_id, item_id=first.id)
    desk.action("Held task", marking=1, meeting_id=desk.meeting_id, item_id=first.id)
    return desk


def test_portions_that_are_too_high_are_listed_with_place_mark_and_words(full: Desk) -> None:
    with pytest.raises(TooHigh) as refused:
        out(full, minutes_of(full), Release(0))
    listed = [one.sentence for one in refused.value.portions]
    assert "Item 1: (CUI) Held one." in listed
    assert "Item 1: (CUI//NOFORN) Held two." in listed
    assert "Item 2: (CUI//SP-LEI//NOFORN) Quiet sources" in listed
    assert "Item 1: (CUI) Held one." in refused.value.message
    assert not any("Anybody" in one for one in listed)


def test_variant_holds_nothing_that_is_too_high(full: Desk) -> None:
    whole = minutes_of(full)
    assert whole.banner == "CUI//SP-LEI//NOFORN"
    variant = out(full, whole, OPEN)
    text = said(variant)
    for held in ("Held", "Quiet sources", "London", "D-2015-01"):
        assert held not in text, held
    for kept in ("Zanzibar outlook", "Anybody may read this.", "Open task"):
        assert kept in text
    assert variant.banner == "UNCLASSIFIED"
    assert variant.designation == ()
    assert "Releasable variant" in variant.state
    assert variant.reference.endswith("/releasable")
    assert too_high(variant, CUI, OPEN) == ()


def test_item_numbers_stay_and_withheld_portions_in_a_row_are_one_line(full: Desk) -> None:
    variant = out(full, minutes_of(full), OPEN)
    heads = [block for block in variant.blocks if isinstance(block, ItemHeading)]
    assert [(one.number, one.title, one.lead) for one in heads][1] == ("2", WITHHELD, "")
    told = [block.text if isinstance(block, Paragraph) else "" for block in variant.blocks]
    at = told.index("Anybody may read this.")
    assert told[at : at + 3] == ["Anybody may read this.", WITHHELD, ""]


def test_release_abroad_takes_what_names_all_its_countries(full: Desk) -> None:
    whole = minutes_of(full)
    british = out(full, whole, release_of(CUI, 1, "gbr", leaves_out=True))
    text = said(british)
    assert "For London too." in text
    assert "Anybody may read this." in text
    for held in ("Held one.", "Held two.", "Quiet sources"):
        assert held not in text
    assert british.banner == "CUI//REL TO USA, GBR"
    assert "Distribution: REL TO USA, GBR" in british.designation
    both = out(full, whole, release_of(CUI, 1, "GBR, FRA", leaves_out=True))
    assert "For London too." not in said(both)


def test_paper_within_the_limit_goes_out_as_it_is(full: Desk) -> None:
    whole = minutes_of(full)
    assert out(full, whole, Release(1)) is whole


def test_paper_above_the_boards_own_ceiling_is_refused_without_a_word_about_it(
    full: Desk,
) -> None:
    whole = minutes_of(full)
    assert bootstrap.may_go_out(full.session, whole, None) is whole
    board = full.record(Board, full.session.reading.board.board().id)
    known = {name: getattr(board, name) for name in ReviseBoard.model_fields}
    full.do(ReviseBoard(**{**known, "ceiling": 0}))
    with pytest.raises(TooHigh, match="up to UNCLASSIFIED"):
        bootstrap.may_go_out(full.session, whole, None)


def test_typed_lines_of_the_block_stand_in_the_variant(full: Desk) -> None:
    board = full.record(Board, full.session.reading.board.board().id)
    full.do(
        ReviseDesignation(id=board.id, version=board.version, controlled_by="Desk 5", contact="x5")
    )
    variant = out(full, minutes_of(full), release_of(CUI, 1, "GBR", leaves_out=True))
    assert variant.designation[0] == "Controlled by: Desk 5"
    assert "POC: x5" in variant.designation


@pytest.mark.parametrize("countries", ["Britain", "G8", "GBR; FRA"])
def test_country_without_a_code_is_refused_at_its_field(countries: str) -> None:
    with pytest.raises(Invalid) as refused:
        release_of(CUI, 1, countries)
    assert refused.value.field == "release_to"


def test_agenda_and_register_lose_rows_and_lines(full: Desk) -> None:
    reading = full.session.reading
    agenda = out(full, agenda_document(reading, full.meeting_id, today=MEETING_DAY), OPEN)
    assert "Quiet sources" not in said(agenda)
    assert "Zanzibar outlook" in said(agenda)
    register = out(full, register_document(reading, today=MEETING_DAY), OPEN)
    assert "Held task" not in said(register)
    assert "Open task" in said(register)
    tables = [block for block in register.blocks if isinstance(block, Table)]
    assert any(WITHHELD in row for table in tables for row in table.rows)


def test_review_that_is_held_goes_out_without_a_word_of_it(full: Desk) -> None:
    country = full.session.reading.board.countries()[0].id
    item = full.item("Hidden item", marking=1, handling="NOFORN")
    review = full.do(
        reviews.StartReview(
            country_id=country, note="Hidden note", item_id=item.id, marking=1, handling="LEI"
        )
    )
    full.do(reviews.WriteSection(id=review, section="situation", text="Hidden text"))
    whole = review_document(full.session.reading, review, today=MEETING_DAY)
    assert whole.banner == "CUI//LEI//NOFORN", "its agenda item counts as well"
    assert "Hidden" not in said(out(full, whole, OPEN))


def test_text_without_a_mark_counts_as_the_highest() -> None:
    held = Portion("(CUI)", Marking(1))
    document = Document(
        title="T",
        banner="CUI",
        paper=PaperSize.A4,
        blocks=(
            Paragraph("Marked.", held),
            Paragraph("Not marked."),
            Paragraph("By hand.", "(U)"),
            Bullets(("Not marked either.", MarkedText(Portion("(U)", Marking()), "Open."))),
            Table((Column("A"), Column("B", 1.0)), (("1", "Row"),)),
        ),
    )
    listed = [one.words for one in too_high(document, CUI, Release(0))]
    assert listed == ["Marked.", "Not marked.", "By hand.", "Not marked either.", "1 Row"]


def test_text_whose_mark_was_put_into_another_counts_as_the_banner_says() -> None:
    held = MarkedText(Portion("(CUI//NOFORN)", read_marking(CUI, 1, "NOFORN")), "Held.")
    document = Document(
        title="T",
        banner="CUI//NOFORN",
        paper=PaperSize.A4,
        blocks=(Table((Column("A"),), ((f"1  {held}",),)), Paragraph("Open.", OPEN_MARK)),
    )
    assert [one.mark for one in too_high(document, CUI, Release(0))] == ["(CUI//NOFORN)"]
    assert too_high(document, CUI, release_of(CUI, 1, "GBR"))
    strange = replace(document, banner="OFFICIAL-SENSITIVE")
    assert [one.words for one in too_high(strange, CUI, Release(0))] == ["1 (CUI//NOFORN) Held."]


def test_marks_stay_texts_that_know_their_marking() -> None:
    marking = read_marking(CUI, 1, "LEI//NOFORN")
    text = MarkedText(Portion("(CUI//LEI//NOFORN)", marking), "Words")
    assert text == "(CUI//LEI//NOFORN) Words"
    assert [*markings_in((("a", text), "b"))] == [marking]
    assert MarkedText(Portion("", Marking()), "Words") == "Words"
    led = MarkedText(Portion("(U)", Marking()), "Words", lead="1  ")
    assert (led, led.text) == ("1  (U) Words", "1  Words")


def test_every_paper_marks_its_portions_by_their_whole_row() -> None:
    """A level alone would lose categories and limits on the way to the banner."""
    bare = []
    for path in sorted(PAPERS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in {"over", "of", "before"}:  # type: ignore[attr-defined]
                given = [*ast.walk(node)]
                bare += [
                    f"{path.name}:{one.lineno}"
                    for one in given
                    if isinstance(one, ast.Attribute) and one.attr == "marking"
                ]
    assert bare == []
