"""The watch list: which countries the board follows, how closely, since when and why."""

from datetime import date
from typing import ClassVar, Self

from pydantic import ValidationInfo, field_validator

from board_app.domain.base import Line, Record, RecordId, Text
from board_app.domain.errors import Invalid, NotPossible
from board_app.domain.risk import Tier

__all__ = ["Tier", "WatchEntry"]


class WatchEntry(Record):
    """One country at one tier from one day to another; the entries together are its history."""

    table: ClassVar[str] = "watch_entry"

    country_id: RecordId
    tier: Tier
    reason: Text
    since: date
    until: date | None = None
    next_review_on: date | None = None
    lead_id: RecordId | None = None
    ended_because: Line = ""

    @field_validator("reason")
    @classmethod
    def _is_said(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("Say why the board watches this country.")
        return reason

    @field_validator("until")
    @classmethod
    def _in_order(cls, until: date | None, given: ValidationInfo) -> date | None:
        since = given.data.get("since")
        if until is not None and since is not None and until < since:
            raise ValueError("It would end before it begins.")
        return until

    @property
    def is_current(self) -> bool:
        return self.until is None

    def ended(self, day: date, because: str) -> Self:
        """Return the entry closed on a day; raises Invalid without a reason."""
        if not self.is_current:
            raise NotPossible("This country is not on the watch list any more.")
        if not because.strip():
            raise Invalid("Say why it is taken off the watch list.", field="because")
        return self.revised(until=max(day, self.since), ended_because=because)
