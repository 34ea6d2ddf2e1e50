"""The watch list: put a country on it, change its tier, take it off; each keeps its reason."""

from datetime import date
from typing import ClassVar

from board_app.domain.agenda import AgendaItem, ItemKind
from board_app.domain.base import Line, RecordId, Text
from board_app.domain.country import Country
from board_app.domain.errors import NotPossible
from board_app.domain.meeting import Meeting, MeetingState
from board_app.domain.watch import Tier, WatchEntry
from board_app.services.commands import Command, Handlers
from board_app.services.ports import Work


class WatchCountry(Command):
    """Put a country on the watch list, or move it to another tier; the tier before is kept."""

    label: ClassVar[str] = "Change watch list"

    country_id: RecordId
    tier: Tier
    reason: Text
    since: date | None = None
    next_review_on: date | None = None
    lead_id: RecordId | None = None


class ReviseWatch(Command):
    """Correct a line of the watch list: its reason, its dates, who leads."""

    label: ClassVar[str] = "Correct watch list"

    id: RecordId
    version: int
    tier: Tier
    reason: Text
    since: date
    next_review_on: date | None = None
    lead_id: RecordId | None = None


class ScheduleReview(Command):
    """Set the day by which a watched country is reviewed next."""

    label: ClassVar[str] = "Set next review"

    country_id: RecordId
    next_review_on: date | None = None


class UnwatchCountry(Command):
    """Take a country off the watch list."""

    label: ClassVar[str] = "Take off the watch list"

    country_id: RecordId
    because: Line
    until: date | None = None


class PutOnAgenda(Command):
    """Put a review of a country at the end of the next meeting's agenda."""

    label: ClassVar[str] = "Put on the next agenda"

    country_id: RecordId
    minutes: int = 20


def watch_country(command: WatchCountry, work: Work) -> RecordId:
    country = work.get(Country, command.country_id)
    since = command.since or work.today
    entry = WatchEntry(
        country_id=country.id,
        tier=command.tier,
        reason=command.reason,
        since=since,
        next_review_on=command.next_review_on,
        lead_id=command.lead_id,
    )
    current = current_entry(country.id, work)
    if current is not None:
        if current.tier is command.tier:
            raise NotPossible(
                f"{country.shown_name} is at tier {current.tier.label} already. Correct the line "
                "instead, if its reason or a date is wrong."
            )
        work.save(current.ended(since, f"Moved to {command.tier.label}"))
    return work.add(entry).id


def revise_watch(command: ReviseWatch, work: Work) -> RecordId:
    entry = work.get(WatchEntry, command.id, version=command.version)
    return work.save(entry.revised(**command.model_dump(exclude={"id", "version"}))).id


def schedule_review(command: ScheduleReview, work: Work) -> RecordId:
    entry = _must_be_watched(command.country_id, work)
    if entry.next_review_on == command.next_review_on:
        return entry.id
    return work.save(entry.revised(next_review_on=command.next_review_on)).id


def unwatch_country(command: UnwatchCountry, work: Work) -> RecordId:
    entry = _must_be_watched(command.country_id, work)
    return work.save(entry.ended(command.until or work.today, command.because)).id


def put_on_agenda(command: PutOnAgenda, work: Work) -> RecordId:
    country = work.get(Country, command.country_id)
    meeting = _next_meeting(work)
    if meeting is None:
        raise NotPossible("No meeting is planned. Open the next date of the series in Meetings.")
    items = work.find(AgendaItem, meeting_id=meeting.id)
    if any(item.country_id == country.id for item in items):
        raise NotPossible(
            f"{country.shown_name} is on the agenda of {meeting.reference} already. Open it there."
        )
    entry = current_entry(country.id, work)
    return work.add(
        AgendaItem(
            meeting_id=meeting.id,
            position=max((item.position for item in items), default=-1) + 1,
            kind=ItemKind.COUNTRY_REVIEW,
            title=f"Country review: {country.shown_name}",
            minutes=command.minutes,
            lead_id=entry.lead_id if entry is not None else None,
            country_id=country.id,
        )
    ).id


def _next_meeting(work: Work) -> Meeting | None:
    ahead = [
        meeting
        for state in (MeetingState.PLANNED, MeetingState.CALLED)
        for meeting in work.find(Meeting, state=state.value)
        if meeting.day >= work.today
    ]
    return min(ahead, key=lambda meeting: meeting.starts_at, default=None)


def current_entry(country_id: RecordId, work: Work) -> WatchEntry | None:
    """Return a country's line on the watch list, None if it is not watched."""
    found = work.find(WatchEntry, country_id=country_id, until=None)
    return found[0] if found else None


def _must_be_watched(country_id: RecordId, work: Work) -> WatchEntry:
    entry = current_entry(country_id, work)
    if entry is None:
        name = work.get(Country, country_id).shown_name
        raise NotPossible(f"{name} is not on the watch list. Put it there first.")
    return entry


HANDLERS: Handlers = {
    WatchCountry: watch_country,
    ReviseWatch: revise_watch,
    ScheduleReview: schedule_review,
    UnwatchCountry: unwatch_country,
    PutOnAgenda: put_on_agenda,
}
