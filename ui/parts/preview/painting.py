"""How a sheet of paper and the marks on it are drawn; paper is white in both themes."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from ui.theme.service import theme

_MARK, _MARK_NOW, _MARK_EDGE = QColor(255, 214, 0, 110), QColor(255, 140, 0, 140), QColor("#8A3B00")
_INK = QColor("#495667")
_SLACK = 2  # dots that rounding makes


def draw_page(painter: QPainter, rect: QRect, image: QImage | None, fault: str = "") -> None:
    """Draw a sheet with its picture, if that is there, or with why it will not come."""
    painter.fillRect(rect, Qt.GlobalColor.white)
    if image is not None:
        dense = painter.device().devicePixelRatioF()
        size = (rect.size().toSizeF() * dense - image.size().toSizeF()).toSize()
        painter.setClipRect(rect)
        if max(abs(size.width()), abs(size.height())) <= _SLACK:
            # Dot for dot: a picture that is stretched by half a dot is blurred.
            image.setDevicePixelRatio(dense)
            painter.drawImage(rect.topLeft(), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, image)
        painter.setClipping(False)
    elif fault:
        painter.setPen(_INK)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, fault)
    painter.setPen(QPen(QColor(theme().tokens.border)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))


def draw_mark(painter: QPainter, places: Sequence[QRectF], *, is_now: bool) -> None:
    """Tint words that were found; those where the reader is have an edge as well."""
    painter.setPen(QPen(_MARK_EDGE, 2) if is_now else Qt.PenStyle.NoPen)
    painter.setBrush(_MARK_NOW if is_now else _MARK)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for place in places:
        painter.drawRect(place.adjusted(-1, -1, 1, 1))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
