"""What lists and pages show of clearance: flat rows, and the port that fills them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from board_app.domain.clearing import (
    Answer,
    CommentKind,
    Resolution,
    RoundOutcome,
    RoundState,
    Silence,
)
from board_app.domain.ids import RecordId
from board_app.domain.states import AgencyKind

if TYPE_CHECKING:
    from board_app.domain.minutes_text import MinutesText


class RoundRow(NamedTuple):
    """A round without its texts, with the count of what was answered."""

    id: RecordId
    version: int
    meeting_id: RecordId
    meeting: str
    reference: str
    number: int
    sent_sha256: str
    opened_at: datetime
    wall_due: datetime
    zone: str
    fold: int
    due_at: datetime
    first_wall_due: datetime
    slips: int
    silence: Silence
    note: str
    state: RoundState
    outcome: RoundOutcome
    closed_at: datetime | None
    cleared_sha256: str
    reason: str
    marking: int
    asked: int
    answered: int
    against: int
    comments: int
    unresolved: int
    mine: Answer | None  # what the agency that was named answers, None if it is not asked

    def is_over(self, now: datetime) -> bool:
        """Tell whether the deadline has passed."""
        return now >= self.due_at


class ResponseRow(NamedTuple):
    """What an agency answers in a round, under the name of the meeting's day."""

    id: RecordId
    version: int
    round_id: RecordId
    agency_id: RecordId
    agency: str
    agency_name: str
    kind: AgencyKind
    answer: Answer
    person_id: RecordId | None
    person: str
    answered_at: datetime | None
    note: str
    comments: int


class CommentRow(NamedTuple):
    id: RecordId
    version: int
    round_id: RecordId
    agency_id: RecordId
    agency: str
    number: int
    portion: str
    place: str
    concerned: str
    proposed: str
    rationale: str
    kind: CommentKind
    author: str
    file_name: str
    made_at: datetime
    resolution: Resolution
    answer: str
    person: str
    answered_at: datetime | None


class ApprovalRow(NamedTuple):
    id: RecordId
    meeting_id: RecordId
    round_id: RecordId
    approved_sha256: str
    head: str
    head_number: int
    approved_at: datetime
    person: str
    chair: str
    secretary: str


class ClearanceReading(Protocol):
    """Rounds, answers, comments, approvals."""

    def rounds(
        self, meeting_id: RecordId | None = None, *, agency_id: RecordId | None = None
    ) -> Sequence[RoundRow]:
        """Return the rounds of a meeting by number; without one all that are not closed."""

    def round(self, round_id: RecordId) -> RoundRow:
        """Return one round; raises NotFound."""

    def responses(self, round_id: RecordId) -> Sequence[ResponseRow]:
        """Return what each agency that was asked answers, in the order of the seats."""

    def comments(self, round_id: RecordId) -> Sequence[CommentRow]:
        """Return the comments of a round by number."""

    def approval(self, meeting_id: RecordId) -> ApprovalRow | None:
        """Return the approval of a meeting's minutes."""

    def sent(self, round_id: RecordId) -> "MinutesText":
        """Return the text of a round as it was sent; raises NotFound."""

    def cleared(self, round_id: RecordId) -> "MinutesText":
        """Return the text that a round cleared; raises NotFound if it cleared none."""

    def approved(self, meeting_id: RecordId) -> "MinutesText":
        """Return the approved text of a meeting's minutes; raises NotFound."""

    def text_now(self, meeting_id: RecordId) -> "MinutesText":
        """Return the text of a meeting's minutes as it is now; raises NotFound."""
