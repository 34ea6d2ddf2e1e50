"""What went out stays in the history: who signed, whom it was given to."""

import hashlib
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.errors import NotAllowed, NotFound, NotPossible
from board_app.domain.issue import Issue
from board_app.domain.meeting import Meeting
from board_app.services import bin as bin_
from board_app.services import history, issues
from board_app.services.archive import Archive
from board_app.services.history_rows import HistoryFilter
from board_app.services.papers.kinds import PaperKind, Wanted, draft_paper
from tests.db.test_whole import again
from tests.desk import Desk

PDF = b"%PDF-1.7 what was given"


def give(desk: Desk, readers: str = "State, DoD/OSD and Justice") -> Issue:
    """Give out the agenda."""
    wanted = Wanted(kind=PaperKind.AGENDA, id=desk.meeting_id)
    draft = draft_paper(desk.session, wanted).addressed(readers)
    return desk.record(Issue, desk.do(issues.given(draft, PDF, pages=2)))


def test_whom_a_paper_was_given_to_is_told_with_its_digest(desk: Desk) -> None:
    made = give(desk)
    (entry,) = history.entries(desk.session, words="osd and justice")
    assert entry.label == "Give out a paper"
    assert (entry.kind, entry.subject) == (
        "Issued paper",
        "2015-07 agenda given to State, DoD/OSD and Justice",
    )
    assert "Meeting: 2015-07" in entry.in_words
    assert "Pages: 2" in entry.in_words
    assert hashlib.sha256(PDF).hexdigest() in entry.in_words
    assert (made.kind, made.meeting_id, made.signed_by) == ("agenda", desk.meeting_id, "")
    assert "Ministerial" not in made.model_dump_json()


def test_the_history_of_a_meeting_holds_what_went_out_of_it(desk: Desk) -> None:
    give(desk)
    wanted = HistoryFilter(about=desk.meeting_id)
    labels = [one.label for one in history.matching(desk.session, wanted, limit=50)]
    assert labels[0] == "Give out a paper"
    assert len(labels) > 1
    latest = history.latest(desk.session, desk.meeting_id)
    assert latest is not None
    assert latest.table == "meeting"


def test_it_can_not_be_taken_back(desk: Desk) -> None:
    desk.item("Before")
    made = give(desk)
    assert desk.session.undo_state().undo == "Add agenda item"
    with (
        pytest.raises(NotPossible, match="stays in the history"),
        desk.session.store.work(desk.session.actor, "x") as work,
    ):
        work.remove(made)
    assert desk.record(Issue, made.id) == made


def test_it_keeps_its_meeting_here(desk: Desk) -> None:
    give(desk)
    meeting = desk.record(Meeting, desk.meeting_id)
    desk.do(Archive(table="meeting", id=meeting.id, version=meeting.version))
    away = next(one for one in bin_.bin_entries(desk.session) if one.id == meeting.id)
    (kept,) = bin_.plan(desk.session, [away]).stays
    assert "Issued paper" in str(kept)


def test_it_is_there_after_opening_again_and_in_an_exported_board(
    desk: Desk, tmp_path: Path
) -> None:
    made = give(desk)
    desk.reopen()
    assert desk.record(Issue, made.id) == made
    source = tmp_path / "whole.json"
    bootstrap.export_board(desk.session, source)
    assert again(source).read_bytes() == source.read_bytes()
    assert made.file_sha256.encode() in source.read_bytes()


def test_only_who_runs_the_board_keeps_it(desk: Desk) -> None:
    assert issues.is_kept(desk.session)
    desk.become("Ben Okoro")
    assert not issues.is_kept(desk.session)
    with pytest.raises(NotAllowed):
        give(desk)


def test_a_meeting_that_is_not_there_is_told(desk: Desk) -> None:
    draft = draft_paper(desk.session, Wanted(kind=PaperKind.REGISTER)).addressed("State")
    command = issues.given(draft, PDF, pages=1)
    assert (command.meeting_id, command.form) == (None, "compact")
    with pytest.raises(NotFound):
        desk.do(issues.RecordGiven(**{**dict(command), "meeting_id": 5}))
    desk.do(command)
    (entry,) = history.entries(desk.session, limit=1)
    assert entry.subject.startswith("action register")
