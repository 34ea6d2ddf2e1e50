"""From a meeting that was held to the clearance of its minutes."""

from PySide6.QtCore import QObject, Slot

from board_app.domain.base import RecordId
from board_app.domain.clearing import MinutesState
from board_app.services.sheet import Sheet
from ui.commands import action
from ui.kit.buttons import PRIMARY, QUIET, ActionButton
from ui.page import Page
from ui.places import CLEARANCE, Place


class ClearanceLink(QObject):
    """A button of the head; it stands out until the minutes are approved."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._meeting_id: RecordId | None = None
        self.made = action(page, "open_clearance", "Clearance", self._on_asked, keys="Ctrl+L")
        self.button = ActionButton(self.made, QUIET)
        # There is nothing to clear before the meeting was held.
        self.made.setVisible(False)

    def show_sheet(self, sheet: Sheet) -> None:
        stand = sheet.stand
        self._meeting_id = sheet.meeting.id
        self.made.setVisible(stand is not None)
        is_next = stand is not None and stand.state is not MinutesState.APPROVED
        self.button.set_kind(PRIMARY if is_next else QUIET)

    @Slot()
    def _on_asked(self) -> None:
        if self._meeting_id is not None:
            self._page.context.navigator.go(Place(CLEARANCE, self._meeting_id))
