"""What the lists of the meeting page show, made from its sheet."""

from dataclasses import dataclass
from datetime import date, timedelta

from board_app.domain.agenda import ItemState, TimeBudget, running_totals
from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.clearing import MinutesState
from board_app.domain.meeting import MeetingState
from board_app.domain.wall_time import WallTime
from board_app.domain.words import clock, count, day, days_until, duration, place
from board_app.services.rows import ActionRow, AgendaRow, AttendanceRow
from board_app.services.sheet import Sheet
from board_app.services.stand import MinutesStand

SUMMARY_ID = RecordId(0)
"""The line of the agenda that stands for the meeting as a whole."""


@dataclass(frozen=True)
class AgendaLine:
    """One line of the agenda list."""

    id: RecordId
    number: str
    title: str
    starts: str
    minutes: str
    state: ItemState | None
    item: AgendaRow | None
    papers: int = 0


def agenda_lines(sheet: Sheet) -> tuple[AgendaLine, ...]:
    """Return the summary line and one line for each item, with the clock time it begins."""
    running = [item for item in sheet.agenda if item.state is not ItemState.WITHDRAWN]
    totals = dict(
        zip(
            (item.id for item in running),
            running_totals(item.minutes for item in running),
            strict=True,
        )
    )
    lines = [AgendaLine(SUMMARY_ID, "", "Summary of the meeting", "", "", None, None)]
    for number, item in enumerate(sheet.agenda, start=1):
        starts = ""
        if item.id in totals:
            start = sheet.meeting.wall_start + timedelta(minutes=totals[item.id])
            starts = clock(start.time())
        lines.append(
            AgendaLine(
                item.id,
                str(number),
                item.title,
                starts,
                str(item.minutes),
                item.state,
                item,
                len(sheet.papers_of(item.id)),
            )
        )
    return tuple(lines)


def budget_in_words(sheet: Sheet) -> tuple[str, bool]:
    """Return how the minutes allotted stand against the length, and whether they are too many."""
    budget = TimeBudget(sheet.meeting.allotted, sheet.meeting.minutes)
    text = f"{duration(budget.allotted)} of {duration(budget.length)}"
    if budget.overrun:
        return f"{text} · {count(budget.overrun, 'minute')} over", True
    if budget.free:
        return f"{text} · {count(budget.free, 'minute')} free", False
    return text, False


def facts_in_words(sheet: Sheet) -> str:
    """Return what stands below the meeting's title: how it stands, when, how long and where."""
    meeting = sheet.meeting
    at = clock(meeting.wall_start.time())
    facts = [meeting.state.label]
    facts += [meeting.reason] if meeting.state is MeetingState.CANCELLED else []
    facts += [minutes_in_words(sheet.stand, sheet.today)] if sheet.stand else []
    is_over = sheet.stand is not None
    facts += [agenda_in_words(sheet)] if meeting.agenda_version and not is_over else []
    facts += [
        f"{day(meeting.day, sheet.today)}, {at} ({place(meeting.zone)})",
        duration(meeting.minutes),
    ]
    if meeting.state.is_ahead and meeting.day >= sheet.today:
        facts.append(days_until(meeting.day, sheet.today))
    facts += [meeting.place] if meeting.place else []
    return " · ".join(facts)


def agenda_in_words(sheet: Sheet) -> str:
    """Return "agenda changed since version 2", or "agenda version 2" while it stands."""
    version = sheet.meeting.agenda_version
    changed = "changed since " if sheet.agenda_changed else ""
    return f"agenda {changed}version {version}"


def minutes_in_words(stand: MinutesStand, today: date) -> str:
    """Return "minutes in clearance until Fri 10 Jul, 17:00, 6 of 11 answered", or how they stand.

    Minutes that wait for a decision after the deadline say that it has passed.
    """
    last = stand.round
    if stand.approval is not None and last is not None:
        at = WallTime.from_utc(stand.approval.approved_at, last.zone).at
        return f"minutes approved on {day(at.date(), today)} and locked"
    if stand.state is MinutesState.CLEARED:
        return "minutes cleared, not approved yet"
    if last is None:
        return "minutes are a draft, not sent for clearance"
    if not last.state.is_live:
        how = "changed since they were cleared" if last.outcome.is_cleared else "not cleared"
        return f"minutes are a draft, {how}"
    due = f"{day(last.wall_due.date(), today)}, {clock(last.wall_due.time())}"
    answered = f"{last.answered} of {last.asked} answered"
    if stand.is_overdue:
        return f"minutes overdue for clearance since {due}, {answered}"
    return f"minutes in clearance until {due}, {answered}"


@dataclass(frozen=True)
class AttendanceLine:
    """One agency in the attendance list."""

    id: RecordId
    agency: str
    person: str
    presence: Presence
    row: AttendanceRow


def attendance_lines(sheet: Sheet) -> tuple[AttendanceLine, ...]:
    return tuple(
        AttendanceLine(row.agency_id, row.agency, row.person, row.presence, row)
        for row in sheet.attendance
    )


def presence_in_words(row: AttendanceRow) -> str:
    """Return "Alternate · from 10:14"."""
    parts = ["–" if row.presence is Presence.UNKNOWN else row.presence.label]
    if row.arrived:
        parts.append(f"from {row.arrived}")
    if row.left:
        parts.append(f"until {row.left}")
    return " · ".join(parts)


def promise_in_words(row: ActionRow, due: str) -> str:
    """Return "State, with USAID · due Wed 5 Aug"."""
    lead = row.lead or "No lead yet"
    with_others = f", with {row.supporting}" if row.supporting else ""
    return f"{lead}{with_others} · {due}"
