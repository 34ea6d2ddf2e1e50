"""Which changes of the history are wanted, and how far its chain was checked."""

from datetime import datetime
from typing import NamedTuple

from board_app.domain.ids import RecordId

UNSEALED = "0" * 64
"""What the first change seals."""


class HistoryFilter(NamedTuple):
    """Which changes are wanted; an empty field does not filter. `until` itself is left out.

    `about` is a record together with the papers of it that went out.
    """

    row_id: RecordId | None = None
    words: str = ""
    person: str = ""
    table: str = ""
    since: datetime | None = None
    until: datetime | None = None
    about: RecordId | None = None


class ChainPart(NamedTuple):
    """How far the chain was followed: number and seal of the last change that fits.

    `broken` is the number of the first one that does not fit, None if there is none so far.
    """

    number: int = 0
    seal: str = UNSEALED
    broken: int | None = None

    @property
    def short_seal(self) -> str:
        """Return as much of the seal as people compare by eye."""
        return self.seal[:12]
