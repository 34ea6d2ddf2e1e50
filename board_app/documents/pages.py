"""Pages: their run, and what stands on every one of them beside the text."""

from typing import BinaryIO, NamedTuple

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from typing_extensions import override

from board_app.documents import inks
from board_app.documents.canvas import TaggedCanvas
from board_app.documents.cells import Cell
from board_app.documents.drawing import write
from board_app.documents.gate import Gate
from board_app.documents.sheet import BOTTOM, MOST_LINES, SIDE, TOP, Sheet, designation_of
from board_app.documents.structure import Elem
from board_app.documents.typeset import Line, Span, Typesetter
from board_app.domain.document import Align, Document

_TOTAL = "total"
_FOOT_Y = 42.0
_REFERENCE = 0.5  # of the width of the foot
_TOTAL_ROOM = 24.0  # for the number of pages, which is not known yet
_GAP = 10.0
_BANNER_HEIGHT = 36.0


class Foot(NamedTuple):
    """What the foot of one page says: its number, and which part of a book it belongs to."""

    number: str
    section: str = ""


class Furniture:
    """Banner, designation and foot, broken into lines once and drawn on every page.

    The first banner and the designation are read aloud before all else, the rest is for the eye.
    """

    def __init__(
        self, document: Document, sheet: Sheet, gate: Gate, setter: Typesetter, root: Elem
    ) -> None:
        self._sheet = sheet
        width = sheet.body_width
        banner = _banner_lines(gate.line(document.banner), setter, width)
        self._banner = Cell(SIDE, width, banner, Align.CENTER)
        self._spoken_banner = self._banner.of(root.add("P"))
        parts = [gate.line(part) for part in (document.reference, document.version) if part]
        named = setter.shortened(" · ".join(parts), inks.FOOT, width * _REFERENCE)
        self._reference = Cell(SIDE, width, (named,), Align.RIGHT)
        designation: list[Line] = []
        elems = []
        for text in designation_of(document):
            elems.append((len(designation), root.add("P")))
            lines = setter.wrap((Span(gate.line(text), inks.DESIGNATION),), width)
            designation += lines[:MOST_LINES]
        self._designation = Cell(SIDE, width, tuple(designation), elems=tuple(elems))
        self._setter = setter
        # The number of pages stands last in either language; it is filled in at the end.
        self._page = document.words.page.partition("{pages}")[0].strip()

    def draw(self, canvas: TaggedCanvas, page: int, foot: Foot) -> None:
        """Draw what belongs onto a page; the number of pages follows in `finish`."""
        height = self._banner.height
        banner = self._spoken_banner if page == 1 else self._banner
        write(canvas, banner, self._sheet.height - (TOP - height) / 2)
        write(canvas, self._banner, 14.0 + height)
        top = _FOOT_Y + inks.FOOT.leading
        write(canvas, self._reference, top)
        line = self._setter.wrap((Span(self._page.format(page=foot.number), inks.FOOT),), 200)[0]
        write(canvas, Cell(SIDE, 200, (line,)), top)
        if foot.section:
            write(canvas, self._between(foot.section, line.width + _TOTAL_ROOM), top)
        canvas.saveState()
        canvas.translate(SIDE + line.width, _FOOT_Y)
        canvas.doForm(_TOTAL)
        canvas.restoreState()
        if page == 1 and self._designation.lines:
            write(canvas, self._designation, BOTTOM + self._sheet.designation_height - 10)

    def _between(self, section: str, left: float) -> Cell:
        """Return a part's name in the middle of the foot, or of what number and reference leave."""
        width = self._sheet.body_width
        right = self._reference.lines[0].width + _GAP
        start = left + _GAP
        line = self._setter.shortened(section, inks.FOOT_SECTION, width - start - right)
        overhang = (width - line.width) / 2
        if overhang >= max(start, right):
            return Cell(SIDE, width, (line,), Align.CENTER)
        return Cell(SIDE + start, width - start - right, (line,), Align.CENTER)

    def finish(self, canvas: TaggedCanvas, total: str) -> None:
        """Fill the one form that stands for the number of pages."""
        canvas.beginForm(_TOTAL)
        line = self._setter.wrap((Span(f"\u00a0{total}", inks.FOOT),), 200)
        write(canvas, Cell(0, 200, line), inks.FOOT.leading)
        canvas.endForm()


def _banner_lines(text: str, setter: Typesetter, width: float) -> tuple[Line, ...]:
    """Return a banner in lines, smaller if it is long: a limit at its end must never be cut off."""
    lines: tuple[Line, ...] = ()
    most = 1
    for ink in inks.BANNERS:
        lines = setter.wrap((Span(text, ink),), width)
        most = int(_BANNER_HEIGHT // ink.leading)
        if len(lines) <= most:
            return lines
    return (*lines[: most - 1], lines[-1])


class Paper(BaseDocTemplate):  # type: ignore[misc]  # the library is untyped
    """The run of pages."""

    def __init__(
        self, target: BinaryIO, sheet: Sheet, furniture: Furniture, *, prefix: str = ""
    ) -> None:
        super().__init__(
            target,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
        )
        self._furniture = furniture
        self._prefix = prefix
        self._skips: list[tuple[int, int]] = []
        self.section = ""
        self.pages = 0
        first = Frame(
            SIDE,
            BOTTOM + sheet.designation_height,
            sheet.body_width,
            sheet.first_body_height,
            0,
            0,
            0,
            0,
        )
        later = Frame(SIDE, BOTTOM, sheet.body_width, sheet.body_height, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("first", [first], autoNextPageTemplate="later"),
                PageTemplate("later", [later]),
            ]
        )

    def skip(self, pages: int) -> tuple[str, str]:
        """Leave numbers free behind the page that is open; return the first and the last."""
        following = self.canv.getPageNumber() + 1
        first, last = self.number(following), self.number(following + pages - 1)
        self._skips.append((following, pages))
        self.canv.number_from(following, self._count(following))
        return first, last

    def number(self, page: int) -> str:
        """Return the number of a page as it is printed."""
        return f"{self._prefix}{self._count(page)}"

    def _count(self, page: int) -> int:
        return page + sum(pages for before, pages in self._skips if before <= page)

    @override
    def afterPage(self) -> None:
        self.pages = self.canv.getPageNumber()
        self._furniture.draw(self.canv, self.pages, Foot(self.number(self.pages), self.section))

    @override
    def _endBuild(self) -> None:
        self._doSave = 0
        super()._endBuild()
        # What is left out at the end counts too.
        total = self._count(self.pages + 1) - 1
        self._furniture.finish(self.canv, f"{self._prefix}{total}")
        self.canv.save()
