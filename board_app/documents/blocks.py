"""Blocks into rows: how each block of a document looks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import singledispatchmethod

from board_app.documents import inks
from board_app.documents.cells import Cell, Edge, Row
from board_app.documents.figures import Drawing
from board_app.documents.gate import Gate, bare_line
from board_app.documents.headings import Headings
from board_app.documents.rows import Flow, Mark, Rows
from board_app.documents.sheet import Sheet
from board_app.documents.signature_page import signature_rows
from board_app.documents.structure import Elem
from board_app.documents.tables import TableMaker
from board_app.documents.typeset import Line, Span, Typesetter
from board_app.domain.document import (
    Align,
    AttendanceGrid,
    Block,
    Bullets,
    DecisionBox,
    Document,
    Figure,
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
_FIXED = "\u00a0"
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


def _with_its_year(title: str) -> str:
    """Return a title in which a date at its end does not part."""
    head, *date = title.rsplit(" ", 3)
    if len(date) < 3 or not date[-1].isdigit():
        return title
    return f"{head} {_FIXED.join(date)}"


def _as_written(line: Line) -> Line:
    """Return a line of a title whose spaces are plain again, so that it is found and copied."""
    plain = (one._replace(text=one.text.replace(_FIXED, " ")) for one in line.fragments)
    return line._replace(fragments=tuple(plain))


class BlockMaker:
    """Makes the rows of every block of one document."""

    def __init__(
        self, document: Document, gate: Gate, sheet: Sheet, root: Elem, *, below: int = 0
    ) -> None:
        self._root = root
        self._headings = Headings(root, below)
        self._state = document.state
        self._words = document.words
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
    def rows(self, block: Block) -> Iterator[Rows | Drawing]:
        """Yield the rows of a block, in reading order."""
        raise TypeError(f"No look for {type(block).__name__}.")

    @rows.register
    def _title(self, block: TitleBlock) -> Iterator[Rows]:
        head = []
        for text, ink in (
            (block.body, inks.ORGAN),
            (block.meeting, inks.TITLE),
            (self._state, inks.STATE),
        ):
            if text:
                elem = self._headings.add(0) if ink is inks.TITLE else self._root.add("P")
                shown = _with_its_year(text) if ink is inks.TITLE else text
                lines = map(_as_written, self._lines(shown, ink, self._width))
                head.append(self._plain(tuple(lines), elem))
        mark = self._mark(block.meeting, 0)
        accent = Row((), below=6, lower=Edge(inks.ACCENT, 1.4))
        if not block.facts:
            head.append(accent)
        yield Rows(head, self._flow, after=8, mark=mark, leads=True)
        if block.facts:
            yield self._tables.facts(block.facts, self._root, closing=accent)

    @rows.register
    def _heading(self, block: Heading) -> Iterator[Rows]:
        text = self._marked(block.portion, block.text, inks.HEADINGS[block.level])
        name = block.text if block.bookmark is None else block.bookmark
        yield Rows(
            [self._plain(self._setter.wrap(text, self._width), self._headings.add(block.level))],
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
        elem = self._headings.add(2)
        if number:
            wanted = self._setter.natural_width(number, inks.HEADING_NUMBER) + 8
            left = min(max(wanted, 22.0), self._width / 3)
            label = self._setter.shortened(number, inks.HEADING_NUMBER, left)
            cells.append(Cell(0, left, (label,)).of(elem))
        title = self._marked(block.portion, block.title, inks.HEADINGS[2])
        lines = self._setter.wrap(title, self._width - left)
        cells.append(Cell(left, self._width - left, lines).of(elem))
        rows = [Row(tuple(cells))]
        minutes = ""
        if block.minutes is not None:
            minutes = self._words.minutes.format(minutes=block.minutes)
        lead = self._words.lead.format(lead=block.lead) if block.lead else ""
        facts = " · ".join(self._gate.line(part) for part in (block.kind, lead, minutes) if part)
        if facts:
            lines = self._setter.wrap((Span(facts, inks.MUTED_SMALL),), self._width - left)
            cell = Cell(left, self._width - left, lines).of(self._root.add("P"))
            rows.append(Row((cell,)))
        name = f"{block.number} {block.title}" if block.bookmark is None else block.bookmark
        yield Rows(
            rows,
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
            elem = self._root.add("P")
            # A cut copies the rest of its row, so a text of many pages is cut into pieces before.
            rows += [
                self._plain(lines[start : start + _LINES_A_ROW], elem)
                for start in range(0, len(lines), _LINES_A_ROW)
            ]
            rows[-1] = replace(rows[-1], below=6)
        yield Rows(rows, self._flow, leads=block.leads)

    @rows.register
    def _note(self, block: Note) -> Iterator[Rows]:
        row = self._aside(block.label, block.text, block.portion, self._root.add("P"))
        yield Rows([row], self._flow, after=8)

    @rows.register
    def _decision(self, block: DecisionBox) -> Iterator[Rows]:
        rows = []
        box = self._root.add("Div")
        if block.reference:
            rows.append(
                self._boxed([Span(self._gate.line(block.reference), inks.REFERENCE)], box, 0)
            )
        rows.append(self._boxed(self._marked(block.portion, block.text, inks.DECISION), box, 1))
        details = (
            (self._words.mandate, block.mandate),
            (self._words.limits, block.limits),
            (self._words.positions, block.positions),
        )
        for label, text in details:
            if text:
                spans = [Span(self._gate.admit(text), inks.DETAIL)]
                rows.append(self._boxed(spans, box, 3, label=label))
        for agency, text in block.dissents:
            named = self._words.dissent_of.format(agency=agency)
            label = self._gate.line(named if agency else self._words.dissent)
            spans = [Span(label, inks.LABEL), Span(self._gate.admit(text), inks.DETAIL)]
            rows.append(self._boxed(spans, box, 3, indent=_INDENT))
        yield Rows(_padded(rows, 8), self._whole, before=4, after=10)

    @rows.register
    def _table(self, block: Table) -> Iterator[Rows]:
        elem = self._root.add("Table") if block.columns else self._root
        if block.caption or block.portion:
            named = elem.add("Caption" if block.columns else "P")
            caption = self._marked(block.portion, block.caption, inks.CELL_STRONG)
            lines = self._setter.wrap(caption, self._width)
            yield Rows([self._plain(lines, named)], self._flow, before=6, after=4, leads=True)
        if block.columns:
            yield self._tables.table(block, elem)

    @rows.register
    def _attendance(self, block: AttendanceGrid) -> Iterator[Rows]:
        if block.entries:
            yield self._tables.attendance(block, self._root)

    @rows.register
    def _facts(self, block: KeyFacts) -> Iterator[Rows]:
        if block.rows:
            yield self._tables.facts(block.rows, self._root)

    @rows.register
    def _bullets(self, block: Bullets) -> Iterator[Rows]:
        left = 22.0 if block.is_numbered else _INDENT
        rows = []
        whole = self._root.list_of(is_numbered=block.is_numbered)
        for number, item in enumerate(block.items, 1):
            entry = whole.add("LI")
            sign = Span(f"{number}." if block.is_numbered else "•", inks.BODY_MARK)
            lines = self._setter.wrap(
                self._marked(block.portion, item, inks.BODY), self._width - left
            )
            label = Cell(0, left - 6, self._setter.wrap((sign,), left), Align.RIGHT)
            text = Cell(left, self._width - left, lines)
            rows.append(Row((label.of(entry.add("Lbl")), text.of(entry.add("LBody"))), below=3))
        if rows:
            yield Rows(rows, self._flow, after=6)

    @rows.register
    def _figure(self, block: Figure) -> Iterator[Rows | Drawing]:
        if block.caption or block.portion:
            caption = self._marked(block.portion, block.caption, inks.CELL_STRONG)
            row = self._plain(self._setter.wrap(caption, self._width), self._root.add("P"))
            yield Rows([row], self._flow, before=6, after=4, leads=True)
        yield Drawing(block, self._root.figure(bare_line(block.alt))).fit(self._width)

    @rows.register
    def _signatures(self, block: SignatureBlock) -> Iterator[Rows]:
        rows = signature_rows(
            block, self._words, self._gate, self._setter, width=self._width, root=self._root
        )
        yield Rows(rows, self._whole)

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

    def _plain(self, lines: Sequence[Line], elem: Elem) -> Row:
        return Row((Cell(0, self._width, tuple(lines)).of(elem),))

    def _aside(self, label: str, text: str, portion: str, elem: Elem) -> Row:
        spans = self._marked(portion, text, inks.NOTE)
        if label:
            spans = [Span(self._gate.line(label), inks.NOTE_LABEL), *spans]
        lines = self._setter.wrap(spans, self._width - _INDENT)
        cell = Cell(_INDENT, self._width - _INDENT, lines).of(elem)
        return Row((cell,), bar=(2.0, 1.5, inks.RULE))

    def _boxed(
        self, spans: Sequence[Span], box: Elem, above: float, *, label: str = "", indent: float = 0
    ) -> Row:
        cells = []
        elem = box.add("P")
        left = _PADDING + indent
        if label:
            lines = self._setter.wrap_short(label, inks.LABEL, _LABEL_WIDTH)
            cells.append(Cell(left, _LABEL_WIDTH, lines).of(elem))
            left += _LABEL_WIDTH
        width = self._width - left - _PADDING
        cells.append(Cell(left, width, self._setter.wrap(spans, width)).of(elem))
        return Row(tuple(cells), above=above, ground=inks.TINT, bar=_BOX_BAR)


def _padded(rows: list[Row], air: float) -> list[Row]:
    """Return rows on one ground with air at their two ends."""
    top = Row((), above=air / 2, ground=inks.TINT, bar=_BOX_BAR)
    return [top, *rows, Row((), above=air, ground=inks.TINT, bar=_BOX_BAR)]
