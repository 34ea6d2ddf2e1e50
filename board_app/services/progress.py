"""How far long work has come, and the wish to end it."""

from typing_extensions import override

from board_app.domain.errors import BoardError


class Stopped(BoardError):
    """The person ended the work; nothing of it was kept."""


class Progress:
    """Set by the thread that works, read and stopped by another one.

    `when_stopped` is the sentence that is said then; `told` is what is being worked at, like
    "Record 3 of 28", "" where the share of it says enough.
    """

    def __init__(self, when_stopped: str = "Stopped. Nothing was imported.") -> None:
        self.done = 0
        self.total = 0
        self.told = ""
        self._when_stopped = when_stopped
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped

    def stop(self) -> None:
        """Ask for the end; the work ends at its next step."""
        self._is_stopped = True

    def step(self, done: int, total: int) -> None:
        """Say how much is done; raises Stopped if the end was asked for."""
        self.done, self.total = done, total
        if self._is_stopped:
            raise Stopped(self._when_stopped)


class Share(Progress):
    """A part of longer work, from one share of its length to another; it ends with the whole."""

    _PARTS = 10_000

    def __init__(self, whole: Progress, begin: float, end: float) -> None:
        super().__init__()
        self._whole = whole
        self._begin = begin
        self._end = end

    @property
    @override
    def is_stopped(self) -> bool:
        return self._whole.is_stopped

    @override
    def stop(self) -> None:
        self._whole.stop()

    @override
    def step(self, done: int, total: int) -> None:
        """Say how much of the part is done; a `total` of 0 asks only whether to go on."""
        if total > 0:
            self.done, self.total = done, total
        share = self.done / self.total if self.total else 0.0
        at = self._begin + (self._end - self._begin) * share
        self._whole.step(round(at * self._PARTS), self._PARTS)
