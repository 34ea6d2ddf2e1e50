"""Drawing: rows onto the canvas, shapes first, then the text with what it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from board_app.documents.canvas import TaggedCanvas
from board_app.documents.cells import SIGNED_SHARE, Cell, Row
from board_app.documents.embedding import Embedded
from board_app.documents.fonts import language_of, width_of
from board_app.documents.inks import FOOT, Color
from board_app.documents.structure import Elem
from board_app.documents.syntax import text_string
from board_app.documents.typeset import Fragment, Line
from board_app.domain.document import Align

_NOTHING = 0.05
_NUMBERS_AT = -38.0


class Shown(NamedTuple):
    """A row and the height of its upper edge; a silent one is painted for the eye alone."""

    row: Row
    top: float
    is_silent: bool = False


def paint(canvas: TaggedCanvas, shown: Sequence[Shown], width: float) -> None:
    """Paint rows that are `width` points wide."""
    pen = Pen(canvas)
    for row, top, _ in shown:
        _shapes(canvas, row, top, width)
    silent = [one for one in shown if one.is_silent]
    spoken = [one for one in shown if not one.is_silent]
    pen.paint(_cells(silent), is_silent=True)
    pen.paint(_cells(spoken))
    if canvas.numbered_lines is not None:
        pen.paint(list(_numbers(canvas, spoken)), is_silent=True)
    for row, top, _ in spoken:
        if row.lead is not None:
            elem, told, to = row.lead
            canvas.lead(elem, (0, top - row.height, width, top), told, to)
        if row.sign is not None:
            area = (0, top - row.height, width * SIGNED_SHARE, top)
            canvas.sign_here(row.sign.elem, area, row.sign.name, row.sign.told)


def write(canvas: TaggedCanvas, cell: Cell, top: float) -> None:
    """Write the lines of a cell below a height."""
    Pen(canvas).paint([(cell, top)], is_silent=not cell.elems)


def _cells(shown: Iterable[Shown]) -> Iterator[tuple[Cell, float]]:
    for row, top, _ in shown:
        for cell in row.cells:
            yield cell, top - row.above


def _numbers(canvas: TaggedCanvas, shown: Iterable[Shown]) -> Iterator[tuple[Cell, float]]:
    """Yield a number beside each line; of cells side by side the longest counts."""
    for row, top, _ in shown:
        if not row.cells:
            continue
        y = top - row.above
        for line in max(row.cells, key=lambda cell: len(cell.lines)).lines:
            if line.fragments:
                canvas.numbered_lines = (canvas.numbered_lines or 0) + 1
                yield Cell(_NUMBERS_AT, 24, (_number(canvas.numbered_lines, line),), Align.RIGHT), y
            y -= line.leading


def _number(number: int, beside: Line) -> Line:
    ink, text = FOOT, str(number)
    fragment = Fragment(ink.font, ink.size, ink.color, text)
    # On the line of the letters that it counts.
    return Line((fragment,), _width(fragment), beside.leading, beside.drop)


class Pen:
    """Writes text; knows which font and colour are set, and which element is open."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas
        self._font: tuple[str, float] | None = None
        self._color: Color | None = None
        self._open: Elem | None = None
        self._linked: tuple[Elem, str] | None = None
        self._linked_elem = Elem("Link")
        self._code: list[str] = []

    def paint(self, cells: Iterable[tuple[Cell, float]], *, is_silent: bool = False) -> None:
        code: list[str] = []
        self._code = code
        for cell, top in cells:
            y = top
            elems = {} if is_silent else dict(cell.elems)
            elem: Elem | None = None
            for number, line in enumerate(cell.lines):
                elem = elems.get(number, elem)
                if line.fragments:
                    self._line(cell, line, y, elem)
                y -= line.leading
            self._enter(None)
        if code:
            text = "\n".join(("BT", *code, "ET"))
            self._canvas.write(text if is_silent else f"EMC\n{text}\n/Artifact BMC")

    def _enter(self, elem: Elem | None) -> None:
        """Open the content of an element, after closing that of another."""
        if self._open is elem:
            return
        if self._open is not None:
            self._code.append("EMC")
        if elem is not None:
            self._code.append(self._canvas.begin(elem))
        self._open = elem

    def _line(self, cell: Cell, line: Line, top: float, elem: Elem | None) -> None:
        x, y = start(cell, line), top - line.drop
        # Words of two lines must not run together when they are copied or read aloud.
        end = "" if line.runs_on or elem is None else " "
        if line.spoken and elem is not None:
            # Its glyphs alone do not tell the text: letters join, and some change places.
            spoken = b"/ActualText" + text_string(line.spoken + end)
            self._enter(elem.add("Span", extra=_language(line) + spoken))
        elif not line.fragments[0].address:
            self._enter(elem)
        code = self._code
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        last = len(line.fragments) - 1
        for at, fragment in enumerate(line.fragments):
            if elem is not None and not line.spoken:
                self._link(elem, line, at, (x, y))
            embedded = self._set(fragment)
            after = end if at == last else ""
            if fragment.later:
                code.append(self._later(fragment, embedded, cell, y))
                continue
            if not fragment.glyphs:
                code.append(f"<{embedded.encoded(fragment.text + after)}> Tj")
                continue
            if fragment.x is not None:
                code.append(f"1 0 0 1 {x + fragment.x:.2f} {y:.2f} Tm")
            _glyphs(code, embedded, fragment)
            if after and embedded.font.glyph(ord(after)):
                code.append(f"<{embedded.encoded(after)}> Tj")

    def _link(self, elem: Elem, line: Line, at: int, place: tuple[float, float]) -> None:
        """Make a fragment that is an address lead there, and what follows plain again."""
        fragment = line.fragments[at]
        if not fragment.address:
            self._enter(elem)
            return
        # An address that was cut at the end of a line goes on as the same link.
        if self._linked != (elem, fragment.address) or at:
            self._linked = (elem, fragment.address)
            self._linked_elem = elem.add("Link")
        self._enter(self._linked_elem)
        left = place[0] + sum(_width(before) for before in line.fragments[:at])
        low, high = place[1] - fragment.size * 0.3, place[1] + fragment.size
        area = (left, low, left + _width(fragment), high)
        self._canvas.link(self._linked_elem, area, fragment.address, fragment.address)

    def _later(self, fragment: Fragment, embedded: Embedded, cell: Cell, y: float) -> str:
        right = cell.x + cell.width

        def made(text: str) -> str:
            x = right - _width(fragment._replace(text=text))
            return f"1 0 0 1 {x:.2f} {y:.2f} Tm\n<{embedded.encoded(text)}> Tj"

        return self._canvas.later(fragment.later, made)

    def _set(self, fragment: Fragment) -> Embedded:
        """Set font and colour where they change; return the font."""
        code = self._code
        if fragment.color is not self._color:
            self._color = fragment.color
            code.append(f"{_rgb(fragment.color)} rg")
        embedded = self._canvas.font(fragment.font)
        if self._font != (fragment.font, fragment.size):
            self._font = (fragment.font, fragment.size)
            code.append(f"/{embedded.key} {fragment.size:g} Tf")
        return embedded


