"""What can be read for an import: all that lines of a file may be matched with."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol

from board_app.domain.ids import RecordId
from board_app.domain.risk import Tier
from board_app.domain.states import ActionStatus, Priority


class TakenRow(NamedTuple):
    """A file that was imported before: when and by whom."""

    id: RecordId
    file_name: str
    kind: str
    taken_on: date
    person: str
    added: int
    changed: int


class MeaningRow(NamedTuple):
    """What a name was said to mean."""

    id: RecordId
    kind: str
    folded: str
    target_id: RecordId


class KnownAction(NamedTuple):
    """An action item as an import sees it."""

    id: RecordId
    version: int
    reference: str
    title: str
    lead_id: RecordId | None
    deliverable: str
    measure: str
    due_on: date | None
    status: ActionStatus
    priority: Priority
    country_id: RecordId | None
    archived: bool


class KnownTier(NamedTuple):
    """A country's present line of the watch list."""

    id: RecordId
    version: int
    country_id: RecordId
    tier: Tier
    reason: str
    next_review_on: date | None


class IntakeReading(Protocol):
    """Reads for an import."""

    def taken(self, digest: str) -> list[TakenRow]:
        """Return when a file of these very bytes was imported, the last time first."""

    def meanings(self) -> list[MeaningRow]:
        """Return all names that were explained."""

    def seat_names(self) -> list[tuple[RecordId, str]]:
        """Return every name and abbreviation any seat ever had, with its agency."""

    def actions(self) -> list[KnownAction]:
        """Return all action items, archived ones too: their numbers are taken."""

    def supporting(self) -> Mapping[RecordId, tuple[RecordId, ...]]:
        """Return the supporting agencies by action item."""

    def remarks(self) -> Mapping[RecordId, frozenset[str]]:
        """Return the texts of all follow-ups by action item."""

    def tiers(self) -> list[KnownTier]:
        """Return the watch list."""
