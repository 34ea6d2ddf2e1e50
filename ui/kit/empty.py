"""What stands where nothing is yet: one sentence, one button with its shortcut."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import ActionButton
from ui.kit.text import PlainLabel
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import GUTTER

_GLYPH = 32


class EmptyState(QWidget):
    """A glyph, a sentence and what to do about it."""

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self._icon_name = icon_name
        self._glyph = PlainLabel()
        self._glyph.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = PlainLabel(sentence, "facts", wraps=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GUTTER, 24, GUTTER, 24)
        layout.setSpacing(12)
        layout.addWidget(self._glyph)
        layout.addWidget(self.sentence)
        if action is not None:
            button = ActionButton(action, shows_keys=True)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.setFocusProxy(button)
        layout.addStretch(1)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        glyph = icon(self._icon_name, theme().tokens.muted)
        self._glyph.setPixmap(glyph.pixmap(_GLYPH, _GLYPH))
