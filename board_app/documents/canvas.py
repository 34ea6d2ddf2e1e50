"""The canvas: marks what it draws as part of the structure; all the rest is an artifact.

The page begins inside an artifact. Content closes it and opens it again behind itself: whatever is
painted outside of content, by whomever, is an artifact, so a forgotten line can't break the file.
"""

from collections.abc import Callable, Sequence
from typing import BinaryIO
from urllib.parse import quote

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFName, PDFPage
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from board_app.documents.embedding import Embedded
from board_app.documents.metadata import Facts
from board_app.documents.serial import Own, Serial
from board_app.documents.structure import Elem, Structure
from board_app.documents.syntax import text_string

# Streams as they are instead of as letters: a fifth smaller, and quicker.
rl_config.useA85 = 0

_PDF_VERSION = (1, 7)
Area = tuple[float, float, float, float]  # left, bottom, right, top

_ADDRESS_SIGNS = "%/:?#[]@!$&'()*+,;=~-._"
_OPEN = "/Artifact BMC"
_CLOSE = "EMC"


class _Page(PDFPage):  # type: ignore[misc]  # the library is untyped
    """A page that also says where its content stands in the parent tree."""

    __NoDefault__ = (*PDFPage.__NoDefault__, "StructParents", "Tabs")


class TaggedCanvas(Canvas):  # type: ignore[misc]  # the library is untyped
    """A canvas that keeps the structure, the fonts and the outline of one file."""

    def __init__(
        self, target: BinaryIO, structure: Structure, facts: Facts, **options: object
    ) -> None:
        self.structure = structure
        self.fonts: dict[str, Embedded] = {}
        self._target = target
        self._facts = facts
        self._marks = 0
        self._level = -1
        options.pop("lang", None)
        super().__init__(target, **options, pdfVersion=_PDF_VERSION)

    @override
    def _make_preamble(self) -> None:
        # The library would name a font here that is not embedded.
        self._preamble = "1 0 0 1 0 0 cm"

    def font(self, name: str) -> Embedded:
        """Return a font as it is used in this file."""
        embedded = self.fonts.get(name)
        if embedded is None:
            embedded = self.fonts[name] = Embedded(f"T{len(self.fonts)}", name)
        return embedded

    def write(self, code: str) -> None:
        """Put operators onto the page."""
        self._code.append(code)

    def begin(self, elem: Elem) -> str:
        """Return the operator that begins content of an element on this page."""
        mcid = self.structure.marked(elem, self._pageNumber)
        return f"/{elem.tag} <</MCID {mcid}>> BDC"

    def link(self, elem: Elem, area: Area, told: str, address: str) -> None:
        """Make an area of the page lead to an address; `told` says what it is."""
        action = b"/A<</S/URI/URI%s>>" % text_string(quote(address, safe=_ADDRESS_SIGNS))
        self._annotate(elem, area, told, lambda _: action)

    def lead(self, elem: Elem, area: Area, told: str, to: Callable[[], tuple[int, float]]) -> None:
        """Make an area of the page lead to a height of a page, which is asked for at the end."""

        def goal(pages: Sequence[int]) -> bytes:
            page, top = to()
            return b"/Dest[%d 0 R/XYZ 0 %.1f 0]" % (pages[page - 1], top)

        self._annotate(elem, area, told, goal)

    def _annotate(
        self, elem: Elem, area: Area, told: str, goal: Callable[[Sequence[int]], bytes]
    ) -> None:
        left, bottom = self.absolutePosition(area[0], area[1])
        right, top = self.absolutePosition(area[2], area[3])
        place = 0

        def make(pages: Sequence[int]) -> bytes:
            # 4: it is printed like all else, which archives ask for.
            return (
                b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]"
                b"/Contents%s/StructParent %d%s>>"
                % (left, bottom, right, top, text_string(told), place, goal(pages))
            )

        reference = self._doc.Reference(Own(make))
        place = self.structure.annotated(elem, self._pageNumber, reference.name)
        self._annotationrefs.append(reference)

    def mark(self, title: str, level: int, top: float) -> None:
        """Add an entry to the outline that leads to a height on this page, `level` from 0.

        Entries never skip a level.
        """
        key = f"m{self._marks}"
        self._marks += 1
        self._level = min(level, self._level + 1)
        _, y = self.absolutePosition(0, top)
        self.bookmarkPage(key, fit="XYZ", left=0, top=y + 6, zoom=0)
        self.addOutlineEntry(title, key, self._level)

    @override
    def showPage(self) -> None:
        self._code.insert(0, _OPEN)
        self._code.append(_CLOSE)
        number = self._pageNumber
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__class__ = _Page
        page.Tabs = PDFName("S")
        if self.structure.has_content(number):
            page.StructParents = number - 1

    @override
    def save(self) -> None:
        """Write the finished file; nothing may be drawn any more."""
        document = self._doc
        document.Outlines.prepare(document, self)
        serial = Serial(document, self.structure, list(self.fonts.values()), self._facts)
        self._target.write(serial.data())
