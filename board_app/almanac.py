"""Public holidays from the `holidays` package and zone names from the shipped tz database."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from board_app.domain.errors import Invalid

ENGLISH = "en_US"


class Almanac:
    """The holiday calendar of the program; the same on every machine."""

    def holidays_on(self, days: Sequence[date], country: str = "US") -> dict[date, str]:
        """Return the English names of those days that are public holidays in an ISO 3166 country.

        Raises Invalid when no calendar of the country is known.
        """
        # Imported here: the package costs 60 to 70 ms, its first country another 50 to 80.
        from holidays import country_holidays  # noqa: PLC0415

        years = sorted({day.year for day in days})
        try:
            known = country_holidays(country.upper(), years=years, language=ENGLISH)
        except NotImplementedError as error:
            message = f"There is no calendar of public holidays for “{country}”."
            raise Invalid(message, field="country") from error
        return {day: known[day] for day in days if day in known}

    def zones(self) -> tuple[str, ...]:
        """Return the zone of every inhabited place that keeps its own time, and UTC."""
        return _zones()


@cache
def _zones() -> tuple[str, ...]:
    from importlib.resources import files  # noqa: PLC0415  (2 ms at start; asked for a new board)

    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return tuple(sorted({"UTC", *(row[2] for row in rows)}))