def _language(line: Line) -> bytes:
    """Return the language entry of a line that is mostly of another script, b"" for our own."""
    letters: Counter[str] = Counter()
    for fragment in line.fragments:
        letters[language_of(fragment.font)] += len(fragment.text.replace(" ", ""))
    language = letters.most_common(1)[0][0]
    return b"/Lang" + text_string(language) if language else b""


def _width(fragment: Fragment) -> float:
    return fragment.size * sum(width_of(sign, fragment.font) for sign in fragment.text)


def _glyphs(code: list[str], embedded: Embedded, fragment: Fragment) -> None:
    """Write glyphs at their own places."""
    parts: list[str] = []
    raised, shift = 0.0, 0.0
    for glyph in fragment.glyphs:
        if glyph.up != raised:
            if parts:
                code.append(f"[{' '.join(parts)}] TJ")
                parts = []
            raised = glyph.up
            code.append(f"{raised * fragment.size:.3f} Ts")
        if fragment.is_leftward:
            shift -= glyph.width
        # What is to the left of where the last glyph ended counts positive.
        before = -(shift + glyph.right) * 1000
        if abs(before) > _NOTHING:
            parts.append(f"{before:.1f}")
        parts.append(f"<{embedded.code(glyph.number, glyph.text)}>")
        drawn = embedded.font.advance(glyph.number)
        shift = -glyph.right - drawn + (0.0 if fragment.is_leftward else glyph.width)
    if not fragment.is_leftward and abs(shift) * 1000 > _NOTHING:
        parts.append(f"{-shift * 1000:.1f}")
    code.append(f"[{' '.join(parts)}] TJ")
    if raised:
        code.append("0 Ts")


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


def start(cell: Cell, line: Line) -> float:
    if cell.align is Align.RIGHT or (line.is_leftward and cell.align is Align.LEFT):
        return cell.x + cell.width - line.width
    if cell.align is Align.CENTER:
        return cell.x + (cell.width - line.width) / 2
    return cell.x
