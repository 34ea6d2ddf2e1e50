"""How a row is drawn: the same for all lists, a whole row at a time.

A cell at a time Qt would ask for each flag, font and option of each cell; drawn so, a full window
took three times as long (bench paging).
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.kit.looks import chip_width, paint_chip, tone_colour
from ui.kit.row_model import Column, Index, Row, RowModel, Tail
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import Tokens

EDGE = 12
_GAP = 8
_ICON = 16
_BAR = 3
_REMEMBERED = 4000  # cut texts
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Cell(NamedTuple):
    """Where a column stands in the window."""

    column: Column
    left: int
    width: int


class _Looks:
    """Fonts and pens of a theme, made once: a window holds two hundred cells."""

    def __init__(self, tokens: Tokens, font: QFont) -> None:
        self.tokens = tokens
        self.font = font
        self.fonts = {look: _font(font, look) for look in _LOOKS}
        self.metrics = {look: QFontMetrics(made) for look, made in self.fonts.items()}
        self.pens = {look: QPen(QColor(_ink(look, tokens))) for look in _LOOKS}
        self.hairline = QPen(QColor(tokens.border), 1)
        self.focus = QPen(QColor(tokens.focus), 2)
        self.selection, self.tint = QColor(tokens.selection), QColor(tokens.tint)
        self.accent, self.sunken = QColor(tokens.accent), QColor(tokens.sunken)
        self.cut: dict[tuple[str, int, str], str] = {}

    def elided(self, text: str, width: int, look: str) -> str:
        """Return a text cut to a width; the answer is remembered."""
        key = (text, width, look)
        found = self.cut.get(key)
        if found is None:
            if len(self.cut) > _REMEMBERED:
                self.cut.clear()
            line = text.replace("\n", " ")
            found = self.metrics[look].elidedText(line, Qt.TextElideMode.ElideRight, width)
            self.cut[key] = found
        return found


class RowDelegate(QStyledItemDelegate):
    """Hover tint over the whole row, selection with its bar, hairline below all but the last."""

    def __init__(self, model: RowModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self._model = model
        self._looks: _Looks | None = None
        self.hovered = -1
        self.selected = -1
        self.has_focus = False

    def paint_row(self, painter: QPainter, number: int, rect: QRect, cells: Sequence[Cell]) -> None:
        """Draw a row; `rect` reaches over all its cells."""
        looks = self._looks_of()
        if number == self.selected:
            painter.fillRect(rect, looks.selection)
        elif number == self.hovered:
            painter.fillRect(rect, looks.tint)
        row = self._model.here(number)
        last = len(cells) - 1
        for at, cell in enumerate(cells):
            left = EDGE if at == 0 else _GAP // 2
            right = EDGE if at == last else _GAP // 2
            width = cell.width - left - right
            place = QRect(cell.left + left, rect.top(), width, rect.height() - 1)
            if row is None:
                _wait(painter, place, looks)
            else:
                self._content(painter, place, cell.column, row, looks)
        self._frame(painter, rect, number, looks)

    def _looks_of(self) -> _Looks:
        # The list's own font: that of the painter is the one that was used last.
        tokens, font = theme().tokens, self._view.font()
        if self._looks is None or self._looks.tokens is not tokens or self._looks.font != font:
            self._looks = _Looks(tokens, font)
        return self._looks

    def _frame(self, painter: QPainter, rect: QRect, number: int, looks: _Looks) -> None:
        if number < len(self._model.rows) - 1:
            painter.setPen(looks.hairline)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if number != self.selected:
            return
        painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), looks.accent)
        if self.has_focus:
            painter.setPen(looks.focus)
            painter.drawLine(rect.left(), rect.top() + 1, rect.right(), rect.top() + 1)
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())

    def _content(
        self, painter: QPainter, rect: QRect, column: Column, row: Row, looks: _Looks
    ) -> None:
        mark = column.icon(row) if column.icon else None
        if mark is not None:
            name, tone = mark
            place = QRect(rect.left(), rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
            icon(name, tone_colour(tone, looks.tokens)).paint(painter, place)
            rect.setLeft(rect.left() + _ICON + _GAP)
        tail = column.tail(row) if column.tail else None
        if tail is not None:
            rect.setRight(_tail(painter, rect, tail, looks) - _GAP)
        chip = column.chip(row) if column.chip else None
        is_right = column.align == "right"
        if chip is not None:
            painter.setFont(looks.font)
            if is_right:
                width = min(chip_width(chip, looks.font), rect.width())
                rect.setLeft(rect.right() + 1 - width)
            paint_chip(painter, QRectF(rect), chip, looks.tokens)
            return
        text = column.text(row)
        if text:
            painter.setFont(looks.fonts[column.look])
            painter.setPen(looks.pens[column.look])
            shown = looks.elided(text, rect.width(), column.look)
            painter.drawText(rect, _RIGHT if is_right else _LEFT, shown)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, theme().density.row)


def paint_empty(painter: QPainter, rect: QRect, text: str) -> None:
    """Say in a list without rows why there are none, or how the first one comes."""
    painter.setPen(QColor(theme().tokens.muted))
    flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
    painter.drawText(rect.adjusted(EDGE, 0, -EDGE, 0), flags, text)


def paint_target(painter: QPainter, rect: QRect, *, is_below: bool) -> None:
    """Draw the line where a dragged row would go, over the whole width."""
    y = rect.bottom() if is_below else rect.top()
    painter.fillRect(QRect(0, y - 1, painter.device().width(), 2), QColor(theme().tokens.accent))


_LOOKS = ("text", "strong", "reference", "muted", "date")


def _tail(painter: QPainter, rect: QRect, tail: Tail, looks: _Looks) -> int:
    """Draw a mark at the right end of a cell; return where it begins."""
    width = looks.metrics["muted"].horizontalAdvance(tail.text)
    painter.setFont(looks.fonts["muted"])
    painter.setPen(looks.pens["muted"])
    painter.drawText(rect, _RIGHT, tail.text)
    left = rect.right() + 1 - width - 4 - _ICON
    place = QRect(left, rect.center().y() - _ICON // 2 + 1, _ICON, _ICON)
    icon(tail.icon, looks.tokens.muted).paint(painter, place)
    return left


def _wait(painter: QPainter, rect: QRect, looks: _Looks) -> None:
    """Draw a quiet bar where the words of a row on its way will stand."""
    bar = QRect(rect.left(), rect.center().y() - 4, max(rect.width() * 2 // 3, 8), 8)
    painter.fillRect(bar, looks.sunken)


def _font(font: QFont, look: str) -> QFont:
    made = QFont(font)
    if look == "strong":
        made.setWeight(QFont.Weight.DemiBold)
    if look in ("reference", "date"):
        # Figures of one width, so that numbers stand below each other.
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _ink(look: str, tokens: Tokens) -> str:
    return tokens.text2 if look in ("reference", "muted", "date") else tokens.text
