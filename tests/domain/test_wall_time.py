"""No wall time is ever shifted silently; the golden cases of the world's clocks."""

import time as system_time
import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.errors import Invalid
from board_app.domain.wall_time import (
    Choice,
    Kind,
    WallTime,
    Which,
    anniversary,
    end_of_day,
)

NEW_YORK = "America/New_York"
ZONES = (
    NEW_YORK,
    "Europe/London",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Africa/Nairobi",
    "UTC",
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


MISSING = [
    (NEW_YORK, "2027-03-14T02:30", "2027-03-14T01:30", "2027-03-14T03:30"),
    ("Europe/London", "2027-03-28T01:30", "2027-03-28T00:30", "2027-03-28T02:30"),
    ("Australia/Lord_Howe", "2027-10-03T02:15", "2027-10-03T01:45", "2027-10-03T02:45"),
    ("Pacific/Apia", "2011-12-30T10:00", "2011-12-29T10:00", "2011-12-31T10:00"),
    ("America/Sao_Paulo", "2018-11-04T00:30", "2018-11-03T23:30", "2018-11-04T01:30"),
    ("Africa/Casablanca", "2025-04-06T02:30", "2025-04-06T01:30", "2025-04-06T03:30"),
]
TWICE = [
    (NEW_YORK, "2027-11-07T01:30", "2027-11-07T05:30", "2027-11-07T06:30"),
    ("Europe/London", "2027-10-31T01:30", "2027-10-31T00:30", "2027-10-31T01:30"),
    ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45", "2027-04-03T15:15"),
    ("Africa/Casablanca", "2025-02-23T02:30", "2025-02-23T01:30", "2025-02-23T02:30"),
]


@pytest.mark.parametrize(("zone", "wall", "earlier", "later"), MISSING)
def test_missing_time_offers_both_sides_of_the_gap(
    zone: str, wall: str, earlier: str, later: str
) -> None:
    asked = WallTime(at(wall), zone)

    assert asked.kind is Kind.MISSING
    assert [(choice.which, choice.time.at) for choice in asked.choices()] == [
        (Which.EARLIER, at(earlier)),
        (Which.LATER, at(later)),
    ]
    assert all(choice.time.is_settled for choice in asked.choices())


@pytest.mark.parametrize(("zone", "wall"), [row[:2] for row in MISSING])
@pytest.mark.parametrize("fold", [None, 0, 1])
def test_missing_time_has_no_moment(zone: str, wall: str, fold: int | None) -> None:
    with pytest.raises(Invalid, match="does not exist"):
        _ = WallTime(at(wall), zone, fold).utc


@pytest.mark.parametrize(("zone", "wall", "first", "second"), TWICE)
def test_doubled_time_needs_the_choice(zone: str, wall: str, first: str, second: str) -> None:
    asked = WallTime(at(wall), zone)
    earlier, later = asked.choices()

    assert asked.kind is Kind.TWICE
    with pytest.raises(Invalid, match="happens twice"):
        _ = asked.utc
    assert asked.resolve(earlier).utc == at(first).replace(tzinfo=UTC)
    assert asked.resolve(later).utc == at(second).replace(tzinfo=UTC)
    assert asked.resolve(later).at == asked.at


@pytest.mark.parametrize(
    ("zone", "wall", "moment"),
    [
        ("Asia/Kathmandu", "2027-01-15T10:00", "2027-01-15T04:15"),
        ("Africa/Casablanca", "2025-03-20T10:00", "2025-03-20T10:00"),
        ("Africa/Casablanca", "2025-04-17T10:00", "2025-04-17T09:00"),
        (NEW_YORK, "2027-07-15T10:00", "2027-07-15T14:00"),
        (NEW_YORK, "2027-01-21T10:00", "2027-01-21T15:00"),
    ],
)
def test_plain_time_is_exact(zone: str, wall: str, moment: str) -> None:
    plain = WallTime(at(wall), zone)

    assert plain.utc == at(moment).replace(tzinfo=UTC)
    assert plain.choices() == ()
    assert plain.question == ""


def test_choices_are_said_in_whole_words() -> None:
    missing = WallTime(at("2027-03-14T02:30"), NEW_YORK)
    twice = WallTime(at("2027-11-07T01:30"), NEW_YORK)
    day_lost = WallTime(at("2011-12-30T10:00"), "Pacific/Apia")

    assert missing.question == (
        "02:30 on Sunday 14 March 2027 does not exist in New York: the clocks go forward."
    )
    assert [choice.sentence for choice in missing.choices()] == [
        "01:30, before the clocks go forward (UTC-05:00)",
        "03:30, after the clocks go forward (UTC-04:00)",
    ]
    assert [choice.sentence for choice in twice.choices()] == [
        "The first 01:30, before the clocks go back (UTC-04:00)",
        "The second 01:30, after the clocks go back (UTC-05:00)",
    ]
    assert day_lost.choices()[1].sentence.startswith("10:00 on Saturday 31 December 2011")


def test_choice_of_another_time_is_refused() -> None:
    asked = WallTime(at("2027-03-14T02:30"), NEW_YORK)
    foreign = Choice(Which.LATER, WallTime(at("2027-03-14T04:30"), NEW_YORK), "04:30")

    with pytest.raises(Invalid):
        asked.resolve(foreign)


def test_one_moment_is_seen_from_two_capitals() -> None:
    deadline = end_of_day(date(2027, 7, 16), NEW_YORK)

    assert deadline.at == at("2027-07-16T23:59")
    assert deadline.seen_from("Asia/Kathmandu").at == at("2027-07-17T09:44")


def test_changed_law_keeps_the_wall_time_and_tells_the_shift() -> None:
    # Brazil gave up summer time in April 2019; a meeting saved before that stood at UTC-2.
    saved = datetime(2019, 12, 19, 12, tzinfo=UTC)
    meeting = WallTime(at("2019-12-19T10:00"), "America/Sao_Paulo")

    assert meeting.shift_since(saved) == timedelta(hours=1)
    assert meeting.shift_since(meeting.utc) == timedelta(0)


@pytest.mark.parametrize(
    "zone", ["", "Mars/Base", "America", "../etc/passwd", "/etc/localtime", "localtime", "a\0b"]
)
def test_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(Invalid) as caught:
        WallTime(at("2027-01-15T10:00"), zone)
    assert caught.value.field == "zone"


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])  # noqa: DTZ901
def test_year_out_of_reach_is_refused(moment: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        WallTime(moment, NEW_YORK)
    assert caught.value.field == "at"


def test_offset_in_place_of_a_zone_is_refused() -> None:
    with pytest.raises(Invalid):
        WallTime(datetime(2027, 1, 15, tzinfo=UTC), NEW_YORK)


def test_fold_that_is_no_fold_is_refused() -> None:
    with pytest.raises(Invalid):
        WallTime(at("2027-01-15T10:00"), NEW_YORK, 2)


def test_moment_without_offset_is_refused() -> None:
    with pytest.raises(Invalid):
        WallTime.from_utc(at("2027-01-15T10:00"), NEW_YORK)


@pytest.mark.parametrize(
    ("of", "year", "expected"),
    [
        (date(2024, 2, 29), 2027, date(2027, 2, 28)),
        (date(2024, 2, 29), 2028, date(2028, 2, 29)),
        (date(1994, 4, 7), 2027, date(2027, 4, 7)),
    ],
)
def test_anniversary_keeps_its_day(of: date, year: int, expected: date) -> None:
    assert anniversary(of, year) == expected


@pytest.fixture
def no_system_zones() -> Iterator[None]:
    """Take the system's zone files away, as on Windows."""
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.usefixtures("no_system_zones")
def test_shipped_zones_stand_in_for_the_system() -> None:
    assert WallTime(at("2027-03-14T02:30"), NEW_YORK).kind is Kind.MISSING


@pytest.mark.skipif(not hasattr(system_time, "tzset"), reason="the machine's zone is fixed")
@pytest.mark.parametrize("machine", ["Asia/Tokyo", "America/New_York"])
def test_zone_of_the_machine_is_ignored(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as changed:
        changed.setenv("TZ", machine)
        system_time.tzset()
        moment = WallTime(at("2027-07-15T10:00"), NEW_YORK).utc
    system_time.tzset()

    assert moment == datetime(2027, 7, 15, 14, tzinfo=UTC)


WALLS = st.builds(
    WallTime,
    st.datetimes(at("1970-01-01T00:00"), at("2037-12-31T23:59")),
    st.sampled_from(ZONES),
    st.sampled_from([None, 0, 1]),
)


@given(WALLS)
def test_settled_time_comes_back_from_utc(wall: WallTime) -> None:
    for settled in [choice.time for choice in wall.choices()] or [wall]:
        back = WallTime.from_utc(settled.utc, settled.zone)
        assert (back.at, back.utc) == (settled.at, settled.utc)


@given(WALLS)
def test_choices_are_in_order_and_settled(wall: WallTime) -> None:
    moments = [choice.time.utc for choice in wall.choices()]

    assert moments == sorted(set(moments))
    assert len(moments) == (0 if wall.kind is Kind.EXISTS else 2)
