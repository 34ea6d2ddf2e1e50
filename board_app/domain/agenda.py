"""The agenda: items in their order, with the minutes allotted to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Rank, Record, RecordId, Text, Title
from board_app.domain.states import ItemKind, ItemState

__all__ = [
    "AgendaItem",
    "ItemKind",
    "ItemState",
    "StandingItem",
    "TimeBudget",
    "reordered",
    "running_totals",
]


class AgendaItem(Record):
    """One item of a meeting's agenda; `minutes` is the time allotted to it."""

    table: ClassVar[str] = "agenda_item"

    meeting_id: RecordId
    position: int = Field(ge=0)
    kind: ItemKind = ItemKind.DISCUSSION
    title: Title
    minutes: int = Field(default=10, ge=0, le=600)
    lead_id: RecordId | None = None
    country_id: RecordId | None = None
    purpose: Text = ""
    state: ItemState = ItemState.SCHEDULED
    standing_id: RecordId | None = None
    carried_from_id: RecordId | None = None
    marking: Rank = 0
    handling: Line = ""


class StandingItem(Record):
    """An item that returns on every new agenda by itself."""

    table: ClassVar[str] = "standing_item"

    position: int = Field(ge=0)
    kind: ItemKind = ItemKind.DISCUSSION
    title: Title
    minutes: int = Field(default=10, ge=0, le=600)
    lead_id: RecordId | None = None


@dataclass(frozen=True)
class TimeBudget:
    """Minutes allotted against the meeting's length."""

    allotted: int
    length: int

    @property
    def overrun(self) -> int:
        """Return how many minutes too many are allotted, 0 if none."""
        return max(0, self.allotted - self.length)

    @property
    def free(self) -> int:
        return max(0, self.length - self.allotted)


def running_totals(minutes: Iterable[int]) -> tuple[int, ...]:
    """Return the minutes that have passed when each item begins."""
    totals, passed = [], 0
    for length in minutes:
        totals.append(passed)
        passed += length
    return tuple(totals)


def reordered(ids: Sequence[RecordId], moved: RecordId, to_index: int) -> tuple[RecordId, ...]:
    """Return the order after one item went to an index, clamped to the list."""
    rest = [item for item in ids if item != moved]
    index = max(0, min(to_index, len(rest)))
    return (*rest[:index], moved, *rest[index:])
