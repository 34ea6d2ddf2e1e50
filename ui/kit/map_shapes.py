"""The shapes of the world map, as packaging/map/build.py wrote them."""

import json
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QDataStream, QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

import resources


class MapShape(NamedTuple):
    """A country, or an area with a border of its own that is drawn as part of one.

    `code` is empty for an area that belongs to nobody; `path` is empty for a country too small for
    one; `extent` is the longer side of its largest piece. All lengths are in map units.
    """

    code: str
    name: str
    is_dashed: bool
    point: QPointF
    extent: float
    path: QPainterPath
    box: QRectF


class World(NamedTuple):
    """All shapes, and the size of the whole in map units."""

    width: float
    height: float
    shapes: tuple[MapShape, ...]

    def main_shapes(self) -> dict[str, MapShape]:
        """Return for each code the shape that its name and its marker stand at."""
        found: dict[str, MapShape] = {}
        for shape in self.shapes:
            held = found.get(shape.code)
            if shape.code and (held is None or _rank(shape) > _rank(held)):
                found[shape.code] = shape
        return found


def _rank(shape: MapShape) -> tuple[bool, float]:
    return not shape.is_dashed, shape.extent


class Placing(NamedTuple):
    """Where the map lies in a widget: as large as it fits, in the middle."""

    scale: float
    left: float
    top: float

    def transform(self) -> QTransform:
        return QTransform(self.scale, 0, 0, self.scale, self.left, self.top)

    def on_screen(self, point: QPointF) -> QPointF:
        return QPointF(point.x() * self.scale + self.left, point.y() * self.scale + self.top)

    def on_map(self, point: QPointF) -> QPointF:
        return QPointF((point.x() - self.left) / self.scale, (point.y() - self.top) / self.scale)


def placed(world: World, area: QRectF) -> Placing:
    """Return how the whole map lies in an area."""
    scale = max(0.01, min(area.width() / world.width, area.height() / world.height))
    left = area.left() + (area.width() - world.width * scale) / 2
    top = area.top() + (area.height() - world.height * scale) / 2
    return Placing(scale, left, top)


def shape_at(shapes: Iterable[MapShape], point: QPointF, reach: float) -> MapShape | None:
    """Return the shape that a point in map units lies in, or else the one nearest within reach."""
    near = [shape for shape in shapes if shape.box.intersects(_around(point, reach))]
    for shape in near:
        if shape.path.contains(point):
            return shape
    # Islands of two pixels, and towns on a coast that was thinned.
    for part in (reach / 4, reach / 2, reach):
        around = _around(point, part)
        for shape in near:
            if shape.path.intersects(around):
                return shape
    return None


def _around(point: QPointF, reach: float) -> QRectF:
    return QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)


@cache
def world() -> World:
    """Return the shapes, read once: 5 ms."""
    raw = resources.read_bytes("map", "world.bin")
    end = raw.index(b"\n")
    head = json.loads(raw[:end])
    stream = QDataStream(QByteArray(raw[end + 1 :]))
    stream.setFloatingPointPrecision(QDataStream.FloatingPointPrecision.SinglePrecision)
    shapes = []
    for told in head["shapes"]:
        path = QPainterPath()
        stream >> path
        shapes.append(
            MapShape(
                told["code"],
                told["name"],
                told["dashed"],
                QPointF(*told["point"]),
                told["extent"],
                path,
                path.controlPointRect(),
            )
        )
    if stream.status() is not QDataStream.Status.Ok or not stream.atEnd():
        raise ValueError("The shapes of the map are damaged.")
    return World(head["width"], head["height"], tuple(shapes))
