"""The shape of a command: a frozen intention, checked when it is made."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, ClassVar

from board_app.domain.base import Value
from board_app.services.ports import Work


class Needs(Enum):
    """Who may give a command."""

    SECRETARIAT = "the secretariat or the chair"
    AGENCY = "an agency's representative, the secretariat or the chair"
    ANYONE = "anyone with the file"


class Command(Value):
    """One intention of a person. `label` is what Undo and the history call it."""

    needs: ClassVar[Needs] = Needs.SECRETARIAT
    label: ClassVar[str]


Handler = Callable[[Any, Work], object]  # Any: each handler names its own command
Handlers = Mapping[type[Command], Handler]
