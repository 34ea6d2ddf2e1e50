"""Dates in cells. Digits alone are read by an order that somebody chose, never by a guess."""

import re
from datetime import date

from board_app.domain.errors import Invalid
from board_app.domain.typed_day import parse_day, plain_digits
from board_app.domain.wall_time import FIRST_YEAR, LAST_YEAR
from board_app.domain.words import MONTHS

ORDERS = (
    ("dmy", "Day, month, year"),
    ("mdy", "Month, day, year"),
    ("ymd", "Year, month, day"),
)
_CENTURY = 2000
# What people write where there is no date yet.
_NONE_YET = frozenset(
    {"", "-", "–", "—", "?", "tbd", "tbc", "n/a", "na", "none", "ongoing", "open"}
)
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
_ISO = re.compile(rf"(\d{{4}})-(\d\d?)-(\d\d?){_TIME}")
_DIGITS = re.compile(rf"(\d{{1,4}})([/.-])(\d\d?)\2(\d{{1,4}}){_TIME}")
_SHORT = re.compile(r"(\d\d?)[ -]([A-Za-z]{3,9})\.?[ -]['’]?(\d\d)")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


class NeedsOrder(Exception):
    """The date is of digits alone, and nobody said yet in which order they stand."""


def read_date(text: str, order: str) -> date | None:
    """Return the date in a cell, None if it says that there is none.

    Raises NeedsOrder for digits without an order, Invalid for what is no date.
    """
    said = plain_digits(" ".join(text.split()))
    if said.casefold() in _NONE_YET:
        return None
    found = _ISO.fullmatch(said)
    if found is not None:
        return _made(int(found[1]), int(found[2]), int(found[3]))
    found = _DIGITS.fullmatch(said)
    if found is not None:
        return _ordered((found[1], found[3], found[4]), order)
    found = _SHORT.fullmatch(said)
    if found is not None:
        return _short(found, order)
    if not _YEAR.search(said):
        raise Invalid("This date has no year, or is no date. Write it like 16 Jul 2015.")
    return parse_day(said, date(FIRST_YEAR, 1, 1))


def _short(found: re.Match[str], order: str) -> date:
    """Return the day of "16-Jul-15", which could begin with the day or with the year."""
    if not order:
        raise NeedsOrder
    first, month, last = found.groups()
    day, year = (last, first) if order == "ymd" else (first, last)
    return parse_day(f"{day} {month} {_CENTURY + int(year)}", date(FIRST_YEAR, 1, 1))


def _ordered(parts: tuple[str, str, str], order: str) -> date:
    if not order:
        raise NeedsOrder
    by_sign = dict(zip(order, parts, strict=True))
    if max(len(by_sign["d"]), len(by_sign["m"])) > 2 or len(by_sign["y"]) == 3:
        raise Invalid(f"The column is read as {_label(order).lower()}, which does not fit here.")
    year = int(by_sign["y"])
    if len(by_sign["y"]) <= 2:
        year += _CENTURY
    day, month = int(by_sign["d"]), int(by_sign["m"])
    if not 1 <= month <= len(MONTHS):
        raise Invalid(f"There is no month {month}; the column is read as {_label(order).lower()}.")
    return _made(year, month, day)


def _made(year: int, month: int, day: int) -> date:
    if not 1 <= month <= len(MONTHS):
        raise Invalid(f"There is no month {month}.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise Invalid(f"There is no {day} {MONTHS[month - 1]} {year}.") from None


def _label(order: str) -> str:
    return dict(ORDERS)[order]
