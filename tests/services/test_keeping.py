"""What is kept of the backups: rules over moments, without any file."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from board_app.services.keeping import EVERY, is_due, to_thin

NOW = datetime(2015, 7, 14, 10, 30, tzinfo=UTC)
MINUTES = st.integers(-200_000, 1_000_000)


def moments(minutes: list[int]) -> list[datetime]:
    return [NOW - timedelta(minutes=one) for one in minutes]


def itself(moment: datetime) -> datetime:
    return moment


def left(made: list[datetime], now: datetime = NOW) -> set[datetime]:
    gone = to_thin(made, itself, now)
    return set(made) - gone


def test_a_year_of_half_hours_becomes_two_days_and_thirty_one() -> None:
    made = [NOW - n * EVERY for n in range(365 * 48)]
    kept = left(made)
    recent = {one for one in kept if NOW - one <= timedelta(days=2)}
    assert len(recent) == 97
    older = sorted(kept - recent, reverse=True)
    assert len(older) == 12 + 10 + 9
    assert NOW - older[11] < timedelta(days=15)
    assert NOW - older[21] < timedelta(weeks=13)
    assert NOW - older[30] > timedelta(days=300)


@given(st.lists(MINUTES, max_size=200, unique=True))
def test_what_is_thinned_twice_stays_as_it_was(minutes: list[int]) -> None:
    kept = left(moments(minutes))
    assert left(list(kept)) == kept


@given(st.lists(MINUTES, min_size=1, max_size=200, unique=True))
def test_the_future_and_the_last_two_days_and_the_newest_stay(minutes: list[int]) -> None:
    made = moments(minutes)
    kept = left(made)
    assert {one for one in made if NOW - one <= timedelta(days=2)} <= kept
    past = [one for one in made if one <= NOW]
    assert not past or max(past) in kept


@given(st.lists(MINUTES, max_size=120, unique=True), st.lists(MINUTES, max_size=20, unique=True))
def test_stamps_of_the_future_make_no_other_go(minutes: list[int], ahead: list[int]) -> None:
    past = [one for one in moments(minutes) if one <= NOW]
    future = [NOW + timedelta(minutes=abs(one) + 1) for one in ahead]
    assert left(past + future) == left(past) | set(future)


@given(st.lists(st.integers(0, 400_000), min_size=40, max_size=200, unique=True))
def test_a_board_that_rests_for_years_loses_none_of_its_days(minutes: list[int]) -> None:
    """What is kept once the last two days have passed is kept ten years on."""
    made = moments(minutes)
    soon, late = NOW + timedelta(days=3), NOW + timedelta(days=3650)
    assert left(made, late) == left(made, soon)


def test_due_after_half_an_hour_or_when_the_clock_was_wrong() -> None:
    assert is_due(None, NOW)
    assert not is_due(NOW - timedelta(minutes=29), NOW)
    assert is_due(NOW - EVERY, NOW)
    assert is_due(NOW + timedelta(days=900), NOW)
