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
        """Say what the whole screen may hold at most."""
        self._say(text)

    def show_marking(self, banner: str, *, is_controlled: bool, is_large: bool = False) -> None:
        """Say what one paper is marked as."""
        self._say(banner)
        self.setProperty("level", "1" if is_controlled else "0")
        self.setProperty("voice", "loud" if is_large else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def _say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(f"Marking: {text}")
