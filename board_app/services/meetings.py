"""Meetings: opened from a series or special, moved, cancelled, called, held and closed."""

from datetime import UTC, date, datetime
from typing import ClassVar

from board_app.domain.agenda import AgendaItem, ItemState, StandingItem
from board_app.domain.base import Line, RecordId, Text, Title
from board_app.domain.board import Board, Zone
from board_app.domain.errors import Invalid, NotPossible, StaleRecord
from board_app.domain.meeting import (
    Meeting,
    MeetingKind,
    MeetingState,
    Series,
    SeriesException,
)
from board_app.domain.schedule import Move
from board_app.domain.wall_time import WallTime
from board_app.services.agenda import carry_into
from board_app.services.commands import WRITTEN_ELSEWHERE, Command, Handlers
from board_app.services.ports import Work
from board_app.services.series import exceptions_of, rule_of


class OpenOccurrence(Command):
    """Make a meeting of one date of a series; `fold` settles a wall time that exists twice."""

    label: ClassVar[str] = "Open meeting"

    series_id: RecordId
    on_day: date
    wall_start: datetime | None = None
    fold: int | None = None


class PlanMeeting(Command):
    """Plan a meeting outside the series."""

    label: ClassVar[str] = "Plan meeting"

    kind: MeetingKind = MeetingKind.SPECIAL
    title: Title
    wall_start: datetime
    zone: Zone
    fold: int | None = None
    minutes: int
    place: Line = ""
    means: Line = ""


class ReviseMeeting(Command):
    """Correct what stands in a meeting's head; its time is changed by moving it."""

    label: ClassVar[str] = "Change meeting"

    id: RecordId
    version: int
    title: Title
    kind: MeetingKind
    minutes: int
    quorum: int
    place: Line = ""
    means: Line = ""
    chair_id: RecordId | None = None


class MoveMeeting(Command):
    """Hold a meeting at another time, or correct the time it was held at."""

    label: ClassVar[str] = "Move meeting"

    id: RecordId
    version: int
    wall_start: datetime
    fold: int | None = None
    reason: Line


class CancelMeeting(Command):
    """Call a meeting off."""

    label: ClassVar[str] = "Cancel meeting"

    id: RecordId
    version: int
    reason: Line


class ChangeMeetingState(Command):
    """Take a meeting one step on or back."""

    label: ClassVar[str] = "Change meeting state"

    id: RecordId
    version: int
    state: MeetingState


class PublishAgenda(Command):
    """Freeze a numbered version of the agenda and call the meeting."""

    label: ClassVar[str] = "Publish agenda"

    id: RecordId
    version: int


class WriteSummary(Command):
    """Write the summary at the head of the minutes.

    `was` is the text that the writer began from: a change elsewhere in the meeting is no conflict.
    """

    label: ClassVar[str] = "Write summary"

    id: RecordId
    text: Text
    was: Text = ""


def open_occurrence(command: OpenOccurrence, work: Work) -> RecordId:
    series = work.get(Series, command.series_id)
    opened = work.find(
        Meeting, series_id=command.series_id, occurrence_on=command.on_day.isoformat()
    )
    if opened:
        raise NotPossible(f"This date is open already as meeting {opened[0].reference}.")
    due = _due(command.on_day, series, work)
    wall = WallTime(
        command.wall_start or due.at,
        series.zone,
        due.fold if command.fold is None and command.wall_start is None else command.fold,
    )
    meeting = _added(
        work,
        kind=MeetingKind.REGULAR,
        title=series.title,
        wall=wall,
        minutes=series.minutes,
        place=series.place,
        series_id=series.id,
        occurrence_on=command.on_day,
    )
    _fill_agenda(meeting, work)
    return meeting.id


def _due(day: date, series: Series, work: Work) -> WallTime:
    """Return when the series meets for one of its dates."""
    exceptions = exceptions_of(work.find(SeriesException, series_id=series.id))
    rule = rule_of(series)
    if not rule.falls_on(day):
        raise Invalid("The series has no meeting on this day.", field="on_day")
    match exceptions.of(day):
        case None:
            return rule.wall_time(day)
        case Move(to=to, fold=fold):
            return WallTime(to, series.zone, fold)
        case _:
            raise NotPossible("This date is skipped. Take the exception back first.")


