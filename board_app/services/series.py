"""The monthly series: the rule, its exceptions and the dates it gives."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import ClassVar

from board_app.domain.base import Line, RecordId, Title
from board_app.domain.board import Zone
from board_app.domain.errors import Invalid
from board_app.domain.meeting import Series, SeriesException
from board_app.domain.schedule import (
    After,
    Ends,
    Exceptions,
    MonthlyRule,
    Move,
    Never,
    Skip,
    Until,
)
from board_app.domain.wall_time import WallTime
from board_app.services.commands import Command, Handlers
from board_app.services.ports import Work
from board_app.services.rows import ExceptionRow, SeriesRow


class StartSeries(Command):
    """Begin a monthly series."""

    label: ClassVar[str] = "Start series"

    title: Title
    nth: int
    weekday: int
    start: str
    minutes: int
    zone: Zone
    first_on: date
    until_on: date | None = None
    occurrences: int | None = None
    place: Line = ""


class ReviseSeries(StartSeries):
    """Change the rule; meetings that were opened from it stay as they are."""

    label: ClassVar[str] = "Change series"

    id: RecordId
    version: int


class SkipDate(Command):
    """Leave one date of the series out."""

    label: ClassVar[str] = "Skip date"

    series_id: RecordId
    on_day: date
    reason: Title


class MoveDate(SkipDate):
    """Hold one date of the series at another wall time of its zone."""

    label: ClassVar[str] = "Move date"

    to: datetime
    fold: int = 0


def rule_of(series: Series | SeriesRow | StartSeries) -> MonthlyRule:
    """Return the rule of a series; raises Invalid with the field that is wrong."""
    try:
        start = time.fromisoformat(series.start)
    except ValueError as fault:
        raise Invalid("This is not a time of day. Write it like 10:00.", field="start") from fault
    ends: Ends = Never()
    if series.until_on is not None:
        ends = Until(series.until_on)
    elif series.occurrences is not None:
        ends = After(series.occurrences)
    return MonthlyRule(
        nth=series.nth,
        weekday=series.weekday,
        start=start,
        zone=series.zone,
        first_on=series.first_on,
        ends=ends,
    )


def exceptions_of(rows: Sequence[ExceptionRow | SeriesException]) -> Exceptions:
    """Return the exceptions as the rule understands them."""
    return Exceptions(
        tuple(
            Skip(row.on_day, row.reason)
            if row.moved_to is None
            else Move(row.on_day, row.moved_to, row.reason, row.fold)
            for row in rows
        )
    )


def start_series(command: StartSeries, work: Work) -> RecordId:
    rule_of(command)
    return work.add(Series(**command.model_dump())).id


def revise_series(command: ReviseSeries, work: Work) -> RecordId:
    rule_of(command)
    series = work.get(Series, command.id, version=command.version)
    return work.save(series.revised(**command.model_dump(exclude={"id", "version"}))).id


def skip_date(command: SkipDate, work: Work) -> RecordId:
    return _except(SeriesException(**command.model_dump()), work)


def move_date(command: MoveDate, work: Work) -> RecordId:
    series = work.get(Series, command.series_id)
    settled = WallTime(command.to, series.zone, command.fold)
    _ = settled.utc  # raises Invalid for a time that must be asked about
    return _except(
        SeriesException(
            series_id=command.series_id,
            on_day=command.on_day,
            moved_to=command.to,
            fold=command.fold,
            reason=command.reason,
        ),
        work,
    )


def _except(exception: SeriesException, work: Work) -> RecordId:
    """Store an exception in the place of an older one for the same date."""
    day = exception.on_day.isoformat()
    for older in work.find(SeriesException, series_id=exception.series_id, on_day=day):
        changes = exception.model_dump(include={"moved_to", "fold", "reason"})
        return work.save(older.revised(**changes)).id
    return work.add(exception).id


HANDLERS: Handlers = {
    StartSeries: start_series,
    ReviseSeries: revise_series,
    SkipDate: skip_date,
    MoveDate: move_date,
}
