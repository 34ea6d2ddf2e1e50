"""Lists of rows: read-only, selected by id, the same look everywhere."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCursor,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from ui.kit.looks import ChipLook
from ui.kit.row_delegate import Cell, RowDelegate, paint_empty, paint_target
from ui.kit.row_model import Column, Row, RowModel, Tail
from ui.theme.service import theme

__all__ = ["ChipLook", "Column", "RowList", "Tail"]

_HEAD = 30
_NEAR_END = 20
_LEAST_STRETCH = 60


class RowList(QTableView):
    """A list of frozen rows with an `id`.

    `fits` makes it as tall as its rows; `movable` lets rows be dragged and moved with Alt+arrows:
    it only asks, the store moves. Enter or a double click activates a row.
    """

    row_activated = Signal(object)
    row_selected = Signal(object)
    row_moved = Signal(object)  # (id, new index)
    sort_asked = Signal(object)  # sort key
    more_asked = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        fits: bool = False,
        movable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(name.replace("_", " ").capitalize())
        self.empty_text = ""
        self.activates_on_click = False
        self._fits = fits
        self._movable = movable
        self._model = RowModel(columns, movable=movable)
        self._delegate = RowDelegate(self._model, self)
        self._sorted: tuple[str, bool] = ("", False)
        self._build()
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._size_columns()
        self._size_rows()
        self._connect()

    def set_rows(self, rows: Sequence[Row], *, keep_selection: bool = True) -> None:
        """Show other rows; the selected id and the scroll place are kept if they can be.

        While the list has the focus something is selected: the row that came into the place.
        """
        id = self.selected_id() if keep_selection else None
        number = max(self._delegate.selected, 0)
        at = self.verticalScrollBar().value()
        had = self.selected_row()
        blocked = self.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self._model.show(rows)
        self._drop_columns()
        self._delegate.selected = -1
        is_kept = id is not None and self.select_id(id)
        if not is_kept and rows and self.hasFocus():
            self.select_id(rows[min(number, len(rows) - 1)].id)
        self.blockSignals(blocked)
        self.verticalScrollBar().setValue(at)
        self._fit()
        if self.selected_row() != had:
            self.row_selected.emit(self.selected_row())
        self.viewport().update()

    def rows(self) -> Sequence[Row]:
        return self._model.rows

    def rows_came(self, ids: Sequence[int]) -> None:
        """Show rows of a long list that were on their way."""
        self.viewport().update()
        if self.selected_id() in ids:
            self.row_selected.emit(self.selected_row())

    def selected_row(self) -> Row | None:
        """Return the selected row, None if there is none or it is on its way."""
        return self._model.here(self._delegate.selected)

    def selected_id(self) -> Any:  # Any: ids are numbers here, paths there
        number = self._delegate.selected
        return self._model.rows[number].id if 0 <= number < len(self._model.rows) else None

    def select_id(self, id: object) -> bool:
        """Select the row with this id and bring it into view; False if it is not here."""
        number = self._model.index_of(id)
        if number is None:
            return False
        index = self._model.index(number, 0)
        self.setCurrentIndex(index)
        self._choose(number)
        self.scrollTo(index)
        return True

    def step(self, by: int) -> None:
        """Select a row further down or up, the last or the first one at most."""
        number = min(max(self._delegate.selected + by, 0), len(self._model.rows) - 1)
        if number >= 0:
            self.select_id(self._model.rows[number].id)

    def show_sort(self, key: str, *, descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        self._sorted = (key, descending)
        header = self.horizontalHeader()
        keys = [column.sort_key for column in self._model.columns]
        header.setSortIndicatorShown(key in keys)
        if key in keys:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(key), order)

    def _build(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setFixedHeight(_HEAD)
        head.setHighlightSections(False)
        head.setSectionsClickable(any(column.sort_key for column in self._model.columns))
        head.setVisible(any(column.title for column in self._model.columns))
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._movable:
            self.setDragEnabled(True)
            self.setAcceptDrops(True)
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDropIndicatorShown(True)
            self.setDragDropOverwriteMode(False)

    def _connect(self) -> None:
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.doubleClicked.connect(self._on_double_clicked)
        self.clicked.connect(self._on_clicked)
        self.horizontalHeader().sectionClicked.connect(self._on_section_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme().changed.connect(self._on_theme_changed)

    def _size_columns(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(20)
        for number, column in enumerate(self._model.columns):
            if column.width is None:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                head.resizeSection(number, column.width)

    def _size_rows(self) -> None:
        vertical = self.verticalHeader()
        vertical.setMinimumSectionSize(theme().density.row)
        vertical.setDefaultSectionSize(theme().density.row)
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()

    def _fit(self) -> None:
        has_head = bool(self._model.rows) and any(one.title for one in self._model.columns)
        self.horizontalHeader().setVisible(has_head)
        if self._fits:
            lines = max(len(self._model.rows), 1 if self.empty_text else 0)
            self.setFixedHeight(lines * theme().density.row + (_HEAD if has_head else 0))

    def _choose(self, number: int) -> None:
        if number != self._delegate.selected:
            self._delegate.selected = number
            self.viewport().update()
            self.row_selected.emit(self.selected_row())

    def _move(self, by: int) -> None:
        row, to = self.selected_row(), self._delegate.selected + by
        if row is not None and 0 <= to < len(self._model.rows):
            self.row_moved.emit((row.id, to))

    def row_at(self, number: int) -> Row | None:
        """Return a row by its number, None if it is still on its way."""
        return self._model.here(number)

    def hover(self, number: int) -> None:
        """Light a row by its number, none for -1."""
        self._delegate.hovered = number
        self.viewport().update()

    def _activate(self, number: int) -> None:
        row = self._model.here(number)
        if row is not None:
            self.row_activated.emit(row)

    @Slot(object, object)
    def _on_selection_changed(self, selected: QItemSelection, _: QItemSelection) -> None:
        indexes = selected.indexes()
        if indexes:
            self._choose(indexes[0].row())

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if not self.activates_on_click:
            self._activate(index.row())

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self.activates_on_click:
            self._activate(index.row())

    @Slot(int)
    def _on_section_clicked(self, number: int) -> None:
        key = self._model.columns[number].sort_key
        if key:
            self.sort_asked.emit(key)
        else:
            self.show_sort(self._sorted[0], descending=self._sorted[1])

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() - _NEAR_END * theme().density.row:
            self.more_asked.emit()

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self._size_rows()
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), Qt.Key
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        row = self.selected_row()
        if key in (keys.Key_Return, keys.Key_Enter) and row is not None and not event.modifiers():
            self.row_activated.emit(row)
        elif is_alt and self._movable and key in (keys.Key_Up, keys.Key_Down):
            self._move(-1 if key == keys.Key_Up else 1)
        elif key in (keys.Key_J, keys.Key_K) and not event.modifiers():
            self.step(1 if key == keys.Key_J else -1)
        elif key in (keys.Key_Home, keys.Key_End) and self._model.rows:
            end = self._model.rows[0 if key == keys.Key_Home else -1]
            self.select_id(end.id)
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.hover(-1)
        super().leaveEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._delegate.has_focus = event.reason() is not Qt.FocusReason.MouseFocusReason
        if self._delegate.selected < 0 and self._model.rows:
            self.select_id(self._model.rows[0].id)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._delegate.has_focus = False
        self.viewport().update()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        row = self.selected_row()
        index = self.indexAt(event.position().toPoint())
        to = index.row() if index.isValid() else len(self._model.rows) - 1
        # Qt must not remove the row by itself: the store moves it, the list shows what came of it.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if row is not None and to != self._delegate.selected:
            self.row_moved.emit((row.id, to))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._model.rows:
            place = self.viewport().rect()
            if not self._fits:
                place.setHeight(min(place.height(), 3 * theme().density.row))
            paint_empty(painter, place, self.empty_text)
            return
        cells, height = self._cells(), theme().density.row
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        end = last if last >= 0 else len(self._model.rows) - 1
        rect = QRect(cells[0].left, 0, sum(cell.width for cell in cells), height)
        for number in range(max(first, 0), end + 1):
            rect.moveTop(self.rowViewportPosition(number))
            self._delegate.paint_row(painter, number, rect, cells)
        index = self.indexAt(self.viewport().mapFromGlobal(QCursor.pos()))
        if self.state() is self.State.DraggingState and index.isValid():
            is_below = index.row() > self._delegate.selected
            paint_target(painter, self.visualRect(index), is_below=is_below)

    def _cells(self) -> list[Cell]:
        """Return the columns that are shown, from left to right."""
        return [
            Cell(column, self.columnViewportPosition(number), self.columnWidth(number))
            for number, column in enumerate(self._model.columns)
            if not self.isColumnHidden(number)
        ]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drop_columns()
        self.viewport().update()

    def _drop_columns(self) -> None:
        for number in self._model.turned(self.width(), self.isColumnHidden):
            self.setColumnHidden(number, not self.isColumnHidden(number))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._model.least_width(_LEAST_STRETCH), theme().density.row * 2)
