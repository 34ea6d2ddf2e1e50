"""Undo at the window: a step that is refused says why, and can be skipped."""

from datetime import date

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.agenda import AgendaItem
from board_app.services.agenda import ReviseItem
from tests.desk import Desk as Board
from tests.ui.acting import CONTROL, KEY, press, said
from ui.window import MainWindow


def become(window: MainWindow, desk: Board, name: str) -> None:
    people = desk.session.reading.directory.people(date(2015, 7, 6))
    window._desk.become(next(one for one in people if one.name == name))


def revise(window: MainWindow, desk: Board, item: AgendaItem, title: str) -> None:
    seen = desk.record(AgendaItem, item.id)
    command = ReviseItem(id=item.id, version=seen.version, title=title, kind=item.kind, minutes=10)
    window._desk.do(window, command)


def test_refused_step_is_skipped_by_its_message(
    window: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    free, taken = desk.item("Free"), desk.item("Taken")
    become(window, desk, "Ann Reed")
    revise(window, desk, free, "Freed")
    revise(window, desk, taken, "Mine")
    become(window, desk, "Gus Amari")
    revise(window, desk, taken, "Theirs")
    become(window, desk, "Ann Reed")

    press(qtbot, window, KEY.Key_Z, CONTROL)
    assert "somebody changed the same thing afterwards" in " ".join(said(window))
    _press_toast(window, qtbot, "Skip this step")
    assert "Skipped: what it changed stays." in " ".join(said(window))
    _press_toast(window, qtbot, "Undo change agenda item")
    assert desk.record(AgendaItem, free.id).title == "Free"
    assert desk.record(AgendaItem, taken.id).title == "Theirs"


def _press_toast(window: MainWindow, qtbot: QtBot, words: str) -> None:
    shown = window.findChildren(QPushButton, "toast_action")
    (button,) = [one for one in shown if one.isVisible()]
    assert button.text() == words
    button.click()
