"""The box that says what the map shows of a country."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ui.kit.looks import chip_font
from ui.kit.map_painting import MapLevel, hatching
from ui.kit.map_shapes import MapShape
from ui.theme.tokens import BODY, CAPTION, GAP, PAD, RISK_WORDS, Tokens

CHIP = 20
_WIDEST = 280
_AWAY = 14
_LINES = 3
TREND_WORDS = {"▲": "worsening", "▬": "steady", "▼": "improving"}


class MapWords(NamedTuple):
    """What is said of a shape: its name, its level if it has one, and a line or two more."""

    name: str
    level: int | None
    trend: str
    lines: tuple[str, ...]

    def spoken(self) -> str:
        level = () if self.level is None else (level_words(self.level),)
        trend = TREND_WORDS.get(self.trend, "")
        return ", ".join(part for part in (self.name, *level, trend, *self.lines) if part)


def level_words(level: int) -> str:
    """Return number and word of a level."""
    return f"{level} {RISK_WORDS[level]}"


def words_of(shape: MapShape, levels: Mapping[str, MapLevel], country: str) -> MapWords:
    """Return what is said of a shape; `country` is the name to use where no level has one."""
    said = levels.get(shape.code)
    note = ""
    if shape.is_dashed:
        note = "Its boundary is not agreed."
        if shape.code and shape.name != (said.name if said else country):
            note = f"{shape.name}: boundary not agreed."
    if said is None or not said.on_watch:
        state = "Not on the watch list" if shape.code else ""
        name = said.name if said else country
        found = (state, said.detail if said else "", note)
        return MapWords(_one_line(name), None, "", _said(found))
    return MapWords(_one_line(said.name), said.level, said.trend_glyph, _said((said.detail, note)))


def _said(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_one_line(line) for line in lines if line)


def _one_line(text: str) -> str:
    """Return a text without what would break it into lines or hide in it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class MapLabel:
    """Measures and draws the words; made anew for each country."""

    def __init__(self, words: MapWords, font: QFont, widest: int) -> None:
        self._words = words
        self._strong = _sized(font, BODY, QFont.Weight.DemiBold)
        self._small = _sized(font, CAPTION, QFont.Weight.Normal)
        self._chip = chip_font(font)
        self._inner = max(1, min(_WIDEST, widest) - 2 * PAD)
        self.width, self.height = self._measured()

    def _measured(self) -> tuple[int, int]:
        strong, small = QFontMetrics(self._strong), QFontMetrics(self._small)
        widths = [strong.horizontalAdvance(self._words.name)]
        height = strong.height()
        if self._words.level is not None:
            widths.append(self._chip_width() + GAP + small.horizontalAdvance(self._trend()))
            height += CHIP + GAP // 2
        for line in self._words.lines:
            widths.append(small.horizontalAdvance(line) + 1)
            height += self._line_height(line) + GAP // 2
        return min(max(widths), self._inner) + 2 * PAD, height + 2 * GAP

    def _line_height(self, line: str) -> int:
        metrics = QFontMetrics(self._small)
        flags = Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap
        whole = metrics.boundingRect(QRect(0, 0, self._inner, 10_000), flags.value, line).height()
        return min(whole, _LINES * metrics.lineSpacing())

    def _chip_width(self) -> int:
        level = self._words.level or 0
        return QFontMetrics(self._chip).horizontalAdvance(level_words(level)) + 2 * GAP

    def _trend(self) -> str:
        word = TREND_WORDS.get(self._words.trend, "")
        return f"{self._words.trend} {word}" if word else ""

    def rect(self, at: QPointF, area: QRectF) -> QRectF:
        """Return where the box stands: beside a point, and always within the area."""
        left = at.x() + _AWAY
        if left + self.width > area.right():
            left = at.x() - _AWAY - self.width
        top = at.y() - self.height - _AWAY
        if top < area.top():
            top = at.y() + _AWAY
        left = max(area.left(), min(left, area.right() - self.width))
        top = max(area.top(), min(top, area.bottom() - self.height))
        return QRectF(left, top, self.width, self.height)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.control), 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setClipRect(rect)
        inner = rect.adjusted(PAD, GAP, -PAD, -GAP)
        y = inner.top() + self._paint_name(painter, inner, tokens)
        if self._words.level is not None:
            y += GAP // 2
            self._paint_level(painter, QPointF(inner.left(), y), tokens)
            y += CHIP
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.text2))
        flags = Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap
        for line in self._words.lines:
            y += GAP // 2
            height = self._line_height(line)
            place = QRectF(inner.left(), y, inner.width(), height)
            painter.save()
            painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
            painter.drawText(place, flags.value, line)
            painter.restore()
            y += height
        painter.restore()

    def _paint_name(self, painter: QPainter, inner: QRectF, tokens: Tokens) -> int:
        painter.setFont(self._strong)
        painter.setPen(QColor(tokens.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(
            self._words.name, Qt.TextElideMode.ElideRight, int(inner.width()) + 1
        )
        place = QRectF(inner.left(), inner.top(), inner.width() + 2, metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        return metrics.height()

    def _paint_level(self, painter: QPainter, at: QPointF, tokens: Tokens) -> None:
        level = self._words.level or 0
        chip = QRectF(at.x(), at.y(), self._chip_width(), CHIP)
        paint_level_chip(painter, chip, level, tokens)
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.text))
        place = QRectF(chip.right() + GAP, at.y(), self._inner, CHIP)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._trend())


def paint_level_chip(painter: QPainter, rect: QRectF, level: int, tokens: Tokens) -> None:
    """Draw number and word of a level on its colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_swatch(painter, rect, level, tokens, is_hatched=False)
    painter.setFont(chip_font(painter.font()))
    painter.setPen(QColor(tokens.risk_text[level]))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, level_words(level))
    painter.restore()


def paint_swatch(
    painter: QPainter, rect: QRectF, level: int, tokens: Tokens, *, is_hatched: bool
) -> None:
    """Draw a field in the colour of a level, with an edge where it would fade."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.control if level < 3 else tokens.risk[level]), 1))
    painter.setBrush(QColor(tokens.risk[level]))
    frame = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(frame, 4, 4)
    if is_hatched:
        painter.setBrush(hatching(tokens, painter.device().devicePixelRatioF()))
        painter.drawRoundedRect(frame, 4, 4)
    painter.restore()


def _sized(font: QFont, pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made
