"""What small marks look like: chips and the tones they share with icons."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from board_app.domain.risk import RiskLevel
from ui.theme.tokens import CAPTION, Tokens

CHIP_HEIGHT = 20
_PAD = 8
_EDGED = 2  # levels this light need an edge on white
_HATCH = 0.45
RISK_WIDTH = 106
"""Wide enough for "Not assessed", so that the chips of a column stack."""


class ChipLook(NamedTuple):
    """A chip's words and tone: neutral, accent, success, warning, danger or filled_danger.

    With a `level` of risk (0 to 5) the chip is filled in the level's colour and all are as wide.
    """

    text: str
    tone: str = "neutral"
    level: int | None = None


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


def risk_look(level: RiskLevel) -> ChipLook:
    """Return the chip of a level, "4 High" in its colour."""
    return ChipLook(level.label, level=int(level))


def chip_width(look: ChipLook, font: QFont) -> int:
    if look.level is not None:
        return RISK_WIDTH
    return QFontMetrics(chip_font(font)).horizontalAdvance(look.text) + 2 * _PAD


def paint_chip(painter: QPainter, rect: QRectF, look: ChipLook, tokens: Tokens) -> None:
    """Draw a chip at the left of the rectangle, centred in its height; only lateness is filled."""
    if look.level is not None:
        _paint_risk(painter, rect, look, tokens)
        return
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


def _paint_risk(painter: QPainter, rect: QRectF, look: ChipLook, tokens: Tokens) -> None:
    """Fill a chip in its level's colour; what was not assessed is hatched, light levels edged."""
    level = look.level or 0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(chip_font(painter.font()))
    top = rect.top() + (rect.height() - CHIP_HEIGHT) / 2
    width = min(RISK_WIDTH, rect.width())
    frame = QRectF(rect.left() + 0.5, top + 0.5, width - 1, CHIP_HEIGHT - 1)
    edge = QColor(tokens.control if level <= _EDGED else tokens.risk[level])
    painter.setPen(QPen(edge, 1))
    painter.setBrush(QColor(tokens.risk[level]))
    painter.drawRoundedRect(frame, 4, 4)
    if not level:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(tokens.control), Qt.BrushStyle.BDiagPattern))
        painter.setOpacity(_HATCH)
        painter.drawRoundedRect(frame, 4, 4)
        painter.setOpacity(1)
    painter.setPen(QColor(tokens.risk_text[level]))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, look.text)
    painter.restore()
