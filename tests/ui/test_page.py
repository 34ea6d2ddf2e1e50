"""What every page does by itself: commands are offered to who may give them."""

from datetime import date

import pytest
from PySide6.QtGui import QAction

from tests.desk import Desk as Board
from ui.places import DIRECTORY, MEETINGS, Place
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
