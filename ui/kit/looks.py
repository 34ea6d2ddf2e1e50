"""What small marks look like: chips and the tones they share with icons."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from ui.theme.tokens import CAPTION, Tokens

CHIP_HEIGHT = 20
_PAD = 8


class ChipLook(NamedTuple):
    """A chip's words and tone: neutral, accent, success, warning, danger or filled_danger."""

    text: str
    tone: str = "neutral"


def tone_colour(tone: str, tokens: Tokens) -> str:
    """Return the ink of a tone; an unknown one is text2."""
    return {
        "accent": tokens.accent,
        "success": tokens.success,
        "warning": tokens.warning,
        "danger": tokens.danger,
        "filled_danger": tokens.danger,
        "muted": tokens.muted,
        "live": tokens.live,
    }.get(tone, tokens.text2)


def chip_font(font: QFont) -> QFont:
    """Return a font for chips: 12 semibold."""
    made = QFont(font)
    made.setPixelSize(CAPTION)
    made.setWeight(QFont.Weight.DemiBold)
    return made


def chip_width(look: ChipLook, font: QFont) -> int:
    return QFontMetrics(chip_font(font)).horizontalAdvance(look.text) + 2 * _PAD


def paint_chip(painter: QPainter, rect: QRectF, look: ChipLook, tokens: Tokens) -> None:
    """Draw a chip at the left of the rectangle, centred in its height; only lateness is filled."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(chip_font(painter.font()))
    width = min(painter.fontMetrics().horizontalAdvance(look.text) + 2 * _PAD, rect.width())
    top = rect.top() + (rect.height() - CHIP_HEIGHT) / 2
    frame = QRectF(rect.left() + 0.5, top + 0.5, width - 1, CHIP_HEIGHT - 1)
    ink = QColor(tone_colour(look.tone, tokens))
    is_filled = look.tone == "filled_danger"
    painter.setPen(QPen(ink, 1))
    painter.setBrush(ink if is_filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 4, 4)
    painter.setPen(QColor(tokens.surface) if is_filled else ink)
    text = painter.fontMetrics().elidedText(
        look.text, Qt.TextElideMode.ElideRight, int(width) - 2 * _PAD + 2
    )
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
