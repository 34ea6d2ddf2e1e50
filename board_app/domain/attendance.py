"""Attendance: who was there, per agency."""

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Record, RecordId


class Presence(StrEnum):
    """How an agency took part."""

    UNKNOWN = "unknown"
    PRINCIPAL = "principal"
    ALTERNATE = "alternate"
    REMOTE = "remote"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def is_present(self) -> bool:
        return self in (Presence.PRINCIPAL, Presence.ALTERNATE, Presence.REMOTE)

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Presence.UNKNOWN: "Not recorded",
    Presence.PRINCIPAL: "In person",
    Presence.ALTERNATE: "By alternate",
    Presence.REMOTE: "Remote",
    Presence.EXCUSED: "Excused",
    Presence.ABSENT: "Absent",
}


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
