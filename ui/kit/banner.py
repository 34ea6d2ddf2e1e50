"""The marking banner: on every screen, nothing to click."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit.text import PlainLabel


class MarkingBanner(PlainLabel):
    """Says what the whole screen may hold at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("banner")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_words("UNCLASSIFIED")

    def show_words(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(f"Marking: {text}")
