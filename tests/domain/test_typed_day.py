"""Days are read as people mean them, and digits that could be two days are asked about."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.capture import parse_day
from board_app.domain.errors import Invalid
from board_app.domain.words import MONTHS, day, day_long

THURSDAY = date(2015, 7, 16)
HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "corpora" / "blns.json").read_text(encoding="utf-8")
)


def day_or_reason(text: str, today: date) -> date | str:
    try:
        return parse_day(text, today)
    except Invalid as error:
        return error.message


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5 Dec", "2015-12-05"),
        ("Dec 5", "2015-12-05"),
        ("5 december 2016", "2016-12-05"),
        ("Dec 5, 2016", "2016-12-05"),
        ("5-Dec-2016", "2016-12-05"),
        ("5Dec", "2015-12-05"),
        ("the 5th of December", "2015-12-05"),
        ("September 1st", "2015-09-01"),
        ("Sept. 1", "2015-09-01"),
        ("2015-12-05", "2015-12-05"),
        ("2015-12-5", "2015-12-05"),
        ("  5 DEC.  ", "2015-12-05"),
        ("٥ Dec ٢٠١٦", "2016-12-05"),
        ("5\u00a0Dec", "2015-12-05"),
        ("Sat 5 Dec", "2015-12-05"),
        ("Saturday, 5 December 2015", "2015-12-05"),
        ("15 Jul", "2016-07-15"),
        ("16 Jul", "2015-07-16"),
        ("5 Dec 2014", "2014-12-05"),
        ("29 Feb", "2016-02-29"),
        ("today", "2015-07-16"),
        ("Tomorrow", "2015-07-17"),
        ("Fri", "2015-07-17"),
        ("this fri", "2015-07-17"),
        ("next Friday", "2015-07-24"),
        ("Thursday", "2015-07-23"),
        ("next Mon", "2015-07-20"),
        ("Tues", "2015-07-21"),
        ("in 2 weeks", "2015-07-30"),
        ("in a week", "2015-07-23"),
        ("in ten days", "2015-07-26"),
        ("in 7 months", "2016-02-16"),
        ("end of month", "2015-07-31"),
        ("the end of the month", "2015-07-31"),
        ("end of next month", "2015-08-31"),
        ("end of February", "2016-02-29"),
        ("end of Sept 2017", "2017-09-30"),
        ("end of year", "2015-12-31"),
    ],
)
def test_typed_day_is_read(typed: str, expected: str) -> None:
    assert parse_day(typed, THURSDAY) == date.fromisoformat(expected)


def test_month_ahead_stays_within_its_month() -> None:
    assert parse_day("in a month", date(2015, 1, 31)) == date(2015, 2, 28)


def test_29_february_waits_for_the_next_leap_year() -> None:
    assert parse_day("29 Feb", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize("typed", ["01/02/03", "1.2.2015", "01-02-2015", "2015/12/05", "5/12"])
def test_digits_are_never_guessed(typed: str) -> None:
    with pytest.raises(Invalid, match="could be several dates"):
        parse_day(typed, THURSDAY)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Write a date such as 5 Dec 2015"),
        ("soon", "This is not a date"),
        ("31 Feb", "There is no 31 February."),
        ("31 Apr 2016", "There is no 31 April 2016."),
        ("2015-02-29", "There is no 29 February 2015."),
        ("2015-13-01", "There is no month 13."),
        ("0 Dec", "There is no 0 December."),
        ("5 Dec 15", "four digits"),
        ("5 Dec '15", "four digits"),
        ("Fri 5 Dec 2015", "5 December 2015 is a Saturday, not a Friday."),
        ("5 Dec 9999", "between 1900 and 2199"),
        ("0001-01-01", "between 1900 and 2199"),
        ("in 9999 months", "between 1900 and 2199"),
        ("in 99999 weeks", "This is not a date"),
        ("ſun", "no such day"),
        ("5 Dec" + " " * 100 + "2015", "This is not a date"),
    ],
)
def test_what_is_no_day_says_why(typed: str, why: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_day(typed, THURSDAY, field="due_on")
    assert why in caught.value.message
    assert caught.value.field == "due_on"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_kindly(text: str) -> None:
    assert day_or_reason(text, THURSDAY)


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, DAYS)
def test_written_day_is_read_back(on: date, today: date) -> None:
    for written in (on.isoformat(), day_long(on), f"{MONTHS[on.month - 1]} {on.day}, {on.year}"):
        assert parse_day(written, today) == on


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 364))
def test_short_day_of_the_coming_year_is_read_back(today: date, ahead: int) -> None:
    on = today + timedelta(days=ahead)
    assert parse_day(day(on, on), today) == on


@given(st.text(max_size=90), DAYS)
def test_any_text_is_a_day_or_invalid(text: str, today: date) -> None:
    assert day_or_reason(text, today)
