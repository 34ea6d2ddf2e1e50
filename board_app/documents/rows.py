"""Rows: the one kind of thing that stands on a page; a paragraph is a row of a single cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from board_app.documents.inks import RULE, STRONG_RULE, Color
from board_app.documents.typeset import Line
from board_app.domain.document import Align

_FUZZ = 0.01
HAIRLINE = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines at a distance from the left edge of the text; `width` matters for the other edges."""

    x: float
    width: float
    lines: tuple[Line, ...]
    align: Align = Align.LEFT

    @property
    def height(self) -> float:
        return sum(line.leading for line in self.lines)

    def fitting(self, room: float) -> int:
        """Return how many lines fit into a height."""
        heights = accumulate(line.leading for line in self.lines)
        return sum(1 for _ in takewhile(lambda height: height <= room + _FUZZ, heights))


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal line below a row, or at the head of a table above one."""

    color: Color = RULE
    width: float = HAIRLINE


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, with air above and below, on a ground or beside a bar."""

    cells: tuple[Cell, ...]
    above: float = 0.0
    below: float = 0.0
    ground: Color | None = None
    bar: tuple[float, float, Color] | None = None  # distance from the left, width, colour
    upper: Edge | None = None
    lower: Edge | None = None
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
        head = tuple(replace(cell, lines=cell.lines[:count]) for cell, count in pairs)
        tail = tuple(replace(cell, lines=cell.lines[count:]) for cell, count in pairs)
        return (
            replace(self, cells=head, below=0.0, lower=None),
            replace(self, cells=tail, above=0.0, upper=None),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the outline."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How rows run over the pages.

    `page` is the height of a full page and `first` of the lowest one; rows taller than `tall` are
    cut where the page ends, `is_whole` keeps what fits on one page together.
    """

    page: float
    first: float
    tall: float = 0.0
    is_whole: bool = False
    least_lines: int = 2


class Rows(Flowable):  # type: ignore[misc]  # the library is untyped
    """Rows that belong together, with an optional head that is repeated on every page."""

    def __init__(
        self,
        rows: Sequence[Row],
        flow: Flow,
        *,
        head: Row | None = None,
        before: float = 0.0,
        after: float = 0.0,
        mark: Mark | None = None,
        leads: bool = False,
    ) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self.flow = flow
        self.head = head
        self.mark = mark
        self.leads = leads
        self.spaceBefore = before
        self.spaceAfter = after
        self.height = sum(row.height for row in self.rows) + (head.height if head else 0.0)

    @property
    def least(self) -> float:
        """Return the height that the beginning needs so that it does not stand alone."""
        head = self.head.height if self.head else 0.0
        if self.flow.is_whole:
            return min(float(self.height), self.flow.first)
        if self._is_cut(self.rows[0]):
            lines = max((cell.lines for cell in self.rows[0].cells), key=len, default=())
            return float(head + self.rows[0].above + sum(line.leading for line in lines[:2]))
        return float(head + sum(row.height for row in self.rows[:2]))

    def _is_cut(self, row: Row) -> bool:
        return row.height > self.flow.tall

    @override
    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width = avail_width
        return avail_width, self.height

    @override
    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        is_at_top = avail_height >= self.flow.first - _FUZZ
        if self.flow.is_whole and not is_at_top and self.height <= self.flow.page:
            return []
        room = avail_height - (self.head.height if self.head else 0.0)
        count, used = self._fitting(room)
        parts = self._cut_next(count, room - used, least=self.flow.least_lines)
        if parts is None:
            settled = self._settled(count)
            if settled or not is_at_top:
                return self._parted(self.rows[:settled], self.rows[settled:]) if settled else []
            if count:
                return self._parted(self.rows[:count], self.rows[count:])
            parts = self._cut_next(0, room, least=1) or (self.rows[:1], self.rows[1:])
        return self._parted(*parts)

    def _fitting(self, room: float) -> tuple[int, float]:
        count, used = 0, 0.0
        for row in self.rows:
            if used + row.height > room + _FUZZ:
                break
            used += row.height
            count += 1
        return count, used

    def _cut_next(
        self, count: int, room: float, *, least: int
    ) -> tuple[tuple[Row, ...], tuple[Row, ...]] | None:
        """Return the rows before and after a cut through a tall row, None without one."""
        row = self.rows[count]
        halves = row.cut(room, least=least) if self._is_cut(row) or least == 1 else None
        if halves is None:
            return None
        head, tail = halves
        return (*self.rows[:count], head), (tail, *self.rows[count + 1 :])

    def _settled(self, count: int) -> int:
        """Return how many rows stay so that none stands alone before or after the break."""
        if self.head is None:
            return count
        if len(self.rows) - count == 1 and count > 2:
            count -= 1
        return 0 if count == 1 and len(self.rows) > 1 else count

    def _parted(self, first: tuple[Row, ...], rest: tuple[Row, ...]) -> list[Flowable]:
        upper = Rows(first, self.flow, head=self.head, before=self.spaceBefore, mark=self.mark)
        if not rest:
            return [upper]
        return [upper, Rows(rest, self.flow, head=self.head, after=self.spaceAfter)]

    @override
    def draw(self) -> None:
        canvas: Canvas = self.canv
        if self.mark is not None:
            canvas.mark(self.mark, self.height)
        y = self.height
        for row in (self.head, *self.rows) if self.head else self.rows:
            _paint(canvas, row, y, self.width)
            y -= row.height


def _paint(canvas: Canvas, row: Row, top: float, width: float) -> None:
    bottom = top - row.height
    if row.ground is not None:
        canvas.setFillColorRGB(*row.ground)
        canvas.rect(0, bottom, width, row.height, stroke=0, fill=1)
    if row.bar is not None:
        left, thick, color = row.bar
        canvas.setFillColorRGB(*color)
        canvas.rect(left, bottom, thick, row.height, stroke=0, fill=1)
    for edge, y in ((row.upper, top), (row.lower, bottom)):
        if edge is not None:
            canvas.setStrokeColorRGB(*edge.color)
            canvas.setLineWidth(edge.width)
            canvas.line(0, y, width, y)
    for cell in row.cells:
        write(canvas, cell, top - row.above)


def write(canvas: Canvas, cell: Cell, top: float) -> None:
    """Write the lines of a cell below a height."""
    text = canvas.beginText()
    font: tuple[str, float] | None = None
    color: Color | None = None
    y = top
    for line in cell.lines:
        if line.fragments:
            size = max(fragment.size for fragment in line.fragments)
            # The line's air is shared so that the small letters stand in its middle.
            text.setTextOrigin(_start(cell, line), y - line.leading / 2 - size * 0.34)
        for fragment in line.fragments:
            if color != fragment.color:
                color = fragment.color
                text.setFillColorRGB(*color)
            if font != (fragment.font, fragment.size):
                font = (fragment.font, fragment.size)
                text.setFont(*font)
            text.textOut(fragment.text)
        y -= line.leading
    canvas.drawText(text)


def _start(cell: Cell, line: Line) -> float:
    if cell.align is Align.RIGHT:
        return cell.x + cell.width - line.width
    if cell.align is Align.CENTER:
        return cell.x + (cell.width - line.width) / 2
    return cell.x


HEAD_EDGE = Edge(STRONG_RULE, 0.7)
