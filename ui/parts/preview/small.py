"""All pages small, in a list at the side: it follows the reader, and a click goes there."""

from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError
from board_app.services.outside import PaperPages
from ui.parts.preview.pictures import Pictures, drawn
from ui.parts.preview.work import Errand, PageWork, Rank
from ui.theme.service import theme
from ui.theme.tokens import GAP

_WIDE, _HIGH = 108, 150  # what a page may take
_LABEL = 20
_MOST_BYTES = 24 * 1024 * 1024
_POINTS_PER_INCH = 72

Index = QModelIndex | QPersistentModelIndex


class _Numbers(QAbstractListModel):
    """One row a page."""

    def __init__(self, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = count

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Page {index.row() + 1} of {self._count}"
        return None


class SmallPages(QListView):
    """The pages as small pictures; only those that are seen are drawn."""

    page_asked = Signal(object)  # number of a page, from 0

    def __init__(self, work: PageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("small_pages")
        self.setAccessibleName("Pages")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._work = work
        self._pages: PaperPages | None = None
        self._pictures = Pictures(_MOST_BYTES)
        self._faulty: set[int] = set()
        self._is_following = False
        self.setItemDelegate(_SmallPage(self))
        self.verticalScrollBar().valueChanged.connect(self.ask)

    def show_pages(self, pages: PaperPages) -> None:
        self._pages = pages
        self.setModel(_Numbers(len(pages.sizes), self))
        self.follow(0)
        self.ask()

    def follow(self, number: int) -> None:
        """Choose the page that is read, without going there."""
        model = self.model()
        if model is not None:
            self._is_following = True
            self.setCurrentIndex(model.index(number, 0))
            self._is_following = False

    def picture(self, number: int) -> QImage | None:
        """Return what is kept of a page."""
        kept = self._pictures.get(number)
        return kept.image if kept is not None else None

    def size_of(self, number: int) -> QSize:
        """Return how large a page is drawn."""
        assert self._pages is not None  # noqa: S101  (there are rows only of pages)
        width, height = self._pages.sizes[number]
        return QSize(*(max(round(side * self._scale(number)), 1) for side in (width, height)))

    def _scale(self, number: int) -> float:
        assert self._pages is not None  # noqa: S101  (as above)
        width, height = self._pages.sizes[number]
        return min(_WIDE / max(width, 1), _HIGH / max(height, 1))

    def ask(self) -> None:
        """Ask for the pictures that are missing of what is seen."""
        if self._pages is None or not self.isVisible():
            return
        step = _HIGH + _LABEL + 2 * GAP
        top = self.verticalScrollBar().value()
        last = len(self._pages.sizes) - 1
        seen = range(top // step, min((top + self.viewport().height()) // step, last) + 1)
        self._work.want(
            Rank.SMALL, [self._errand(self._pages, one) for one in seen if self._is_missing(one)]
        )

    def _is_missing(self, number: int) -> bool:
        return number not in self._faulty and self._pictures.get(number) is None

    def _errand(self, pages: PaperPages, number: int) -> Errand:
        dpi = self._scale(number) * _POINTS_PER_INCH * self.devicePixelRatioF()
        work = partial(drawn, pages, number, dpi)
        return Errand(work, partial(self._take, number, dpi), partial(self._fail, number))

    def _take(self, number: int, dpi: float, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures.put(number, dpi, image)
        self.viewport().update()

    def _fail(self, number: int, _: BoardError) -> None:
        self._faulty.add(number)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_following:
            self.page_asked.emit(current.row())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ask()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ask()


class _SmallPage(QStyledItemDelegate):
    """A sheet with its number below."""

    def __init__(self, owner: SmallPages) -> None:
        super().__init__(owner)
        self._owner = owner

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDE + 2 * GAP, _HIGH + _LABEL + 2 * GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme().tokens
        room = QRect(option.rect)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(room, QColor(tokens.selection))
        size = self._owner.size_of(index.row())
        sheet = QRect(0, 0, size.width(), size.height())
        sheet.moveCenter(QRect(room.left(), room.top() + GAP, room.width(), _HIGH).center())
        painter.fillRect(sheet, Qt.GlobalColor.white)
        image = self._owner.picture(index.row())
        if image is not None:
            painter.drawImage(sheet, image)
        painter.setPen(QPen(QColor(tokens.accent if is_chosen else tokens.border), 1 + is_chosen))
        painter.drawRect(sheet.adjusted(-1, -1, 0, 0))
        if is_chosen and self._owner.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        painter.setPen(QColor(tokens.text if is_chosen else tokens.text2))
        below = QRect(room.left(), room.bottom() - _LABEL - 2, room.width(), _LABEL)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
