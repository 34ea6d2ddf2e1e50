"""What can be read of countries: the watch list, reviews and their ratings."""

from datetime import date
from typing import Protocol

from board_app.domain.ids import RecordId
from board_app.services.country_rows import (
    CountryEventRow,
    CountryItemRow,
    CountryMoveRow,
    RatingRow,
    ReviewRow,
    TierRow,
    WatchRow,
)


class CountryReading(Protocol):
    """Countries as the board sees them."""

    def watched(self, today: date, *, everything: bool = False) -> list[WatchRow]:
        """Return the watch list by tier and name, or all countries by name."""

    def country(self, country_id: RecordId, today: date) -> WatchRow:
        """Return one country; raises NotFound."""

    def tiers(self, country_id: RecordId) -> list[TierRow]:
        """Return a country's history on the watch list, the newest first."""

    def reviews(
        self, country_id: RecordId | None = None, *, archived: bool = False
    ) -> list[ReviewRow]:
        """Return the reviews of a country, or all, by day of assessment, the newest first."""

    def drafts(self) -> list[ReviewRow]:
        """Return the reviews that are not adopted yet, the newest first."""

    def review(self, review_id: RecordId) -> ReviewRow:
        """Return one review; raises NotFound."""

    def review_of_item(self, item_id: RecordId) -> ReviewRow | None:
        """Return the review that is prepared for an agenda item, None without one."""

    def before(self, review: ReviewRow) -> ReviewRow | None:
        """Return the adopted or superseded review that came before another of its country."""

    def ratings(self, review_id: RecordId) -> list[RatingRow]:
        """Return the ratings of a review by factor."""

    def items(self, country_id: RecordId) -> list[CountryItemRow]:
        """Return the agenda items about a country, the newest first."""

    def events(self, country_id: RecordId) -> list[CountryEventRow]:
        """Return decisions about a country and its action items by day, for the chart."""

    def moves(self, since: date) -> list[CountryMoveRow]:
        """Return changes of level by adopted reviews and of tier since a day, the newest first."""
