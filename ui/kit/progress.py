"""How far long work has come: a bar with what is being done, and the way to end it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.kit.buttons import ActionButton
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, PAD

_THOUSAND = 1000  # Qt counts in 32 bits


class ProgressLine(QFrame):
    """What is being done, and a bar. Hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = PlainLabel("")
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(GAP)
        self.row.addWidget(self.words)
        self.row.addWidget(self.bar, 1)
        self.hide()

    def show_work(self, words: str) -> None:
        """Begin to show some work whose length is not known yet."""
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.show()

    def show_step(self, done: int, total: int) -> None:
        if total > 0:
            self.bar.setRange(0, _THOUSAND)
            self.bar.setValue(min(done * _THOUSAND // total, _THOUSAND))


class ProgressStrip(ProgressLine):
    """A strip of its own within a page, with Cancel."""

    def __init__(self, cancel: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", "info")
        self.row.setContentsMargins(PAD, GAP, PAD, GAP)
        self.row.addWidget(ActionButton(cancel))
