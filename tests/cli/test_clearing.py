"""`clearance`, `comments` and the variants of `minutes` from a terminal."""

from datetime import datetime
from pathlib import Path

import docx
import pytest

from board_app import bootstrap
from board_app.domain.base import RecordId
from board_app.domain.clearing import Answer
from board_app.domain.states import Role
from board_app.sample import PASSPHRASE
from board_app.services.actor import Actor
from board_app.services.clearance import OpenRound
from tests.cli.conftest import Call
from tests.cli.test_taking_out import words
from tests.exchange.returned_docx import commented


@pytest.fixture
def in_clearance(board: Path) -> Path:
    """Give the sample board with the minutes of June in clearance."""
    clock = bootstrap.FixedClock(datetime.fromisoformat("2015-07-06T12:00:00+00:00"))
    session = bootstrap.open_board(board, PASSPHRASE, clock)
    session.act_as(Actor(name="Test", role=Role.SECRETARIAT))
    meeting = session.reading.meetings.by_reference("2015-06")
    agencies: list[RecordId] = [row.id for row in session.reading.directory.agencies(meeting.day)]
    session.do(
        OpenRound(
            meeting_id=meeting.id,
            agency_ids=agencies,
            wall_due=datetime(2015, 7, 9, 17),  # noqa: DTZ001  (a wall time)
            zone="America/New_York",
        )
    )
    session.store.close()
    return board


def test_record_and_text_are_written_by_ending(in_clearance: Path, call: Call) -> None:
    record, text = in_clearance.with_name("r.pdf"), in_clearance.with_name("t.docx")
    for target in (record, text):
        answer = call("clearance", in_clearance, "--meeting", "2015-06", "-o", target)
        assert (answer.code, answer.err) == (0, "")
    assert "Clearance record" in words(record)
    assert docx.Document(str(text)).paragraphs[0].text.startswith("Minutes 2015-06")


def test_minutes_that_were_never_sent_have_no_record(board: Path, call: Call) -> None:
    answer = call("clearance", board, "--meeting", "2015-06", "-o", board.with_name("r.pdf"))
    assert answer.code == 1
    assert "never sent for clearance" in answer.err


def test_comments_are_rehearsed_then_added_with_the_position(
    in_clearance: Path, call: Call
) -> None:
    text, back = in_clearance.with_name("t.docx"), in_clearance.with_name("b.docx")
    call("clearance", in_clearance, "--meeting", "2015-06", "-o", text)
    first = next(
        one.text for one in docx.Document(str(text)).paragraphs if one.text.startswith("Decision ")
    )
    commented(text, back, first, "Which budget?", "Cleo")
    common = ("comments", in_clearance, back, "--meeting", "2015-06", "--agency", "State")

    rehearsal = call(*common, "--dry-run")
    assert (rehearsal.code, rehearsal.err) == (0, "")
    assert "Which budget?" in rehearsal.out
    assert "Nothing was written" in rehearsal.out
    done = call(*common, "--position", "comment")
    assert (done.code, done.err) == (0, "")
    assert "1 comment added to version 1" in done.out

    session = bootstrap.open_board(in_clearance, PASSPHRASE)
    june = session.reading.meetings.by_reference("2015-06")
    (row,) = session.reading.clearance.rounds(june.id)
    (comment,) = session.reading.clearance.comments(row.id)
    answers = {one.agency: one.answer for one in session.reading.clearance.responses(row.id)}
    session.store.close()
    assert (comment.agency, comment.rationale, comment.author) == ("State", "Which budget?", "Cleo")
    assert answers["State"] is Answer.COMMENT


def test_a_rehearsal_refuses_what_the_import_would(in_clearance: Path, call: Call) -> None:
    text, back = in_clearance.with_name("t.docx"), in_clearance.with_name("b.docx")
    call("clearance", in_clearance, "--meeting", "2015-06", "-o", text)
    first = next(
        one.text for one in docx.Document(str(text)).paragraphs if one.text.startswith("Decision ")
    )
    commented(text, back, first, "See SECRET//NOFORN annex", "Cleo")
    common = ("comments", in_clearance, back, "--meeting", "2015-06", "--agency", "State")

    for answer in (call(*common, "--dry-run"), call(*common)):
        assert (answer.code, answer.out) == (1, "")
        assert "comment 1 by Cleo (" in answer.err
        assert "has a classified marking" in answer.err
        assert "SECRET" not in answer.err


def test_a_foreign_file_is_refused(in_clearance: Path, call: Call) -> None:
    back = in_clearance.with_name("b.docx")
    back.write_bytes(b"%PDF-1.7")
    answer = call("comments", in_clearance, back, "--meeting", "2015-06", "--agency", "State")
    assert answer.code == 1
    assert "is a PDF" in answer.err


def test_minutes_are_written_in_three_ways(board: Path, call: Call) -> None:
    texts = {}
    for variant in ("attributed", "non-attributed", "draft"):
        target = board.with_name(f"{variant}.pdf")
        answer = call("minutes", board, "--meeting", "2015-06", "--as", variant, "-o", target)
        assert (answer.code, answer.err) == (0, "")
        texts[variant] = words(target)
    assert "Without attribution" in texts["non-attributed"]
    assert "Without attribution" not in texts["attributed"]
