"""From a meeting that was held to the clearance of its minutes."""

from PySide6.QtCore import QObject, Slot

from board_app.domain.base import RecordId
from board_app.services.rows import MeetingRow
from ui.commands import action
from ui.kit.buttons import PLAIN, ActionButton
from ui.page import Page
from ui.places import CLEARANCE, Place


class ClearanceLink(QObject):
    """A quiet button; there is nothing to clear before the meeting was held."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._meeting_id: RecordId | None = None
        self.made = action(page, "open_clearance", "Clearance", self._on_asked, keys="Ctrl+L")
        self.button = ActionButton(self.made, PLAIN, shows_keys=True)
        self.made.setVisible(False)

    def show_meeting(self, meeting: MeetingRow) -> None:
        self._meeting_id = meeting.id
        self.made.setVisible(meeting.state.was_held)

    @Slot()
    def _on_asked(self) -> None:
        if self._meeting_id is not None:
            self._page.context.navigator.go(Place(CLEARANCE, self._meeting_id))
