"""Agencies and their dated, renamable seats."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from board_app.domain.base import Line, Record, RecordId, Text, Title
from board_app.domain.states import AgencyKind

__all__ = ["Agency", "AgencyKind", "Seat", "seat_on"]


class Agency(Record):
    """An organisation on the board; what it is called stands in its seats."""

    table: ClassVar[str] = "agency"

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,23}$")
    kind: AgencyKind = AgencyKind.MEMBER
    seat_no: int = Field(default=0, ge=0, le=999)
    functions: Text = ""


class Seat(Record):
    """A name that an agency's seat had from one day to another (both included)."""

    table: ClassVar[str] = "seat"

    agency_id: RecordId
    name: Title
    abbreviation: Title
    valid_from: date
    valid_to: date | None = None
    reason: Line = ""

    @field_validator("valid_to")
    @classmethod
    def _in_order(cls, valid_to: date | None, given: ValidationInfo) -> date | None:
        valid_from = given.data.get("valid_from")
        if valid_to is not None and valid_from is not None and valid_to < valid_from:
            raise ValueError("The seat would end before it begins.")
        return valid_to

    def holds_on(self, day: date) -> bool:
        """Tell whether this was the seat's name on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def seat_on(seats: Iterable[Seat], day: date) -> Seat | None:
    """Return the name that held on the day, else the nearest one, so that no agency is nameless."""
    ordered = sorted(seats, key=lambda seat: seat.valid_from)
    held = [seat for seat in ordered if seat.holds_on(day)]
    if held:
        return held[-1]
    before = [seat for seat in ordered if seat.valid_from <= day]
    return before[-1] if before else ordered[0] if ordered else None
