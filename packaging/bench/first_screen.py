"""The real window on a board; ends when its first page has painted with its data on it."""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from board_app import paths
from board_app.bootstrap import clock_from_environment
from board_app.settings import Settings
from board_app.window import Program
from ui import app
from ui.opening.doors import Doors
from ui.work import ThreadRunner


class Watch(QObject):
    """Looks at every paint of the page until it has data."""

    def __init__(self, doors: Doors) -> None:
        super().__init__()
        self._doors = doors

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self._doors.window
        if event.type() == QEvent.Type.UpdateRequest and window is not None:
            # The first page's head tells the next meeting once its data is there.
            facts = window.page.findChild(QObject, "page_facts")
            if facts is not None and "quorum" in str(facts.property("text")):
                print(time.monotonic(), flush=True)
                os._exit(0)
        return False


outside = Program(Settings(paths.settings_file()), clock_from_environment())
application = app.application(outside)
doors = Doors(outside, app.pages(), ThreadRunner)
watch = Watch(doors)
application.installEventFilter(watch)
doors.begin(Path(sys.argv[1]), os.environ["BOARD_PASSPHRASE"])
application.exec()
