"""What the services ask of a calendar of public holidays."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol


class HolidayCalendar(Protocol):
    """Knows the public holidays of a country and the time zones people meet in."""

    def holidays_on(self, days: Sequence[date], country: str = "US") -> Mapping[date, str]:
        """Return the names of those days that are holidays, by ISO 3166 code; else Invalid."""

    def zones(self) -> tuple[str, ...]:
        """Return the IANA zones to offer, sorted by name."""
