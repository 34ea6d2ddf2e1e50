"""Drawing: rows onto the canvas, shapes first, then the text with what it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from board_app.documents.canvas import TaggedCanvas
from board_app.documents.cells import Cell, Row
from board_app.documents.inks import Color
from board_app.documents.structure import Elem
from board_app.documents.typeset import Line
from board_app.domain.document import Align


class Shown(NamedTuple):
    """A row and the height of its upper edge; a silent one is painted for the eye alone."""

    row: Row
    top: float
    is_silent: bool = False


def paint(canvas: TaggedCanvas, shown: Sequence[Shown], width: float) -> None:
    """Paint rows that are `width` points wide."""
    pen = _Pen(canvas)
    for row, top, _ in shown:
        _shapes(canvas, row, top, width)
    silent = [one for one in shown if one.is_silent]
    spoken = [one for one in shown if not one.is_silent]
    pen.paint(_cells(silent), is_silent=True)
    pen.paint(_cells(spoken))


def write(canvas: TaggedCanvas, cell: Cell, top: float) -> None:
    """Write the lines of a cell below a height."""
    _Pen(canvas).paint([(cell, top)], is_silent=not cell.elems)


def _cells(shown: Iterable[Shown]) -> Iterator[tuple[Cell, float]]:
    for row, top, _ in shown:
        for cell in row.cells:
            yield cell, top - row.above


class _Pen:
    """Writes text; knows which font and colour are set, so as not to set them again."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas
        self._font: tuple[str, float] | None = None
        self._color: Color | None = None

    def paint(self, cells: Iterable[tuple[Cell, float]], *, is_silent: bool = False) -> None:
        canvas = self._canvas
        code: list[str] = []
        for cell, top in cells:
            y = top
            elems = dict(cell.elems)
            is_open = False
            elem: Elem | None = None
            for number, line in enumerate(cell.lines):
                if number in elems:
                    if is_open:
                        code.append("EMC")
                        is_open = False
                    elem = elems[number]
                if line.fragments:
                    if elem is not None and not is_open and not is_silent:
                        code.append(canvas.begin(elem))
                        is_open = True
                    self._line(code, cell, line, y, end=" " if is_open else "")
                y -= line.leading
            if is_open:
                code.append("EMC")
        if code:
            text = "\n".join(("BT", *code, "ET"))
            canvas.write(text if is_silent else f"EMC\n{text}\n/Artifact BMC")

    def _line(self, code: list[str], cell: Cell, line: Line, top: float, *, end: str) -> None:
        code.append(f"1 0 0 1 {_start(cell, line):.2f} {top - line.drop:.2f} Tm")
        last = len(line.fragments) - 1
        for at, (font, points, color, text) in enumerate(line.fragments):
            if color is not self._color:
                self._color = color
                code.append(f"{color.red:.3g} {color.green:.3g} {color.blue:.3g} rg")
            embedded = self._canvas.font(font)
            if self._font != (font, points):
                self._font = (font, points)
                code.append(f"/{embedded.key} {points:g} Tf")
            # Words of two lines must not run together when they are copied or read aloud.
            whole = text if at < last or line.runs_on else text + end
            code.append(f"<{embedded.encoded(whole)}> Tj")


def _shapes(canvas: TaggedCanvas, row: Row, top: float, width: float) -> None:
    bottom = top - row.height
    if row.ground is not None:
        canvas.write(f"{_rgb(row.ground)} rg 0 {bottom:.2f} {width:.2f} {row.height:.2f} re f")
    if row.bar is not None:
        left, thick, color = row.bar
        box = f"{left:.2f} {bottom:.2f} {thick:.2f} {row.height:.2f}"
        canvas.write(f"{_rgb(color)} rg {box} re f")
    for edge, y in ((row.upper, top), (row.lower, bottom)):
        if edge is not None:
            line = f"0 {y:.2f} m {width:.2f} {y:.2f} l S"
            canvas.write(f"{_rgb(edge.color)} RG {edge.width:g} w {line}")


def _rgb(color: Color) -> str:
    return f"{color.red:.3g} {color.green:.3g} {color.blue:.3g}"


def _start(cell: Cell, line: Line) -> float:
    if cell.align is Align.RIGHT:
        return cell.x + cell.width - line.width
    if cell.align is Align.CENTER:
        return cell.x + (cell.width - line.width) / 2
    return cell.x
