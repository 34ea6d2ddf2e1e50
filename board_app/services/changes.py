"""What a command did: its value and the set of things it changed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One record that was written; `table` is the record's kind."""

    table: str
    id: int


@dataclass(frozen=True)
class Draft:
    """Typed text of a field that is about to become a change."""

    field: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """The result of one committed command."""

    value: object = None
    changes: tuple[Change, ...] = ()
    undo_label: str = ""

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(change.table for change in self.changes)
