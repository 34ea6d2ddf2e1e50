"""How the world map is drawn: land, levels, hatching, borders and markers."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from ui.kit.map_shapes import MapShape, Placing, World
from ui.theme.tokens import Tokens

WATCHED_MARKER, PLAIN_MARKER = 10.0, 6.0
"""The least diameters of a country's mark, in device-independent pixels."""
_NEEDS_MARKER, _HARDLY_SEEN = 6.0, 3.0
_HATCH = 6
_LINE = 0.5
_FAINT_LEVELS = (1, 2)  # less than 3:1 against the sea: they get an edge


class MapLevel(NamedTuple):
    """What the map says of a country: its level 0 (not assessed) to 5, and the newest word on it.

    `trend_glyph` is one of ▲▬▼ or empty; `detail` is a short line, such as the last review.
    """

    alpha2: str
    name: str
    level: int = 0
    trend_glyph: str = ""
    on_watch: bool = False
    detail: str = ""


class MapLook(NamedTuple):
    """All that decides how the map looks, but for the one country that is pointed at."""

    levels: Mapping[str, MapLevel]
    placing: Placing
    tokens: Tokens
    ratio: float

    def watched(self, code: str) -> MapLevel | None:
        """Return what is said of a country of the watch list."""
        level = self.levels.get(code)
        return level if level is not None and level.on_watch else None


class Marker(NamedTuple):
    """A disc for a country that is too small to be seen."""

    shape: MapShape
    centre: QPointF
    diameter: float


def markers(world: World, look: MapLook) -> Iterator[Marker]:
    """Yield the markers, those of the watch list last: they lie on top."""
    later = []
    for code, shape in world.main_shapes().items():
        seen = shape.extent * look.placing.scale
        centre = look.placing.on_screen(shape.point)
        if look.watched(code) and seen < _NEEDS_MARKER:
            later.append(Marker(shape, centre, WATCHED_MARKER))
        elif not look.watched(code) and seen < _HARDLY_SEEN:
            yield Marker(shape, centre, PLAIN_MARKER)
    yield from later


def world_pixmap(world: World, look: MapLook, size: QSize) -> QPixmap:
    """Return the whole map as a picture of a size in device-independent pixels."""
    made = QPixmap(size * look.ratio)
    made.setDevicePixelRatio(look.ratio)
    made.fill(QColor(look.tokens.surface))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(look.placing.transform(), combine=True)
    _paint_land(painter, world, look)
    _paint_borders(painter, world, look)
    painter.resetTransform()
    for marker in markers(world, look):
        paint_marker(painter, marker, look)
    painter.end()
    return made


def paint_outline(painter: QPainter, shape: MapShape, look: MapLook, colour: str) -> None:
    """Lift one country: a line around all its pieces."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = look.placing.transform().map(shape.path)
    for ink, width in ((look.tokens.surface, 4), (colour, 2)):
        painter.setPen(QPen(QColor(ink), width, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)
    painter.restore()


def paint_marker(
    painter: QPainter, marker: Marker, look: MapLook, ink: str = "", width: float = 1.0
) -> None:
    """Draw a disc in the country's colour; `ink` is the colour of its edge when it is lifted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    said = look.watched(marker.shape.code)
    painter.setBrush(QColor(look.tokens.risk[said.level] if said else look.tokens.tint))
    painter.setPen(QPen(QColor(ink or look.tokens.control), width))
    radius = (marker.diameter - width) / 2
    painter.drawEllipse(marker.centre, radius, radius)
    if said and said.level == 0:
        painter.setBrush(hatching(look.tokens, look.ratio))
        painter.drawEllipse(marker.centre, radius, radius)
    painter.restore()


def hatching(tokens: Tokens, ratio: float) -> QBrush:
    """Return the brush for what is not assessed; drawn over the colour of level 0."""
    # Our own tile: Qt's patterns are in device pixels, and too fine on a dense screen.
    tile = QPixmap(QSize(_HATCH, _HATCH) * ratio)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    painter.setPen(QPen(QColor(tokens.control), 1))
    for shift in (-_HATCH, 0, _HATCH):
        painter.drawLine(shift, _HATCH, shift + _HATCH, 0)
    painter.end()
    brush = QBrush(tile)
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    return brush


def _paint_land(painter: QPainter, world: World, look: MapLook) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    plain = QColor(look.tokens.tint)
    colours = [QColor(colour) for colour in look.tokens.risk]
    hatched = []
    for shape in world.shapes:
        said = look.watched(shape.code)
        painter.setBrush(colours[said.level] if said else plain)
        painter.drawPath(shape.path)
        if said and said.level == 0:
            hatched.append(shape)
    painter.save()
    transform = look.placing.transform()
    painter.setTransform(transform.inverted()[0], combine=True)
    painter.setBrush(hatching(look.tokens, look.ratio))
    for shape in hatched:
        painter.drawPath(transform.map(shape.path))
    painter.restore()


def _paint_borders(painter: QPainter, world: World, look: MapLook) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    control = look.tokens.control
    painter.setPen(_line(control, _LINE * look.ratio))
    for shape in world.shapes:
        painter.drawPath(shape.path)
    painter.setPen(_line(control, look.ratio))
    for shape in world.shapes:
        said = look.watched(shape.code)
        if said and said.level in _FAINT_LEVELS and not shape.is_dashed:
            painter.drawPath(shape.path)
    dashes = _line(look.tokens.text2, look.ratio)
    dashes.setDashPattern([3, 3])
    for shape in world.shapes:
        if shape.is_dashed:
            # The neighbours' whole lines lie below: without this nothing of the gaps is seen.
            for pen in (_line(look.tokens.surface, 1.5 * look.ratio), dashes):
                painter.setPen(pen)
                painter.drawPath(shape.path)


def _line(colour: str, width: float) -> QPen:
    """Return a pen of a width in device pixels, whatever the scale of the map."""
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
