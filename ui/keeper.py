"""The open board's keeper: timed backups on a thread of their own, and word of what is amiss."""

import logging
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from board_app.domain.errors import BoardError
from board_app.services.keeping import Backup, Keeping
from board_app.services.session import Session
from ui.work import Runner

_log = logging.getLogger(__name__)

_LOOK_MS = 60_000  # whether a backup is due; it is once in half an hour of changes
_NOT_KEPT = "What was changed is saved, but it has no backup. {why}"


class Keeper(QObject):
    """Looks after one open board until it is told to stop."""

    doubted = Signal(str)  # what speaks against the file
    kept = Signal(str)  # why no backup could be made, "" when one could

    def __init__(
        self, keeping: Keeping, session: Session, runner: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._session = session
        self._runner = runner
        self._is_under_way = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Look through a file that was not closed properly; then see to its backups."""
        self._runner.submit(
            self,
            lambda: self._keeping.doubts(self._session),
            done=self._on_doubts,
            failed=self._on_doubts_failed,
        )

    def stop(self) -> None:
        """Finish the backup that is under way, and make no more."""
        self._timer.stop()
        with suppress(RuntimeError):  # a runner that was stopped before
            self._runner.stop()

    @Slot()
    def look(self) -> None:
        """Make a backup if one is due."""
        if self._is_under_way:
            return
        self._is_under_way = True
        self._runner.submit(
            self,
            lambda: self._keeping.back_up_if_due(self._session),
            done=self._on_looked,
            failed=self._on_failed,
        )

    def _on_doubts(self, sentences: list[str]) -> None:
        if sentences:
            self.doubted.emit("\n".join(sentences))
        self._timer.start()
        self.look()

    def _on_doubts_failed(self, fault: Exception) -> None:
        self.doubted.emit(_unkept(fault))
        self._timer.start()

    def _on_looked(self, _: Backup | None) -> None:
        self._is_under_way = False
        self.kept.emit("")

    def _on_failed(self, fault: Exception) -> None:
        self._is_under_way = False
        self.kept.emit(_unkept(fault))


def _unkept(fault: Exception) -> str:
    why = fault.message if isinstance(fault, BoardError) else ""
    if not why:
        _log.error("A %s was not expected.", type(fault).__name__)
        why = "Something went wrong in the program."
    return _NOT_KEPT.format(why=why)
