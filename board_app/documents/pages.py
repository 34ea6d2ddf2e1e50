"""Pages: the canvas with its outline, and what stands on every page beside the text."""

from typing import BinaryIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from typing_extensions import override

from board_app.documents import inks
from board_app.documents.fonts import Face
from board_app.documents.gate import Gate
from board_app.documents.rows import Cell, Mark, write
from board_app.documents.sheet import BOTTOM, SIDE, TOP, Sheet
from board_app.documents.typeset import Span, Typesetter
from board_app.domain.document import Align, Document

# Streams as they are instead of as letters: a fifth smaller, and quicker.
rl_config.useA85 = 0

_TOTAL = "total"
_FOOT_Y = 42.0
_BANNER_LINES = 3


class PaperCanvas(Canvas):  # type: ignore[misc]  # the library is untyped
    """A canvas that keeps the outline; entries never skip a level."""

    _marks = 0
    _level = -1

    def mark(self, mark: Mark, top: float) -> None:
        """Add an entry to the outline that leads to a height on this page."""
        key = f"m{self._marks}"
        self._marks += 1
        self._level = min(mark.level, self._level + 1)
        _, y = self.absolutePosition(0, top)
        self.bookmarkPage(key, fit="XYZ", left=0, top=y + 6, zoom=0)
        self.addOutlineEntry(mark.title, key, self._level)


class Furniture:
    """Banner, designation and foot, broken into lines once and drawn on every page."""

    def __init__(self, document: Document, sheet: Sheet, gate: Gate, setter: Typesetter) -> None:
        self._sheet = sheet
        width = sheet.body_width
        banner = setter.wrap((Span(gate.line(document.banner), inks.BANNER),), width)
        self._banner = Cell(SIDE, width, banner[:_BANNER_LINES], Align.CENTER)
        parts = [gate.line(part) for part in (document.reference, document.version) if part]
        named = setter.shortened(" · ".join(parts), inks.FOOT, width * 0.7)
        self._reference = Cell(SIDE, width, (named,), Align.RIGHT)
        designation = [
            setter.shortened(gate.line(line), inks.DESIGNATION, width)
            for line in document.designation[:8]
        ]
        self._designation = Cell(SIDE, width, tuple(designation))
        self._setter = setter
        # The number of pages stands last in either language; it is filled in at the end.
        self._page = document.words.page.partition("{pages}")[0].strip()

    def draw(self, canvas: PaperCanvas, page: int) -> None:
        """Draw what belongs onto a page; the number of pages follows in `finish`."""
        canvas.saveState()
        height = self._banner.height
        write(canvas, self._banner, self._sheet.height - (TOP - height) / 2)
        write(canvas, self._banner, 14.0 + height)
        write(canvas, self._reference, _FOOT_Y + inks.FOOT.leading)
        line = self._setter.wrap((Span(self._page.format(page=page), inks.FOOT),), 200)[0]
        write(canvas, Cell(SIDE, 200, (line,)), _FOOT_Y + inks.FOOT.leading)
        canvas.translate(SIDE + line.width, _FOOT_Y)
        canvas.doForm(_TOTAL)
        canvas.restoreState()
        if page == 1 and self._designation.lines:
            write(canvas, self._designation, BOTTOM + self._sheet.designation_height - 10)

    def finish(self, canvas: PaperCanvas, pages: int) -> None:
        """Fill the one form that stands for the number of pages."""
        canvas.beginForm(_TOTAL)
        line = self._setter.wrap((Span(f"\u00a0{pages}", inks.FOOT),), 200)
        write(canvas, Cell(0, 200, line), inks.FOOT.leading)
        canvas.endForm()


class Paper(BaseDocTemplate):  # type: ignore[misc]  # the library is untyped
    """The run of pages."""

    def __init__(
        self, target: BinaryIO, sheet: Sheet, furniture: Furniture, *, facts: dict[str, str]
    ) -> None:
        super().__init__(
            target,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
            # Otherwise every page would name a font that is not embedded.
            initialFontName=Face.REGULAR.value,
            displayDocTitle=True,
            **facts,
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
