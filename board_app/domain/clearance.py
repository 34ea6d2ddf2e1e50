"""Clearance: an exact text, sent to agencies for positions by a deadline, and what they say."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import ClassVar, Self

from pydantic import Field

from board_app.domain.base import Line, Rank, Record, RecordId, Text
from board_app.domain.board import Zone
from board_app.domain.clearing import (
    Answer,
    CommentKind,
    MinutesState,
    Resolution,
    RoundOutcome,
    RoundState,
    Silence,
)
from board_app.domain.errors import Invalid, NotPossible
from board_app.domain.wall_time import WallTime
from board_app.domain.words import clock, count, day_long, joined, place

__all__ = [
    "Answer",
    "Approval",
    "ClearanceComment",
    "ClearanceResponse",
    "ClearanceRound",
    "CommentKind",
    "MinutesState",
    "Resolution",
    "RoundOutcome",
    "RoundState",
    "Silence",
    "minutes_state",
    "missing_for_clearance",
    "outcome_of",
]

_SHA256 = r"^$|^[0-9a-f]{64}$"


class ClearanceRound(Record):
    """The minutes of a meeting as they were sent: `sent` is frozen, and `sent_sha256` its hash.

    `due_at` is UTC; wall time, zone and fold say what was meant. `cleared` is the text as the
    accepted comments left it when the round was closed.
    """

    table: ClassVar[str] = "clearance_round"

    meeting_id: RecordId
    number: int = Field(ge=1)
    sent: Text
    sent_sha256: str = Field(pattern=_SHA256)
    opened_at: datetime
    wall_due: datetime
    zone: Zone
    fold: int = Field(default=0, ge=0, le=1)
    due_at: datetime
    first_wall_due: datetime
    slips: int = Field(default=0, ge=0)
    silence: Silence = Silence.CONCURS
    note: Text = ""
    state: RoundState = RoundState.OPEN
    outcome: RoundOutcome = RoundOutcome.NONE
    closed_at: datetime | None = None
    cleared: Text = ""
    cleared_sha256: str = Field(default="", pattern=_SHA256)
    reason: Line = ""
    marking: Rank = 0

    def must_be_open(self) -> None:
        """Raise NotPossible if the round takes no answers any more."""
        if not self.state.is_live:
            raise NotPossible(
                "This round is closed, and what was answered stays. Open another round instead."
            )

    def is_over(self, now: datetime) -> bool:
        """Tell whether the deadline has passed."""
        return now >= self.due_at

    @property
    def deadline(self) -> str:
        """Return the deadline on the wall of its zone, "17:00 on Friday 17 July 2015 (…)"."""
        at = self.wall_due
        return f"{clock(at.time())} on {day_long(at.date())} ({place(self.zone)})"

    def extended(self, until: WallTime, *, now: datetime, reason: str) -> Self:
        """Return the round with a later deadline; the first one and the reason are kept."""
        self.must_be_open()
        if not reason.strip():
            raise Invalid("A later deadline needs a reason.", field="reason")
        if until.utc <= max(self.due_at, now):
            raise Invalid(
                "The new deadline must be later than the one that stands, and still ahead.",
                field="day",
            )
        return self.revised(
            state=RoundState.EXTENDED,
            wall_due=until.at,
            zone=until.zone,
            fold=until.fold or 0,
            due_at=until.utc.astimezone(UTC),
            slips=self.slips + 1,
            reason=reason,
        )

    def closed(
        self, outcome: RoundOutcome, *, now: datetime, text: str, sha256: str, reason: str = ""
    ) -> Self:
        """Return the round closed; a cleared one keeps the text that was cleared."""
        self.must_be_open()
        if outcome is RoundOutcome.NONE:
            raise Invalid("A round is closed with an outcome.", field="outcome")
        kept = {"cleared": text, "cleared_sha256": sha256} if outcome.is_cleared else {}
        return self.revised(
            state=RoundState.CLOSED,
            outcome=outcome,
            closed_at=now.astimezone(UTC),
            reason=reason or self.reason,
            **kept,
        )


class ClearanceResponse(Record):
    """What one of the agencies that were asked answers; it begins as no response."""

    table: ClassVar[str] = "clearance_response"

    round_id: RecordId
    agency_id: RecordId
    answer: Answer = Answer.NONE
    person_id: RecordId | None = None
    answered_at: datetime | None = None
    note: Text = ""


class ClearanceComment(Record):
    """One comment of an agency, what it asks for, and what became of it.

    `portion` is the key of the portion in the text that was sent, "" for the text as a whole.
    """

    table: ClassVar[str] = "clearance_comment"

    round_id: RecordId
    agency_id: RecordId
    number: int = Field(ge=1)
    portion: str = ""
    place: Line = ""
    concerned: Text = ""
    proposed: Text = ""
    rationale: Text = ""
    kind: CommentKind = CommentKind.SUBSTANTIVE
    author: Line = ""
    file_name: Line = ""
    made_at: datetime
    resolution: Resolution = Resolution.OPEN
    answer: Text = ""
    person_id: RecordId | None = None
    answered_at: datetime | None = None

    def resolved(
        self, resolution: Resolution, answer: str, *, person_id: RecordId | None, now: datetime
    ) -> Self:
        """Return the comment resolved; a refusal and a change of what was asked need a reason."""
        if resolution in (Resolution.REJECTED, Resolution.CHANGED) and not answer.strip():
            raise Invalid("Say why, so that the agency can read it.", field="answer")
        is_open = resolution is Resolution.OPEN
        return self.revised(
            resolution=resolution,
            answer=answer,
            person_id=None if is_open else person_id,
            answered_at=None if is_open else now,
        )


class Approval(Record):
    """The minutes of a meeting as they were approved; from then on they are locked.

    `head` and `head_number` are the last change before it: what the history must still begin with.
    """

    table: ClassVar[str] = "approval"

    meeting_id: RecordId
    round_id: RecordId
    approved: Text
    approved_sha256: str = Field(pattern=_SHA256)
    head: str = Field(pattern=_SHA256)
    head_number: int = Field(ge=0)
    approved_at: datetime
    person_id: RecordId | None = None
    chair: Line = ""
    secretary: Line = ""


def missing_for_clearance(
    answers: Iterable[tuple[str, Answer]], open_comments: int, *, silence: Silence, is_over: bool
) -> str:
    """Return one sentence that says what keeps a text from being cleared, "" for nothing.

    `answers` are pairs of an agency's name and what it said.
    """
    said = list(answers)
    against = [name for name, answer in said if answer is Answer.NON_CONCUR]
    silent = [name for name, answer in said if answer is Answer.NONE]
    needed = silent if silence is Silence.NO_RESPONSE or not is_over else []
    parts = []
    if needed:
        parts.append(f"needs {joined(needed)}")
    if against:
        parts.append(f"{count(len(against), 'non-concur')} from {joined(against)}")
    if open_comments:
        parts.append(f"{count(open_comments, 'comment')} not resolved")
    return "; ".join(parts)


def outcome_of(answers: Sequence[Answer], *, silence: Silence, is_over: bool) -> RoundOutcome:
    """Return what the answers make of a round if it were closed now."""
    if not answers or Answer.NON_CONCUR in answers:
        return RoundOutcome.BLOCKED
    if Answer.NONE not in answers:
        return RoundOutcome.CLEARED
    if silence is Silence.CONCURS and is_over:
        return RoundOutcome.UNDER_SILENCE
    return RoundOutcome.BLOCKED


def minutes_state(
    rounds: Iterable[tuple[int, RoundState, RoundOutcome, str]],
    sha256: str,
    *,
    is_approved: bool,
) -> MinutesState:
    """Return where minutes stand, from (number, state, outcome, hash of the cleared text).

    `sha256` is that of the text as it is now: a text that was changed is not cleared any more.
    """
    if is_approved:
        return MinutesState.APPROVED
    last = max(rounds, key=lambda one: one[0], default=None)
    if last is None:
        return MinutesState.DRAFT
    _, state, outcome, cleared = last
    if state.is_live:
        return MinutesState.IN_CLEARANCE
    same = outcome.is_cleared and cleared == sha256
    return MinutesState.CLEARED if same else MinutesState.DRAFT
