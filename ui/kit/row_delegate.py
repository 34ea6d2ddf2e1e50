"""How a row is drawn: one delegate for all lists."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.kit.looks import chip_width, paint_chip, tone_colour
from ui.kit.row_model import Column, Index, Row, RowModel
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import Tokens

EDGE = 12
_GAP = 8
_ICON = 16
_BAR = 3


class RowDelegate(QStyledItemDelegate):
    """Hover tint over the whole row, selection with its bar, hairline below all but the last."""

    def __init__(self, model: RowModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered = -1
        self.selected = -1
        self.has_focus = False

    def _background(self, painter: QPainter, rect: QRect, row: int, tokens: Tokens) -> None:
        if row == self.selected:
            painter.fillRect(rect, QColor(tokens.selection))
        elif row == self.hovered:
            painter.fillRect(rect, QColor(tokens.tint))

    def _frame(self, painter: QPainter, rect: QRect, index: Index, tokens: Tokens) -> None:
        row, column = index.row(), index.column()
        if row < len(self._model.rows) - 1:
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if row != self.selected:
            return
        if column == 0:
            bar = QRect(rect.left(), rect.top(), _BAR, rect.height())
            painter.fillRect(bar, QColor(tokens.accent))
        if self.has_focus:
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
            if column == len(self._model.columns) - 1:
                painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())

    def _content(self, painter: QPainter, rect: QRect, column: Column, row: Row) -> None:
        tokens = theme().tokens
        mark = column.icon(row) if column.icon else None
        if mark is not None:
            name, tone = mark
            place = QRect(rect.left(), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
            icon(name, tone_colour(tone, tokens)).paint(painter, place)
            rect = rect.adjusted(_ICON + _GAP, 0, 0, 0)
        chip = column.chip(row) if column.chip else None
        if chip is not None:
            if column.align == "right":
                width = min(chip_width(chip, painter.font()), rect.width())
                rect = rect.adjusted(rect.width() - width, 0, 0, 0)
            paint_chip(painter, QRectF(rect), chip, tokens)
            return
        painter.setFont(_font(painter.font(), column.look))
        painter.setPen(QColor(_ink(column.look, tokens)))
        side = (
            Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
        )
        text = painter.fontMetrics().elidedText(
            column.text(row).replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, text)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        column = self._model.columns[index.column()]
        row = self._model.rows[index.row()]
        rect: QRect = option.rect
        painter.save()
        painter.setFont(option.font)
        tokens = theme().tokens
        self._background(painter, rect, index.row(), tokens)
        left = EDGE if index.column() == 0 else _GAP // 2
        right = EDGE if index.column() == len(self._model.columns) - 1 else _GAP // 2
        painter.save()
        painter.setClipRect(rect)
        self._content(painter, rect.adjusted(left, 0, -right, -1), column, row)
        painter.restore()
        self._frame(painter, rect, index, tokens)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme().density.row)


def _font(font: QFont, look: str) -> QFont:
    made = QFont(font)
    if look == "strong":
        made.setWeight(QFont.Weight.DemiBold)
    if look in ("reference", "date"):
        # Figures of one width, so that numbers stand below each other.
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _ink(look: str, tokens: Tokens) -> str:
    return {
        "reference": tokens.text2,
        "muted": tokens.text2,
        "date": tokens.text2,
    }.get(look, tokens.text)
