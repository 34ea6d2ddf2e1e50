"""What every page does by itself: commands are offered to who may give them."""

from datetime import date

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.services.minutes import AddNote
from tests.desk import Desk as Board
from tests.ui.acting import KEY, has_dialog, press
from ui.kit.prose import Prose
from ui.pages.meeting.page import MeetingPage
from ui.places import DIRECTORY, MEETING, MEETINGS, Place
from ui.window import MainWindow

CHANGING = {
    DIRECTORY: {"add_agency", "add_person"},
    MEETINGS: {"plan_special", "change_meeting", "move_meeting", "add_standing", "change_series"},
}


@pytest.mark.parametrize("page", CHANGING)
def test_representative_is_told_for_whom_a_command_is(
    window: MainWindow, desk: Board, page: str
) -> None:
    window.go(Place(page))
    people = desk.session.reading.directory.people(date(2015, 7, 6))

    def named() -> dict[str, QAction]:
        return {made.objectName(): made for made in window.page.commands()}

    window._desk.become(next(one for one in people if one.name == "Ben Okoro"))
    refused = [named()[name] for name in CHANGING[page]]
    assert [made.isEnabled() for made in refused] == [False] * len(refused)
    assert {made.property("why") for made in refused} == {"for the secretariat"}

    window._desk.become(next(one for one in people if one.name == "Ann Reed"))
    assert named()[min(CHANGING[page])].isEnabled()
    assert not named()[min(CHANGING[page])].property("why")


def test_representative_reads_the_record_and_writes_nothing(
    window: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    item = desk.item("Burundi")
    desk.decision(item)
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Violence spreads."))
    people = desk.session.reading.directory.people(date(2015, 7, 6))
    window.go(Place(MEETING, desk.meeting_id, item.id))
    page = window.page
    assert isinstance(page, MeetingPage)
    assert page.minutes.composer.isVisible()

    window._desk.become(next(one for one in people if one.name == "Ben Okoro"))

    assert not page.minutes.composer.isVisible()
    assert page.minutes.reader.isVisible()
    editors = [one for one in page.findChildren(Prose) if one is not page.minutes.composer.editor]
    assert len(editors) > 1
    assert all(one.isReadOnly() for one in editors)
    assert not [
        one for one in page.findChildren(QPushButton, "edit_decision_button") if one.isVisible()
    ]
    before = desk.digest()
    page.agenda.list.setFocus()
    for key in (KEY.Key_Return, KEY.Key_N, KEY.Key_Space, KEY.Key_F, KEY.Key_Delete):
        press(qtbot, page.agenda.list, key)
    assert not has_dialog(page)
    assert desk.digest() == before
    assert page.agenda_pdf.isEnabled()
