"""How the world map is drawn: land, levels, hatching, borders and markers."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from math import hypot
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QTransform

from ui.kit.map_shapes import MapShape, Placing, World
from ui.theme.tokens import Tokens

WATCHED_MARKER, PLAIN_MARKER = 10.0, 6.0
"""The least diameters of a country's mark, in device-independent pixels."""
_HARDLY_SEEN = 3.0
_HATCH = 6
_LINE = 0.5
_LAND = 0.6
_PUSHES = 4
_STRONG_LEVELS = (3, 4, 5)
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


def markers(world: World, look: MapLook) -> list[Marker]:
    """Return the markers; those of the watch list come last, the most severe on top."""
    plain, watched = [], []
    for code, shape in world.main_shapes().items():
        seen = shape.extent * look.placing.scale
        centre = look.placing.on_screen(shape.point)
        said = look.watched(code)
        if said is not None and seen < WATCHED_MARKER:
            watched.append((said.level, Marker(shape, centre, WATCHED_MARKER)))
        elif said is None and seen < _HARDLY_SEEN:
            plain.append(Marker(shape, centre, PLAIN_MARKER))
    watched.sort(key=lambda one: one[0])
    return plain + _apart([marker for _, marker in watched])


def _apart(drawn: list[Marker]) -> list[Marker]:
    """Push markers that lie on each other apart: Rwanda would hide Burundi."""
    found = list(drawn)
    for _ in range(_PUSHES):
        for (i, one), (j, other) in combinations(enumerate(found), 2):
            away = found[j].centre - found[i].centre
            distance = hypot(away.x(), away.y())
            lack = (one.diameter + other.diameter) / 2 - distance
            if lack > 0:
                step = away * (lack / 2 / distance) if distance else QPointF(lack / 2, 0)
                found[i] = one._replace(centre=found[i].centre - step)
                found[j] = other._replace(centre=found[j].centre + step)
    return found


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


def paint_lifted(painter: QPainter, shapes: Iterable[MapShape], look: MapLook, ink: str) -> None:
    """Lift one country: a line around all its pieces, and its colour again over the line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    transform = look.placing.transform()
    paths = [(shape, transform.map(shape.path)) for shape in shapes]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((look.tokens.surface, 6), (ink, 4)):
        painter.setPen(QPen(QColor(colour), width, j=Qt.PenJoinStyle.RoundJoin))
        for _, path in paths:
            painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    for shape, path in paths:
        for brush in _brushes(look.watched(shape.code), look):
            painter.setBrush(brush)
            painter.drawPath(path)
    painter.restore()


def paint_marker(
    painter: QPainter, marker: Marker, look: MapLook, ink: str = "", width: float = 1.0
) -> None:
    """Draw a disc in the country's colour; `ink` is the colour of its edge when it is lifted."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    said = look.watched(marker.shape.code)
    # The many that are not watched must not be louder than the few that are.
    width = width if said or ink else _LINE
    painter.setPen(QPen(QColor(ink or look.tokens.control), width))
    radius = (marker.diameter - width) / 2
    for brush in _brushes(said, look):
        painter.setBrush(brush)
        painter.drawEllipse(marker.centre, radius, radius)
    painter.restore()


def land_colour(tokens: Tokens) -> QColor:
    """Return the colour of land that is not watched: a grey, as blue would look like water."""
    sea, line = QColor(tokens.surface), QColor(tokens.border)
    return QColor.fromRgbF(
        sea.redF() + (line.redF() - sea.redF()) * _LAND,
        sea.greenF() + (line.greenF() - sea.greenF()) * _LAND,
        sea.blueF() + (line.blueF() - sea.blueF()) * _LAND,
    )


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


def _brushes(said: MapLevel | None, look: MapLook) -> list[QBrush]:
    """Return what a country is filled with, one over the other."""
    if said is None:
        return [QBrush(land_colour(look.tokens))]
    ground = QBrush(QColor(look.tokens.risk[said.level]))
    return [ground] if said.level else [ground, hatching(look.tokens, look.ratio)]


def _paint_land(painter: QPainter, world: World, look: MapLook) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    plain = QBrush(land_colour(look.tokens))
    watched = []
    for shape in world.shapes:
        if look.watched(shape.code):
            watched.append(shape)
        else:
            painter.setBrush(plain)
            painter.drawPath(shape.path)
    # Brushes are scaled with the painter, and the hatching must not be.
    transform = look.placing.transform()
    painter.save()
    painter.setTransform(transform.inverted()[0], combine=True)
    for shape in watched:
        path = transform.map(shape.path)
        for brush in _brushes(look.watched(shape.code), look):
            painter.setBrush(brush)
            painter.drawPath(path)
    painter.restore()


def _paint_borders(painter: QPainter, world: World, look: MapLook) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    tokens, ratio = look.tokens, look.ratio
    thin = _line(tokens.control, _LINE * ratio)
    # Between two countries of one strong colour a grey line would not be seen.
    strong, faint = _line(tokens.surface, ratio), _line(tokens.control, ratio)
    for pen, levels in ((thin, (None, 0)), (strong, _STRONG_LEVELS), (faint, _FAINT_LEVELS)):
        painter.setPen(pen)
        for shape in world.shapes:
            said = look.watched(shape.code)
            if not shape.is_dashed and (said.level if said else None) in levels:
                painter.drawPath(shape.path)
    dashes = _line(tokens.text2, ratio)
    dashes.setDashPattern([3, 2])
    for shape in world.shapes:
        if shape.is_dashed:
            # The neighbours' whole lines lie below: without this nothing of the gaps is seen.
            for pen in (_line(tokens.surface, 1.5 * ratio), dashes):
                painter.setPen(pen)
                painter.drawPath(shape.path)


def _line(colour: str, width: float) -> QPen:
    """Return a pen of a width in device pixels, whatever the scale of the map."""
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    return pen
