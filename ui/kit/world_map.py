"""The world map: the watch list's countries in the colour of their level."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.map_label import MapLabel, MapWords, words_of
from ui.kit.map_legend import MapLegend
from ui.kit.map_painting import (
    MapLevel,
    MapLook,
    Marker,
    markers,
    paint_lifted,
    paint_marker,
    world_pixmap,
)
from ui.kit.map_shapes import MapShape, placed, shape_at, world
from ui.theme.service import theme
from ui.theme.tokens import GAP, Tokens

__all__ = ["MapLegend", "MapLevel", "WorldMap"]

_EDGE = 6  # room for the focus ring
_REACH = 2.0
_HINT = QSize(900, 420)
_LEAST = QSize(320, 160)
_KEYS = "Arrow keys go from country to country, Enter opens one."


class WorldMap(QWidget):
    """Shows levels and asks for countries; it goes nowhere by itself.

    `country_activated` carries the two letters of a country that was clicked, or opened by Enter:
    of any on the map, not only those of the watch list, and XK for Kosovo. `country_hovered`
    carries them too, or None when nothing is pointed at.
    """

    country_activated = Signal(object)
    country_hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("world_map")
        self.setAccessibleName("World map of the watch list")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._world = world()
        self._main = self._world.main_shapes()
        self._levels: dict[str, MapLevel] = {}
        self._version = 0
        self._cached: tuple[object, QPixmap, MapLook, list[Marker]] | None = None
        self._pointed: MapShape | None = None
        self._pointed_at = QPointF()
        self._pressed = ""
        self._current = ""
        theme().changed.connect(self._on_theme_changed)
        self._describe()

    def show_levels(self, levels: Mapping[str, MapLevel]) -> None:
        """Show these countries, by their two letters; the current one stays if it is there."""
        self._levels = dict(levels)
        self._version += 1
        steps = self._steps()
        if self._current not in steps:
            self._current = steps[0] if steps and self.hasFocus() else ""
        self._describe()
        self.update()

    def not_on_map(self) -> tuple[str, ...]:
        """Return the codes of the watch list that have no place here: those of the board's own."""
        listed = (code for code, level in self._levels.items() if level.on_watch)
        return tuple(code for code in listed if code not in self._main)

    def current(self) -> str | None:
        """Return the country that the keys stand on."""
        return self._current or None

    def select(self, alpha2: str | None) -> None:
        """Put the keys on a country of the watch list, as when it is chosen in a list beside."""
        self._current = alpha2 if alpha2 in self._steps() else ""
        self._describe()
        self.update()

    def country_at(self, point: QPointF) -> str | None:
        """Return the country at a point of the widget."""
        shape = self._shape_at(point)
        return shape.code if shape and shape.code else None

    def place_of(self, alpha2: str) -> QPointF | None:
        """Return the point of the widget where a country's name and marker stand."""
        shape = self._main.get(alpha2)
        if shape is None:
            return None
        _, look, drawn = self._picture()
        marked = (one.centre for one in drawn if one.shape is shape)
        return next(marked, look.placing.on_screen(shape.point))

    def words(self) -> MapWords | None:
        """Return what the box says now: of the country pointed at, else of the current one."""
        shape = self._shown()
        if shape is None:
            return None
        main = self._main.get(shape.code, shape)
        return words_of(shape, self._levels, main.name)

    def label_rect(self) -> QRectF:
        """Return where the box stands; empty when there is none."""
        made = self._label()
        return made[1] if made else QRectF()

    def _label(self) -> tuple[MapLabel, QRectF] | None:
        words, shape = self.words(), self._shown()
        if words is None or shape is None:
            return None
        area = QRectF(self.rect()).adjusted(GAP, GAP, -GAP, -GAP)
        label = MapLabel(words, self.font(), int(area.width()))
        keyed = None if shape is self._pointed else self.place_of(shape.code)
        return label, label.rect(self._pointed_at if keyed is None else keyed, area)

    def _shown(self) -> MapShape | None:
        if self._pointed is not None:
            return self._pointed
        return self._main.get(self._current) if self._current else None

    def _picture(self) -> tuple[QPixmap, MapLook, list[Marker]]:
        """Return the map as it looks now, drawn again only when something of it has changed."""
        tokens, ratio = theme().tokens, self.devicePixelRatioF()
        key = (self.size(), ratio, tokens.name, self._version)
        if self._cached is None or self._cached[0] != key:
            area = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
            look = MapLook(self._levels, placed(self._world, area), tokens, ratio)
            made = world_pixmap(self._world, look, self.size())
            self._cached = (key, made, look, markers(self._world, look))
        return self._cached[1:]

    def _shape_at(self, point: QPointF) -> MapShape | None:
        _, look, drawn = self._picture()
        near = [
            (not is_watched, away, number)
            for number, marker in enumerate(drawn)
            for is_watched in (look.watched(marker.shape.code) is not None,)
            if (away := _distance(marker.centre, point))
            <= marker.diameter / 2 + (_REACH if is_watched else 0)
        ]
        if near:
            return drawn[min(near)[2]].shape
        placing = look.placing
        return shape_at(self._world.shapes, placing.on_map(point), _REACH / placing.scale)

    def _steps(self) -> list[str]:
        """Return the watch list's countries on the map, from west to east."""
        listed = [code for code, level in self._levels.items() if level.on_watch]
        places = {code: self._main[code].point for code in listed if code in self._main}
        return sorted(places, key=lambda code: (places[code].x(), code))

    def _step(self, key: int) -> None:
        steps = self._steps()
        if not steps:
            return
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            steps.sort(key=lambda code: self._main[code].point.y())
        last = len(steps) - 1
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            at = 0 if key == Qt.Key.Key_Home else last
        elif self._current not in steps:
            at = 0
        else:
            step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            at = max(0, min(last, steps.index(self._current) + step))
        self._go_to(steps[at])

    def _go_to(self, code: str) -> None:
        self._point_at(None)  # the box follows the keys, not the resting mouse
        if code != self._current:
            self._current = code
            self._describe()
            self._announce()
        self.update()

    def _describe(self) -> None:
        """Tell screen readers where the keys stand and what there is."""
        count = len(self._steps())
        if count == 0:
            self.setAccessibleDescription("No country of the watch list is on the map.")
            return
        shape = self._main.get(self._current)
        here = f"{words_of(shape, self._levels, shape.name).spoken()}. " if shape else ""
        what = "1 country" if count == 1 else f"{count} countries"
        self.setAccessibleDescription(f"{here}{what} of the watch list. {_KEYS}")

    def _announce(self) -> None:
        # 3 ms of enums that the first screen does without
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

        words = self.words()
        if words is not None and self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words.spoken()))

    def _point_at(self, shape: MapShape | None) -> None:
        before = self._pointed.code if self._pointed else ""
        after = shape.code if shape else ""
        self._pointed = shape
        if after:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        if before != after:
            self.country_hovered.emit(after or None)
        self.update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.update()

    def _paint_lifted(self, painter: QPainter, shape: MapShape, colour: str) -> None:
        _, look, drawn = self._picture()
        parts = [one for one in self._world.shapes if shape.code and one.code == shape.code]
        paint_lifted(painter, parts or [shape], look, colour)
        for marker in drawn:
            if marker.shape.code == shape.code:
                paint_marker(painter, marker._replace(diameter=14), look, colour, 2)

    def _paint_focus(self, painter: QPainter, tokens: Tokens) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    @override
    def sizeHint(self) -> QSize:
        return _HINT

    @override
    def minimumSizeHint(self) -> QSize:
        return _LEAST

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture, look, _ = self._picture()
        painter.drawPixmap(0, 0, picture)
        current = self._main.get(self._current)
        if current is not None:
            self._paint_lifted(painter, current, look.tokens.focus)
        if self._pointed is not None and self._pointed.code != self._current:
            self._paint_lifted(painter, self._pointed, look.tokens.text)
        if self.hasFocus():
            self._paint_focus(painter, look.tokens)
        label = self._label()
        if label is not None:
            label[0].paint(painter, label[1], look.tokens)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed_at = event.position()
        self._point_at(self._shape_at(event.position()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self.country_at(event.position()) or ""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        pressed, self._pressed = self._pressed, ""
        if pressed and pressed == self.country_at(event.position()):
            if pressed in self._steps():
                self.select(pressed)
            self.country_activated.emit(pressed)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # A mouse click says itself where the keys stand.
        by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if by_key and not self._current and self._steps():
            self._go_to(self._steps()[0])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if plain != Qt.KeyboardModifier.NoModifier:
            event.ignore()
        elif key in _STEPS:
            self._step(key)
        elif key in _OPENS and self._current:
            self.country_activated.emit(self._current)
        else:
            event.ignore()


_STEPS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


def _distance(one: QPointF, other: QPointF) -> float:
    away = one - other
    return float((away.x() ** 2 + away.y() ** 2) ** 0.5)
