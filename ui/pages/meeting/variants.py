"""The minutes in other ways: without attribution, and as a draft with numbered lines."""

from PySide6.QtCore import QObject, Slot

from board_app.domain.base import RecordId
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.rows import MeetingRow
from ui.commands import action
from ui.page import Page
from ui.parts.preview.dialog import open_preview


class MinutesVariants(QObject):
    """Commands of the palette: whoever wants the plain minutes has a button for them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._meeting_id: RecordId | None = None
        self.made = (
            action(page, "minutes_unattributed", "Minutes without attribution", self._on_unnamed),
            action(page, "minutes_numbered", "Minutes with numbered lines", self._on_numbered),
        )

    def show_meeting(self, meeting: MeetingRow) -> None:
        """Offer them for a meeting that has begun."""
        self._meeting_id = meeting.id
        for made in self.made:
            made.setVisible(not meeting.state.is_ahead)

    @Slot()
    def _on_unnamed(self) -> None:
        self._show("non-attributed")

    @Slot()
    def _on_numbered(self) -> None:
        self._show("draft")

    def _show(self, variant: str) -> None:
        if self._meeting_id is not None:
            wanted = Wanted(kind=PaperKind.MINUTES, id=self._meeting_id, variant=variant)
            open_preview(self._page.context, self._page, wanted)
