"""The contents of a book: a line for each tab, which leads there and tells its page."""

from collections.abc import Callable, Sequence

from board_app.documents import inks
from board_app.documents.cells import HEAD_EDGE, Cell, Edge, Lead, Row
from board_app.documents.gate import Gate, bare_line
from board_app.documents.rows import Flow, Rows
from board_app.documents.sheet import Sheet
from board_app.documents.structure import Elem
from board_app.documents.typeset import Fragment, Line, Span, Typesetter
from board_app.domain.book import Omitted, Tab
from board_app.domain.document import Align

_LABEL_WIDTH = 72.0
_PAGE_WIDTH = 56.0
_GAP = 10.0
_INDENT = 14.0
_AIR = 3.0

Places = dict[int, tuple[int, float]]


class ContentsMaker:
    """Makes the lines of the contents; tabs are known by their place in the book, from 1."""

    def __init__(
        self, gate: Gate, setter: Typesetter, sheet: Sheet, root: Elem, *, left_out: str
    ) -> None:
        self._gate = gate
        self._setter = setter
        self._sheet = sheet
        self._root = root
        self._left_out = left_out

    def rows(self, tabs: Sequence[Tab], places: Places) -> Rows:
        """Return the contents; `places` are the pages and heights, which are known at the end."""
        listed = self._root.add("TOC")
        rows = [
            self._row(key, tab, listed.add("TOCI"), _to(places, key))
            for key, tab in enumerate(tabs, 1)
        ]
        flow = Flow(self._sheet.body_height, self._sheet.first_body_height)
        return Rows(rows, flow, head=Row((), upper=HEAD_EDGE), before=4, after=8)

    def _row(self, key: int, tab: Tab, entry: Elem, to: Callable[[], tuple[int, float]]) -> Row:
        is_left_out = isinstance(tab.content, Omitted)
        leads = tab.content is not None and not is_left_out
        elem = entry.add("Link") if leads else entry.add("P")
        indent = _INDENT * tab.level
        ink = inks.CELL if tab.level else inks.CELL_STRONG
        left = indent + _LABEL_WIDTH + _GAP
        width = self._sheet.body_width - left - _PAGE_WIDTH - _GAP
        label = self._setter.wrap((Span(self._gate.line(_short(tab)), inks.CELL_HEAD),), 72)
        spans = [Span(self._gate.line(tab.portion), inks.mark_for(ink))] if tab.portion else []
        title = self._left_out if is_left_out else tab.title
        spans.append(Span(self._gate.line(title), inks.CELL_NOTE if is_left_out else ink))
        cells = [
            Cell(indent, _LABEL_WIDTH, label).of(elem),
            Cell(left, width, self._setter.wrap(spans, width)).of(elem),
        ]
        if tab.content is not None:
            x = self._sheet.body_width - _PAGE_WIDTH
            cells.append(Cell(x, _PAGE_WIDTH, (_later(key, ink),), Align.RIGHT).of(elem))
        told = bare_line(f"{_short(tab)} {tab.title}")
        return Row(
            tuple(cells),
            _AIR,
            _AIR,
            lower=Edge(),
            lead=Lead(elem, told, to) if leads else None,
        )


def _short(tab: Tab) -> str:
    """Return what the label adds to that of the tab above."""
    return tab.label.split(" / ")[-1] if tab.level else tab.label


def _later(key: int, ink: inks.Ink) -> Line:
    fragment = Fragment(ink.font, ink.size, ink.color, "", later=key)
    return Line((fragment,), 0.0, ink.leading, ink.leading / 2 + ink.size * 0.34)


def _to(places: Places, key: int) -> Callable[[], tuple[int, float]]:
    return lambda: places[key]
