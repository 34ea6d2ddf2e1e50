"""Holidays and zones come from data that ships with the program."""

import subprocess
import sys
from datetime import date

import pytest

from board_app.almanac import Almanac
from board_app.domain.errors import Invalid
from board_app.domain.wall_time import zone_of
from board_app.services.almanac import HolidayCalendar


@pytest.fixture
def almanac() -> HolidayCalendar:
    return Almanac()


def test_public_holidays_are_named(almanac: HolidayCalendar) -> None:
    days = [date(2015, 7, 3), date(2015, 7, 16), date(2016, 1, 1)]

    assert almanac.holidays_on(days) == {
        date(2015, 7, 3): "Independence Day (observed)",
        date(2016, 1, 1): "New Year's Day",
    }


def test_another_country_has_its_own_in_english(almanac: HolidayCalendar) -> None:
    found = almanac.holidays_on([date(2026, 10, 3), date(2026, 7, 3)], "de")
    assert found == {date(2026, 10, 3): "German Unity Day"}


def test_no_days_have_no_holidays(almanac: HolidayCalendar) -> None:
    assert almanac.holidays_on([]) == {}


@pytest.mark.parametrize("country", ["ZZ", "", "../US", "U\0S"])
def test_unknown_country_is_refused(almanac: HolidayCalendar, country: str) -> None:
    with pytest.raises(Invalid) as caught:
        almanac.holidays_on([date(2026, 1, 1)], country)
    assert caught.value.field == "country"


def test_every_zone_offered_is_a_zone(almanac: HolidayCalendar) -> None:
    zones = almanac.zones()

    assert {"America/New_York", "Asia/Kathmandu", "Africa/Bangui", "UTC"} <= set(zones)
    assert list(zones) == sorted(set(zones))
    assert all(zone_of(zone) for zone in zones)


def test_calendars_are_loaded_only_when_asked() -> None:
    code = "import sys, board_app.almanac; print('holidays' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"
