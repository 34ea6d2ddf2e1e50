"""Monthly rules give the dates that a calendar on the wall gives."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import MONTHLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.errors import Invalid
from board_app.domain.schedule import (
    LAST,
    MOST_AT_ONCE,
    After,
    Ends,
    Exceptions,
    MonthlyRule,
    Move,
    Never,
    Skip,
    State,
    Until,
    next_dates,
    rule_in_words,
)
from board_app.domain.wall_time import Kind

NEW_YORK = "America/New_York"
OPEN = Never()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def third_thursday(
    *, first_on: date = date(2015, 1, 1), ends: Ends = OPEN, start: time = time(10)
) -> MonthlyRule:
    return MonthlyRule(3, 3, start, NEW_YORK, first_on, ends)


def shown(rule: MonthlyRule, exceptions: Exceptions, after: date, count: int = 6) -> list[str]:
    found = next_dates(rule, exceptions, after=after, count=count)
    return [f"{one.on:%Y-%m-%d} {one.state.value}" for one in found]


def test_next_six_dates_are_third_thursdays() -> None:
    assert shown(third_thursday(), Exceptions(), date(2015, 6, 30)) == [
        "2015-07-16 regular",
        "2015-08-20 regular",
        "2015-09-17 regular",
        "2015-10-15 regular",
        "2015-11-19 regular",
        "2015-12-17 regular",
    ]


def test_after_is_not_included() -> None:
    found = shown(third_thursday(), Exceptions(), date(2015, 7, 16), 1)
    assert found == ["2015-08-20 regular"]


def test_rule_begins_in_the_next_month_when_this_months_date_is_past() -> None:
    rule = third_thursday(first_on=date(2015, 7, 17))
    assert shown(rule, Exceptions(), date(2015, 1, 1), 1) == ["2015-08-20 regular"]


def test_wall_time_stays_while_utc_moves_with_the_clocks() -> None:
    winter, summer = (
        next_dates(third_thursday(), Exceptions(), after=day, count=1)[0]
        for day in (date(2015, 1, 1), date(2015, 7, 1))
    )
    assert (winter.wall.at.time(), summer.wall.at.time()) == (time(10), time(10))
    assert (winter.wall.utc.hour, summer.wall.utc.hour) == (15, 14)


def test_last_weekday_can_be_29_february() -> None:
    rule = MonthlyRule(LAST, 3, time(10), NEW_YORK, date(2024, 2, 1))
    assert shown(rule, Exceptions(), date(2024, 1, 31), 1) == ["2024-02-29 regular"]


def test_week_53_is_a_week_like_others() -> None:
    rule = MonthlyRule(LAST, 3, time(10), NEW_YORK, date(2026, 1, 1))
    assert date(2026, 12, 31).isocalendar().week == 53
    assert shown(rule, Exceptions(), date(2026, 11, 30), 2) == [
        "2026-12-31 regular",
        "2027-01-28 regular",
    ]


def test_missing_time_is_returned_to_be_asked() -> None:
    rule = MonthlyRule(2, 6, time(2, 30), NEW_YORK, date(2027, 1, 1))
    march = next_dates(rule, Exceptions(), after=date(2027, 3, 1), count=1)[0]

    assert march.wall.at == at("2027-03-14T02:30")
    assert march.wall.kind is Kind.MISSING


def test_doubled_time_is_settled_by_a_move_to_one_of_the_two() -> None:
    rule = MonthlyRule(1, 6, time(1, 30), NEW_YORK, date(2027, 1, 1))
    doubled = date(2027, 11, 7)
    move = Move(doubled, at("2027-11-07T01:30"), "The clocks go back", fold=1)

    plain = next_dates(rule, Exceptions(), after=date(2027, 11, 1), count=1)[0]
    settled = next_dates(rule, Exceptions((move,)), after=date(2027, 11, 1), count=1)[0]

    assert (plain.wall.kind, plain.wall.is_settled) == (Kind.TWICE, False)
    assert settled.wall.utc.hour == 6


def test_skipped_date_is_shown_and_does_not_count() -> None:
    exceptions = Exceptions((Skip(date(2015, 8, 20), "Recess"),))
    assert shown(third_thursday(), exceptions, date(2015, 6, 30), 2) == [
        "2015-07-16 regular",
        "2015-08-20 skipped",
        "2015-09-17 regular",
    ]


def test_moved_date_keeps_its_identity() -> None:
    move = Move(date(2015, 7, 16), at("2015-07-21T14:00"), "Summit")
    moved = next_dates(third_thursday(), Exceptions((move,)), after=date(2015, 7, 17), count=1)[0]

    assert (moved.original, moved.on) == (date(2015, 7, 16), date(2015, 7, 21))
    assert (moved.state, moved.reason) == (State.MOVED, "Summit")
    assert moved.wall.at.time() == time(14)


def test_date_moved_into_the_past_is_gone() -> None:
    move = Move(date(2015, 7, 16), at("2015-07-01T10:00"), "Summit")
    found = shown(third_thursday(), Exceptions((move,)), date(2015, 7, 5), 1)
    assert found == ["2015-08-20 regular"]


def test_dates_are_ordered_by_where_they_were_moved() -> None:
    move = Move(date(2015, 7, 16), at("2015-08-25T10:00"), "Summit")
    assert shown(third_thursday(), Exceptions((move,)), date(2015, 7, 1), 2) == [
        "2015-08-20 regular",
        "2015-08-25 moved",
    ]


def test_exception_for_a_date_that_the_rule_lost_is_a_stray() -> None:
    exceptions = Exceptions((Skip(date(2015, 7, 15), "Recess"), Skip(date(2015, 8, 20), "Recess")))

    assert exceptions.strays(third_thursday()) == (date(2015, 7, 15),)
    assert shown(third_thursday(), exceptions, date(2015, 7, 1), 1) == ["2015-07-16 regular"]


def test_exception_can_be_replaced_and_taken_back() -> None:
    skip = Skip(date(2015, 8, 20), "Recess")
    move = Move(date(2015, 8, 20), at("2015-08-21T10:00"), "Recess")
    exceptions = Exceptions().adding(skip).adding(move)

    assert exceptions.of(date(2015, 8, 20)) == move
    assert exceptions.without(date(2015, 8, 20)) == Exceptions()


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (Until(date(2015, 8, 20)), ["2015-07-16 regular", "2015-08-20 regular"]),
        (Until(date(2015, 8, 19)), ["2015-07-16 regular"]),
        (After(8), ["2015-07-16 regular", "2015-08-20 regular"]),
        (After(6), []),
    ],
)
def test_series_ends(ends: Ends, expected: list[str]) -> None:
    assert shown(third_thursday(ends=ends), Exceptions(), date(2015, 6, 30)) == expected


def test_skipped_date_counts_towards_the_end() -> None:
    exceptions = Exceptions((Skip(date(2015, 1, 15), "Recess"),))
    rule = third_thursday(ends=After(2))
    assert shown(rule, exceptions, date(2015, 1, 1)) == ["2015-01-15 skipped", "2015-02-19 regular"]


def test_series_stops_at_the_last_year() -> None:
    found = next_dates(third_thursday(), Exceptions(), after=date(2199, 10, 31), count=6)
    assert [one.on.month for one in found] == [11, 12]
    assert next_dates(third_thursday(), Exceptions(), after=date.max) == ()


def test_asking_from_the_first_day_of_time_begins_with_the_rule() -> None:
    assert shown(third_thursday(), Exceptions(), date.min, 1) == ["2015-01-15 regular"]


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"nth": 5}, "nth"),
        ({"nth": 0}, "nth"),
        ({"weekday": 7}, "weekday"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"first_on": date(1, 1, 1)}, "first_on"),
        ({"ends": Until(date(2014, 12, 31))}, "ends"),
        ({"ends": Until(date.max)}, "ends"),
        ({"ends": After(0)}, "ends"),
        ({"ends": After(2**31)}, "ends"),
    ],
)
def test_impossible_rule_names_its_field(broken: dict[str, object], field: str) -> None:
    fields: dict[str, object] = {
        "nth": 3,
        "weekday": 3,
        "start": time(10),
        "zone": NEW_YORK,
        "first_on": date(2015, 1, 1),
    }
    with pytest.raises(Invalid) as caught:
        MonthlyRule(**(fields | broken))  # type: ignore[arg-type]  # broken on purpose
    assert caught.value.field == field


def test_exception_needs_a_reason() -> None:
    with pytest.raises(Invalid) as caught:
        Exceptions((Skip(date(2015, 8, 20), "  "),))
    assert caught.value.field == "reason"


def test_date_is_excepted_once() -> None:
    day = date(2015, 8, 20)
    with pytest.raises(Invalid):
        Exceptions((Skip(day, "Recess"), Move(day, at("2015-08-21T00:00"), "Recess")))


@pytest.mark.parametrize("count", [0, -1, MOST_AT_ONCE + 1])
def test_expansion_is_capped(count: int) -> None:
    with pytest.raises(Invalid):
        next_dates(third_thursday(), Exceptions(), after=date(2015, 1, 1), count=count)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (third_thursday(), "Third Thursday of each month, 10:00 (New York)"),
        (
            third_thursday(ends=Until(date(2015, 12, 17))),
            "Third Thursday of each month, 10:00 (New York), until Thursday 17 December 2015",
        ),
        (
            third_thursday(ends=After(12)),
            "Third Thursday of each month, 10:00 (New York), 12 times",
        ),
        (
            MonthlyRule(LAST, 0, time(9, 5), "Asia/Kathmandu", date(2015, 1, 1)),
            "Last Monday of each month, 09:05 (Kathmandu)",
        ),
    ],
)
def test_rule_is_said_in_words(rule: MonthlyRule, said: str) -> None:
    assert rule_in_words(rule) == said


RULES = st.builds(
    MonthlyRule,
    st.sampled_from([1, 2, 3, 4, LAST]),
    st.integers(0, 6),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from([NEW_YORK, "Europe/London", "Africa/Casablanca", "Asia/Kathmandu"]),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.one_of(st.just(Never()), st.builds(After, st.integers(1, 50))),
)
DAYS = st.dates(date(1980, 1, 1), date(2110, 1, 1))


@given(RULES, DAYS, st.integers(1, 20))
def test_dates_agree_with_the_recurrence_library(
    rule: MonthlyRule, after: date, count: int
) -> None:
    expected = rrule(
        MONTHLY,
        byweekday=weekday(rule.weekday, rule.nth),
        dtstart=datetime.combine(rule.first_on, rule.start),
        count=rule.ends.count if isinstance(rule.ends, After) else 2000,
    )
    later = [moment for moment in expected if moment.date() > after][:count]

    found = next_dates(rule, Exceptions(), after=after, count=count)

    assert [one.wall.at for one in found] == later


@given(RULES, DAYS, st.integers(1, 40), st.data())
def test_exceptions_change_their_own_dates_only(
    rule: MonthlyRule, after: date, count: int, data: st.DataObject
) -> None:
    plain = next_dates(rule, Exceptions(), after=after, count=count)
    chosen = data.draw(st.sets(st.sampled_from(plain))) if plain else set()
    exceptions = Exceptions(tuple(Skip(one.original, "Recess") for one in chosen))

    found = next_dates(rule, exceptions, after=after, count=count)

    originals = [one.original for one in found]
    assert originals == sorted(set(originals))
    assert all(one.on.weekday() == rule.weekday for one in found)
    assert all(one.wall.at.time() == rule.start for one in found)
    assert {one.original for one in found if not one.takes_place} <= {
        one.original for one in chosen
    }
    if isinstance(rule.ends, Never):
        assert sum(one.takes_place for one in found) == count


@given(RULES, st.lists(st.integers(-400, 400), min_size=1, max_size=5), DAYS)
def test_moved_dates_are_found_once_where_they_went(
    rule: MonthlyRule, shifts: list[int], after: date
) -> None:
    first = next_dates(rule, Exceptions(), after=date(1980, 1, 1), count=len(shifts))
    moves = [
        Move(one.original, one.wall.at + timedelta(days=days, minutes=1), "Summit")
        for one, days in zip(first, shifts, strict=False)
    ]
    found = next_dates(rule, Exceptions(tuple(moves)), after=after, count=60)

    assert len({one.original for one in found}) == len(found)
    assert all(one.on > after for one in found)
    assert [one.on for one in found] == sorted(one.on for one in found)
