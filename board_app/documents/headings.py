"""Headings: their ranks follow each other without a gap, whatever a paper was written with."""

from board_app.documents.structure import Elem

_LOWEST = 6


class Headings:
    """Gives each heading its rank below those that stand above it.

    In a part of a book all of them stand `below` the headings of the book.
    """

    def __init__(self, root: Elem, below: int = 0) -> None:
        self._root = root
        self._below = below
        self._open: list[int] = []

    def add(self, level: int) -> Elem:
        """Add a heading; the title of a document has level 0."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
        self._open.append(level)
        return self._root.add(f"H{min(len(self._open) + self._below, _LOWEST)}")
