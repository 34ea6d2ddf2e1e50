"""Where the window can be: a page, the thing it shows, and the part of it that is meant."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from board_app.domain.ids import RecordId

THIS_MONTH = "this_month"
MEETINGS = "meetings"
MEETING = "meeting"
COUNTRIES = "countries"
COUNTRY = "country"
REVIEW = "review"
SEARCH = "search"
INTAKE = "import"
CLEARANCE = "clearance"
ACTIONS = "actions"
DIRECTORY = "directory"
HISTORY = "history"
BIN = "bin"
SETTINGS = "settings"
HELP = "help"


class Place(NamedTuple):
    """A page, the record it shows (a meeting on the meeting page) and the part to select in it.

    `words` are what the search is opened with.
    """

    page: str
    id: RecordId | None = None
    part_id: RecordId | None = None
    words: str = ""


class Navigator(QObject):
    """Pages ask it to go somewhere; the window listens. Nobody knows another page."""

    asked = Signal(object)

    def go(self, place: Place) -> None:
        self.asked.emit(place)


def place_of(kind: str, id: RecordId) -> Place | None:
    """Return where a found thing is shown; agenda items and decisions need their meeting first."""
    match kind:
        case "meeting":
            return Place(MEETING, id)
        case "action_item":
            return Place(ACTIONS, id)
        case "country":
            return Place(COUNTRY, id)
        case "review":
            return Place(REVIEW, id)
        case "person" | "seat" | "agency":
            return Place(DIRECTORY, id)
        case _:
            return None
