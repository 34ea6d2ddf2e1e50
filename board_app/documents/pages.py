"""Pages: their run, and what stands on every one of them beside the text."""

from typing import BinaryIO

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from typing_extensions import override

from board_app.documents import inks
from board_app.documents.canvas import TaggedCanvas
from board_app.documents.cells import Cell
from board_app.documents.drawing import write
from board_app.documents.gate import Gate
from board_app.documents.sheet import BOTTOM, SIDE, TOP, Sheet
from board_app.documents.structure import Elem
from board_app.documents.typeset import Span, Typesetter
from board_app.domain.document import Align, Document

_TOTAL = "total"
_FOOT_Y = 42.0
_BANNER_LINES = 3


class Furniture:
    """Banner, designation and foot, broken into lines once and drawn on every page.

    The first banner and the designation are read aloud before all else, the rest is for the eye.
    """

    def __init__(
        self, document: Document, sheet: Sheet, gate: Gate, setter: Typesetter, root: Elem
    ) -> None:
        self._sheet = sheet
        width = sheet.body_width
        banner = setter.wrap((Span(gate.line(document.banner), inks.BANNER),), width)
        self._banner = Cell(SIDE, width, banner[:_BANNER_LINES], Align.CENTER)
        self._spoken_banner = self._banner.of(root.add("P"))
        parts = [gate.line(part) for part in (document.reference, document.version) if part]
        named = setter.shortened(" · ".join(parts), inks.FOOT, width * 0.7)
        self._reference = Cell(SIDE, width, (named,), Align.RIGHT)
        designation = [
            setter.shortened(gate.line(line), inks.DESIGNATION, width)
            for line in document.designation[:8]
        ]
        lines = tuple((at, root.add("P")) for at in range(len(designation)))
        self._designation = Cell(SIDE, width, tuple(designation), elems=lines)
        self._setter = setter
        # The number of pages stands last in either language; it is filled in at the end.
        self._page = document.words.page.partition("{pages}")[0].strip()

    def draw(self, canvas: TaggedCanvas, page: int) -> None:
        """Draw what belongs onto a page; the number of pages follows in `finish`."""
        canvas.saveState()
        height = self._banner.height
        banner = self._spoken_banner if page == 1 else self._banner
        write(canvas, banner, self._sheet.height - (TOP - height) / 2)
        write(canvas, self._banner, 14.0 + height)
        write(canvas, self._reference, _FOOT_Y + inks.FOOT.leading)
        line = self._setter.wrap((Span(self._page.format(page=page), inks.FOOT),), 200)[0]
        write(canvas, Cell(SIDE, 200, (line,)), _FOOT_Y + inks.FOOT.leading)
        canvas.translate(SIDE + line.width, _FOOT_Y)
        canvas.doForm(_TOTAL)
        canvas.restoreState()
        if page == 1 and self._designation.lines:
            write(canvas, self._designation, BOTTOM + self._sheet.designation_height - 10)

    def finish(self, canvas: TaggedCanvas, pages: int) -> None:
        """Fill the one form that stands for the number of pages."""
        canvas.beginForm(_TOTAL)
        line = self._setter.wrap((Span(f"\u00a0{pages}", inks.FOOT),), 200)
        write(canvas, Cell(0, 200, line), inks.FOOT.leading)
        canvas.endForm()


class Paper(BaseDocTemplate):  # type: ignore[misc]  # the library is untyped
    """The run of pages."""

    def __init__(self, target: BinaryIO, sheet: Sheet, furniture: Furniture) -> None:
        super().__init__(
            target,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
        )
        self._furniture = furniture
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

    @override
    def afterPage(self) -> None:
        self.pages = self.canv.getPageNumber()
        self._furniture.draw(self.canv, self.pages)

    @override
    def _endBuild(self) -> None:
        self._doSave = 0
        super()._endBuild()
        self._furniture.finish(self.canv, self.pages)
        self.canv.save()
