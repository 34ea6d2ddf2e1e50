"""Decisions: numbered, with mandate, limits, positions and dissent."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from pydantic import Field, ValidationInfo, field_validator

from board_app.domain.base import Line, Rank, Record, RecordId, Text
from board_app.domain.states import Stance

__all__ = ["Decision", "Position", "Stance", "positions_in_words"]


class Decision(Record):
    """What the board decided at a meeting; the text may still be empty while it is being typed."""

    table: ClassVar[str] = "decision"

    reference: str
    meeting_id: RecordId
    item_id: RecordId | None = None
    text: Text
    mandate: Text = ""
    limits: Text = ""
    marking: Rank = 0
    handling: Line = ""


class Position(Record):
    """One agency's position; a non-concur carries its dissent, a comment its comment."""

    table: ClassVar[str] = "position"

    decision_id: RecordId
    agency_id: RecordId
    stance: Stance
    note: Text = Field(default="", validate_default=True)

    @field_validator("note")
    @classmethod
    def _dissent_is_said(cls, note: str, given: ValidationInfo) -> str:
        if given.data.get("stance") is Stance.NON_CONCUR and not note.strip():
            raise ValueError("A non-concur needs its reason, so that the dissent is kept.")
        if given.data.get("stance") is Stance.COMMENT and not note.strip():
            raise ValueError("Concur with comment needs the comment.")
        return note


def positions_in_words(stances: Iterable[tuple[str, Stance]]) -> str:
    """Return one line from (agency, stance) pairs, like "Concur 9 · non-concur 1 (Justice)"."""
    held: Mapping[Stance, list[str]] = {stance: [] for stance in Stance}
    for agency, stance in stances:
        held[stance].append(agency)
    parts = []
    for stance, agencies in held.items():
        if agencies:
            names = "" if stance is Stance.CONCUR else f" ({', '.join(sorted(agencies))})"
            parts.append(f"{stance.label.lower()} {len(agencies)}{names}")
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]
