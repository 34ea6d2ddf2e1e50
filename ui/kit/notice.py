"""A strip that says something within a page: what happened, what is safe, what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.kit.looks import tone_colour
from ui.kit.text import PlainLabel
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import GAP, PAD

_ICONS = {"info": "info", "warning": "triangle-alert", "danger": "circle-alert"}
_GLYPH = 18


class Notice(QFrame):
    """Kinds: info, warning, danger. At most two actions."""

    def __init__(
        self,
        kind: str,
        text: str,
        actions: Sequence[tuple[str, Callable[[], None]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", kind)
        self._kind = kind
        self._glyph = PlainLabel()
        self.words = PlainLabel(text, wraps=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)
        for label, on_action in actions:
            button = QPushButton(label)
            button.setProperty("kind", "plain")
            button.setAutoDefault(False)
            button.clicked.connect(_without_state(on_action))
            layout.addWidget(button)
        self.setAccessibleName(text)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_text(self, text: str) -> None:
        self.words.setText(text)
        self.setAccessibleName(text)

    @Slot()
    def _on_theme_changed(self) -> None:
        tokens = theme().tokens
        tone = "accent" if self._kind == "info" else self._kind
        glyph = icon(_ICONS[self._kind], tone_colour(tone, tokens))
        self._glyph.setPixmap(glyph.pixmap(_GLYPH, _GLYPH))


def _without_state(on_action: Callable[[], None]) -> Callable[[bool], None]:
    """Return a slot that drops the checked state a button always sends."""

    def call(_: bool) -> None:  # noqa: FBT001  (Qt's own signature)
        on_action()

    return call
