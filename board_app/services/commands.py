"""The shape of a command: a frozen intention, checked when it is made."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from board_app.domain.base import Value
from board_app.services.needs import Needs
from board_app.services.ports import Work

__all__ = ["WRITTEN_ELSEWHERE", "Command", "Handler", "Handlers", "Needs"]

WRITTEN_ELSEWHERE = "Somebody else wrote here meanwhile. Both texts are below."


class Command(Value):
    """One intention of a person. `label` is what Undo and the history call it."""

    needs: ClassVar[Needs] = Needs.SECRETARIAT
    label: ClassVar[str]
    names_refused: ClassVar[frozenset[str]] = frozenset()
    """Fields that hold a list of words which no other text may have."""


Handler = Callable[[Any, Work], object]  # Any: each handler names its own command
Handlers = Mapping[type[Command], Handler]
