"""What the check of a paper answers: a harmless PDF, or why there can be none."""

from enum import StrEnum
from typing import NamedTuple

from board_app.domain.paper_words import Media
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


READING_BREAKS = frozenset({Cause.DAMAGED, Cause.GREEDY, Cause.SLOW, Cause.LARGE})
"""Causes that may be of reading a paper's words alone: without them it can be tried again."""


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
    """A paper as the board book may hold it: a PDF in which nothing runs, opens or hides.

    `texts` are the words of its pages, as far as somebody asked for them.
    """

    pdf: bytes
    report: Report
    texts: tuple[str, ...] = ()


class Unfit(NamedTuple):
    """A paper that can't be shown; `reason` says so to people, and what to do."""

    cause: Cause
    reason: str


class TakenPaper(NamedTuple):
    """A file that was read and checked; nothing of it is in the board yet."""

    file_name: str
    content: bytes
    media: Media
    checked: Cleaned | Unfit

    @property
    def pages(self) -> int:
        """Return how many pages it has, 0 if nobody could count them."""
        return self.checked.report.pages if isinstance(self.checked, Cleaned) else 0

    @property
    def fault(self) -> str:
        """Return why the board book has a page in its place, "" if it can be shown."""
        return self.checked.reason if isinstance(self.checked, Unfit) else ""

    @property
    def in_words(self) -> str:
        """Return what the check found, in one or two sentences."""
        if isinstance(self.checked, Unfit):
            return (
                f"The board book will have a page in its place that says so. {self.checked.reason}"
            )
        report = self.checked.report
        said = f"{count(report.pages, 'page')}, checked."
        if report.stripped:
            said += f" The board book leaves out {report.in_words}."
        if report.was_repaired:
            said += " It was damaged and is shown as far as it could be repaired: look through it."
        if report.was_shrunk:
            said += " It is finer than print and is made smaller there."
        return said
