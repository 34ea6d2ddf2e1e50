"""The panel of one action item: what it is, and its whole history."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.services.rows import ActionRow, FollowUpRow
from board_app.services.session import Session
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.side_panel import SidePanel
from ui.page import Page
from ui.parts.action_card import ActionDetails
from ui.places import COUNTRY, MEETING, Place


class ActionPanel(SidePanel):
    """Shows the item that is asked for, also one that no filter lets into the list."""

    def __init__(self, page: Page, actions: Sequence[tuple[QAction, str]]) -> None:
        super().__init__(page)
        self._page = page
        self._made = actions
        self.id: RecordId | None = None
        self.row: ActionRow | None = None
        # The same keys while the panel has the focus: what it shows is what they are about.
        self.addActions([made for made, _ in actions])

    def open_item(self, action_id: RecordId) -> None:
        """Show an item as it is now."""
        self.id = action_id

        def read(session: Session) -> tuple[ActionRow, list[FollowUpRow]]:
            actions = session.reading.actions
            return actions.action(action_id), actions.follow_ups([action_id])

        def failed(fault: BoardError) -> None:
            # What was shown is gone, most often by Undo; what was asked for must be explained.
            if self.row is not None and self.row.id == action_id:
                self.close_panel()
            else:
                self._page.desk.refused.emit(fault)

        self._page.desk.ask(self, read, self._show, failed=failed)

    def renew(self) -> None:
        """Show the open item again after a change."""
        if self.isVisible() and self.id is not None:
            self.open_item(self.id)

    def _show(self, found: tuple[ActionRow, list[FollowUpRow]]) -> None:
        row, follow_ups = found
        self.row = row
        today = self._page.desk.board.today
        details = ActionDetails(row, follow_ups, today)
        for number, (made, short) in enumerate(self._made):
            if not made.isEnabled():
                continue
            button = ActionButton(made, PLAIN) if number else ActionButton(made, shows_keys=True)
            if short:
                button.setText(short)
            details.add_button(button)
        details.finish_buttons()
        details.meeting_asked.connect(self._on_meeting_asked)
        details.country_asked.connect(self._on_country_asked)
        late = " · late" if row.is_overdue(today) else ""
        self.open_with(row.title, f"{row.reference} · {row.status.label}{late}", details)

    @Slot(object)
    def _on_meeting_asked(self, row: ActionRow) -> None:
        if row.meeting_id is not None:
            self._page.context.navigator.go(Place(MEETING, row.meeting_id, row.item_id))

    @Slot(object)
    def _on_country_asked(self, row: ActionRow) -> None:
        if row.country_id is not None:
            self._page.context.navigator.go(Place(COUNTRY, row.country_id))
