"""A window that is killed while somebody types loses at most the last two seconds."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from board_app import bootstrap
from board_app.sample import build_sample

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QElapsedTimer
from PySide6.QtTest import QTest
from board_app.bootstrap import clock_from_environment
from board_app.settings import Settings
from board_app.window import Program
from ui.app import application, pages
from ui.opening.doors import Doors
from ui.places import MEETING, Place
from ui.work import ThreadRunner

def wait_for(is_so, milliseconds):
    timer = QElapsedTimer()
    timer.start()
    while not is_so() and timer.elapsed() < milliseconds:
        made.processEvents()

path, meeting, person = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
program = Program(Settings(path.with_suffix(".json")), clock_from_environment())
made = application(program)
doors = Doors(program, pages(), ThreadRunner)
doors.begin(path, "sample")
wait_for(lambda: doors.window is not None, 5000)
desk = doors.context.desk
program.memory.is_person(desk.board.uid, person)
wait_for(lambda: desk.actor.person_id == person, 5000)
doors.window.go(Place(MEETING, meeting))
page = doors.window.page
wait_for(lambda: page.agenda.chosen() is not None, 5000)
editor = page.minutes.composer.editor
saved = []
desk.save_state.connect(lambda state, _: saved.append(state))
QTest.keyClicks(editor, "What was said at this moment")
wait_for(lambda: bool(saved), 2000)
print("kept" if saved else "lost", flush=True)
QTest.keyClicks(editor, " and half a wor")
print("killing", flush=True)
made.exec()
"""


def test_typed_text_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "kill.board"
    session = build_sample(path)
    today = session.board().today
    meeting = session.reading.meetings.meetings()[0]
    person = session.reading.directory.people(today)[0]
    session.store.close()
    # Already known here, so that nobody is asked.
    settings = bootstrap.open_board(path, "sample")
    uid = settings.board().uid
    settings.store.close()
    path.with_suffix(".json").write_text(f'{{"people": {{"{uid}": {person.id}}}}}')

    child = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(path), str(meeting.id), str(person.id)],
        env={
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "QT_QPA_PLATFORM": "offscreen",
            "UPSTREAM_TODAY": "2015-07-07",
            "HOME": str(tmp_path),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert child.stdout is not None
    said = [child.stdout.readline().strip() for _ in range(2)]
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()

    assert said == ["kept", "killing"]
    session = bootstrap.open_board(path, "sample")
    assert list(session.drafts.kept(person.id).values()) == ["What was said at this moment"]
    assert session.store.faults() == []
    session.store.close()
