"""The next dates of a series as rows: which are open, skipped, moved or on a holiday."""

from dataclasses import dataclass
from datetime import date

from board_app.domain.base import RecordId
from board_app.domain.schedule import Occurrence, State, next_dates, rule_in_words
from board_app.domain.words import clock, day
from board_app.services.rows import ExceptionRow, MeetingRow, SeriesRow, StandingRow
from board_app.services.series import exceptions_of, rule_of
from board_app.services.session import Session

_DATES = 6


@dataclass(frozen=True)
class DateRow:
    """One date of a series; `id` is the day it has in the rule."""

    id: date
    text: str
    state: str
    tone: str
    occurrence: Occurrence
    meeting_id: RecordId | None
    exception: ExceptionRow | None


@dataclass(frozen=True)
class MeetingsFound:
    """All that the meetings page shows."""

    meetings: tuple[MeetingRow, ...]
    series: SeriesRow | None
    rule: str
    dates: tuple[DateRow, ...]
    standing: tuple[StandingRow, ...]
    today: date


def read_meetings(session: Session) -> MeetingsFound:
    """Read the page; dates are those from today on."""
    reading = session.reading.meetings
    meetings = reading.meetings()
    series = next(iter(reading.series()), None)
    today = session.board().today
    rows: tuple[DateRow, ...] = ()
    rule = ""
    if series is not None:
        rule = rule_in_words(rule_of(series))
        rows = _dates(series, reading.exceptions(series.id), meetings, today)
    return MeetingsFound(
        tuple(meetings), series, rule, rows, tuple(reading.standing_items()), today
    )


def _dates(
    series: SeriesRow, exceptions: list[ExceptionRow], meetings: list[MeetingRow], today: date
) -> tuple[DateRow, ...]:
    opened = {
        meeting.occurrence_on: meeting
        for meeting in meetings
        if meeting.series_id == series.id and meeting.occurrence_on is not None
    }
    by_day = {row.on_day: row for row in exceptions}
    found = next_dates(rule_of(series), exceptions_of(exceptions), after=today, count=_DATES)
    return tuple(
        _row(one, opened.get(one.original), by_day.get(one.original), today) for one in found
    )


def _row(
    one: Occurrence, meeting: MeetingRow | None, exception: ExceptionRow | None, today: date
) -> DateRow:
    text = f"{day(one.on, today)}, {clock(one.wall.at.time())}"
    state, tone = "", "neutral"
    if meeting is not None:
        state, tone = meeting.state.label, "accent"
    elif one.state is State.SKIPPED:
        state, tone = "Skipped", "warning"
    elif one.state is State.MOVED:
        state, tone = "Moved", "warning"
    return DateRow(one.original, text, state, tone, one, meeting.id if meeting else None, exception)
