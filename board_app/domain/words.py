"""How dates, times, counts and lists are said in English, the same on every machine and locale."""

from collections.abc import Sequence
from datetime import date, time

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MINUTES_PER_HOUR = 60


def day(on: date, today: date) -> str:
    """Return "Thu 16 Jul", with the year only when it is not the year of today."""
    short = f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"
    return short if on.year == today.year else f"{short} {on.year}"


def day_long(on: date) -> str:
    """Return "Thursday 16 July 2015"."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def clock(at: time) -> str:
    """Return "09:05"."""
    return f"{at.hour:02}:{at.minute:02}"


def duration(minutes: int) -> str:
    """Return "45 min", "1 h" or "1 h 30"; a negative length keeps its sign."""
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    if not hours:
        return f"{sign}{rest} min"
    return f"{sign}{hours} h {rest:02}" if rest else f"{sign}{hours} h"


def days_until(on: date, today: date) -> str:
    """Return "in 9 days", "tomorrow", "today" or "3 days late"."""
    days = (on - today).days
    if days < 0:
        return f"{count(-days, 'day')} late"
    if days == 0:
        return "today"
    return "tomorrow" if days == 1 else f"in {days} days"


def count(number: int, noun: str, *, plural: str | None = None) -> str:
    """Return "1 action item", "2 action items", "1,200 agencies"."""
    return f"{number:,} {noun if number == 1 else plural or _plural(noun)}"


def joined(parts: Sequence[str], *, last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def place(zone: str) -> str:
    """Return the city of an IANA zone, "New York" for America/New_York."""
    # Etc/GMT+5 means five hours *behind* UTC: such names are shown whole, never shortened.
    return zone if zone.startswith("Etc/") else zone.rsplit("/", 1)[-1].replace("_", " ")


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"
