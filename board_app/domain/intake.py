"""What is remembered of files that came in: which file, and what its foreign names mean here."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Record, RecordId, Title


class NameMeaning(Record):
    """What a name in somebody's spreadsheet stands for here. `folded` is how it is found."""

    table: ClassVar[str] = "name_meaning"

    kind: str = Field(pattern="^(agency|person|country)$")
    said: Title
    folded: str
    target_id: RecordId


class Intake(Record):
    """One file that was imported; `digest` is the SHA-256 of its bytes in hexadecimal."""

    table: ClassVar[str] = "intake"

    digest: str = Field(pattern="^[0-9a-f]{64}$")
    file_name: Line
    kind: str = Field(pattern="^(people|actions|countries)$")
    taken_on: date
    added: int = Field(default=0, ge=0)
    changed: int = Field(default=0, ge=0)
    left_out: int = Field(default=0, ge=0)
