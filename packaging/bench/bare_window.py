"""A bare PySide6 window that ends when it has painted once."""

import os
import sys
import time

from PySide6.QtWidgets import QApplication, QMainWindow
from typing_extensions import override


class Window(QMainWindow):
    @override
    def paintEvent(self, event: object) -> None:
        print(time.monotonic(), flush=True)
        os._exit(0)


application = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
