"""Figures: plain shapes drawn as paths, with hatching and numbers where colour must not decide."""

from collections.abc import Iterable
from math import ceil
from typing import Self

from reportlab.platypus import Flowable
from typing_extensions import override

from board_app.documents.canvas import TaggedCanvas
from board_app.documents.fonts import Face, width_of
from board_app.documents.inks import Color
from board_app.documents.structure import Elem
from board_app.domain.document import Figure, Shape

_BORDER = 0.35
_HATCH = 2.4  # points between two lines
_HATCH_LINE = 0.4
_HATCH_INK = Color(0.35, 0.4, 0.47)
_LABEL = 6.0
_DROP = 2.1  # half the height of a figure of this size
_DARK, _LIGHT = Color(0.086, 0.125, 0.173), Color(1, 1, 1)


class Drawing(Flowable):  # type: ignore[misc]  # the library is untyped
    """A figure on its line."""

    def __init__(self, figure: Figure, elem: Elem) -> None:
        super().__init__()
        self._figure = figure
        self._elem = elem

    @property
    def least(self) -> float:
        """Return the height that must be free below what leads the figure."""
        return float(self.height)

    def fit(self, width: float) -> Self:
        """Take the height that the figure has on a line of a width."""
        self.width, self.height = width, drawn_height(self._figure, width)
        return self

    @override
    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.fit(avail_width)
        return avail_width, self.height

    @override
    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        self._elem.placed(left, bottom, left + self.width, bottom + self.height)
        # The whole drawing is one piece of content: its words stand for all of it.
        canvas.write(f"EMC\n{canvas.begin(self._elem)}")
        draw(canvas, self._figure, 0, 0, self.width)
        canvas.write("EMC\n/Artifact BMC")


def drawn_height(figure: Figure, width: float) -> float:
    """Return how high a figure becomes, in points, on a line of a width."""
    return figure.height * figure.width * width


def draw(canvas: TaggedCanvas, figure: Figure, x: float, y: float, width: float) -> None:
    """Draw a figure with its lower left corner at a point; `width` is that of the line."""
    across = figure.width * width
    left = x + (width - across) / 2
    top = y + figure.height * across
    canvas.saveState()
    canvas.setLineWidth(_BORDER)
    canvas.setLineJoin(1)
    for shape in figure.shapes:
        places = [[(left + px * across, top - py * across) for px, py in r] for r in shape.rings]
        _area(canvas, shape, places)
    for shape in figure.shapes:
        if shape.label and (shape.at or shape.rings):
            _label(canvas, shape, left, top, across)
    canvas.restoreState()


def _area(canvas: TaggedCanvas, shape: Shape, rings: list[list[tuple[float, float]]]) -> None:
    if not rings:
        return
    if shape.fill is not None:
        canvas.setFillColorRGB(*_color(shape.fill))
    if shape.stroke is not None:
        canvas.setStrokeColorRGB(*_color(shape.stroke))
    is_solid = shape.stroke is not None and not shape.is_dashed
    # Even-odd, so that holes stay holes.
    canvas.drawPath(
        _path(canvas, rings), stroke=int(is_solid), fill=int(shape.fill is not None), fillMode=0
    )
    if shape.is_hatched:
        _hatch(canvas, rings)
    if shape.stroke is not None and shape.is_dashed:
        _dash(canvas, rings, _color(shape.stroke))


def _path(canvas: TaggedCanvas, rings: Iterable[list[tuple[float, float]]]) -> object:
    path = canvas.beginPath()
    for ring in rings:
        path.moveTo(*ring[0])
        for point in ring[1:]:
            path.lineTo(*point)
        path.close()
    return path


def _dash(canvas: TaggedCanvas, rings: list[list[tuple[float, float]]], ink: Color) -> None:
    """Draw a dashed edge over a light one: the neighbours' whole lines lie below it."""
    canvas.saveState()
    for color, width, dashes in ((_LIGHT, 3 * _BORDER, []), (ink, 1.5 * _BORDER, [1.5, 1.0])):
        canvas.setStrokeColorRGB(*color)
        canvas.setLineWidth(width)
        canvas.setDash(dashes)
        canvas.drawPath(_path(canvas, rings), stroke=1, fill=0)
    canvas.restoreState()


def _hatch(canvas: TaggedCanvas, rings: list[list[tuple[float, float]]]) -> None:
    points = [point for ring in rings for point in ring]
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y, high_y = min(y for _, y in points), max(y for _, y in points)
    canvas.saveState()
    canvas.clipPath(_path(canvas, rings), stroke=0, fill=0, fillMode=0)
    canvas.setStrokeColorRGB(*_HATCH_INK)
    canvas.setLineWidth(_HATCH_LINE)
    rise = high_y - low_y
    for step in range(ceil((high_x - low_x + rise) / _HATCH) + 1):
        start = low_x - rise + step * _HATCH
        canvas.line(start, low_y, start + rise, high_y)
    canvas.restoreState()


def _label(canvas: TaggedCanvas, shape: Shape, left: float, top: float, across: float) -> None:
    at = shape.at or _middle(shape)
    face = Face.BOLD.value
    fill = _color(shape.fill) if shape.fill is not None else _LIGHT
    bright = 0.299 * fill.red + 0.587 * fill.green + 0.114 * fill.blue
    ink = _DARK if bright > 0.55 else _LIGHT
    width = sum(width_of(sign, face) for sign in shape.label) * _LABEL
    x, y = left + at[0] * across - width / 2, top - at[1] * across - _DROP
    font = canvas.font(face)
    canvas.write(
        f"BT {ink.red:.3g} {ink.green:.3g} {ink.blue:.3g} rg /{font.key} {_LABEL:g} Tf "
        f"1 0 0 1 {x:.2f} {y:.2f} Tm <{font.encoded(shape.label)}> Tj ET"
    )


def _middle(shape: Shape) -> tuple[float, float]:
    """Return the middle of the box around the largest ring."""
    largest = max(shape.rings, key=len)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _color(text: str) -> Color:
    return Color(*(int(text[at : at + 2], 16) / 255 for at in (0, 2, 4)))
