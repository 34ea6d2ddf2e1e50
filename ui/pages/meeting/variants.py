"""The papers of a meeting that has begun: the minutes, and behind them all other forms."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.base import RecordId
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.sheet import Sheet
from ui.commands import PermittedAction, action
from ui.kit.buttons import ActionButton
from ui.kit.menu_button import MenuButton
from ui.page import Page
from ui.parts.preview.dialog import open_preview


class MinutesVariants(QObject):
    """Plain minutes have a button; the other papers stand beside it."""

    def __init__(self, page: Page, minutes: PermittedAction, agenda: PermittedAction) -> None:
        super().__init__(page)
        self._page = page
        self._meeting_id: RecordId | None = None
        self._round_id: RecordId | None = None
        self.made = (
            action(page, "minutes_unattributed", "Minutes without attribution", self._on_unnamed),
            action(page, "minutes_numbered", "Minutes with numbered lines", self._on_numbered),
        )
        self.record = action(page, "meeting_clearance", "Clearance record", self._on_record)
        for made in (*self.made, self.record):
            made.setVisible(False)
        self.more = MenuButton(
            "more_minutes", "Other papers of the meeting", (*self.made, self.record, agenda)
        )
        self.buttons = QWidget()
        row = QHBoxLayout(self.buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(ActionButton(minutes))
        row.addWidget(self.more)

    def show_sheet(self, sheet: Sheet) -> None:
        """Offer them for a meeting that has begun, the record where there is a round."""
        self._meeting_id = sheet.meeting.id
        last = sheet.stand.round if sheet.stand is not None else None
        self._round_id = last.id if last is not None else None
        has_begun = not sheet.meeting.state.is_ahead
        for made in self.made:
            made.setVisible(has_begun)
        self.record.setVisible(self._round_id is not None)
        self.buttons.setVisible(has_begun)

    @Slot()
    def _on_unnamed(self) -> None:
        self._show("non-attributed")

    @Slot()
    def _on_numbered(self) -> None:
        self._show("draft")

    @Slot()
    def _on_record(self) -> None:
        if self._round_id is not None:
            self._open(Wanted(kind=PaperKind.CLEARANCE, id=self._round_id))

    def _show(self, variant: str) -> None:
        if self._meeting_id is not None:
            self._open(Wanted(kind=PaperKind.MINUTES, id=self._meeting_id, variant=variant))

    def _open(self, wanted: Wanted) -> None:
        self._page.leave()
        open_preview(self._page.context, self._page, wanted)
