"""All that the clearance page shows of one meeting's minutes, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from board_app.domain.base import RecordId
from board_app.domain.clearance import missing_for_clearance
from board_app.domain.clearing import Answer, MinutesState, Resolution
from board_app.domain.minutes_text import Change, MinutesText, changes_between, touched
from board_app.domain.states import AgencyKind
from board_app.domain.wall_time import WallTime
from board_app.domain.words import clock, count, day_long, joined, place
from board_app.services.clearance_rows import ApprovalRow, CommentRow, ResponseRow, RoundRow
from board_app.services.rows import AgencyRow, BoardRow, MeetingRow, PersonRow
from board_app.services.session import Session
from board_app.services.stand import sees_all, state_of

_ASKED = (AgencyKind.CHAIR, AgencyKind.MEMBER)
_ANSWERS = (
    "Please answer: concur, concur with comment, or non-concur with the reason and the level "
    "that holds it."
)


@dataclass(frozen=True)
class ClearanceSheet:
    """The rounds of a meeting, and the one that is shown with its answers and comments.

    `changes` are those of the text since it was sent, or since it was cleared once it was; None
    where the person may not see the whole text.
    """

    board: BoardRow
    meeting: MeetingRow
    now: datetime
    rounds: tuple[RoundRow, ...]
    shown: RoundRow | None
    responses: tuple[ResponseRow, ...]
    comments: tuple[CommentRow, ...]
    sent: MinutesText | None
    text: MinutesText
    state: MinutesState
    changes: tuple[Change, ...] | None
    approval: ApprovalRow | None
    agencies: tuple[AgencyRow, ...]
    people: tuple[PersonRow, ...]

    @property
    def today(self) -> date:
        return self.board.today

    @property
    def silent(self) -> tuple[ResponseRow, ...]:
        """Return the agencies that have not answered."""
        return tuple(row for row in self.responses if row.answer is Answer.NONE)

    @property
    def unresolved(self) -> int:
        return sum(row.resolution is Resolution.OPEN for row in self.comments)

    @property
    def missing(self) -> str:
        """Return one sentence about what keeps the text from being cleared, "" for nothing."""
        if self.shown is None:
            return ""
        return missing_for_clearance(
            ((row.agency, row.answer) for row in self.responses),
            self.unresolved,
            silence=self.shown.silence,
            is_over=self.shown.is_over(self.now),
        )

    @property
    def is_last(self) -> bool:
        """Tell whether the round that is shown is the newest one."""
        return self.shown is not None and self.shown.id == self.rounds[-1].id

    def touched(self) -> tuple[RecordId, ...]:
        """Return whom the changes since the last clearance touch; all members without any."""
        members = tuple(row.id for row in self.agencies if row.kind is AgencyKind.MEMBER)
        if not self.changes or not all(one.agencies for one in self.changes):
            return members
        return touched(self.changes, [row.id for row in self.agencies if row.kind in _ASKED])

    def names(self, ids: Sequence[RecordId]) -> list[str]:
        names = {row.id: row.abbreviation for row in self.agencies}
        return [names[id] for id in ids if id in names]


def clearance_sheet(
    session: Session, meeting_id: RecordId, round_id: RecordId | None = None
) -> ClearanceSheet:
    """Return the sheet of a meeting's clearance; without a round the newest is shown."""
    reading = session.reading.clearance
    meeting = session.reading.meetings.meeting(meeting_id)
    rounds = tuple(reading.rounds(meeting_id))
    shown = next((row for row in rounds if row.id == round_id), rounds[-1] if rounds else None)
    text = reading.text_now(meeting_id)
    approval = reading.approval(meeting_id)
    last = rounds[-1] if rounds else None
    sent = reading.sent(shown.id) if shown is not None else None
    return ClearanceSheet(
        board=session.board(),
        meeting=meeting,
        now=session.now(),
        rounds=rounds,
        shown=shown,
        responses=tuple(reading.responses(shown.id)) if shown else (),
        comments=tuple(reading.comments(shown.id)) if shown else (),
        sent=sent,
        text=text,
        state=state_of(session, rounds, lambda: text.sha256, is_approved=approval is not None),
        changes=_changes(session, last, text) if sees_all(session) else None,
        approval=approval,
        agencies=tuple(session.reading.directory.agencies(meeting.day)),
        people=tuple(session.reading.directory.people(session.board().today)),
    )


def _changes(session: Session, last: RoundRow | None, text: MinutesText) -> tuple[Change, ...]:
    if last is None:
        return ()
    reading = session.reading.clearance
    before = reading.cleared(last.id) if last.outcome.is_cleared else reading.sent(last.id)
    return changes_between(before, text)


def deadline_in_words(row: RoundRow) -> str:
    """Return "17:00 on Friday 17 July 2015 (New York)"."""
    at = row.wall_due
    return f"{clock(at.time())} on {day_long(at.date())} ({place(row.zone)} time)"


def time_left(row: RoundRow, now: datetime) -> str:
    """Return "2 days 3 h left", "45 min left" or "the deadline has passed"."""
    minutes = int((row.due_at - now).total_seconds() // 60)
    if minutes < 0 or row.is_over(now):
        return "the deadline has passed"
    days, rest = divmod(minutes, 24 * 60)
    if days:
        hours = rest // 60
        return f"{count(days, 'day')}{f' {hours} h' if hours else ''} left"
    return f"{rest // 60} h left" if rest >= 60 else f"{rest} min left"


def reminder(sheet: ClearanceSheet) -> str:
    """Return the text that asks the agencies that are silent, for a mail."""
    shown = sheet.shown
    if shown is None:
        return ""
    names = joined([row.agency for row in sheet.silent])
    asked = (
        f"The {sheet.board.name} awaits your position on the minutes of {sheet.meeting.title}, "
        f"version {shown.number} as sent on {day_long(opened_on(shown))}."
    )
    lines = [
        f"To: {names}",
        f"Subject: Clearance of the minutes {sheet.meeting.reference}, version {shown.number}",
        "",
        asked,
        "",
        f"Deadline: {deadline_in_words(shown)}. {shown.silence.sentence}",
        _ANSWERS,
        "",
        f"SHA-256 of the text: {shown.sent_sha256}",
    ]
    return "\n".join(lines)


def opened_on(row: RoundRow) -> date:
    """Return the day a round was opened, on the clock of its zone."""
    return WallTime.from_utc(row.opened_at, row.zone).at.date()
