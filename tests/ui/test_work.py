"""The one store thread: in order, dropped for the dead, finished before the end."""

import threading
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.errors import NotPossible
from board_app.services.agenda import AddItem
from board_app.services.changes import Outcome
from board_app.services.progress import Progress
from tests.desk import Desk as Board
from ui.desk import Changed, Desk, SaveState
from ui.work import ThreadRunner


@pytest.fixture
def runner(qtbot: QtBot) -> ThreadRunner:
    return ThreadRunner()


def test_work_is_done_in_order_on_one_other_thread(runner: ThreadRunner, qtbot: QtBot) -> None:
    owner = QObject()
    seen: list[tuple[int, str]] = []
    for number in range(50):
        work = partial(_where, number)
        runner.submit(owner, work, done=seen.append, failed=_never)
    qtbot.waitUntil(lambda: len(seen) == 50)

    assert [number for number, _ in seen] == list(range(50))
    assert len({name for _, name in seen}) == 1
    assert threading.current_thread().name not in {name for _, name in seen}
    runner.stop()


def test_answer_for_a_widget_that_is_gone_is_dropped(runner: ThreadRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    widget, other = QWidget(), QObject()
    seen: list[str] = []
    runner.submit(widget, gate.wait, done=lambda _: seen.append("widget"), failed=_never)
    runner.submit(other, lambda: None, done=lambda _: seen.append("other"), failed=_never)
    widget.deleteLater()
    del widget
    gate.set()

    qtbot.waitUntil(lambda: "other" in seen)
    assert seen == ["other"]
    runner.stop()


def test_known_error_reaches_the_asker(runner: ThreadRunner, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[Exception]()

    def refuse() -> None:
        raise NotPossible("Not now.")

    runner.submit(owner, refuse, done=_never, failed=seen.append)

    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], NotPossible)
    runner.stop()


def test_stop_finishes_what_was_begun(runner: ThreadRunner, tmp_path: Path) -> None:
    owner, target = QObject(), tmp_path / "written"
    runner.submit(owner, lambda: target.write_text("all"), done=_nothing, failed=_never)

    runner.stop()

    assert target.read_text() == "all"


def test_command_through_the_thread_tells_every_page(desk: Board, qtbot: QtBot) -> None:
    working = Desk(desk.session, ThreadRunner())
    told: list[Changed] = []
    states: list[SaveState] = []
    working.changed.connect(told.append)
    working.save_state.connect(lambda state, _: states.append(state))
    done: list[Outcome] = []

    working.do(working, AddItem(meeting_id=desk.meeting_id, title="Outlook"), done=done.append)
    assert done == [], "the window does not wait"
    qtbot.waitUntil(lambda: bool(done))

    assert told[0].tables == {"agenda_item"}
    assert told[0].label == "Add agenda item"
    assert states == [SaveState.SAVING, SaveState.SAVED]
    assert working.undo_now.undo == "Add agenda item"


def test_work_beside_reads_in_turn_and_ends_with_the_board(desk: Board, qtbot: QtBot) -> None:
    working = Desk(desk.another().session, ThreadRunner())
    progress, read = Progress(), list[str]()
    working.closing.connect(progress.stop)

    def work() -> None:
        while True:
            read.append(working.read(lambda _: threading.current_thread().name))
            progress.step(len(read), 0)

    working.work(working, work, _never, failed=_nothing)
    qtbot.waitUntil(lambda: len(read) > 2)
    done: list[Outcome] = []
    working.do(working, AddItem(meeting_id=desk.meeting_id, title="Outlook"), done=done.append)
    qtbot.waitUntil(lambda: bool(done))

    working.close()
    assert len(set(read)) == 1
    assert read[0].startswith("store")


def _where(number: int) -> tuple[int, str]:
    return number, threading.current_thread().name


def _never(what: object) -> None:
    raise AssertionError(f"this must not come: {what}")


def _nothing(_: object) -> None:
    """The answer is not wanted."""
