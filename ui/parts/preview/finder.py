"""Looks for words through a whole paper, page after page, beside the window's work."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from board_app.domain.errors import BoardError
from board_app.services.outside import Box, PaperPages
from ui.parts.preview.work import Errand, PageWork, Rank

_AT_ONCE = 16  # pages: what is on the screen never waits for longer

Found = list[tuple[int, tuple[tuple[Box, ...], ...]]]


class Finder(QObject):
    """Holds all places of the words, and which of them the reader is at."""

    changed = Signal()

    def __init__(self, work: PageWork, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._pages: PaperPages | None = None
        self._from = 0
        self._at = -1
        self._clear("")

    @property
    def words(self) -> str:
        """Return what is looked for."""
        return self._words

    @property
    def count(self) -> int:
        return len(self._places)

    @property
    def number(self) -> int:
        """Return which place the reader is at, from 1; 0 for none yet."""
        return self._at + 1

    @property
    def is_done(self) -> bool:
        """Tell whether every page was read."""
        return self._is_done

    @property
    def marks(self) -> dict[int, tuple[tuple[Box, ...], ...]]:
        """Return all places by their page."""
        return self._marks

    @property
    def place(self) -> tuple[int, int] | None:
        """Return the page that the reader is at, and which place on it."""
        return self._places[self._at] if self._at >= 0 else None

    def show_pages(self, pages: PaperPages) -> None:
        self._pages = pages

    def look_for(self, words: str, page: int) -> None:
        """Look for words; the first place on `page` or after it becomes that of the reader."""
        if self._pages is None:
            return
        self._clear(words)
        self._from = page
        if words.strip():
            numbers = range(len(self._pages.sizes))
            starts = range(0, len(numbers), _AT_ONCE)
            errands = [self._errand(numbers[at : at + _AT_ONCE], words) for at in starts]
            self._work.want(Rank.SEARCH, errands)
        else:
            self._is_done = True
            self._work.want(Rank.SEARCH, ())
        self.changed.emit()

    @Slot()
    def go_on(self) -> None:
        """Go to the next place, round and round."""
        self._go(1)

    @Slot()
    def go_back(self) -> None:
        """Go to the place before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self.changed.emit()

    def told(self) -> str:
        """Return what is said of the search: "3 of 17"."""
        if not self._words.strip():
            return ""
        if not self._places:
            return "Not found" if self._is_done else "Looking…"
        more = "" if self._is_done else "…"
        return f"{self.number} of {self.count:,}{more}" if self.number else f"{self.count:,}{more}"

    def _clear(self, words: str) -> None:
        self._words = words
        self._marks: dict[int, tuple[tuple[Box, ...], ...]] = {}
        self._places: list[tuple[int, int]] = []
        self._at = -1
        self._is_done = False

    def _errand(self, numbers: Sequence[int], words: str) -> Errand:
        pages = self._pages
        assert pages is not None  # noqa: S101  (looked for in pages only)
        return Errand(
            lambda: [(number, pages.found(number, words)) for number in numbers],
            partial(self._take, words),
            self._fail,
        )

    def _take(self, words: str, found: Found) -> None:
        if words != self._words:
            return
        for number, places in found:
            if places:
                self._marks[number] = places
                self._places += [(number, which) for which in range(len(places))]
        self._is_done = self._pages is not None and found[-1][0] == len(self._pages.sizes) - 1
        if self._at < 0 and self._places:
            ahead = (at for at, place in enumerate(self._places) if place[0] >= self._from)
            self._at = next(ahead, 0 if self._is_done else -1)
        self.changed.emit()

    def _fail(self, _: BoardError) -> None:
        self._is_done = True
        self.changed.emit()
