"""The same dates and counts are said the same way everywhere."""

from datetime import date, time

import pytest

from board_app.domain import words

TODAY = date(2015, 7, 7)


def test_day_of_this_year_has_no_year() -> None:
    assert words.day(date(2015, 7, 16), TODAY) == "Thu 16 Jul"


def test_day_of_another_year_has_its_year() -> None:
    assert words.day(date(2016, 1, 4), TODAY) == "Mon 4 Jan 2016"


def test_long_day_is_whole() -> None:
    assert words.day_long(date(2015, 7, 16)) == "Thursday 16 July 2015"


def test_clock_has_two_digits_each() -> None:
    assert words.clock(time(9, 5, 59)) == "09:05"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30"), (125, "2 h 05"), (-75, "-1 h 15")],
)
def test_duration_is_said_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert words.duration(minutes) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2015, 7, 16), "in 9 days"),
        (date(2015, 7, 8), "tomorrow"),
        (TODAY, "today"),
        (date(2015, 7, 6), "1 day late"),
        (date(2015, 7, 4), "3 days late"),
    ],
)
def test_days_until_says_the_distance(on: date, said: str) -> None:
    assert words.days_until(on, TODAY) == said


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "action item", "0 action items"),
        (1, "action item", "1 action item"),
        (11, "agency", "11 agencies"),
        (2, "day", "2 days"),
        (2, "branch", "2 branches"),
    ],
)
def test_count_takes_the_plural(number: int, noun: str, said: str) -> None:
    assert words.count(number, noun) == said


def test_count_takes_a_given_plural() -> None:
    assert words.count(2, "person", plural="people") == "2 people"


@pytest.mark.parametrize(
    ("parts", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_joined_ends_with_and(parts: list[str], said: str) -> None:
    assert words.joined(parts) == said


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
    ],
)
def test_place_is_the_city(zone: str, said: str) -> None:
    assert words.place(zone) == said
