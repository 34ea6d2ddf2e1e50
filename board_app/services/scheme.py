"""The marking scheme in force: the one a board keeps, or the shipped one for CUI."""

import json
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import resources
from board_app.services.rows import BoardRow

if TYPE_CHECKING:
    from board_app.domain.vocabulary import Vocabulary

SHIPPED = ("cui-1", "sbu-1")
"""The codes of the schemes that come with the program; the first is in force if none is chosen."""


class SchemeRow(NamedTuple):
    """A scheme that the board keeps."""

    id: int
    version: int
    code: str
    title: str
    body: str


class PortionUse(NamedTuple):
    """How many portions of the board, archived ones too, have one level and handling."""

    marking: int
    handling: str
    number: int


@cache
def shipped(code: str = SHIPPED[0]) -> str:
    """Return the text of a shipped scheme."""
    return resources.read_text("markings", f"{code}.json")


def scheme_of(board: BoardRow) -> "Vocabulary":
    """Return the scheme by which a board marks its portions."""
    from board_app.domain.vocabulary import vocabulary_of  # noqa: PLC0415  (pydantic: 40 ms)

    return vocabulary_of(board.scheme or shipped())


def scheme_text(board: BoardRow) -> str:
    """Return the text of the scheme in force, to be edited and loaded again."""
    return board.scheme or shipped()


def mark_of(scheme: "Vocabulary", level: int, handling: str) -> str:
    """Return the portion mark of a row: "(CUI//NOFORN)"."""
    from board_app.domain.marking import portion_mark, read_marking  # noqa: PLC0415  (as above)

    return portion_mark(scheme, read_marking(scheme, level, handling))


def banner_of(scheme: "Vocabulary", level: int, handling: str) -> str:
    """Return the marking of a row as a list says it: "CUI//NOFORN"."""
    from board_app.domain.marking import banner, read_marking  # noqa: PLC0415  (as above)

    return banner(scheme, read_marking(scheme, level, handling))


def highest_in_words(board: BoardRow) -> str:
    """Return what the whole screen may hold at most: "UNCLASSIFIED // CUI ONLY".

    The first screen shows it, so it goes without the models.
    """
    banners = _banners(board.scheme or shipped())
    top = min(board.ceiling, len(banners) - 1)
    if not top:
        return banners[0]
    return f"{banners[0]} // {banners[top]} ONLY" if top == 1 else f"UP TO {banners[top]}"


@cache
def _banners(body: str) -> tuple[str, ...]:
    return tuple(level["banner"] for level in json.loads(body)["levels"])
