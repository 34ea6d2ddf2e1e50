"""A level over time as steps, with marks for what happened along the way."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from board_app.domain.risk import RiskLevel
from board_app.domain.words import MONTHS, day
from ui.kit.looks import chip_font
from ui.kit.text import escaped_tooltip
from ui.theme.service import theme
from ui.theme.tokens import CAPTION, Tokens

_LEFT, _RIGHT, _TOP, _BOTTOM = 92, 104, 14, 44
_POINT = 9.0
_TICK = 10
_NEAR = 12.0
_HEIGHT = 260
_LEAST_DAYS = 120
_LABEL_EVERY = 96  # pixels
_SOMETIME = date(2000, 1, 1)  # until there is something to show


class ChartPoint(NamedTuple):
    """A judgement on a day; `id` is what Enter opens, `words` what is said of it."""

    id: int
    on: date
    level: RiskLevel
    words: str


class ChartMark(NamedTuple):
    """Something that happened on a day: a decision or an action item."""

    id: int
    on: date
    kind: str
    words: str


class StepChart(QWidget):
    """Levels 1 to 5 as five hairlines; arrow keys walk the points, Enter opens one."""

    point_activated = Signal(object)  # ChartPoint

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("step_chart")
        self.setAccessibleName("Level over time")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self._points: tuple[ChartPoint, ...] = ()
        self._marks: tuple[ChartMark, ...] = ()
        self._today = _SOMETIME
        self._between = (_SOMETIME, _SOMETIME + timedelta(days=_LEAST_DAYS))
        self._current = -1
        theme().changed.connect(self.update)

    def show_points(
        self, points: Sequence[ChartPoint], marks: Sequence[ChartMark], today: date
    ) -> None:
        """Show judgements and what happened; both in any order."""
        self._points = tuple(sorted(points, key=lambda one: (one.on, one.id)))
        self._marks = tuple(sorted(marks, key=lambda one: (one.on, one.id)))
        self._today = today
        self._between = self._span()
        self._current = len(self._points) - 1
        self._describe()
        self.update()

    def place_of(self, point: ChartPoint) -> QPointF:
        """Return where a judgement is drawn."""
        return QPointF(self._x(point.on), self._y(point.level))

    def current(self) -> ChartPoint | None:
        return self._points[self._current] if 0 <= self._current < len(self._points) else None

    def words_at(self, place: QPointF) -> str:
        """Return what is said of the point or the marks at a place, "" for nothing."""
        for point in self._points:
            if _distance(self.place_of(point), place) <= _NEAR:
                return point.words
        if place.y() < self.height() - _BOTTOM - _TICK:
            return ""
        near = [
            mark.words for mark in self._marks if abs(self._x(mark.on) - place.x()) <= _TICK / 2
        ]
        return "\n".join(near)

    def _describe(self) -> None:
        said = "; ".join(f"{point.on.isoformat()}: {point.level.label}" for point in self._points)
        self.setAccessibleDescription(said or "No review was adopted yet.")
        now = self.current()
        self.setAccessibleName(f"Level over time. {now.words}" if now else "Level over time")

    def _span(self) -> tuple[date, date]:
        """Return the days between which all is drawn; every place is reckoned from them."""
        days = [point.on for point in self._points] + [mark.on for mark in self._marks]
        end = max([*days, self._today]) + timedelta(days=10)
        start = min([*days, end - timedelta(days=_LEAST_DAYS)]) - timedelta(days=10)
        return start, end

    def _x(self, on: date) -> float:
        start, end = self._between
        room = max(self.width() - _LEFT - _RIGHT, 1)
        return _LEFT + room * (on - start).days / max((end - start).days, 1)

    def _y(self, level: RiskLevel) -> float:
        room = self.height() - _TOP - _BOTTOM
        return _TOP + room * (len(RiskLevel) - 1 - int(level)) / (len(RiskLevel) - 1)

    def _paint_scale(self, painter: QPainter, tokens: Tokens) -> None:
        for level in RiskLevel:
            if not level:
                continue
            y = self._y(level)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(QColor(tokens.muted))
            place = QRectF(0, y - 9, _LEFT - 12, 18)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, int(align), level.label)

    def _paint_months(self, painter: QPainter, tokens: Tokens) -> None:
        start, end = self._between
        month = date(start.year, start.month, 1)
        last = -_LABEL_EVERY * 2.0
        y = self.height() - 18
        painter.setPen(QColor(tokens.muted))
        while month <= end:
            x = self._x(month)
            if x >= _LEFT and x - last >= _LABEL_EVERY and x < self.width() - _RIGHT:
                text = f"{MONTHS[month.month - 1][:3]} {month.year}"
                painter.drawText(QRectF(x, y, _LABEL_EVERY, 16), 0, text)
                last = x
            month = (month.replace(day=28) + timedelta(days=5)).replace(day=1)

    def _paint_line(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setPen(QPen(QColor(tokens.text2), 2))
        assessed = [point for point in self._points if point.level]
        for one, other in pairwise(assessed):
            here, there = self.place_of(one), self.place_of(other)
            corner = QPointF(there.x(), here.y())
            painter.drawLine(here, corner)
            painter.drawLine(corner, there)
        if assessed:
            last = self.place_of(assessed[-1])
            painter.drawLine(last, QPointF(self._x(self._today), last.y()))

    def _paint_points(self, painter: QPainter, tokens: Tokens) -> None:
        font = chip_font(self.font())
        font.setPixelSize(CAPTION - 1)
        painter.setFont(font)
        for number, point in enumerate(self._points):
            if not point.level:
                continue
            place = self.place_of(point)
            is_current = number == self._current and self.hasFocus()
            edge = tokens.focus if is_current else tokens.control
            painter.setPen(QPen(QColor(edge), 3 if is_current else 1))
            painter.setBrush(QColor(tokens.risk[point.level]))
            painter.drawEllipse(place, _POINT, _POINT)
            painter.setPen(QColor(tokens.risk_text[point.level]))
            frame = QRectF(place.x() - _POINT, place.y() - _POINT, 2 * _POINT, 2 * _POINT)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(int(point.level)))

    def _paint_newest(self, painter: QPainter, tokens: Tokens) -> None:
        assessed = [point for point in self._points if point.level]
        if assessed:
            font = chip_font(self.font())
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            y = self._y(assessed[-1].level)
            place = QRectF(self.width() - _RIGHT + 8, y - 9, _RIGHT - 8, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, assessed[-1].level.label)

    def _paint_marks(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw decisions as bars above the axis and action items as dots on it."""
        y = self.height() - _BOTTOM + 8
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
        for mark in self._marks:
            x = self._x(mark.on)
            if mark.kind == "decision":
                painter.fillRect(QRectF(x - 1.5, y - 13, 3, 11), QColor(tokens.accent))
            else:
                painter.setBrush(QColor(tokens.surface))
                painter.setPen(QPen(QColor(tokens.text2), 1.5))
                painter.drawEllipse(QPointF(x, y), 3.5, 3.5)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        font = self.font()
        font.setPixelSize(CAPTION)
        painter.setFont(font)
        self._paint_scale(painter, tokens)
        self._paint_months(painter, tokens)
        self._paint_marks(painter, tokens)
        self._paint_line(painter, tokens)
        self._paint_points(painter, tokens)
        self._paint_newest(painter, tokens)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, point = event.key(), self.current()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._points:
            step = 1 if key == Qt.Key.Key_Right else -1
            self._current = min(max(self._current + step, 0), len(self._points) - 1)
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and point is not None:
            self.point_activated.emit(point)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for point in self._points:
            if _distance(self.place_of(point), event.position()) <= _NEAR:
                self.point_activated.emit(point)
                return
        super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.setToolTip(escaped_tooltip(self.words_at(event.position())))
        super().mouseMoveEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(360, _HEIGHT)


def _distance(one: QPointF, other: QPointF) -> float:
    between = one - other
    return float((between.x() ** 2 + between.y() ** 2) ** 0.5)


def point_words(on: date, level: RiskLevel, trend: str, reference: str, today: date) -> str:
    """Return what is said of a judgement: "25 May: 4 High, worsening (R-2015-09)"."""
    return f"{day(on, today)}: {level.label}, {trend} ({reference})"
