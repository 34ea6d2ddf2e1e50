"""What is asked of an open paper: one thing at a time, the most wanted first."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from PySide6.QtCore import QObject

from board_app.domain.errors import BoardError
from ui.desk import Desk


class Rank(IntEnum):
    """Who asks; what stands before the eyes comes first."""

    PAGE = 0
    SEARCH = 1
    WORDS = 2
    SMALL = 3
    NEAR = 4


class Errand(NamedTuple):
    """Some work beside the window's thread, and who takes its answer."""

    work: Callable[[], Any]  # Any: what `done` takes
    done: Callable[[Any], None]
    failed: Callable[[BoardError], None]


class PageWork(QObject):
    """Hands out one errand at a time, so that what is wanted no more is never done."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: dict[Rank, list[Errand]] = {}
        self._is_busy = False
        self._is_handing_out = False
        self._is_over = False

    def want(self, rank: Rank, errands: Sequence[Errand]) -> None:
        """Want these in their order, and nothing any more that this rank wanted before."""
        self._wanted[rank] = list(errands)
        self._hand_out()

    def stop(self) -> None:
        """Want nothing more; an answer that is under way is dropped."""
        self._is_over = True
        self._wanted.clear()

    def _hand_out(self) -> None:
        # A runner may answer at once: a loop, because a thousand answers are too deep a call.
        if self._is_handing_out:
            return
        self._is_handing_out = True
        try:
            while not self._is_busy and (errand := self._next()) is not None:
                self._is_busy = True
                self._give(errand)
        finally:
            self._is_handing_out = False

    def _give(self, errand: Errand) -> None:
        def done(answer: object) -> None:
            self._settle()
            if not self._is_over:
                errand.done(answer)
            self._hand_out()

        def failed(fault: BoardError) -> None:
            self._settle()
            if not self._is_over:
                errand.failed(fault)
            self._hand_out()

        self._desk.work(self, errand.work, done, failed=failed)

    def _settle(self) -> None:
        self._is_busy = False

    def _next(self) -> Errand | None:
        for rank in Rank:
            if self._wanted.get(rank):
                return self._wanted[rank].pop(0)
        return None
