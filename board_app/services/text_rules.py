"""The rule that every text of a person passes before it is kept."""

import re
from collections.abc import Mapping, Sequence, Set
from enum import Enum

from board_app.domain.base import Value
from board_app.domain.classified import classified_marking_in
from board_app.domain.errors import Refused


class Spill(Refused):
    """The text carries a classified marking; `field` says where."""

    def __init__(self, found: str, field: str | None) -> None:
        super().__init__(
            f"Not saved: “{found}” is a classified marking, and this program holds unclassified "
            "and controlled unclassified text only. Take the passage out; keep a pointer to "
            "where it is held. If it is a spill, tell your security officer."
        )
        self.field = field


def refuse_classified(field: str, value: object, words: re.Pattern[str] | None = None) -> None:
    """Raise Spill if a text anywhere in the value carries a classified banner or portion mark.

    `words` finds what the board's own marking scheme refuses besides.
    """
    if not value or isinstance(value, Enum | bytes):
        return
    if isinstance(value, str):
        found = classified_marking_in(value) or _word_in(value, words)
        if found:
            raise Spill(found, field)
    elif isinstance(value, Value):
        for name, inner in value:
            refuse_classified(name, inner, words)
    elif isinstance(value, Mapping):
        for inner in value.values():
            refuse_classified(field, inner, words)
    elif isinstance(value, Sequence | Set):
        for inner in value:
            refuse_classified(field, inner, words)


def _word_in(text: str, words: re.Pattern[str] | None) -> str:
    found = words.search(text) if words is not None else None
    return found.group() if found else ""
