"""Cells and rows: what stands side by side on a page; a paragraph is a row of a single cell."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile
from typing import NamedTuple

from board_app.documents.inks import RULE, STRONG_RULE, Color
from board_app.documents.structure import Elem
from board_app.documents.typeset import Line
from board_app.domain.document import Align

_FUZZ = 0.01
HAIRLINE = 0.5
SIGNED_SHARE = 0.6  # of the line's width takes the signature, before the date


class Cell(NamedTuple):
    """Lines at a distance from the left edge of the text; `width` matters for the other edges.

    `elems` tells from which line on the text belongs to which element; without any it is painted
    for the eye alone.
    """

    x: float
    width: float
    lines: tuple[Line, ...]
    align: Align = Align.LEFT
    elems: tuple[tuple[int, Elem], ...] = ()

    @property
    def height(self) -> float:
        return sum(line.leading for line in self.lines)

    def fitting(self, room: float) -> int:
        """Return how many lines fit into a height."""
        heights = accumulate(line.leading for line in self.lines)
        return sum(1 for _ in takewhile(lambda height: height <= room + _FUZZ, heights))

    def upto(self, count: int) -> "Cell":
        """Return the cell with its first lines."""
        return self._replace(lines=self.lines[:count])

    def since(self, count: int) -> "Cell":
        """Return the cell without its first lines."""
        before = [elem for line, elem in self.elems if line <= count]
        after = tuple((line - count, elem) for line, elem in self.elems if line > count)
        elems = ((0, before[-1]), *after) if before else after
        return self._replace(lines=self.lines[count:], elems=elems)

    def of(self, elem: Elem) -> "Cell":
        """Return the cell as the text of one element."""
        return self._replace(elems=((0, elem),))


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal line below a row, or at the head of a table above one."""

    color: Color = RULE
    width: float = HAIRLINE


class Field(NamedTuple):
    """The field of a signature over a row: its element, its name, and what is said of it."""

    elem: Elem
    name: str
    told: str


class Lead(NamedTuple):
    """Where a row leads: the link's element, what is said of it, and page and height at the end."""

    elem: Elem
    told: str
    to: Callable[[], tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, with air above and below, on a ground or beside a bar.

    One that leads somewhere is a link as a whole, one with a field takes a signature.
    """

    cells: tuple[Cell, ...]
    above: float = 0.0
    below: float = 0.0
    ground: Color | None = None
    bar: tuple[float, float, Color] | None = None  # distance from the left, width, colour
    upper: Edge | None = None
    lower: Edge | None = None
    lead: Lead | None = None
    sign: Field | None = None
    height: float = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((cell.height for cell in self.cells), default=0.0)
        object.__setattr__(self, "height", self.above + tallest + self.below)

    def cut(self, room: float, *, least: int) -> tuple["Row", "Row"] | None:
        """Return the part that fits into a height and the rest, None if too little would stand.

        At least `least` lines stay on either side of the cut.
        """
        if not self.cells:
            return None
        room -= self.above
        counts = [min(cell.fitting(room), len(cell.lines)) for cell in self.cells]
        longest = max(range(len(counts)), key=lambda at: len(self.cells[at].lines))
        total = len(self.cells[longest].lines)
        counts[longest] = min(counts[longest], max(total - least, 0))
        if total < 2 or counts[longest] < max(least, 1):
            return None
        pairs = list(zip(self.cells, counts, strict=True))
        head = tuple(cell.upto(count) for cell, count in pairs)
        tail = tuple(cell.since(count) for cell, count in pairs)
        return (
            replace(self, cells=head, below=0.0, lower=None),
            replace(self, cells=tail, above=0.0, upper=None),
        )


HEAD_EDGE = Edge(STRONG_RULE, 0.7)
