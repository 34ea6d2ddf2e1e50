"""What the colours of the map mean, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.map_label import level_words, paint_swatch
from ui.kit.map_painting import land_colour
from ui.theme.service import theme
from ui.theme.tokens import CAPTION, GAP, GUTTER, RISK_WORDS, Tokens

NOT_AUTHORITATIVE = "Boundaries are not authoritative"
_PLAIN = "Not on the watch list"
_SWATCH, _ROW = 16, 20


class _Entry(NamedTuple):
    """A field and its words; level -1 is plain land, None a sentence without a field."""

    text: str
    level: int | None


_ENTRIES = (
    *(_Entry(level_words(level), level) for level in range(len(RISK_WORDS))),
    _Entry(_PLAIN, -1),
    _Entry(NOT_AUTHORITATIVE, None),
)


class MapLegend(QWidget):
    """Number and word of each level beside its colour; as many rows as its width needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_legend")
        self.setAccessibleName("Legend of the map")
        self.setAccessibleDescription(". ".join(entry.text for entry in _ENTRIES) + ".")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self._on_theme_changed)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(CAPTION)
        return font

    def _placed(self, width: int) -> Iterator[tuple[_Entry, QRectF]]:
        """Yield each entry with its place in rows of a width."""
        metrics = QFontMetrics(self._font())
        x = y = 0
        for entry in _ENTRIES:
            field = 0 if entry.level is None else _SWATCH + GAP - 2
            needed = metrics.horizontalAdvance(entry.text) + 1 + field
            if x and x + needed > width:
                x, y = 0, y + _ROW + GAP // 2
            yield entry, QRectF(x, y, needed, _ROW)
            x += needed + GUTTER

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return int(max(place.bottom() for _, place in self._placed(width)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(640))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, _ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setFont(self._font())
        for entry, place in self._placed(self.width()):
            words = place
            if entry.level is not None:
                field = QRectF(place.left(), place.top() + 2, _SWATCH, _SWATCH)
                _paint_field(painter, field, entry.level, tokens)
                words = place.adjusted(_SWATCH + GAP - 2, 0, 1, 0)
            painter.setPen(QColor(tokens.muted if entry.level is None else tokens.text2))
            painter.drawText(
                words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, entry.text
            )
        painter.end()


def _paint_field(painter: QPainter, rect: QRectF, level: int, tokens: Tokens) -> None:
    if level >= 0:
        paint_swatch(painter, rect, level, tokens, is_hatched=level == 0)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.control), 1))
    painter.setBrush(land_colour(tokens))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.restore()
