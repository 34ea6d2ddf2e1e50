"""Frozen texts keep their words and hash; their marking follows what is in force by now."""

from pathlib import Path

import docx
import pytest

from board_app import bootstrap
from board_app.domain.base import RecordId
from board_app.domain.clearance import Approval, ClearanceRound
from board_app.domain.clearing import Answer
from board_app.domain.document import DecisionBox, Document, Paragraph, texts_in
from board_app.domain.errors import NotPossible
from board_app.exchange.comments import read_comments
from board_app.services import decisions, minutes
from board_app.services.markings import UseScheme
from board_app.services.papers.clearance import clearance_document
from board_app.services.papers.minutes import minutes_document
from board_app.services.papers.release import Release, released
from board_app.services.returned import preview, take_in_of
from board_app.services.scheme import scheme_of
from tests.desk import MEETING_DAY, Desk
from tests.exchange.returned_docx import commented, redlined
from tests.services.test_markings import OWN
from tests.services.test_rules_clearance import answer, approve, close, held, opened

INTERNAL = Release(1, leaves_out=True)
TERMS = {"CUI": "L", "NOFORN": "HOME ONLY"}


def sent(desk: Desk) -> RecordId:
    """Send minutes with a controlled decision, and let all agencies say a word of them."""
    held(desk)
    (row,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    desk.do(
        decisions.ReviseDecision(
            id=row.id, version=row.version, text=row.text, marking=1, handling="NOFORN"
        )
    )
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies, note="Good mission.")
    return round_id


def approved(desk: Desk) -> RecordId:
    round_id = sent(desk)
    close(desk, round_id)
    return approve(desk)


def minutes_of(desk: Desk) -> Document:
    return minutes_document(desk.session.reading, desk.meeting_id, today=MEETING_DAY)


def mark_of(desk: Desk, words: str) -> str:
    """Return the mark that a paragraph or a decision bears."""
    shown = (one for one in minutes_of(desk).blocks if isinstance(one, Paragraph | DecisionBox))
    return next(str(one.portion) for one in shown if one.text == words)


def as_internal(desk: Desk, document: Document) -> str:
    board = desk.session.board()
    return "\n".join(texts_in(released(document, board, scheme_of(board), INTERNAL)))


def test_scheme_is_changed_though_minutes_are_approved(desk: Desk) -> None:
    approval = desk.record(Approval, approved(desk))

    desk.do(UseScheme(body=OWN, mapping=TERMS))

    assert desk.record(Approval, approval.id) == approval
    # The limit of old stands as it was frozen, so that nothing is marked too low.
    paper = minutes_of(desk)
    assert paper.banner == "LIMITED//NOFORN//HOME ONLY"
    assert approval.approved_sha256[:12] in paper.version
    # By its number alone the level would be the second of the new scheme.
    assert "mission" not in as_internal(desk, paper)
    desk.session.undo()
    assert minutes_of(desk).banner == "CUI//NOFORN"


def test_record_of_a_round_follows_the_scheme_in_force(desk: Desk) -> None:
    round_id = sent(desk)
    desk.do(UseScheme(body=OWN, mapping=TERMS))
    for paper in (clearance_document(desk.session.reading, round_id), minutes_of(desk)):
        assert paper.banner == "LIMITED//NOFORN//HOME ONLY"
        assert "Good mission." not in as_internal(desk, paper)


def test_text_for_comments_is_marked_as_of_now_and_known_by_the_hash_it_was_sent_with(
    desk: Desk, tmp_path: Path
) -> None:
    round_id = sent(desk)
    stored = desk.record(ClearanceRound, round_id)
    desk.do(UseScheme(body=OWN, mapping=TERMS))
    target = tmp_path / "text.docx"

    bootstrap.write_for_comments(desk.session, round_id, target)

    document = docx.Document(str(target))
    lines = [one.text for one in document.paragraphs]
    assert document.sections[0].header.paragraphs[0].text == "LIMITED//NOFORN//HOME ONLY"
    assert "(L//NOFORN//HOME ONLY) To send a mission." in lines
    assert f"SHA-256: {stored.sent_sha256}" in lines
    assert document.core_properties.keywords == f"SHA-256 {stored.sent_sha256}"


def test_controlled_text_for_comments_says_who_controls_it(desk: Desk, tmp_path: Path) -> None:
    round_id = sent(desk)
    target = tmp_path / "text.docx"
    bootstrap.write_for_comments(desk.session, round_id, target)
    lines = [one.text for one in docx.Document(str(target)).paragraphs]
    assert "Controlled by: Prevention Board, National Security Council staff" in lines


def test_what_is_marked_higher_after_the_approval_is_printed_so(desk: Desk) -> None:
    approved(desk)
    (note,) = (one for one in desk.session.reading.minutes.blocks(desk.meeting_id) if one.text)
    assert mark_of(desk, "Roads are closed.") == "(U)"

    desk.do(minutes.MarkNote(id=note.id, marking=1))
    assert mark_of(desk, "Roads are closed.") == "(CUI)"

    desk.do(minutes.MarkNote(id=note.id, marking=0))
    (row,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    with pytest.raises(NotPossible, match="locked"):
        desk.do(decisions.ReviseDecision(id=row.id, version=row.version, text="No.", marking=1))
    # What is marked lower keeps the mark that was approved.
    desk.do(decisions.ReviseDecision(id=row.id, version=row.version, text=row.text))
    assert mark_of(desk, "To send a mission.") == "(CUI//NOFORN)"


def test_comment_that_comes_back_is_free_of_the_mark_in_any_scheme(
    desk: Desk, tmp_path: Path
) -> None:
    held(desk)
    desk.do(UseScheme(body=OWN, mapping=TERMS))
    (row,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    desk.do(
        decisions.ReviseDecision(
            id=row.id, version=row.version, text="(Draft) To send a mission.", marking=2
        )
    )
    round_id = opened(desk)
    bootstrap.write_for_comments(desk.session, round_id, tmp_path / "text.docx")
    redlined(tmp_path / "text.docx", tmp_path / "a.docx", "a mission", "two missions")
    commented(tmp_path / "a.docx", tmp_path / "b.docx", "Roads", "Which?")
    found = read_comments(tmp_path / "b.docx")
    text = desk.session.reading.clearance.sent(round_id)

    command = take_in_of(found, text, round_id=round_id, agency_id=desk.agencies["dod"])

    said = {(one.concerned, one.proposed) for one in command.comments}
    assert said == {
        ("Roads are closed.", ""),
        ("(Draft) To send a mission.", "(Draft) To send two missions."),
    }
    assert {one.concerned for one in preview(found, text)} == {one for one, _ in said}
