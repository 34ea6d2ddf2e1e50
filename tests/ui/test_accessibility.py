"""Every page: names for screen readers, all by Tab, nothing clipped in the smallest window."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from board_app.services import agenda
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, press
from ui.kit.rows import RowList
from ui.kit.text import PlainLabel
from ui.pages.actions.page import ActionsPage
from ui.pages.directory.page import DirectoryPage
from ui.places import (
    ACTIONS,
    BIN,
    CLEARANCE,
    COUNTRIES,
    COUNTRY,
    DIRECTORY,
    HELP,
    HISTORY,
    MEETING,
    MEETINGS,
    REVIEW,
    SEARCH,
    SETTINGS,
    THIS_MONTH,
    Place,
)
from ui.theme.service import theme
from ui.window import MainWindow

PAGES = (
    THIS_MONTH,
    MEETINGS,
    MEETING,
    CLEARANCE,
    ACTIONS,
    COUNTRIES,
    COUNTRY,
    REVIEW,
    SEARCH,
    DIRECTORY,
    HISTORY,
    BIN,
    SETTINGS,
    HELP,
)
SMALLEST = (1024, 680)
_STOPS = 250  # more than any page has
_LEAST_TARGET = 24
_LONG = "Consultation with the regional bureaus about the early warning figures of the quarter"


@pytest.fixture
def shown(window: MainWindow, desk: Board, request: pytest.FixtureRequest) -> MainWindow:
    """Give the window at its smallest size, on the page asked for, with something in all lists."""
    state = desk.agencies["state"]
    item = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title=_LONG, minutes=20))
    desk.do(agenda.AddStandingItem(title=_LONG, minutes=10))
    for title, due in (("Late", date(2015, 7, 1)), (_LONG, date(2015, 7, 9)), ("None", None)):
        desk.action(title, lead_id=state, due_on=due, meeting_id=desk.meeting_id, item_id=item)
    return on(window, desk, request.param)


def on(window: MainWindow, desk: Board, page: str) -> MainWindow:
    window.resize(*SMALLEST)
    window.go(Place(page, acting.thing_on(desk, page)))
    window.activateWindow()
    QApplication.processEvents()
    return window


each_page = pytest.mark.parametrize("shown", PAGES, indirect=True)


def stops(top: QWidget) -> list[QWidget]:
    """Return the widgets that Tab must reach."""
    return [
        one
        for one in top.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.window() is top
        and one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and one.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(QAccessible.Text.Name).strip()


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


@each_page
def test_everything_that_takes_the_focus_has_a_name_and_is_large_enough(shown: MainWindow) -> None:
    found = [one for _ in each_tab(shown) for one in stops(shown)]
    assert len(found) > 8
    assert [named(one) for one in found if not name_of(one)] == []
    small = [
        f"{named(one)} {one.width()} x {one.height()}"
        for one in found
        if isinstance(one, QAbstractButton) and min(one.width(), one.height()) < _LEAST_TARGET
    ]
    assert small == []


@each_page
def test_tab_reaches_everything_and_comes_round(shown: MainWindow, qtbot: QtBot) -> None:
    first = QApplication.focusWidget()
    assert first is not None, "the page gives the focus to nothing"
    assert shown.page.isAncestorOf(first)
    is_search = shown.page.name == SEARCH
    assert first.objectName().endswith("words") == is_search, "work begins in a list elsewhere"
    visited: list[QWidget] = []
    for _ in range(_STOPS):
        here = QApplication.focusWidget()
        if here is None or (visited and here is first):
            break
        visited.append(here)
        qtbot.keyClick(here, KEY.Key_Tab)
    else:
        pytest.fail(f"Tab never comes back; it stays at {named(visited[-1])}")
    missed = [one for one in stops(shown) if one not in visited]
    assert [named(one) for one in missed] == []
    assert any(isinstance(one, RowList) for one in visited) or shown.page.name in {
        HELP,
        SEARCH,
        SETTINGS,
    }


def clipped(top: QWidget) -> list[str]:
    """Return the labels and buttons whose words have too little room."""
    found = []
    for label in top.findChildren(PlainLabel):
        if not label.isVisible() or not label.text() or label._elides:
            continue
        inside = label.contentsRect()
        if label.wordWrap():
            is_cut = label.heightForWidth(label.width()) > label.height() + 1
        else:
            is_cut = label.sizeHint().width() > label.width() + 1
            is_cut = is_cut or label.sizeHint().height() > label.height() + 1
        if is_cut:
            found.append(f"{label.text()[:60]!r} has {inside.size().toTuple()}")
    found += [
        f"button {one.text()!r}"
        for one in top.findChildren(QPushButton)
        if one.isVisible() and one.text() and one.sizeHint().width() > one.width() + 1
    ]
    return found


def each_tab(top: QWidget) -> Iterator[None]:
    """Bring each tab of the page to the front, one after another."""
    tabs = next((one for one in top.findChildren(QTabWidget) if one.isVisible()), None)
    for number in range(tabs.count() if tabs is not None else 1):
        if tabs is not None:
            tabs.setCurrentIndex(number)
        _settle()
        yield


def _settle() -> None:
    """Let layouts inside of layouts find their sizes."""
    for _ in range(4):
        QApplication.processEvents()


def outside(top: QWidget) -> list[str]:
    """Return the widgets that stand partly outside of what holds them."""
    found = []
    for one in top.findChildren(QWidget):
        holder = one.parentWidget()
        if not isinstance(one, PlainLabel | QAbstractButton | RowList) or not one.isVisible():
            continue
        if holder is not None and not holder.rect().adjusted(-1, -1, 1, 1).contains(one.geometry()):
            found.append(f"{named(one)} {one.geometry()} in {named(holder)} {holder.rect()}")
    return found


@each_page
def test_nothing_is_cut_in_the_smallest_window(shown: MainWindow) -> None:
    assert (shown.width(), shown.height()) == SMALLEST
    assert shown.minimumSizeHint().width() <= SMALLEST[0]
    assert shown.minimumSizeHint().height() <= SMALLEST[1]
    try:
        for density in ("compact", "comfortable"):
            theme().show("light", density)
            for _ in each_tab(shown):
                assert clipped(shown) == []
                assert outside(shown) == []
    finally:
        theme().show("light", "comfortable")


@pytest.mark.parametrize("page", [ACTIONS, DIRECTORY])
def test_open_panel_is_named_reached_and_whole(
    window: MainWindow, desk: Board, qtbot: QtBot, page: str
) -> None:
    desk.action(_LONG, lead_id=desk.agencies["state"], measure=_LONG, deliverable=_LONG)
    on(window, desk, page)
    here = window.page
    assert isinstance(here, ActionsPage | DirectoryPage)
    press(qtbot, here.list if isinstance(here, ActionsPage) else here.agencies, KEY.Key_Return)
    QApplication.processEvents()

    inside = [one for one in stops(window) if here.panel.isAncestorOf(one)]
    assert len(inside) > 3
    assert [named(one) for one in inside if not name_of(one)] == []
    assert clipped(window) == []
    visited = set()
    for _ in range(_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        visited.add(focused)
        qtbot.keyClick(focused, KEY.Key_Tab)
    assert [named(one) for one in inside if one not in visited] == []


FORMS = (
    (ACTIONS, "new_action"),
    (ACTIONS, "log_follow_up"),
    (DIRECTORY, "add_person"),
    (DIRECTORY, "add_agency"),
    (MEETINGS, "plan_special"),
    (MEETINGS, "change_series"),
    (MEETINGS, "move_meeting"),
)


@pytest.mark.parametrize(("page", "name"), FORMS)
def test_form_is_named_whole_and_goes_round_with_tab(
    window: MainWindow, desk: Board, qtbot: QtBot, page: str, name: str
) -> None:
    desk.action(_LONG)
    on(window, desk, page)
    next(one for one in window.commands() if one.objectName() == name).trigger()
    dialog = acting.dialog_of(window)
    dialog.activateWindow()
    _settle()
    found = stops(dialog)
    assert len(found) >= 5
    assert [named(one) for one in found if not name_of(one)] == []
    assert clipped(dialog) == []
    assert dialog.height() <= SMALLEST[1]
    visited: set[QWidget] = set()
    first = QApplication.focusWidget()
    for _ in range(_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is first and visited:
            break
        visited.add(focused)
        qtbot.keyClick(focused, KEY.Key_Tab)
        seen = QApplication.focusWidget()
        area = dialog.area
        if seen is not None and area.isAncestorOf(seen):
            top = seen.mapTo(area, seen.rect().topLeft()).y()
            assert -1 <= top < area.height(), f"{named(seen)} has the focus out of sight"
    assert [named(one) for one in found if one not in visited] == []
