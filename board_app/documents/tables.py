"""Tables into rows: columns as wide as their content asks, the head repeated, hairlines only."""

from collections.abc import Sequence

from board_app.documents import inks
from board_app.documents.cells import HEAD_EDGE, Cell, Edge, Row
from board_app.documents.gate import Gate
from board_app.documents.rows import Flow, Rows
from board_app.documents.sheet import Sheet
from board_app.documents.structure import Elem
from board_app.documents.typeset import Line, Span, Typesetter
from board_app.domain.document import Align, AttendanceGrid, Attendee, Column, Pair, Table

_GUTTER = 12.0
_CELL_AIR = 4.0
_SEATS_A_LINE = 3
_LABEL_SHARE = 0.35
# Cells beyond these rows no longer change the widths: measuring them all costs more than it gives.
_MEASURED_ROWS = 500


class TableMaker:
    """Makes the rows of everything that stands in columns."""

    def __init__(self, gate: Gate, setter: Typesetter, sheet: Sheet) -> None:
        self._gate = gate
        self._setter = setter
        self._width = sheet.body_width
        self._page = sheet.body_height
        self._first = sheet.first_body_height

    def flow(self) -> Flow:
        return Flow(self._page, self._first, tall=self._page / 3)

    def table(self, table: Table, elem: Elem) -> Rows:
        """Return a table; a head taller than a third of the page is not repeated."""
        texts = [[self._texts(cell) for cell in row] for row in table.rows]
        heads = [self._gate.admit(column.header) for column in table.columns]
        places = self._places(table.columns, heads, texts)
        head = self._head(table.columns, heads, places, elem.add("TR"))
        rows = [self._row(table.columns, row, places, elem.add("TR")) for row in texts]
        if not rows:
            empty = self._cell(
                0, self._width, (self._gate.admit(table.when_empty),), inks.CELL_NOTE
            )
            whole = elem.add("TR").cell(columns=len(table.columns))
            rows = [Row((empty.of(whole),), _CELL_AIR, _CELL_AIR, lower=Edge())]
        if head.height > self._page / 3 or not table.repeats_header:
            return Rows([head, *rows], self.flow(), before=4, after=10)
        return Rows(rows, self.flow(), head=head, before=4, after=10)

    def attendance(self, grid: AttendanceGrid, root: Elem) -> Rows:
        """Return the seats three to a line: agency, name, status below each other."""
        column = (self._width + _GUTTER) / _SEATS_A_LINE
        rows = []
        seated = root.list_of()
        for start in range(0, len(grid.entries), _SEATS_A_LINE):
            seats = grid.entries[start : start + _SEATS_A_LINE]
            cells = [
                self._seat(at * column, seat, column - _GUTTER, seated.add("LI").add("LBody"))
                for at, seat in enumerate(seats)
            ]
            upper = Edge() if start == 0 else None
            rows.append(Row(tuple(cells), 5, 5, upper=upper, lower=Edge()))
        return Rows(rows, self.flow(), before=2, after=8)

    def facts(self, pairs: Sequence[Pair], root: Elem, *, closing: Row | None = None) -> Rows:
        """Return labels and values in two columns, with a last row if something closes them."""
        admitted = [(self._gate.admit(label), self._gate.admit(value)) for label, value in pairs]
        widest = max(self._setter.natural_width(label, inks.FACT_LABEL) for label, _ in admitted)
        label_width = min(widest, self._width * _LABEL_SHARE)
        left = label_width + _GUTTER + 4
        known = root.list_of()
        rows = []
        for label, value in admitted:
            entry = known.add("LI")
            name = self._cell(0, label_width, (label,), inks.FACT_LABEL)
            text = self._cell(left, self._width - left, (value,), inks.FACT)
            rows.append(Row((name.of(entry.add("Lbl")), text.of(entry.add("LBody"))), below=2))
        return Rows([*rows, closing] if closing else rows, self.flow(), after=14 if closing else 10)

    def _texts(self, cell: str | tuple[str, ...]) -> tuple[str, ...]:
        lines = (cell,) if isinstance(cell, str) else cell
        return tuple(self._gate.admit(line) for line in lines)

    def _seat(self, x: float, seat: Attendee, width: float, elem: Elem) -> Cell:
        parts = (
            (seat.agency, inks.CELL_STRONG),
            (seat.name, inks.CELL),
            (seat.status, inks.CELL_NOTE),
        )
        lines: list[Line] = []
        elems = []
        for text, ink in parts:
            if text:
                elems.append((len(lines), elem.add("P")))
                lines += self._setter.wrap((Span(self._gate.admit(text), ink),), width)
        return Cell(x, width, tuple(lines), elems=tuple(elems))

    def _cell(self, x: float, width: float, texts: tuple[str, ...], ink: inks.Ink) -> Cell:
        if len(texts) == 1:
            return Cell(x, width, self._setter.wrap_short(texts[0], ink, width))
        wrapped = (
            self._setter.wrap_short(text, inks.CELL_NOTE if number else ink, width)
            for number, text in enumerate(texts)
        )
        return Cell(x, width, tuple(line for lines in wrapped for line in lines))

    def _head(
        self,
        columns: Sequence[Column],
        heads: Sequence[str],
        places: Sequence[tuple[float, float]],
        elem: Elem,
    ) -> Row:
        cells = [
            _aligned(self._cell(x, width, (text,), inks.CELL_HEAD), column.align, elem.head_cell())
            for column, text, (x, width) in zip(columns, heads, places, strict=True)
        ]
        return Row(tuple(cells), _CELL_AIR, _CELL_AIR, upper=HEAD_EDGE, lower=HEAD_EDGE)

    def _row(
        self,
        columns: Sequence[Column],
        texts: Sequence[tuple[str, ...]],
        places: Sequence[tuple[float, float]],
        elem: Elem,
    ) -> Row:
        # A row that lacks its last cells is printed with empty ones.
        filled = [*texts, *[("",)] * (len(columns) - len(texts))]
        cells = [
            _aligned(
                self._cell(x, width, text, inks.CELL_STRONG if column.names_row else inks.CELL),
                column.align,
                elem.row_head() if column.names_row else elem.cell(),
            )
            for column, text, (x, width) in zip(columns, filled, places, strict=True)
        ]
        return Row(tuple(cells), _CELL_AIR, _CELL_AIR, lower=Edge())

    def _places(
        self,
        columns: Sequence[Column],
        heads: Sequence[str],
        rows: Sequence[Sequence[tuple[str, ...]]],
    ) -> list[tuple[float, float]]:
        """Return where each column begins and how wide its text may be."""
        room = self._width - _GUTTER * (len(columns) - 1)
        natural = {
            at: self._natural(column, heads[at], [row[at] for row in rows if at < len(row)])
            for at, column in enumerate(columns)
            if column.width is None
        }
        shares = {at: c.width for at, c in enumerate(columns) if c.width is not None}
        least_shared = room * min(0.2 * len(shares) + 0.2, 0.6) if shares else 0.0
        widths = _shared_out(natural, room - least_shared)
        spare = room - sum(widths.values())
        if shares:
            total = sum(shares.values()) or 1.0
            widths |= {at: spare * share / total for at, share in shares.items()}
        elif spare > 0:
            widths = {at: width + spare / len(widths) for at, width in widths.items()}
        places, x = [], 0.0
        for at in range(len(columns)):
            places.append((x, widths[at]))
            x += widths[at] + _GUTTER
        return places

    def _natural(self, column: Column, head: str, cells: Sequence[tuple[str, ...]]) -> float:
        ink = inks.CELL_STRONG if column.names_row else inks.CELL
        texts = {text for cell in cells[:_MEASURED_ROWS] for text in cell}
        widest = max((self._setter.natural_width(text, ink) for text in texts), default=0.0)
        return max(widest, self._setter.natural_width(head, inks.CELL_HEAD), 12.0) + 0.1


def _aligned(cell: Cell, align: Align, elem: Elem) -> Cell:
    return Cell(cell.x, cell.width, cell.lines, align, ((0, elem),))


def _shared_out(natural: dict[int, float], room: float) -> dict[int, float]:
    """Return widths within a room: what needs less than an even part keeps it, the rest shares."""
    widths: dict[int, float] = {}
    open_columns = dict(natural)
    while open_columns:
        even = room / len(open_columns)
        modest = {at: width for at, width in open_columns.items() if width <= even}
        if not modest:
            total = sum(open_columns.values())
            # Half evenly, half by need: a very long text must not starve its neighbours.
            for at, width in open_columns.items():
                widths[at] = even / 2 + room / 2 * width / total
            break
        widths |= modest
        room -= sum(modest.values())
        open_columns = {at: width for at, width in open_columns.items() if at not in modest}
    return widths
