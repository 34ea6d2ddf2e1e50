"""Minutes: typed blocks under each agenda item."""

from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Rank, Record, RecordId, Text
from board_app.domain.states import BlockKind

__all__ = ["BlockKind", "MinutesBlock"]


class MinutesBlock(Record):
    """One block; a decision or action block points at its record and holds no text of its own."""

    table: ClassVar[str] = "minutes_block"

    meeting_id: RecordId
    item_id: RecordId
    position: int = Field(ge=0)
    kind: BlockKind = BlockKind.NOTE
    text: Text = ""
    decision_id: RecordId | None = None
    action_id: RecordId | None = None
    marking: Rank = 0
    handling: Line = ""
