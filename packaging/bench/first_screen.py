"""The real window on a board; ends when its first page has painted with its data on it.

The steps are those of `board-app FILE`: the key is derived while the program is being loaded.
"""

import gc
import os
import sys
import time
from pathlib import Path

from db.keys import KeyAhead

gc.disable()
path, passphrase = Path(sys.argv[1]), os.environ["BOARD_PASSPHRASE"]
ahead = KeyAhead(path, passphrase)

from board_app import window  # noqa: E402, I001  (before Qt, as the program does it)

from PySide6.QtCore import (  # noqa: E402
    QEvent,
    QObject,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402
from typing_extensions import override  # noqa: E402

_LOOK_MS = 3  # the most that looking adds to the figure


class Watch(QObject):
    """Looks every few milliseconds for the data, then for the paint that shows it."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        for top in QApplication.topLevelWidgets():
            facts = top.findChild(QObject, "page_facts") if isinstance(top, QMainWindow) else None
            # The first page's head tells the next meeting once its data is there.
            if facts is not None and "quorum" in str(facts.property("text")):
                self._timer.stop()
                top.installEventFilter(self)
                top.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _end)  # when all that is in the window has been painted too
        return False


def _end() -> None:
    print(time.monotonic(), flush=True)
    os._exit(0)


application = QApplication(sys.argv[:1])
watch = Watch()
window.run_window(path, passphrase, ahead=ahead)
