"""From an agenda item to the country review it is about, or to starting one."""

from PySide6.QtCore import QObject, Slot

from board_app.domain.base import RecordId
from board_app.domain.states import ItemKind
from board_app.services.changes import Outcome
from board_app.services.country_rows import ReviewRow
from board_app.services.reviews import StartReview
from board_app.services.rows import AgendaRow
from board_app.services.sheet import Sheet
from ui.commands import action
from ui.kit.buttons import PLAIN, ActionButton
from ui.page import Page
from ui.places import REVIEW, Place


class ReviewLink(QObject):
    """A quiet button that says how the review stands; shown only where there is a country."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._item: AgendaRow | None = None
        self._review: ReviewRow | None = None
        self.made = action(page, "item_review", "Country review", self._on_asked, keys="Ctrl+R")
        self.button = ActionButton(self.made, PLAIN, shows_keys=True)
        self.made.setVisible(False)

    def show_item(self, sheet: Sheet, item_id: RecordId) -> None:
        """Offer what can be done for the chosen item."""
        self._item = next((row for row in sheet.agenda if row.id == item_id), None)
        self._review = sheet.reviews.get(item_id)
        item, review = self._item, self._review
        is_review = item is not None and item.kind is ItemKind.COUNTRY_REVIEW
        can_start = is_review and item is not None and item.country_id is not None
        may_start = can_start and not self._page.refusal
        self.made.setVisible(review is not None or may_start)
        if review is not None:
            state = "" if review.state.is_frozen else ", draft"
            glyph = f" {review.trend.glyph}" if review.level else ""
            self.made.setText(f"Open review: {review.level.label}{glyph}{state}")
        elif item is not None:
            self.made.setText(f"Start review of {item.country}")

    @Slot()
    def _on_asked(self) -> None:
        if self._review is not None:
            self._go(self._review.id)
        elif self._item is not None and self._item.country_id is not None:
            command = StartReview(
                country_id=self._item.country_id,
                item_id=self._item.id,
                lead_id=self._item.lead_id,
            )
            self._page.desk.do(self, command, done=self._on_started)

    def _on_started(self, outcome: Outcome) -> None:
        if isinstance(outcome.value, int):
            self._go(RecordId(outcome.value))

    def _go(self, review_id: RecordId) -> None:
        self._page.context.navigator.go(Place(REVIEW, review_id))
