"""Ids: 63-bit, ordered in time, unique across machines."""

import secrets
from datetime import UTC, datetime

from board_app.domain.ids import RecordId
from board_app.services.ports import Clock

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_COUNTER_BITS = 22
_STRIDE = 1 << 20


class Ids:
    """Milliseconds since 2020 in the high bits, a counter started at random in the low 22.

    `last` is the newest id of the file: what comes later is greater, whatever the clock says.
    """

    def __init__(self, clock: Clock, last: int = 0) -> None:
        self._clock = clock
        self._counter = secrets.randbits(_COUNTER_BITS)
        self._last = last

    def new(self) -> RecordId:
        """Return the next id; it grows even when the clock goes back."""
        milliseconds = int((self._clock.now() - _EPOCH).total_seconds() * 1000)
        self._counter = (self._counter + 1) % (1 << _COUNTER_BITS)
        number = (max(milliseconds, 1) << _COUNTER_BITS) | self._counter
        if number <= self._last:
            # Another window may stand at the same number: a random step keeps them apart.
            number = self._last + 1 + secrets.randbelow(_STRIDE)
        self._last = number
        return RecordId(self._last)
