"""The marking banner: on every screen, nothing to click."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from board_app.domain.marking import Level
from ui.kit.text import PlainLabel


class MarkingBanner(PlainLabel):
    """Says what the whole screen may hold at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("banner")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_level(Level.UNCLASSIFIED)

    def show_level(self, ceiling: int) -> None:
        level = Level(ceiling)
        text = "UNCLASSIFIED" if level is Level.UNCLASSIFIED else "UNCLASSIFIED // CUI ONLY"
        self.setText(text)
        self.setAccessibleName(f"Marking: {text}")
