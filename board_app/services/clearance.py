"""Clearance rounds: send an exact text, record what agencies answer, extend, close, approve."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from board_app.domain.base import Line, RecordId, Text
from board_app.domain.board import Zone
from board_app.domain.clearance import (
    Answer,
    Approval,
    ClearanceComment,
    ClearanceResponse,
    ClearanceRound,
    MinutesState,
    Resolution,
    RoundOutcome,
    Silence,
    minutes_state,
    missing_for_clearance,
    outcome_of,
)
from board_app.domain.errors import Invalid, NotAllowed, NotPossible
from board_app.domain.meeting import Meeting
from board_app.domain.minutes_text import Change, MinutesText, changes_between
from board_app.domain.states import MeetingState
from board_app.domain.wall_time import WallTime
from board_app.domain.words import joined
from board_app.services.agency_names import names_on
from board_app.services.clearance_comments import HANDLERS as COMMENTS
from board_app.services.commands import Command, Handlers, Needs
from board_app.services.minutes_text import minutes_text
from board_app.services.ports import Work

_LOCKED = "The minutes of {} are approved and locked. Put a correction into a later meeting."


class OpenRound(Command):
    """Send the minutes as they stand to agencies, for positions by a deadline."""

    label: ClassVar[str] = "Open clearance"

    meeting_id: RecordId
    agency_ids: Sequence[RecordId]
    wall_due: datetime
    zone: Zone
    fold: int | None = None
    silence: Silence = Silence.CONCURS
    note: Text = ""


class ExtendRound(Command):
    """Give agencies more time; the first deadline and the reason are kept."""

    label: ClassVar[str] = "Extend clearance"

    id: RecordId
    version: int
    wall_due: datetime
    zone: Zone
    fold: int | None = None
    reason: Line


class RecordAnswer(Command):
    """Record an agency's position on the text; no response takes it back."""

    needs: ClassVar[Needs] = Needs.AGENCY
    label: ClassVar[str] = "Record position"

    round_id: RecordId
    agency_id: RecordId
    answer: Answer
    person_id: RecordId | None = None
    note: Text = ""


class CloseRound(Command):
    """Close a round with what its answers make of it.

    `blocked` closes one that is not cleared; without it, what is missing is an error.
    """

    label: ClassVar[str] = "Close clearance"

    id: RecordId
    version: int
    blocked: bool = False
    reason: Line = ""


class ApproveMinutes(Command):
    """Approve cleared minutes: their text is frozen for good. It can't be taken back."""

    label: ClassVar[str] = "Approve minutes"

    meeting_id: RecordId
    sha256: str
    chair: Line = ""
    secretary: Line = ""


def open_round(command: OpenRound, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.meeting_id)
    rounds = work.find(ClearanceRound, meeting_id=meeting.id)
    _check_can_open(meeting, rounds, work)
    wall = WallTime(command.wall_due, command.zone, command.fold)
    if wall.utc <= work.now:
        raise Invalid("The deadline must lie ahead.", field="day")
    asked = tuple(dict.fromkeys(command.agency_ids))
    if not asked:
        raise Invalid("Say which agencies are asked.", field="agency_ids")
    text = minutes_text(meeting, work.find)
    stored = text.stored()
    made = work.add(
        ClearanceRound(
            meeting_id=meeting.id,
            number=max((one.number for one in rounds), default=0) + 1,
            sent=stored,
            sent_sha256=text.sha256,
            opened_at=work.now,
            wall_due=wall.at,
            zone=wall.zone,
            fold=wall.fold or 0,
            due_at=wall.utc.astimezone(UTC),
            first_wall_due=wall.at,
            silence=command.silence,
            note=command.note,
            marking=text.marking,
        )
    )
    for agency_id in asked:
        work.add(ClearanceResponse(round_id=made.id, agency_id=agency_id))
    return made.id


def _check_can_open(meeting: Meeting, rounds: Sequence[ClearanceRound], work: Work) -> None:
    if not meeting.state.was_held:
        raise NotPossible(
            "Minutes are cleared after the meeting. Adjourn it first."
            if meeting.state is MeetingState.IN_SESSION
            else "This meeting was not held yet, so there are no minutes to clear."
        )
    _refuse_approved(meeting, work)
    if any(one.state.is_live for one in rounds):
        raise NotPossible("A round is open for these minutes already. Close it first.")


def _refuse_approved(meeting: Meeting, work: Work) -> None:
    if work.find(Approval, meeting_id=meeting.id):
        raise NotPossible(_LOCKED.format(meeting.reference))


def extend_round(command: ExtendRound, work: Work) -> RecordId:
    clearance = work.get(ClearanceRound, command.id, version=command.version)
    until = WallTime(command.wall_due, command.zone, command.fold)
    return work.save(clearance.extended(until, now=work.now, reason=command.reason)).id


