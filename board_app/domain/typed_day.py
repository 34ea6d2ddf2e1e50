"""Days as people type them: "5 Dec", "next Friday", "in 2 weeks"; digits are never guessed."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from unicodedata import decimal

from board_app.domain.errors import Invalid
from board_app.domain.wall_time import FIRST_YEAR, LAST_YEAR
from board_app.domain.words import MONTHS, WEEKDAYS

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAY = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    "|sat(?:urday)?|sun(?:day)?"
)
_DIGIT_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBERS = {"a": 1, "an": 1} | {word: at for at, word in enumerate(_DIGIT_WORDS, 1)}
# A year of two digits is recognised only to be refused, and only where nothing can follow it.
_YEAR = r"\d{4}|['’]?\d\d(?=[.!)\]\s]*$)"

DAY_PATTERN = rf"""(?:
      (?P<iso>\d{{4}}-\d\d?-\d\d?)
    | (?P<digits>\d{{1,4}}(?P<mark>[/.-])\d\d?(?P=mark)\d{{1,4}} | \d\d?/\d\d?)
    | (?:(?P<dm_weekday>{_WEEKDAY})\.?,?\s{{1,3}})? (?:the\s{{1,3}})?
      (?P<dm_day>\d\d?)(?:st|nd|rd|th)? (?:\s{{1,3}}of)? [\s.-]{{0,3}} (?P<dm_month>{_MONTH})\b\.?
      (?:[\s,.-]{{1,3}}(?P<dm_year>{_YEAR}))?
    | (?:(?P<md_weekday>{_WEEKDAY})\.?,?\s{{1,3}})?
      (?P<md_month>{_MONTH})\.?\s{{1,3}}(?P<md_day>\d\d?)(?!\d)(?:st|nd|rd|th)?
      (?:[\s,]{{1,3}}(?P<md_year>{_YEAR}))?
    | (?:(?P<which>next|this)\s{{1,3}})? (?P<weekday>{_WEEKDAY})
    | in\s{{1,3}}(?P<number>\d{{1,4}}|an?|{"|".join(_DIGIT_WORDS)})\s{{1,3}}
      (?P<unit>day|week|month)s?
    | (?P<near>today|tomorrow)
    | (?:the\s{{1,3}})?end\s{{1,3}}of\s{{1,3}}(?:(?:the|this)\s{{1,3}})?
      (?P<end>month|next\s{{1,3}}month|year|(?P<end_month>{_MONTH})(?:\s{{1,3}}(?P<end_year>\d{{4}}))?)
    )"""
_HOW_TO = "Write a date such as 5 Dec 2015, next Friday or in 2 weeks."
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Unclear:
    """What looks like a day but is none, or could be several; says why."""

    why: str


def parse_day(text: str, today: date, *, field: str | None = None) -> date:
    """Return the day that was typed; without a year the next such day, today included.

    A weekday means the first one after today, with "next" the one in the coming week.
    Raises Invalid for what is no day, and for digits alone such as 01/02/03.
    """
    typed = plain_digits(text.strip())
    # No day is longer; a pasted page need not be searched.
    match = _whole().fullmatch(typed) if len(typed) <= _LONGEST else None
    if match is None:
        raise Invalid(_HOW_TO if not typed else f"This is not a date. {_HOW_TO}", field=field)
    found = day_meant(match, today)
    if isinstance(found, Unclear):
        raise Invalid(found.why, field=field)
    return found


def plain_digits(text: str) -> str:
    """Return the text with the decimal digits of every script as 0-9, sign for sign."""
    if text.isascii():
        return text
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


@cache
def _whole() -> re.Pattern[str]:
    # Compiled at the first date typed: it costs 5 ms, which the start-up keeps.
    return re.compile(rf"{DAY_PATTERN}\.?", re.VERBOSE | re.IGNORECASE)


def day_meant(match: re.Match[str], today: date) -> date | Unclear:
    """Return the day that a match of DAY_PATTERN means, or why it means none."""
    for group, meant in _READERS.items():
        if match[group] is not None:
            try:
                found = meant(match, today)
            except (ValueError, OverflowError):
                return Unclear(f"There is no such day. {_HOW_TO}")
            return found if isinstance(found, Unclear) else _in_reach(found)
    raise AssertionError(match)


def _iso(match: re.Match[str], _today: date) -> date | Unclear:
    year, month, day = (int(part) for part in match["iso"].split("-"))
    if not 1 <= month <= len(MONTHS):
        return Unclear(f"There is no month {month}. Dates in digits are year-month-day.")
    return _checked(day, month, year)


def _digits(match: re.Match[str], _today: date) -> Unclear:
    return Unclear(
        f"{match['digits']} could be several dates. Write the month as a word, such as 5 Dec 2015."
    )


def _day_month(match: re.Match[str], today: date) -> date | Unclear:
    return _named_day(match, "dm", today)


def _month_day(match: re.Match[str], today: date) -> date | Unclear:
    return _named_day(match, "md", today)


def _named_day(match: re.Match[str], order: str, today: date) -> date | Unclear:
    day, month = int(match[f"{order}_day"]), _month_number(match[f"{order}_month"])
    year = match[f"{order}_year"]
    if year is not None and len(year) < 4:
        return Unclear("Write the year with four digits, such as 5 Dec 2015.")
    found = _checked(day, month, int(year)) if year else _next_such(day, month, today)
    named = match[f"{order}_weekday"]
    if named is None or isinstance(found, Unclear) or found.weekday() == _weekday_number(named):
        return found
    return Unclear(
        f"{found.day} {MONTHS[found.month - 1]} {found.year} is a {WEEKDAYS[found.weekday()]},"
        f" not a {WEEKDAYS[_weekday_number(named)]}."
    )


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = _weekday_number(match["weekday"])
    if (match["which"] or "").lower() == "next":
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _ahead(match: re.Match[str], today: date) -> date:
    typed = match["number"].lower()
    number = _NUMBERS[typed] if typed in _NUMBERS else int(typed)
    match match["unit"].lower():
        case "month":
            return _months_ahead(today, number)
        case "week":
            return today + timedelta(weeks=number)
        case _:
            return today + timedelta(days=number)


def _near(match: re.Match[str], today: date) -> date:
    return today if match["near"].lower() == "today" else today + timedelta(days=1)


def _end(match: re.Match[str], today: date) -> date:
    if match["end_month"]:
        month = _month_number(match["end_month"])
        year = int(match["end_year"] or today.year + (month < today.month))
        return _month_end(date(year, month, 1))
    words = match["end"].lower().split()
    if words == ["year"]:
        return date(today.year, 12, 31)
    return _month_end(_months_ahead(today, len(words) - 1))


# In the order of the pattern: the group that only this way of writing fills.
_READERS: dict[str, Callable[[re.Match[str], date], date | Unclear]] = {
    "iso": _iso,
    "digits": _digits,
    "dm_day": _day_month,
    "md_day": _month_day,
    "weekday": _weekday,
    "number": _ahead,
    "near": _near,
    "end": _end,
}


def _checked(day: int, month: int, year: int) -> date | Unclear:
    try:
        return date(year, month, day)
    except ValueError:
        return Unclear(f"There is no {day} {MONTHS[month - 1]} {year}.")


def _next_such(day: int, month: int, today: date) -> date | Unclear:
    # Eight years hold a 29 February even across 1900 or 2100.
    for year in range(today.year, today.year + 9):
        found = _checked(day, month, year)
        if not isinstance(found, Unclear) and found >= today:
            return found
    return Unclear(f"There is no {day} {MONTHS[month - 1]}.")


def _in_reach(found: date) -> date | Unclear:
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    return Unclear(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.")


def _months_ahead(on: date, months: int) -> date:
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def _month_end(on: date) -> date:
    return on.replace(day=monthrange(on.year, on.month)[1])


def _month_number(typed: str) -> int:
    return [name[:3].lower() for name in MONTHS].index(typed[:3].lower()) + 1


def _weekday_number(typed: str) -> int:
    return [name[:3].lower() for name in WEEKDAYS].index(typed[:3].lower())