def plan_meeting(command: PlanMeeting, work: Work) -> RecordId:
    meeting = _added(
        work,
        kind=command.kind,
        title=command.title,
        wall=WallTime(command.wall_start, command.zone, command.fold),
        minutes=command.minutes,
        place=command.place,
        means=command.means,
    )
    if command.kind is MeetingKind.REGULAR:
        _fill_agenda(meeting, work)
    return meeting.id


def _added(work: Work, *, kind: MeetingKind, wall: WallTime, **fields: object) -> Meeting:
    month = f"{wall.at:%Y-%m}" + ("" if kind is MeetingKind.REGULAR else "-S")
    times = work.next_number(f"meeting {month}")
    return work.add(
        Meeting(
            reference=month if times == 1 else f"{month}-{times}",
            number=work.next_number("meeting"),
            kind=kind,
            wall_start=wall.at,
            zone=wall.zone,
            fold=wall.fold or 0,
            starts_at=wall.utc.astimezone(UTC),
            quorum=work.find(Board)[0].quorum,
            **fields,
        )
    )


def _fill_agenda(meeting: Meeting, work: Work) -> None:
    """Put the standing items and what was deferred onto a new agenda."""
    standing_items = sorted(work.find(StandingItem), key=lambda item: (item.position, item.id))
    for position, standing in enumerate(standing_items):
        work.add(
            AgendaItem(
                meeting_id=meeting.id,
                position=position,
                kind=standing.kind,
                title=standing.title,
                minutes=standing.minutes,
                lead_id=standing.lead_id,
                standing_id=standing.id,
            )
        )
    deferred = work.find(AgendaItem, state=ItemState.DEFERRED.value)
    for item in deferred:
        earlier = work.get(Meeting, item.meeting_id).starts_at < meeting.starts_at
        if earlier and not work.find(AgendaItem, carried_from_id=item.id):
            carry_into(meeting.id, item, work)


def revise_meeting(command: ReviseMeeting, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.id, version=command.version)
    return work.save(meeting.revised(**command.model_dump(exclude={"id", "version"}))).id


def move_meeting(command: MoveMeeting, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.id, version=command.version)
    wall = WallTime(command.wall_start, meeting.zone, command.fold)
    moved = meeting.moved(wall.at, wall.utc, fold=wall.fold or 0, reason=command.reason)
    return work.save(moved).id


def cancel_meeting(command: CancelMeeting, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.id, version=command.version)
    return work.save(meeting.cancelled(command.reason)).id


def change_meeting_state(command: ChangeMeetingState, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.id, version=command.version)
    changed = meeting.in_state(command.state)
    if command.state is MeetingState.CLOSED:
        _check_closing(meeting, work)
    return work.save(changed).id


def _check_closing(meeting: Meeting, work: Work) -> None:
    waiting = work.find(AgendaItem, meeting_id=meeting.id, state=ItemState.SCHEDULED.value)
    if waiting:
        raise NotPossible(
            f"“{waiting[0].title}” is still open. Mark each item as discussed, deferred or "
            "withdrawn, then close the meeting."
        )


def publish_agenda(command: PublishAgenda, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.id, version=command.version)
    if not work.find(AgendaItem, meeting_id=meeting.id):
        raise NotPossible("The agenda is empty. Add an item first.")
    if not meeting.state.is_ahead:
        raise NotPossible(
            f"This meeting is {meeting.state.label.lower()}. An agenda is published before it."
        )
    called = meeting if meeting.state is MeetingState.CALLED else None
    changed = called or meeting.in_state(MeetingState.CALLED)
    return work.save(
        changed.revised(agenda_version=meeting.agenda_version + 1, published_at=work.now)
    ).id


def write_summary(command: WriteSummary, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.id)
    if meeting.summary == command.text:
        return meeting.id
    if meeting.summary != command.was:
        raise StaleRecord(WRITTEN_ELSEWHERE)
    return work.save(meeting.revised(summary=command.text)).id


HANDLERS: Handlers = {
    OpenOccurrence: open_occurrence,
    PlanMeeting: plan_meeting,
    ReviseMeeting: revise_meeting,
    MoveMeeting: move_meeting,
    CancelMeeting: cancel_meeting,
    ChangeMeetingState: change_meeting_state,
    PublishAgenda: publish_agenda,
    WriteSummary: write_summary,
}
