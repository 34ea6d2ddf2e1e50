"""The marking of a portion before it is kept: by the scheme in force, and not above the ceiling."""

import re
from typing import Any

from board_app.domain.errors import Invalid
from board_app.domain.marking import checked, handling_of
from board_app.domain.vocabulary import vocabulary_of
from board_app.services.commands import Command
from board_app.services.reading import Reading
from board_app.services.scheme import scheme_of


def in_order(command: Command, reading: Reading) -> Command:
    """Return the command with its handling in canonical order.

    Raises Invalid, at "marking" or "handling", for a marking that the board's scheme does not
    have, for terms that can't stand together, and for a level above the board's ceiling.
    """
    level, handling = getattr(command, "marking", 0), getattr(command, "handling", "")
    if not level and not handling:
        return command
    if level is None:
        raise Invalid("Categories and limits go with a level.", field="marking")
    board = reading.board.board()
    scheme = scheme_of(board)
    made = checked(scheme, level, handling or "")
    if made.level > board.ceiling:
        top = scheme.level(board.ceiling).name
        held = f"papers up to {top}" if board.ceiling else f"{top.lower()} papers only"
        raise Invalid(
            f"This board holds {held}. Raise its highest marking in Settings, or mark this lower.",
            field="marking",
        )
    canonical = handling_of(made)
    if canonical == (handling or ""):
        return command
    given: dict[str, Any] = {name: getattr(command, name) for name in command.model_fields_set}
    return type(command)(**{**given, "handling": canonical})


def refused_words(reading: Reading) -> re.Pattern[str] | None:
    """Return what finds the words that the board's own scheme refuses in any text."""
    body = reading.board.own_scheme()
    return vocabulary_of(body).refused_words if body else None
