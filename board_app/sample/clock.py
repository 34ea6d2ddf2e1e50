"""The clock of the story, which stands where the story is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


class StoryClock:
    """A clock that is set to the day of each act, so that the history shows the right times."""

    def __init__(self, day: date, at: time, *, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._moment = self._in_utc(day, at)

    def now(self) -> datetime:
        return self._moment

    def go_to(self, day: date, at: time) -> None:
        """Set the clock to a wall time of the board's zone; a story never goes back."""
        self._moment = max(self._moment, self._in_utc(day, at))

    def run(self, minutes: int) -> None:
        """Let some minutes pass."""
        self._moment += timedelta(minutes=minutes)

    def _in_utc(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self._zone).astimezone(UTC)
