"""Blocks into rows: how each block of a document looks."""

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod

from board_app.documents import inks
from board_app.documents.gate import Gate, bare_line
from board_app.documents.rows import Cell, Edge, Flow, Mark, Row, Rows
from board_app.documents.sheet import Sheet
from board_app.documents.signature_page import signature_rows
from board_app.documents.tables import TableMaker
from board_app.documents.typeset import Line, Span, Typesetter
from board_app.domain.document import (
    Align,
    AttendanceGrid,
    Block,
    Bullets,
    DecisionBox,
    Document,
    Heading,
    ItemHeading,
    KeyFacts,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    TextStyle,
    TitleBlock,
)

_INDENT = 14.0
_LINES_A_ROW = 200
_PADDING = 12.0
_LABEL_WIDTH = 56.0
_BOX_BAR = (0.0, 2.5, inks.ACCENT)
_STYLES = {
    TextStyle.NORMAL: inks.BODY,
    TextStyle.SMALL: inks.SMALL,
    TextStyle.MUTED: inks.MUTED_SMALL,
}
_AIR_BEFORE = {1: 18.0, 2: 16.0, 3: 10.0}


class BlockMaker:
    """Makes the rows of every block of one document."""

    def __init__(self, document: Document, gate: Gate, sheet: Sheet) -> None:
        self._state = document.state
        self._gate = gate
        self._setter = Typesetter(gate)
        self._tables = TableMaker(gate, self._setter, sheet)
        self._width = sheet.body_width
        self._flow = Flow(sheet.body_height, sheet.first_body_height)
        self._whole = Flow(sheet.body_height, sheet.first_body_height, is_whole=True)

    @property
    def setter(self) -> Typesetter:
        return self._setter

    @singledispatchmethod
    def rows(self, block: Block) -> Iterator[Rows]:
        """Yield the rows of a block, in reading order."""
        raise TypeError(f"No look for {type(block).__name__}.")

    @rows.register
    def _title(self, block: TitleBlock) -> Iterator[Rows]:
        lines = [
            *self._lines(block.body, inks.ORGAN, self._width),
            *self._lines(block.meeting, inks.TITLE, self._width),
        ]
        if self._state:
            lines += self._lines(self._state, inks.STATE, self._width)
        mark = self._mark(block.meeting, 0)
        accent = Row((), below=6, lower=Edge(inks.ACCENT, 1.4))
        head = [self._plain(lines)] if block.facts else [self._plain(lines), accent]
        yield Rows(head, self._flow, after=8, mark=mark, leads=True)
        if block.facts:
            yield self._tables.facts(block.facts, closing=accent)

    @rows.register
    def _heading(self, block: Heading) -> Iterator[Rows]:
        text = self._marked(block.portion, block.text, inks.HEADINGS[block.level])
        name = block.text if block.bookmark is None else block.bookmark
        yield Rows(
            [self._plain(self._setter.wrap(text, self._width))],
            self._flow,
            before=_AIR_BEFORE[block.level],
            after=5,
            mark=self._mark(name, block.level - 1),
            leads=True,
        )

    @rows.register
    def _item(self, block: ItemHeading) -> Iterator[Rows]:
        number = self._gate.line(block.number)
        left, cells = 0.0, []
        if number:
            wanted = self._setter.natural_width(number, inks.HEADING_NUMBER) + 8
            left = min(max(wanted, 22.0), self._width / 3)
            label = self._setter.shortened(number, inks.HEADING_NUMBER, left)
            cells.append(Cell(0, left, (label,)))
        title = self._marked(block.portion, block.title, inks.HEADINGS[2])
        lines = list(self._setter.wrap(title, self._width - left))
        minutes = "" if block.minutes is None else f"{block.minutes} min"
        lead = f"Lead: {block.lead}" if block.lead else ""
        facts = " · ".join(self._gate.line(part) for part in (block.kind, lead, minutes) if part)
        if facts:
            lines += self._setter.wrap((Span(facts, inks.MUTED_SMALL),), self._width - left)
        cells.append(Cell(left, self._width - left, tuple(lines)))
        name = f"{block.number} {block.title}" if block.bookmark is None else block.bookmark
        yield Rows(
            [Row(tuple(cells))],
            self._flow,
            before=_AIR_BEFORE[2],
            after=5,
            mark=self._mark(name, 1),
            leads=True,
        )

    @rows.register
    def _paragraph(self, block: Paragraph) -> Iterator[Rows]:
        ink = _STYLES[block.style]
        parts = [part for part in self._gate.admit(block.text).split("\n\n") if part.strip()]
        rows = []
        for number, part in enumerate(parts or [""]):
            spans = self._spans(block.portion if not number else "", part.strip("\n"), ink)
            lines = self._setter.wrap(spans, self._width)
            # A cut copies the rest of its row, so a text of many pages is cut into pieces before.
            rows += [
                self._plain(lines[start : start + _LINES_A_ROW])
                for start in range(0, len(lines), _LINES_A_ROW)
            ]
            rows[-1] = self._plain(rows[-1].cells[0].lines, below=6)
        yield Rows(rows, self._flow)

    @rows.register
    def _note(self, block: Note) -> Iterator[Rows]:
        yield Rows([self._aside(block.label, block.text, block.portion)], self._flow, after=8)

    @rows.register
    def _decision(self, block: DecisionBox) -> Iterator[Rows]:
        rows = []
        if block.reference:
            rows.append(self._boxed([Span(self._gate.line(block.reference), inks.REFERENCE)], 0))
        rows.append(self._boxed(self._marked(block.portion, block.text, inks.DECISION), 1))
        details = (
            ("Mandate", block.mandate),
            ("Limits", block.limits),
            ("Positions", block.positions),
        )
        for label, text in details:
            if text:
                spans = [Span(self._gate.admit(text), inks.DETAIL)]
                rows.append(self._boxed(spans, 3, label=label))
        for agency, text in block.dissents:
            label = self._gate.line(f"Dissent, {agency}:" if agency else "Dissent:")
            spans = [Span(label, inks.LABEL), Span(self._gate.admit(text), inks.DETAIL)]
            rows.append(self._boxed(spans, 3, indent=_INDENT))
        yield Rows(_padded(rows, 8), self._whole, before=4, after=10)

    @rows.register
    def _table(self, block: Table) -> Iterator[Rows]:
        if block.caption or block.portion:
            caption = self._marked(block.portion, block.caption, inks.CELL_STRONG)
            lines = self._setter.wrap(caption, self._width)
            yield Rows([self._plain(lines)], self._flow, before=6, after=4, leads=True)
        if block.columns:
            yield self._tables.table(block)

    @rows.register
    def _attendance(self, block: AttendanceGrid) -> Iterator[Rows]:
        if block.entries:
            yield self._tables.attendance(block)

    @rows.register
    def _facts(self, block: KeyFacts) -> Iterator[Rows]:
        if block.rows:
            yield self._tables.facts(block.rows)

    @rows.register
    def _bullets(self, block: Bullets) -> Iterator[Rows]:
        left = 22.0 if block.is_numbered else _INDENT
        rows = []
        for number, item in enumerate(block.items, 1):
            sign = Span(f"{number}." if block.is_numbered else "•", inks.BODY_MARK)
            lines = self._setter.wrap(
                self._marked(block.portion, item, inks.BODY), self._width - left
            )
            label = Cell(0, left - 6, self._setter.wrap((sign,), left), Align.RIGHT)
            rows.append(Row((label, Cell(left, self._width - left, lines)), below=3))
        if rows:
            yield Rows(rows, self._flow, after=6)

    @rows.register
    def _signatures(self, block: SignatureBlock) -> Iterator[Rows]:
        yield Rows(signature_rows(block, self._gate, self._setter, self._width), self._whole)

    def _lines(self, text: str, ink: inks.Ink, width: float) -> Sequence[Line]:
        return self._setter.wrap((Span(self._gate.admit(text), ink),), width) if text else ()

    def _mark(self, name: str, level: int) -> Mark | None:
        title = bare_line(name)
        return Mark(title, level) if title else None

    def _marked(self, portion: str, text: str, ink: inks.Ink) -> list[Span]:
        return self._spans(portion, self._gate.admit(text), ink)

    def _spans(self, portion: str, admitted: str, ink: inks.Ink) -> list[Span]:
        if not portion:
            return [Span(admitted, ink)]
        return [Span(self._gate.line(portion), inks.mark_for(ink)), Span(admitted, ink)]

    def _plain(self, lines: Sequence[Line], below: float = 0) -> Row:
        return Row((Cell(0, self._width, tuple(lines)),), below=below)

    def _aside(self, label: str, text: str, portion: str) -> Row:
        spans = self._marked(portion, text, inks.NOTE)
        if label:
            spans = [Span(self._gate.line(label), inks.NOTE_LABEL), *spans]
        lines = self._setter.wrap(spans, self._width - _INDENT)
        cell = Cell(_INDENT, self._width - _INDENT, lines)
        return Row((cell,), bar=(2.0, 1.5, inks.RULE))

    def _boxed(
        self, spans: Sequence[Span], above: float, *, label: str = "", indent: float = 0
    ) -> Row:
        cells = []
        left = _PADDING + indent
        if label:
            lines = self._setter.wrap_short(label, inks.LABEL, _LABEL_WIDTH)
            cells.append(Cell(left, _LABEL_WIDTH, lines))
            left += _LABEL_WIDTH
        width = self._width - left - _PADDING
        cells.append(Cell(left, width, self._setter.wrap(spans, width)))
        return Row(tuple(cells), above=above, ground=inks.TINT, bar=_BOX_BAR)


def _padded(rows: list[Row], air: float) -> list[Row]:
    """Return rows on one ground with air at their two ends."""
    top = Row((), above=air / 2, ground=inks.TINT, bar=_BOX_BAR)
    return [top, *rows, Row((), above=air, ground=inks.TINT, bar=_BOX_BAR)]
