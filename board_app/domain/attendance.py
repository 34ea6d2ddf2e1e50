"""Attendance: who was there, per agency."""

from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Record, RecordId
from board_app.domain.states import Presence

__all__ = ["Attendance", "Presence"]


class Attendance(Record):
    """How one agency attended one meeting; times are wall times like 10:14."""

    table: ClassVar[str] = "attendance"

    meeting_id: RecordId
    agency_id: RecordId
    presence: Presence = Presence.UNKNOWN
    person_id: RecordId | None = None
    arrived: str = Field(default="", pattern=r"^$|^([01]\d|2[0-3]):[0-5]\d$")
    left: str = Field(default="", pattern=r"^$|^([01]\d|2[0-3]):[0-5]\d$")
    note: Line = ""
