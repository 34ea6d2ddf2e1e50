"""Meetings: the recurring rule, the dated meeting and its states."""

from datetime import UTC, date, datetime
from typing import ClassVar, Self

from pydantic import Field

from board_app.domain.base import Line, Record, RecordId, Text, Title
from board_app.domain.board import Zone
from board_app.domain.errors import Invalid, NotPossible
from board_app.domain.states import MeetingKind, MeetingState

__all__ = ["Meeting", "MeetingKind", "MeetingState", "Series", "SeriesException"]


class Series(Record):
    """The monthly rule: nth weekday at a wall time of a zone. nth -1 is the last one."""

    table: ClassVar[str] = "series"

    title: Title
    nth: int = Field(ge=-1, le=4)
    weekday: int = Field(ge=0, le=6)
    start: str = Field(pattern=r"^\d\d:\d\d$")
    minutes: int = Field(default=90, ge=10, le=600)
    zone: Zone
    first_on: date
    until_on: date | None = None
    occurrences: int | None = Field(default=None, ge=1, le=600)
    place: Line = ""


class SeriesException(Record):
    """One date of the series that is skipped or moved (to a wall time), with its reason."""

    table: ClassVar[str] = "series_exception"

    series_id: RecordId
    on_day: date
    moved_to: datetime | None = None
    fold: int = Field(default=0, ge=0, le=1)
    reason: Title


_NEXT: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.CALLED, MeetingState.IN_SESSION}),
    MeetingState.CALLED: frozenset({MeetingState.IN_SESSION, MeetingState.PLANNED}),
    MeetingState.IN_SESSION: frozenset({MeetingState.ADJOURNED, MeetingState.CALLED}),
    MeetingState.ADJOURNED: frozenset({MeetingState.CLOSED, MeetingState.IN_SESSION}),
    MeetingState.CLOSED: frozenset({MeetingState.ADJOURNED}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
}


class Meeting(Record):
    """One dated meeting. `starts_at` is UTC; wall time, zone and fold say what was meant."""

    table: ClassVar[str] = "meeting"

    reference: str
    number: int = Field(ge=0)
    kind: MeetingKind = MeetingKind.REGULAR
    title: Title
    state: MeetingState = MeetingState.PLANNED
    wall_start: datetime
    zone: Zone
    fold: int = Field(default=0, ge=0, le=1)
    starts_at: datetime
    minutes: int = Field(default=90, ge=10, le=600)
    place: Line = ""
    means: Line = ""
    chair_id: RecordId | None = None
    series_id: RecordId | None = None
    occurrence_on: date | None = None
    quorum: int = Field(ge=1, le=99)
    summary: Text = ""
    agenda_version: int = 0
    published_at: datetime | None = None
    reason: Line = ""
    moved_from: Line = ""

    @property
    def day(self) -> date:
        """Return the day the meeting is on, in its own zone."""
        return self.wall_start.date()

    def in_state(self, state: MeetingState) -> Self:
        """Return the meeting in the next state; raises NotPossible if there is no such step."""
        if state not in _NEXT[self.state]:
            raise NotPossible(
                f"A meeting that is {self.state.label.lower()} can't become {state.label.lower()}."
            )
        return self.revised(state=state)

    def cancelled(self, reason: str) -> Self:
        """Return the meeting cancelled; raises Invalid without a reason."""
        if not reason.strip():
            raise Invalid("A cancelled meeting needs a reason.", field="reason")
        if not self.state.is_ahead:
            raise NotPossible("Only a meeting that has not been held can be cancelled.")
        return self.revised(state=MeetingState.CANCELLED, reason=reason)

    def moved(self, wall_start: datetime, utc: datetime, *, fold: int, reason: str) -> Self:
        """Return the meeting at another time, which it keeps with the reason.

        A meeting that was held can be corrected this way too; the history shows both times.
        """
        if not reason.strip():
            raise Invalid("Another time needs a reason.", field="reason")
        if self.state is MeetingState.CANCELLED:
            raise NotPossible("This meeting is cancelled. Reinstate it first.")
        return self.revised(
            wall_start=wall_start,
            fold=fold,
            starts_at=utc.astimezone(UTC),
            reason=reason,
            moved_from=self.wall_start.strftime("%Y-%m-%d %H:%M"),
        )