def record_answer(command: RecordAnswer, work: Work) -> RecordId:
    clearance = work.get(ClearanceRound, command.round_id)
    clearance.must_be_open()
    if not work.actor.runs_the_board and work.actor.agency_id != command.agency_id:
        raise NotAllowed("You can answer for your own agency only.")
    found = work.find(ClearanceResponse, round_id=clearance.id, agency_id=command.agency_id)
    if not found:
        raise NotPossible("This agency was not asked in this round.")
    _check_said(command, work)
    is_none = command.answer is Answer.NONE
    own = work.actor.person_id if work.actor.agency_id == command.agency_id else None
    changed = found[0].revised(
        answer=command.answer,
        person_id=None if is_none else command.person_id or own,
        answered_at=None if is_none else work.now,
        note="" if is_none else command.note,
    )
    same = changed.revised(answered_at=found[0].answered_at) == found[0]
    return found[0].id if same else work.save(changed).id


def _check_said(command: RecordAnswer, work: Work) -> None:
    if command.note.strip():
        return
    if command.answer is Answer.NON_CONCUR:
        raise Invalid(
            "A non-concur needs its reason, and who holds it, so that it can be resolved.",
            field="note",
        )
    said = work.find(ClearanceComment, round_id=command.round_id, agency_id=command.agency_id)
    if command.answer is Answer.COMMENT and not said:
        raise Invalid("Concur with comment needs the comment.", field="note")


def close_round(command: CloseRound, work: Work) -> RecordId:
    clearance = work.get(ClearanceRound, command.id, version=command.version)
    clearance.must_be_open()
    meeting = work.get(Meeting, clearance.meeting_id)
    outcome = RoundOutcome.BLOCKED
    now = minutes_text(meeting, work.find)
    if command.blocked:
        if not command.reason.strip():
            raise Invalid("Say why it is closed without clearance.", field="reason")
    else:
        outcome = _cleared(clearance, meeting, now, work)
    return work.save(
        clearance.closed(
            outcome, now=work.now, text=now.stored(), sha256=now.sha256, reason=command.reason
        )
    ).id


def _cleared(
    clearance: ClearanceRound, meeting: Meeting, now: MinutesText, work: Work
) -> RoundOutcome:
    """Return how a round is cleared; raises NotPossible with what is missing."""
    responses = work.find(ClearanceResponse, round_id=clearance.id)
    comments = work.find(ClearanceComment, round_id=clearance.id)
    names = names_on(meeting.day, work.find)
    is_over = clearance.is_over(work.now)
    missing = missing_for_clearance(
        ((names(one.agency_id), one.answer) for one in responses),
        sum(one.resolution is Resolution.OPEN for one in comments),
        silence=clearance.silence,
        is_over=is_over,
    )
    if missing:
        raise NotPossible(f"Not cleared yet: {missing}.")
    unasked = unasked_changes(MinutesText.of(clearance.sent), now, comments)
    if unasked:
        where = joined([one.place for one in unasked])
        raise NotPossible(
            f"The text was changed since it was sent ({where}), and no accepted comment asks for "
            "it. Take the change back, accept the comment it comes from, or open another round."
        )
    answers = [one.answer for one in responses]
    return outcome_of(answers, silence=clearance.silence, is_over=is_over)


def unasked_changes(
    sent: MinutesText, now: MinutesText, comments: Sequence[ClearanceComment]
) -> tuple[Change, ...]:
    """Return the changes since a text was sent that no accepted comment asks for.

    A comment on a portion permits a change of it, one on an item of all that stands under it, and
    one on the text as a whole of everything.
    """
    asked = {one.portion for one in comments if one.resolution.changes_text}
    if "" in asked:
        return ()
    item_of = {**_items_of(sent), **_items_of(now)}
    return tuple(
        one
        for one in changes_between(sent, now)
        if one.key not in asked and item_of.get(one.key, one.key) not in asked
    )


def _items_of(text: MinutesText) -> dict[str, str]:
    """Return the key of the item that each portion stands under."""
    found: dict[str, str] = {}
    item = ""
    for portion in text.portions:
        if portion.key.startswith("item:"):
            item = portion.key
        found[portion.key] = item or portion.key
    return found


def approve_minutes(command: ApproveMinutes, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.meeting_id)
    _refuse_approved(meeting, work)
    rounds = work.find(ClearanceRound, meeting_id=meeting.id)
    text = minutes_text(meeting, work.find)
    state = minutes_state(
        ((one.number, one.state, one.outcome, one.cleared_sha256) for one in rounds),
        text.sha256,
        is_approved=False,
    )
    if state is not MinutesState.CLEARED:
        raise NotPossible(
            f"These minutes are {state.label.lower()}, and only cleared ones can be approved."
        )
    if command.sha256 != text.sha256:
        raise NotPossible("The text is not the one you read. Look at it again.")
    head = work.audit_head()
    work.without_step()
    return work.add(
        Approval(
            meeting_id=meeting.id,
            round_id=max(rounds, key=lambda one: one.number).id,
            approved=text.stored(),
            approved_sha256=text.sha256,
            head_number=head[0],
            head=head[1],
            approved_at=work.now,
            person_id=work.actor.person_id,
            chair=command.chair,
            secretary=command.secretary,
        )
    ).id


HANDLERS: Handlers = {
    OpenRound: open_round,
    ExtendRound: extend_round,
    RecordAnswer: record_answer,
    CloseRound: close_round,
    ApproveMinutes: approve_minutes,
    **COMMENTS,
}
