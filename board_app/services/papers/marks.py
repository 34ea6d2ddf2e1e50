"""Portion marks and the banner, computed from the levels of what a paper holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from board_app.domain.marking import Level, Marking, highest


@dataclass(frozen=True, slots=True)
class Portions:
    """How the portions of one paper are marked: each of them, or none in an open paper."""

    top: Marking

    @classmethod
    def over(cls, levels: Iterable[int]) -> "Portions":
        """Return the marks of a paper that holds portions of these levels."""
        return cls(_highest(levels))

    @property
    def banner(self) -> str:
        return self.top.banner

    @property
    def is_controlled(self) -> bool:
        return self.top.level > Level.UNCLASSIFIED

    @property
    def open(self) -> str:
        """Return the mark of a portion that holds nothing controlled."""
        return self.of()

    def of(self, *levels: int) -> str:
        """Return the mark of one portion, "" when nothing in the paper is controlled."""
        return _highest(levels).portion_mark() if self.is_controlled else ""

    def before(self, text: str, *levels: int) -> str:
        """Return a text with its mark in front, for a cell or a line of a list."""
        return f"{self.of(*levels)} {text}".strip()


def _highest(levels: Iterable[int]) -> Marking:
    return highest(Marking(Level(level)) for level in levels)
