"""What the bin holds, as flat rows, and how they are read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from board_app.domain.ids import RecordId


class BinRow(NamedTuple):
    """A record that was put away; `person` is who did it, "" if that is not for the reader."""

    id: RecordId
    table: str
    version: int
    label: str
    day: date | None
    archived_at: datetime
    person: str


class PointerRow(NamedTuple):
    """A record that points to another by one of its columns."""

    id: RecordId
    version: int
    target_id: RecordId
    archived_at: datetime | None
    label: str


class BinReading(Protocol):
    """What was put away, and what holds it here."""

    def archived(self) -> list[BinRow]:
        """Return all that was put away, the latest first.

        The place of a decision or an action item in the minutes is a part of it.
        """

    def pointing(self, table: str, column: str, ids: Sequence[int]) -> list[PointerRow]:
        """Return the rows of a table whose column holds one of the ids, archived or not."""

    def remembered(self, kind: str, ids: Sequence[int]) -> list[PointerRow]:
        """Return the meanings of names that imports remember for these records."""
