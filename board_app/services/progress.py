"""How far long work has come, and the wish to end it."""

from board_app.domain.errors import BoardError


class Stopped(BoardError):
    """The person ended the work; nothing of it was kept."""


class Progress:
    """Set by the thread that works, read and stopped by another one.

    `when_stopped` is the sentence that is said then.
    """

    def __init__(self, when_stopped: str = "Stopped. Nothing was imported.") -> None:
        self.done = 0
        self.total = 0
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
