"""What a person at a page does and sees, for the tests of pages."""

from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.base import RecordId
from board_app.domain.meeting import MeetingState
from board_app.domain.risk import Tier
from board_app.services.clearance import OpenRound
from board_app.services.clearance_comments import MakeComment
from board_app.services.meetings import ChangeMeetingState
from board_app.services.reviews import StartReview
from board_app.services.watch import WatchCountry
from tests.desk import Desk as Board
from ui.kit.dialogs import FormDialog
from ui.kit.rows import RowList
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.places import CLEARANCE, COUNTRY, MEETING, REVIEW, Place

W = TypeVar("W", bound=QWidget)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def cells(rows: RowList) -> list[tuple[str, ...]]:
    """Return what each cell of a list says, chips included."""
    model = rows.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        tuple(str(model.index(y, x).data(role)) for x in range(model.columnCount()))
        for y in range(model.rowCount())
    ]


def column(rows: RowList, number: int) -> list[str]:
    return [row[number] for row in cells(rows)]


def said(widget: QWidget) -> list[str]:
    """Return the words of all labels that are seen."""
    return [one.text() for one in widget.findChildren(PlainLabel) if one.isVisible()]


def dialog_of(page: QWidget) -> FormDialog:
    """Return the form that is open."""
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1, f"{len(found)} forms are open"
    return found[0]


def has_dialog(page: QWidget) -> bool:
    return any(one.isVisible() for one in page.findChildren(FormDialog))


def seen(owner: QWidget, kind: type[W], name: str) -> W:
    """Return the widget of a name that is on the screen."""
    found = [one for one in owner.findChildren(kind, name) if one.isVisible()]
    assert found, f"{name} is not on the screen"
    return found[0]


def push(qtbot: QtBot, owner: QWidget, name: str) -> None:
    """Push the button of an action with the mouse."""
    button = seen(owner, QPushButton, f"{name}_button")
    button.window().activateWindow()
    QApplication.processEvents()
    assert button.isEnabled(), f"{name} is not possible now"
    qtbot.mouseClick(button, LEFT)
    QApplication.processEvents()


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key, modifiers: object = None) -> None:
    """Press a key in a widget that has the focus then."""
    widget.window().activateWindow()  # as a window manager does when a dialog closes
    QApplication.processEvents()
    widget.setFocus()
    none = Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(widget, key, modifiers or none)
    QApplication.processEvents()


def fill(qtbot: QtBot, dialog: FormDialog, **texts: str) -> None:
    """Write into fields of a form, over what stands there."""
    for name, text in texts.items():
        editor = dialog.form.fields[name].editor
        line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
        target = editor if isinstance(editor, QTextEdit) or line is None else line
        target.setFocus()
        qtbot.keyClick(target, KEY.Key_A, CONTROL)
        qtbot.keyClick(target, KEY.Key_Delete)
        qtbot.keyClicks(target, text)


def pick(dialog: FormDialog, **values: object) -> None:
    """Choose values in fields of a form."""
    for name, value in values.items():
        dialog.form.fields[name].set_value(value)


def accept(qtbot: QtBot, dialog: FormDialog) -> None:
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    QApplication.processEvents()


def problem(dialog: FormDialog, name: str) -> str:
    """Return what is said beside a field, "" if nothing is."""
    label = dialog.form.fields[name].error
    return label.text() if label.isVisible() else ""


def thing_on(desk: Board, page: str) -> RecordId | None:
    """Return what a page shows one of, None for pages that show all."""
    if page == MEETING:
        return desk.meeting_id
    if page == CLEARANCE:
        in_clearance(desk)
        return desk.meeting_id
    if page not in (COUNTRY, REVIEW):
        return None
    country = desk.session.reading.board.countries()[0].id
    drafts = desk.session.reading.countries.drafts()
    if drafts:
        return country if page == COUNTRY else drafts[0].id
    desk.do(WatchCountry(country_id=country, tier=Tier.WATCH, reason="Elections."))
    review = desk.do(StartReview(country_id=country))
    return country if page == COUNTRY else review


def in_clearance(desk: Board) -> RecordId:
    """Send the minutes to all agencies, with a comment of State; return the round."""
    meeting_id = desk.meeting_id
    rounds = desk.session.reading.clearance.rounds(meeting_id)
    if rounds:
        return rounds[-1].id
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        version = desk.meeting().version
        desk.do(ChangeMeetingState(id=meeting_id, version=version, state=state))
    opened = desk.do(
        OpenRound(
            meeting_id=meeting_id,
            agency_ids=list(desk.agencies.values()),
            wall_due=datetime(2015, 7, 20, 17),  # noqa: DTZ001  (a wall time)
            zone="America/New_York",
        )
    )
    desk.do(
        MakeComment(
            round_id=opened,
            agency_id=desk.agencies["state"],
            concerned="monthly",
            proposed="every month, on a Thursday",
            rationale="A fixed day helps those who travel.",
        )
    )
    return opened


def places(page: Page) -> list[Place]:
    """Return the list that fills with the places the page asks to go to."""
    found: list[Place] = []
    page.context.navigator.asked.connect(found.append)
    return found


def refusals(page: Page) -> list[str]:
    """Return the list that fills with the messages no widget of the page shows."""
    found: list[str] = []
    page.desk.refused.connect(lambda fault: found.append(fault.message))
    return found
