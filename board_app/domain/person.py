"""People and their dated appointments."""

from datetime import date
from typing import ClassVar

from pydantic import ValidationInfo, field_validator

from board_app.domain.base import Line, Record, RecordId, Text, Title
from board_app.domain.states import Role

__all__ = ["Appointment", "Person", "Role"]


class Person(Record):
    """Somebody of an agency."""

    table: ClassVar[str] = "person"

    name: Title
    agency_id: RecordId
    title: Line = ""
    email: Line = ""
    phone: Line = ""
    note: Text = ""


class Appointment(Record):
    """What a person is for an agency, from one day to another (both included)."""

    table: ClassVar[str] = "appointment"

    person_id: RecordId
    agency_id: RecordId
    role: Role
    valid_from: date
    valid_to: date | None = None

    @field_validator("valid_to")
    @classmethod
    def _in_order(cls, valid_to: date | None, given: ValidationInfo) -> date | None:
        valid_from = given.data.get("valid_from")
        if valid_to is not None and valid_from is not None and valid_to < valid_from:
            raise ValueError("The appointment would end before it begins.")
        return valid_to

    def holds_on(self, day: date) -> bool:
        """Tell whether the appointment held on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
