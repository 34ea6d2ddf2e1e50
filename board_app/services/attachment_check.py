"""What the check of a paper answers: a harmless PDF, or why there can be none."""

from enum import StrEnum
from typing import NamedTuple

from board_app.domain.words import count, joined


class Cause(StrEnum):
    """Why a paper can't be shown in a board book."""

    EMPTY = "empty"
    FOREIGN = "foreign"
    LOCKED = "locked"
    DAMAGED = "damaged"
    FORM = "form"
    MANY_PAGES = "many_pages"
    LARGE = "large"
    SLOW = "slow"
    GREEDY = "greedy"
    ACTIVE = "active"


class Kind(StrEnum):
    """What is taken out of a paper."""

    SCRIPT = "script"
    ACTION = "action"
    FILE = "file"
    FIELD = "field"
    MEDIUM = "medium"
    COMMENT = "comment"
    HIDDEN = "hidden"

    @property
    def noun(self) -> str:
        """Return the noun that counts it."""
        return _NOUNS[self]


_NOUNS = {
    Kind.SCRIPT: "script",
    Kind.ACTION: "link or action to the outside",
    Kind.FILE: "embedded file",
    Kind.FIELD: "form field",
    Kind.MEDIUM: "film, sound or 3D model",
    Kind.COMMENT: "comment",
    Kind.HIDDEN: "piece of hidden data",
}
_PLURALS = {
    Kind.ACTION: "links or actions to the outside",
    Kind.MEDIUM: "films, sounds or 3D models",
    Kind.HIDDEN: "pieces of hidden data",
}


class Report(NamedTuple):
    """What was found in a paper and done to it.

    `stripped` counts what was taken out; forms and comments stay to be seen, as they looked.
    """

    pages: int = 0
    stripped: tuple[tuple[Kind, int], ...] = ()
    was_tagged: bool = False
    was_repaired: bool = False
    was_shrunk: bool = False

    @property
    def in_words(self) -> str:
        """Return what was taken out as a list, "" for nothing."""
        said = [
            count(number, kind.noun, plural=_PLURALS.get(kind)) for kind, number in self.stripped
        ]
        return joined(said)


class Cleaned(NamedTuple):
    """A paper as the board book may hold it: a PDF in which nothing runs, opens or hides."""

    pdf: bytes
    report: Report


class Unfit(NamedTuple):
    """A paper that can't be shown; `reason` says so to people, and what to do."""

    cause: Cause
    reason: str
