"""Cards in columns: short lists beside each other whose cards can be taken to another column."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.kit.looks import ChipLook, chip_width, paint_chip
from ui.kit.text import escaped_tooltip, wrapped_lines
from ui.theme.service import theme
from ui.theme.tokens import CAPTION

Index = QModelIndex | QPersistentModelIndex

_MIME = "application/x-upstream-card"
_NOWHERE = QModelIndex()
_PAD, _GAP, _LINE, _SMALL = 10, 6, 19, 18
_LINES = 2


class CardLook(NamedTuple):
    """What a card shows: `head` and a date or chip, its title, and a line below."""

    id: int
    head: str
    title: str
    foot: str
    date: str = ""
    chip: ChipLook | None = None

    @property
    def spoken(self) -> str:
        chip = self.chip.text if self.chip else self.date
        return ", ".join(part for part in (self.head, self.title, chip, self.foot) if part)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: tuple[CardLook, ...] = ()
        self.is_movable = False

    def show(self, cards: Sequence[CardLook]) -> None:
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cards)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self.cards[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return escaped_tooltip(card.spoken)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.is_movable else flags

    @override
    def mimeTypes(self) -> list[str]:
        return [_MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = ",".join(str(self.cards[index.row()].id) for index in indexes)
        data.setData(_MIME, QByteArray(ids.encode()))
        return data


class CardList(QListView):
    """One column of cards. It only asks to move a card; the store moves it."""

    card_activated = Signal(object)  # id
    card_selected = Signal(object)  # id, None without one
    card_dropped = Signal(object)  # id of a card that was let go here
    carry_asked = Signal(object)  # (id, -1 left or 1 right)
    side_asked = Signal(int)  # -1 left, 1 right: the focus goes there

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self._model, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.doubleClicked.connect(self._on_double_clicked)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme().changed.connect(self._on_theme_changed)

    def show_cards(self, cards: Sequence[CardLook], *, movable: bool) -> None:
        """Show other cards; the chosen one stays chosen if it is among them."""
        chosen = self.chosen()
        self._model.is_movable = movable
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.DragDrop if movable else mode.NoDragDrop)
        self._model.show(cards)
        if chosen is not None:
            self.choose(chosen)

    def cards(self) -> tuple[CardLook, ...]:
        return self._model.cards

    def chosen(self) -> int | None:
        """Return the id of the chosen card."""
        number = self.currentIndex().row()
        return self._model.cards[number].id if 0 <= number < len(self._model.cards) else None

    def choose(self, id: int) -> bool:
        """Choose a card; False if it is not in this column."""
        for number, card in enumerate(self._model.cards):
            if card.id == id:
                self.setCurrentIndex(self._model.index(number))
                return True
        return False

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.card_activated.emit(self._model.cards[index.row()].id)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _: QModelIndex, __: QModelIndex) -> None:
        self.card_selected.emit(self.chosen())

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, keys = event.key(), Qt.Key
        side = {keys.Key_Left: -1, keys.Key_Right: 1}.get(Qt.Key(key), 0)
        chosen = self.chosen()
        if side and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if chosen is not None and self._model.is_movable:
                self.carry_asked.emit((chosen, side))
        elif side:
            self.side_asked.emit(side)
        elif key in (keys.Key_Return, keys.Key_Enter) and chosen is not None:
            self.card_activated.emit(chosen)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.chosen() is None and self._model.cards:
            self.setCurrentIndex(self._model.index(0))
        self.card_selected.emit(self.chosen())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._welcome(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._welcome(event)

    def _welcome(self, event: QDragMoveEvent) -> None:
        is_own = event.source() is self
        if event.mimeData().hasFormat(_MIME) and self._model.is_movable and not is_own:
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        text = bytes(event.mimeData().data(_MIME).data()).decode("ascii", "replace")
        # Qt must not take the card away by itself: the store moves it.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if text.isdecimal():
            self.card_dropped.emit(int(text))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._model.cards:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme().tokens.muted))
            painter.drawText(self.viewport().rect().adjusted(4, 8, -4, 0), 0, "None")

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, 200)


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: _Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = _LINES if theme().density.name == "comfortable" else 1
        height = 2 * _PAD + _SMALL + lines * _LINE + _SMALL + _GAP
        return QSize(80, height + _GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card, tokens = self._model.cards[index.row()], theme().tokens
        view: Any = self.parent()
        is_chosen = view.currentIndex().row() == index.row()
        rect: QRect = option.rect
        frame = QRectF(rect.adjusted(1, 1, -2, -_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.focus if is_chosen and view.hasFocus() else tokens.border
        painter.setPen(QPen(QColor(edge), 2 if is_chosen and view.hasFocus() else 1))
        painter.setBrush(QColor(tokens.selection if is_chosen else tokens.surface))
        painter.drawRoundedRect(frame, 6, 6)
        self._words(painter, frame.toRect().adjusted(_PAD, _PAD, -_PAD, -_PAD), card)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, card: CardLook) -> None:
        tokens = theme().tokens
        body = painter.font()
        small = painter.font()
        small.setPixelSize(CAPTION)
        top = QRect(rect.left(), rect.top(), rect.width(), _SMALL)
        taken = 0
        if card.chip is not None:
            taken = width = min(chip_width(card.chip, body), rect.width() // 2)
            corner = QRectF(top.right() - width, top.top(), width, _SMALL)
            paint_chip(painter, corner, card.chip, tokens)
        painter.setFont(small)
        painter.setPen(QColor(tokens.text2))
        elide = Qt.TextElideMode.ElideRight
        head = painter.fontMetrics().elidedText(card.head, elide, rect.width() - taken)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, head)
        if card.chip is None:
            painter.drawText(
                top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, card.date
            )
        foot = QRect(rect.left(), rect.bottom() - _SMALL + 1, rect.width(), _SMALL)
        line = painter.fontMetrics().elidedText(card.foot, elide, rect.width())
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, line)
        painter.setFont(body)
        painter.setPen(QColor(tokens.text))
        lines = (foot.top() - top.bottom() - 1) // _LINE
        for number, line in enumerate(wrapped_lines(card.title, body, rect.width(), lines)):
            place = QRect(rect.left(), top.bottom() + 3 + number * _LINE, rect.width(), _LINE)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, line)
