"""Text that is being typed when the window closes is stored once, and no draft is left of it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app import bootstrap
from board_app.domain.ids import RecordId
from board_app.services.agenda import AddItem
from board_app.settings import Settings
from board_app.window import Program
from tests.desk import MEETING_DAY, PASSPHRASE, HandClock
from ui.app import application, pages
from ui.opening.doors import Doors
from ui.pages.meeting.page import MeetingPage
from ui.places import MEETING, Place
from ui.work import ThreadRunner


def with_an_item(path: Path) -> tuple[str, RecordId, RecordId]:
    """Put an item on the July agenda; return the board's uid, its secretary and the meeting."""
    session = bootstrap.open_board(path, PASSPHRASE)
    people = session.reading.directory.people(MEETING_DAY)
    person = next(one for one in people if one.role and one.role.runs_the_board)
    session.become(person)
    meeting = session.reading.meetings.meetings()[0]
    session.do(AddItem(meeting_id=meeting.id, title="Outlook"))
    uid = session.board().uid
    session.store.close()
    return uid, person.id, meeting.id


@pytest.mark.parametrize(
    ("typed", "notes", "decisions"),
    [("The outlook is bad.", 1, 0), ("First a note.\n! Then a decision", 1, 1)],
)
def test_typing_at_the_end_is_stored_once(  # noqa: PLR0917  (pytest gives them)
    typed: str,
    notes: int,
    decisions: int,
    board_file: tuple[Path, bytes],
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
) -> None:
    path = tmp_path / "closing.board"
    shutil.copyfile(board_file[0], path)
    uid, person, meeting = with_an_item(path)
    program = Program(Settings(tmp_path / "settings.json"), HandClock())
    program.memory.is_person(uid, person)
    application(program)
    doors = Doors(program, pages(), ThreadRunner)
    doors.begin(path, PASSPHRASE)
    qtbot.waitUntil(lambda: doors.window is not None)
    window = doors.window
    assert window is not None
    qtbot.waitUntil(lambda: "say who" not in window.status.person.text())
    window.go(Place(MEETING, meeting))
    page = window.page
    assert isinstance(page, MeetingPage)
    qtbot.waitUntil(lambda: page.agenda.chosen() is not None)
    page.minutes.composer.editor.setPlainText(typed)

    window.close()
    doors.stop()

    session = bootstrap.open_board(path, PASSPHRASE)
    blocks = session.reading.minutes.blocks(meeting)
    assert len([block for block in blocks if block.decision_id is None]) == notes
    assert len(session.reading.minutes.decisions(meeting)) == decisions
    assert session.drafts.kept(person) == {}
    session.store.close()
