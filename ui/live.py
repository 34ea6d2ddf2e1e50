"""Others' changes on the screen as they happen, and word of a connection that was lost."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot

from board_app.services.ports import Feed
from board_app.services.session import Session

_GATHER_MS = 15  # a change of several tables comes as several notices: one reload for all
_AGAIN_MS = 2000


class Live(QObject):
    """Listens to a feed on the window's thread; reconnecting is left to the store's."""

    heard = Signal(object)  # frozenset of tables

    def __init__(
        self,
        feed: Feed,
        on_store: Callable[[Callable[[Session], bool], Callable[[bool], None]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._feed = feed
        self._on_store = on_store
        self._tables: set[str] = set()
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(_GATHER_MS)
        self._gather.timeout.connect(self._on_gather_timeout)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._on_again_timeout)
        self._notifier: QSocketNotifier | None = None
        self._listen()

    def stop(self) -> None:
        """Listen no more; the feed is closed with its store."""
        self._gather.stop()
        self._again.stop()
        self._deafen()

    def _listen(self) -> None:
        number = self._feed.fileno()
        if number < 0:
            self._again.start()
            return
        self._notifier = QSocketNotifier(number, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        # What came between connecting and listening.
        self._take()

    def _deafen(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None

    def _take(self) -> None:
        self._tables |= self._feed.take()
        if self._tables and not self._gather.isActive():
            self._gather.start()
        if self._feed.fileno() < 0:
            self._deafen()
            self._again.start()

    @Slot()
    def _on_activated(self) -> None:
        self._take()

    @Slot()
    def _on_gather_timeout(self) -> None:
        tables, self._tables = frozenset(self._tables), set()
        self.heard.emit(tables)

    @Slot()
    def _on_again_timeout(self) -> None:
        self._on_store(lambda _: self._feed.revive(), self._on_revived)

    def _on_revived(self, is_there: bool) -> None:  # noqa: FBT001  (an answer, not a switch)
        if is_there:
            # Nobody told what happened meanwhile.
            self.heard.emit(frozenset({"*"}))
        self._listen()
