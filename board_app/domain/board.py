"""The board itself: its name, rules and default numbers."""

from functools import cache
from typing import Annotated, ClassVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from board_app.domain.base import Line, Rank, Record, RecordId, Title
from board_app.domain.style import DateStyle, Language


def known_zone(zone: str) -> str:
    """Return the IANA name; raises ValueError if there is no such zone."""
    if zone not in _zones():
        raise ValueError("There is no time zone of this name. Use one like America/New_York.")
    return zone


@cache
def _zones() -> frozenset[str]:
    # Looked up on every record that is read; asking the system each time costs 3 ms.
    return frozenset(available_timezones())


Zone = Annotated[str, AfterValidator(known_zone)]


class Board(Record):
    """One board: the record that a file is about. Deadlines are days, lengths are minutes.

    Without a scheme of its own it marks by the shipped one for CUI; `controlled_by`, `contact` and
    `decontrol` stand in the designation block of its controlled papers.
    """

    table: ClassVar[str] = "board"

    uid: str
    name: Title
    chair_id: RecordId | None = None
    zone: Zone
    ceiling: Rank = 1
    quorum: int = Field(default=7, ge=1, le=99)
    meeting_minutes: int = Field(default=90, ge=10, le=600)
    agenda_days: int = Field(default=10, ge=0, le=60)
    read_ahead_hours: int = Field(default=48, ge=0, le=240)
    minutes_days: int = Field(default=2, ge=0, le=60)
    country_code: str = Field(default="US", pattern="^[A-Z]{2}$")
    paper: str = Field(default="letter", pattern="^(letter|a4)$")
    place: Line = ""
    language: Language = Language.ENGLISH
    date_style: DateStyle = DateStyle.DAY_FIRST
    scheme_id: RecordId | None = None
    controlled_by: Line = ""
    contact: Line = ""
    decontrol: Line = ""
