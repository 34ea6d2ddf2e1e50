"""The pages of a paper under each other, drawn where they are seen; paper is always white."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError
from board_app.services.outside import Box, PaperPages
from ui.parts.preview.painting import draw_mark, draw_page
from ui.parts.preview.pictures import Pictures, drawn
from ui.parts.preview.stack import PIXELS_PER_POINT, Fit, PageStack, next_zoom
from ui.parts.preview.work import Errand, PageWork, Rank
from ui.theme.service import theme
from ui.theme.tokens import GUTTER

_MOST_BYTES = 96 * 1024 * 1024
_POINTS_PER_INCH = 72
_NOTCH = 120  # what a wheel turns by, in eighths of a degree
_LINE = 40
_NEAR_ZOOM = 1.5

Marks = Mapping[int, Sequence[tuple[Box, ...]]]
Place = tuple[int, int]
"""A page and which of its marks."""


class PageView(QAbstractScrollArea):
    """Scrolls and zooms; asks for the pictures of the pages that are seen, and their neighbours."""

    page_changed = Signal(object)  # number of the page that is read, from 0
    zoom_changed = Signal(object)  # 1.0 is the size on paper

    def __init__(self, work: PageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("No pages yet")
        # Else the bar would come and go with the width that it takes itself.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._work = work
        self._pages: PaperPages | None = None
        self._stack = PageStack()
        self._pictures = Pictures(_MOST_BYTES)
        self._faults: dict[int, str] = {}
        self._marks: Marks = {}
        self._mark: Place | None = None
        self._page = -1
        self._fit = Fit.WIDTH
        self._turned = 0
        self._is_laying = False
        theme().changed.connect(self._on_theme_changed)

    @property
    def page(self) -> int:
        """Return the page that is read, from 0; -1 without pages."""
        return self._page

    @property
    def zoom(self) -> float:
        return self._stack.zoom

    @property
    def fit(self) -> Fit:
        return self._fit

    def show_pages(self, pages: PaperPages) -> None:
        """Show a paper from its first page."""
        self._pages = pages
        self._stack = PageStack(pages.sizes)
        self._lay()

    def seen(self) -> range:
        """Return the pages of which something is on the screen."""
        top = self.verticalScrollBar().value()
        return self._stack.between(top, top + self.viewport().height())

    def is_drawn(self, number: int) -> bool:
        """Tell whether a page stands there in its full fineness."""
        return self._pictures.is_as_fine(number, self._dpi())

    def go_to(self, number: int, top: float = 0.0) -> None:
        """Bring a page to the top, or a height on it in points."""
        if 0 <= number < len(self._stack):
            down = round(top * self._scale())
            self.verticalScrollBar().setValue(
                self._stack.rect(number).top() + down - (0 if top else GUTTER)
            )

    def set_fit(self, fit: Fit) -> None:
        """Let the pages fill the width or the height from now on."""
        self._fit = fit
        self._lay()

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom within the bounds; what is under `at` (the middle, without) stays there."""
        self._fit = Fit.NOTHING
        self._lay(zoom, at)

    def zoom_by(self, steps: int, at: QPointF | None = None) -> None:
        """Zoom by so many steps."""
        self.set_zoom(next_zoom(self.zoom, steps), at)

    @Slot()
    def zoom_in(self) -> None:
        self.zoom_by(1)

    @Slot()
    def zoom_out(self) -> None:
        self.zoom_by(-1)

    @Slot()
    def show_actual_size(self) -> None:
        self.set_zoom(1.0)

    @Slot()
    def fit_width(self) -> None:
        self.set_fit(Fit.WIDTH)

    @Slot()
    def fit_page(self) -> None:
        self.set_fit(Fit.PAGE)

    def show_marks(self, marks: Marks, now: Place | None) -> None:
        """Mark places on the pages, one of them as where the reader is, and bring that in view."""
        self._marks = marks
        is_moved = now != self._mark
        self._mark = now
        if now is not None and is_moved:
            self._reveal(now)
        self.viewport().update()

    # Where things are.

    def _scale(self) -> float:
        return self._stack.zoom * PIXELS_PER_POINT

    def _dpi(self) -> float:
        return round(self._scale() * _POINTS_PER_INCH * self.devicePixelRatioF(), 3)

    def _lay(self, zoom: float | None = None, at: QPointF | None = None) -> None:
        """Lay the pages out anew; what was read stays in its place."""
        room = QSizeF(self.viewport().size())
        held = at if at is not None else QPointF(room.width() / 2, room.height() / 2)
        before = self._stack.zoom
        anchor = self._anchor(held)
        wanted = zoom if zoom is not None else self._stack.zoom_for(self._fit, room)
        self._stack.lay(wanted, self.viewport().width())
        self._is_laying = True
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        for bar, whole, page in (
            (across, self._stack.width, self.viewport().width()),
            (along, self._stack.height, self.viewport().height()),
        ):
            bar.setRange(0, max(whole - page, 0))
            bar.setPageStep(page)
            bar.setSingleStep(_LINE)
        if anchor is not None:
            number, x, y = anchor
            rect = self._stack.rect(number)
            across.setValue(round(rect.left() + x * rect.width() - held.x()))
            along.setValue(round(rect.top() + y * rect.height() - held.y()))
        self._is_laying = False
        if self._stack.zoom != before or zoom is None:
            self.zoom_changed.emit(self._stack.zoom)
        self._settle()

    def _anchor(self, at: QPointF) -> tuple[int, float, float] | None:
        """Return the page under a point, and where on it as a share of its sides."""
        if self._page < 0:
            return None
        x = at.x() + self.horizontalScrollBar().value()
        y = at.y() + self.verticalScrollBar().value()
        number = self._stack.at(round(y))
        if self.verticalScrollBar().value() == 0:
            number, y = 0, at.y()  # the beginning stays the beginning
        rect = self._stack.rect(number)
        return number, (x - rect.left()) / rect.width(), (y - rect.top()) / rect.height()

    def _reveal(self, place: Place) -> None:
        number, which = place
        boxes = self._marks.get(number, ())[which]
        if not boxes:
            return
        rect = self._on_stack(number, boxes[0])
        view = (
            self.viewport()
            .rect()
            .translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        )
        if not QRectF(view).contains(rect):
            self.verticalScrollBar().setValue(round(rect.center().y() - view.height() / 3))
            self.horizontalScrollBar().setValue(round(rect.center().x() - view.width() / 2))

    def _on_stack(self, number: int, box: Box) -> QRectF:
        page, scale = self._stack.rect(number), self._scale()
        return QRectF(
            page.left() + box.left * scale,
            page.top() + box.top * scale,
            box.width * scale,
            box.height * scale,
        )

    # What is asked for.

    def _settle(self) -> None:
        """Say which page is read now, and ask for the pictures that are missing."""
        bar = self.verticalScrollBar()
        reading = self._reading(bar.value())
        if bar.value() and bar.value() == bar.maximum():
            reading = self._stack.height  # the last page may be too short to come up so far
        page = self._stack.at(reading)
        if page != self._page:
            self._page = page
            self.setAccessibleName(f"Page {page + 1} of {len(self._stack)}")
            self.setAccessibleDescription("")
            self._ask_words(page)
            self.page_changed.emit(page)
        seen = self.seen()
        # At a large zoom one page is many screens, and its picture a large one.
        around = (seen.stop, seen.start - 1) if self.zoom <= _NEAR_ZOOM else ()
        near = [one for one in around if 0 <= one < len(self._stack)]
        self._work.want(Rank.PAGE, [self._errand(one) for one in seen if self._is_missing(one)])
        self._work.want(Rank.NEAR, [self._errand(one) for one in near if self._is_missing(one)])
        self.viewport().update()

    def _reading(self, top: int) -> int:
        """Return the height that is read: a third down, but within the uppermost page."""
        at_top = self._stack.at(top + GUTTER)
        within = GUTTER + self._stack.rect(at_top).height() // 2 if at_top >= 0 else 0
        return top + min(self.viewport().height() // 3, within)

    def _is_missing(self, number: int) -> bool:
        return number not in self._faults and not self._pictures.is_as_fine(number, self._dpi())

    def _errand(self, number: int) -> Errand:
        assert self._pages is not None  # noqa: S101  (only pages that are there are missing)
        dpi = self._dpi()
        work = partial(drawn, self._pages, number, dpi)
        return Errand(work, partial(self._take, number, dpi), partial(self._fail, number))

    def _take(self, number: int, dpi: float, image: QImage) -> None:
        self._pictures.put(number, dpi, image, seen=self.seen())
        self.viewport().update()

    def _fail(self, number: int, fault: BoardError) -> None:
        self._faults[number] = fault.message
        self.viewport().update()

    def _ask_words(self, number: int) -> None:
        """Fetch the words of the page, which a screen reader gets instead of its picture."""
        if self._pages is not None:
            work = partial(self._pages.text, number)
            take = partial(self._take_words, number)
            self._work.want(Rank.WORDS, [Errand(work, take, partial(self._fail, number))])

    def _take_words(self, number: int, words: str) -> None:
        if number == self._page:
            self.setAccessibleDescription(words)

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self.viewport().update()

    def _draw(self, painter: QPainter, number: int) -> None:
        rect = self._stack.rect(number)
        kept = self._pictures.get(number)
        fault = self._faults.get(number, "")
        draw_page(painter, rect, kept.image if kept else None, fault)
        for which, boxes in enumerate(self._marks.get(number, ())):
            places = [self._on_stack(number, box) for box in boxes]
            draw_mark(painter, places, is_now=(number, which) == self._mark)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens.sunken))
        bars = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.translate(-bars[0], -bars[1])
        for number in self.seen():
            self._draw(painter, number)
        painter.resetTransform()
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # The bars move one after the other: no picture is wanted of what lies between.
        if not self._is_laying:
            self._settle()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        # A touchpad tells of many small turns.
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        if steps:
            self._turned -= steps * _NOTCH
            self.zoom_by(steps, event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        bar = self.verticalScrollBar()
        at_top = self._stack.at(bar.value() + GUTTER)
        if key == Qt.Key.Key_PageDown:
            self.go_to(min(at_top + 1, len(self._stack) - 1))
        elif key == Qt.Key.Key_PageUp:
            is_inside = at_top >= 0 and bar.value() > self._stack.rect(at_top).top()
            self.go_to(at_top if is_inside else max(at_top - 1, 0))
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_Space:
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar.setValue(bar.value() + (-1 if is_back else 1) * (bar.pageStep() - _LINE))
        else:
            super().keyPressEvent(event)
