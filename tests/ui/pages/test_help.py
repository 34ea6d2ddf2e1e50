"""The help: what it promises about keys is what the program does."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.base import RecordId
from board_app.domain.capture import AgencyName, CapturedAction, CapturedDecision, parse_line
from board_app.services.papers.kinds import PaperKind, Wanted
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, press
from tests.ui.conftest import MakePage
from ui.pages.help import HelpPage, help_text, licence_text
from ui.parts.preview.dialog import open_preview
from ui.places import (
    ACTIONS,
    BIN,
    CLEARANCE,
    COUNTRIES,
    COUNTRY,
    DIRECTORY,
    HELP,
    HISTORY,
    INTAKE,
    MEETING,
    MEETINGS,
    REVIEW,
    SETTINGS,
    THIS_MONTH,
    Place,
)
from ui.window import MainWindow

PREVIEW = "Preview of a paper"
WHERE = {
    PREVIEW: None,
    "Everywhere": None,
    "This month": THIS_MONTH,
    "Meetings": MEETINGS,
    "Meeting": MEETING,
    "Clearance": CLEARANCE,
    "Actions": ACTIONS,
    "Countries": COUNTRIES,
    "Country": COUNTRY,
    "Country review": REVIEW,
    "Directory": DIRECTORY,
    "Import": INTAKE,
    "History": HISTORY,
    "Bin": BIN,
    "Settings": SETTINGS,
    "Help": HELP,
}
_WITH_CHILDREN = Qt.ShortcutContext.WidgetWithChildrenShortcut


def place_of(name: str, desk: Board) -> Place:
    return Place(name, acting.thing_on(desk, name))


def all_actions(owner: QWidget) -> Iterator[QAction]:
    yield from owner.actions()
    yield from owner.findChildren(QAction)


@pytest.mark.parametrize("where", [group.where for group in help_text().keys])
def test_each_key_named_does_what_is_said(where: str, window: MainWindow, desk: Board) -> None:
    group = next(group for group in help_text().keys if group.where == where)
    page = WHERE[where]
    owner: QWidget = window
    if where == PREVIEW:
        owner = open_preview(
            window.page.context, window, Wanted(kind=PaperKind.AGENDA, id=desk.meeting_id)
        )
    elif page is not None:
        window.go(place_of(page, desk))
        owner = window.page
    found: dict[str, set[str]] = {}
    for made in all_actions(owner):
        keys = {one.toString() for one in made.shortcuts()}
        found.setdefault(made.objectName(), set()).update(keys)
    for key in group.keys:
        assert key.action in found, f"there is no action {key.action} in {where}"
        assert QKeySequence(key.keys).toString() in found[key.action], key


def test_each_page_that_has_keys_of_its_own_is_in_the_help(window: MainWindow, desk: Board) -> None:
    told = {(group.where, key.action) for group in help_text().keys for key in group.keys}
    for where, page in WHERE.items():
        if page is None or page == THIS_MONTH:
            continue
        window.go(place_of(page, desk))
        for made in window.page.findChildren(QAction):
            if made.shortcut().isEmpty() or not made.text() or not made.objectName():
                continue
            assert (where, made.objectName()) in told, f"{made.objectName()} is not in the help"


def test_each_key_of_the_preview_is_in_the_help(window: MainWindow, desk: Board) -> None:
    wish = Wanted(kind=PaperKind.AGENDA, id=desk.meeting_id)
    preview = open_preview(window.page.context, window, wish)
    group = next(group for group in help_text().keys if group.where == PREVIEW)
    told = {key.action for key in group.keys}
    own = {made.objectName() for made in preview.actions() if not made.shortcut().isEmpty()}
    assert own == told
    preview.reject()


def test_no_two_actions_of_a_page_share_keys_in_one_place(window: MainWindow, desk: Board) -> None:
    """Keys of the whole window would be ambiguous, and Qt then does nothing."""
    of_window = {
        key.toString(): made.objectName() for made in window.actions() for key in made.shortcuts()
    }
    for page in WHERE.values():
        if page is None:
            continue
        window.go(place_of(page, desk))
        taken = dict(of_window)
        for made in window.page.findChildren(QAction):
            is_wide = made.shortcutContext() is not _WITH_CHILDREN
            for key in (one.toString() for one in made.shortcuts() if is_wide):
                assert taken.setdefault(key, made.objectName()) == made.objectName(), key


def test_examples_of_typing_are_understood(desk: Board) -> None:
    """The words beside an example say what becomes of it."""
    names = [
        AgencyName(RecordId(1), "State", ("Department of State",)),
        AgencyName(RecordId(2), "USAID", ("U.S. Agency for International Development",)),
    ]
    kinds = {
        example: type(parse_line(example, names, date(2015, 7, 16)))
        for example, _ in help_text().typing
    }
    assert set(kinds.values()) == {CapturedDecision, CapturedAction}


def test_everything_is_readable_by_keyboard(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(HelpPage, Place(HELP))
    assert isinstance(page, HelpPage)
    assert QApplication.focusWidget() is page.area
    bar = page.area.verticalScrollBar()
    assert bar.maximum() > 0
    press(qtbot, page.area, KEY.Key_PageDown)
    assert bar.value() > 0
    words = " ".join(acting.said(page))
    for group in help_text().keys:
        for key in group.keys:
            assert key.does in words
            assert key.shown in words


def test_licences_of_what_ships_are_shown(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(HelpPage, Place(HELP))
    press(qtbot, page, KEY.Key_L, CONTROL)
    shown = acting.seen(page, QPlainTextEdit, "licence_text")
    assert shown.toPlainText() == licence_text()
    for name in ("Public Sans", "Lucide", "Qt", "SQLCipher"):
        assert name.lower() in licence_text().lower()
