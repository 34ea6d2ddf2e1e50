"""The results of a search: two lines each, painted by one delegate."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from board_app.domain.words import day
from board_app.services.search_rows import SearchRow
from ui.kit.marked import paint_marked
from ui.parts.found_place import icon_of_found
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import CAPTION

_Index = QModelIndex | QPersistentModelIndex
_ROW = 54
_EDGE, _ICON, _GAP = 12, 18, 12
_DAY = 110
_PLACE = 250
_NOWHERE = QModelIndex()


class _Results(QAbstractListModel):
    """The rows as they came."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SearchRow, ...] = ()
        self.today = date.min

    @override
    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            on = day(row.day, self.today) if row.day else ""
            return ", ".join(
                part for part in (row.label.text, row.place, on, row.text.text) if part
            )
        return None

    def show(self, rows: Sequence[SearchRow], today: date) -> None:
        self.beginResetModel()
        self.rows, self.today = tuple(rows), today
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    """Name, place and day above; the piece of text that holds the words below."""

    def __init__(self, results: _Results, owner: QWidget) -> None:
        super().__init__(owner)
        self._results = results

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, tokens, rect = self._results.rows[index.row()], theme().tokens, option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(rect, QColor(tokens.selection))
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), QColor(tokens.accent)
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(tokens.tint))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        glyph = QRect(rect.left() + _EDGE, rect.top() + 9, _ICON, _ICON)
        icon(icon_of_found(row), tokens.text2).paint(painter, glyph)
        left = rect.left() + _EDGE + _ICON + _GAP
        right = rect.right() - _EDGE
        place = min(_PLACE, max(rect.width() // 4, 120))
        upper, lower = rect.top() + 6, rect.top() + 28
        width = right - left - _DAY - place - 2 * _GAP
        painter.setFont(option.font)
        ink = tokens.text
        name = QRect(left, upper, width, 22)
        paint_marked(painter, name, row.label, tokens, ink=ink, is_strong=True)
        self._plain(painter, QRect(right - _DAY - _GAP - place, upper, place, 22), row.place)
        on = day(row.day, self._results.today) if row.day else ""
        self._plain(painter, QRect(right - _DAY, upper, _DAY, 22), on, is_right=True)
        small = QFont(option.font)
        small.setPixelSize(CAPTION + 1)
        painter.setFont(small)
        text = QRect(left, lower, right - left, 20)
        paint_marked(painter, text, row.text, tokens, ink=tokens.text2)
        painter.restore()

    def _plain(self, painter: QPainter, place: QRect, text: str, *, is_right: bool = False) -> None:
        painter.setPen(QColor(theme().tokens.text2))
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _ROW)


class ResultList(QListView):
    """Arrows, Home and End move, Enter or a double click opens."""

    row_activated = Signal(object)  # SearchRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_results")
        self.setAccessibleName("Results")
        self.empty_text = ""
        self._results = _Results()
        self.setModel(self._results)
        self.setItemDelegate(_Delegate(self._results, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(self._on_double_clicked)

    def rows(self) -> tuple[SearchRow, ...]:
        return self._results.rows

    def show_results(self, rows: Sequence[SearchRow], today: date) -> None:
        """Show other results; the chosen one is kept if it is still there."""
        chosen = self.selected_row()
        at = self.verticalScrollBar().value()
        self._results.show(rows, today)
        number = next(
            (place for place, row in enumerate(rows) if chosen and row.id == chosen.id), 0
        )
        if rows:
            self.setCurrentIndex(self._results.index(number))
            self.verticalScrollBar().setValue(at if chosen else 0)
        self.viewport().update()

    def selected_row(self) -> SearchRow | None:
        number = self.currentIndex().row()
        return self._results.rows[number] if 0 <= number < len(self._results.rows) else None

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.row_activated.emit(self._results.rows[index.row()])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.selected_row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.row_activated.emit(row)
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selected_row() is None and self._results.rows:
            self.setCurrentIndex(self._results.index(0))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if not self._results.rows and self.empty_text:
            painter.setPen(QColor(theme().tokens.muted))
            place = self.viewport().rect().adjusted(_EDGE, _EDGE, -_EDGE, 0)
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(place, int(flags), self.empty_text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().tokens.focus), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
