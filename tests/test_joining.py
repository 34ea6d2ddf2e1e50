"""When a line was signed is found again in the words of a page, in each way of writing dates."""

from datetime import datetime, timedelta

import pytest

from board_app.domain.style import DateStyle, Language
from board_app.joining import _moment, _squeezed
from board_app.services.papers.words import Words


@pytest.mark.parametrize("style", DateStyle)
@pytest.mark.parametrize("language", Language)
def test_every_day_is_found_again(language: Language, style: DateStyle) -> None:
    words = Words(language, style)
    at = datetime(2015, 1, 1)  # noqa: DTZ001  (a wall time)
    while at.year < 2017:
        told = f"OKORO.ADA.12345 2020, {words.day(at.date())}, {words.clock(at.time())}"
        assert _moment(_squeezed(told), words) == at, told
        at += timedelta(days=3, minutes=67)


@pytest.mark.parametrize("told", ["", "Ada", "Ada,30February2015,10:00", "Ada,7July2015,25:00"])
def test_what_is_no_moment_is_none(told: str) -> None:
    assert _moment(told, Words()) is None
