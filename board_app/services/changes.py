"""What a command did: its value and the set of things it changed."""

from datetime import datetime
from typing import NamedTuple


class Change(NamedTuple):
    """One record that was written; `table` is the record's kind."""

    table: str
    id: int


class Draft(NamedTuple):
    """Typed text of a field that is about to become a change."""

    field: str
    text: str


class UndoStep(NamedTuple):
    """One step that a person can take back, or do again once it `is_undone`."""

    id: int
    label: str
    at: datetime
    is_undone: bool


class Outcome(NamedTuple):
    """The result of one committed command."""

    value: object = None
    changes: tuple[Change, ...] = ()
    undo_label: str = ""

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(change.table for change in self.changes)
