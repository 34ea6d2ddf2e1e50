"""Text on screen. What people typed is plain text: markup in it is shown, never obeyed."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
"""What could begin markup; the library's own table of names costs 2 ms before the first screen."""


def escaped_tooltip(text: str) -> str:
    """Return a tooltip that shows the text as it is, wrapped to a readable width."""
    return f"<p style='white-space: pre-wrap'>{text.translate(_SIGNS)}</p>" if text else ""


def without_mnemonic(text: str) -> str:
    """Return a text for a button: an ampersand is drawn, and underlines nothing."""
    return text.replace("&", "&&")


def wrapped_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return a text broken at words into at most so many lines; the last one is cut with dots."""
    plain = " ".join(text.split())
    layout = QTextLayout(plain, font)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) <= most:
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    ends = [*starts[1:most], len(plain)]
    lines = [plain[start:end].strip() for start, end in zip(starts, ends, strict=False)]
    if lines:
        metrics = QFontMetrics(font)
        lines[-1] = metrics.elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines


class PlainLabel(QLabel):
    """A label that never reads markup. Its role picks the style, like `title` or `muted`."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        wraps: bool = False,
        elides: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self._elides = elides
        self._whole = ""
        if role:
            self.setProperty("role", role)
        if elides:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def set_role(self, role: str) -> None:
        """Take another role of the style sheet."""
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)

    def whole_width(self) -> int:
        """Return the px that the text takes when nothing of it is cut."""
        around = self.width() - self.contentsRect().width()
        return self.fontMetrics().horizontalAdvance(self._whole) + around + 1

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.contentsRect().width(), 0)
        )
        super().setText(shown)
        self.setToolTip(escaped_tooltip(self._whole) if shown != self._whole else "")

    @override
    def setText(self, text: str) -> None:
        self._whole = text
        if self._elides:
            self.setAccessibleName(text)
            self._elide()
        else:
            super().setText(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elides:
            self._elide()

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(24, hint.height()) if self._elides else hint
