"""Ctrl+K: typing stays in the line, arrows move in the list, Esc gives the focus back."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.desk import Desk as Board
from tests.ui.acting import CONTROL, column
from ui.kit.palette import CommandPalette, Entry
from ui.pages.directory.page import DirectoryPage
from ui.pages.meeting.page import MeetingPage
from ui.places import ACTIONS, DIRECTORY, HISTORY, MEETING, MEETINGS, SETTINGS, Place
from ui.window import MainWindow

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key
ENTRIES = (
    Entry("one", "search", "First", "Command", keys="Ctrl+1"),
    Entry("off", "search", "Second", "Command", disabled_reason="no minutes yet"),
    Entry("two", "user", "Third", "State"),
)


@pytest.fixture
def palette(qtbot: QtBot) -> Iterator[CommandPalette]:
    window = QMainWindow()
    qtbot.addWidget(window)
    home = QWidget()
    column = QVBoxLayout(home)
    column.addWidget(QLineEdit("first"))
    column.addWidget(QLineEdit("second"))
    window.setCentralWidget(home)
    window.resize(1000, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    QApplication.processEvents()
    home.findChildren(QLineEdit)[1].setFocus()
    made = CommandPalette(window)
    made.open_with(ENTRIES)
    yield made
    window.close()


def chosen(palette: CommandPalette) -> list[object]:
    told: list[object] = []
    palette.chosen.connect(told.append)
    return told


def test_first_line_that_can_be_chosen_is_marked(palette: CommandPalette) -> None:
    assert palette.list.selected_id() == "one"
    palette.set_entries(ENTRIES[1:])
    assert palette.list.selected_id() == "two"
    assert column(palette.list, 1) == ["(no minutes yet)", "State"]


def test_arrows_move_while_typing_stays_in_the_line(palette: CommandPalette, qtbot: QtBot) -> None:
    told = chosen(palette)
    asked: list[object] = []
    palette.query_changed.connect(asked.append)
    qtbot.keyClicks(palette.line, "th")
    qtbot.keyClick(palette.line, KEY.Key_Down)
    qtbot.keyClick(palette.line, KEY.Key_Down)
    assert QApplication.focusWidget() is palette.line
    qtbot.keyClick(palette.line, KEY.Key_Return)
    assert asked == ["t", "th"]
    assert told == ["two"]
    assert not palette.isVisible()


def test_what_is_off_stays_open_with_its_reason(palette: CommandPalette, qtbot: QtBot) -> None:
    told = chosen(palette)
    qtbot.keyClick(palette.line, KEY.Key_Down)
    qtbot.keyClick(palette.line, KEY.Key_Return)
    assert told == []
    assert palette.isVisible()


def test_esc_gives_the_focus_back(palette: CommandPalette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.line, KEY.Key_Escape)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "second"


def test_click_chooses_and_a_click_beside_closes(palette: CommandPalette, qtbot: QtBot) -> None:
    told = chosen(palette)
    place = palette.list.visualRect(palette.list.model().index(2, 0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == ["two"]
    palette.open_with(ENTRIES)
    other = palette.window().findChildren(QLineEdit)[0]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert not palette.isVisible()


def test_widget_that_had_the_focus_may_be_gone(palette: CommandPalette, qtbot: QtBot) -> None:
    """A panel is filled anew when another window changes the board."""
    came_from = palette._came_from
    assert came_from is not None
    delete(came_from)
    qtbot.keyClick(palette.line, KEY.Key_Escape)
    assert not palette.isVisible()


def jump(window: MainWindow, qtbot: QtBot, words: str) -> None:
    """Press Ctrl+K and Enter on what the words find."""
    qtbot.keyClick(QApplication.focusWidget() or window, KEY.Key_K, CONTROL)
    line = window.jump._palette.line
    assert QApplication.focusWidget() is line
    qtbot.keyClicks(line, words)
    quiet = window.jump._quiet
    qtbot.waitUntil(lambda: not quiet.isActive() and bool(window.jump._palette.list.rows()))
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()


def test_person_meeting_and_command_are_found(
    window: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    QApplication.processEvents()
    jump(window, qtbot, "@okoro")
    assert isinstance(window.page, DirectoryPage)
    assert window.page.panel.title.text() == "Ben Okoro"
    jump(window, qtbot, "2015-07")
    assert isinstance(window.page, MeetingPage)
    jump(window, qtbot, "> Go to directory")
    assert isinstance(window.page, DirectoryPage)


@pytest.mark.parametrize("page", [MEETINGS, ACTIONS, DIRECTORY, HISTORY, SETTINGS, MEETING])
def test_commands_say_by_themselves_what_they_do(
    window: MainWindow, desk: Board, page: str
) -> None:
    window.go(Place(page, desk.meeting_id if page == MEETING else None))
    texts = [one.text() for one in window.commands() if one.text() and one.isVisible()]
    assert len(texts) > 15
    assert sorted(texts) == sorted(set(texts)), "two commands are called the same"
    assert not {"Move", "Open", "Add", "Skip"} & set(texts)
