"""All that the page of one country shows, read in one go."""

from typing import NamedTuple

from board_app.domain.base import RecordId
from board_app.services.country_rows import (
    CountryEventRow,
    CountryItemRow,
    ReviewRow,
    TierRow,
    WatchRow,
)
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow, AgencyRow
from board_app.services.session import Session

_MOST = 200


class CountrySheet(NamedTuple):
    """One country: where it stands, how it came there, and what is open about it."""

    country: WatchRow
    reviews: tuple[ReviewRow, ...]
    tiers: tuple[TierRow, ...]
    items: tuple[CountryItemRow, ...]
    events: tuple[CountryEventRow, ...]
    open_actions: tuple[ActionRow, ...]
    agencies: tuple[AgencyRow, ...]

    @property
    def judged(self) -> tuple[ReviewRow, ...]:
        """Return the reviews that were adopted, the newest first."""
        return tuple(one for one in self.reviews if one.state.is_frozen)


def country_sheet(session: Session, country_id: RecordId) -> CountrySheet:
    """Return the sheet of a country; raises NotFound."""
    reading, today = session.reading, session.board().today
    events = reading.countries.events(country_id)
    about = tuple(row.id for row in events if row.kind == "action_item")[-_MOST:]
    wanted = ActionFilter(ids=about, live=True)
    return CountrySheet(
        country=reading.countries.country(country_id, today),
        reviews=tuple(reading.countries.reviews(country_id)),
        tiers=tuple(reading.countries.tiers(country_id)),
        items=tuple(reading.countries.items(country_id)),
        events=tuple(events),
        open_actions=tuple(reading.actions.actions(wanted, limit=_MOST)) if about else (),
        agencies=tuple(reading.directory.agencies(today)),
    )
