"""The rule that every text of a person passes before it is kept."""

from collections.abc import Sequence
from enum import Enum

from board_app.domain.base import Value
from board_app.domain.errors import Refused
from board_app.domain.marking import classified_marking_in


class Spill(Refused):
    """The text carries a classified marking; `field` says where."""

    def __init__(self, found: str, field: str | None) -> None:
        super().__init__(
            f"Not saved: “{found}” is a classified marking, and this program holds unclassified "
            "and controlled unclassified text only. Take the passage out; keep a pointer to "
            "where it is held. If it is a spill, tell your security officer."
        )
        self.field = field


def refuse_classified(field: str, value: object) -> None:
    """Raise Spill if a text anywhere in the value carries a classified banner or portion mark."""
    if not value or isinstance(value, Enum | bytes):
        return
    if isinstance(value, str):
        found = classified_marking_in(value)
        if found is not None:
            raise Spill(found, field)
    elif isinstance(value, Value):
        for name, inner in value:
            refuse_classified(name, inner)
    elif isinstance(value, Sequence):
        for inner in value:
            refuse_classified(field, inner)
