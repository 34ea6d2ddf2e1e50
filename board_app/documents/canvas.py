"""The canvas: marks what it draws as part of the structure; all the rest is an artifact.

The page begins inside an artifact. Content closes it and opens it again behind itself: whatever is
painted outside of content, by whomever, is an artifact, so a forgotten line can't break the file.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
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
from board_app.documents.syntax import stream, text_string

# Streams as they are instead of as letters: a fifth smaller, and quicker.
rl_config.useA85 = 0

_PDF_VERSION = (1, 7)
Area = tuple[float, float, float, float]  # left, bottom, right, top

_ADDRESS_SIGNS = "%/:?#[]@!$&'()*+,;=~-._"
_LATER = re.compile(r"\x00(\d+)\x00")
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
        self.outline_base = 0
        # The lines that were numbered so far, None for pages without numbers.
        self.numbered_lines: int | None = None
        self._marks = 0
        self._labels: list[tuple[int, int]] = []
        self._promised: list[tuple[int, Callable[[str], str]]] = []
        self._known: dict[int, str] = {}
        self._fields: list[str] = []
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

    @property
    def drawn(self) -> str:
        """Return the operators of the page so far."""
        return "\n".join(self._code)

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

    def sign_here(self, elem: Elem, area: Area, name: str, told: str) -> None:
        """Make an area of the page the field of a signature; `told` says whose.

        It looks like what is drawn there: its own appearance is empty, until somebody signs later.
        """
        left, bottom, right, top = area
        box = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]" % (right - left, top - bottom)
        look = self._doc.Reference(Own(lambda _: stream(b"", box + b"/Resources<<>>")))
        number = self._doc.idToObjectNumberAndVersion[look.name][0]
        field = b"/FT/Sig/T%s/TU%s/AP<</N %d 0 R>>" % (text_string(name), text_string(told), number)
        page = self._pageNumber

        def goal(pages: Sequence[int]) -> bytes:
            return field + b"/P %d 0 R" % pages[page - 1]

        self._fields.append(self._annotate(elem, area, told, goal, kind=b"Widget"))

    def _annotate(
        self,
        elem: Elem,
        area: Area,
        told: str,
        goal: Callable[[Sequence[int]], bytes],
        *,
        kind: bytes = b"Link",
    ) -> str:
        """Add an annotation; return its name among the objects."""
        left, bottom = self.absolutePosition(area[0], area[1])
        right, top = self.absolutePosition(area[2], area[3])
        place = 0

        def make(pages: Sequence[int]) -> bytes:
            # 4: it is printed like all else, which archives ask for.
            return (
                b"<</Type/Annot/Subtype/%s/F 4/Border[0 0 0]/Rect[%.2f %.2f %.2f %.2f]"
                b"/Contents%s/StructParent %d%s>>"
                % (kind, left, bottom, right, top, text_string(told), place, goal(pages))
            )

        reference = self._doc.Reference(Own(make))
        name: str = reference.name
        place = self.structure.annotated(elem, self._pageNumber, name)
        self._annotationrefs.append(reference)
        return name

    def mark(self, title: str, level: int, top: float) -> None:
        """Add an entry to the outline that leads to a height on this page, `level` from 0.

        Entries never skip a level.
        """
        key = f"m{self._marks}"
        self._marks += 1
        self._level = min(level + self.outline_base, self._level + 1)
        _, y = self.absolutePosition(0, top)
        self.bookmarkPage(key, fit="XYZ", left=0, top=y + 6, zoom=0)
        self.addOutlineEntry(title, key, self._level)

    def number_from(self, page: int, number: int) -> None:
        """Give a page a number, from which the next ones count on."""
        self._labels.append((page, number))

    def later(self, key: int, make: Callable[[str], str]) -> str:
        """Return what stands on the page for operators made of a text that is known only later."""
        self._promised.append((key, make))
        return f"\x00{len(self._promised) - 1}\x00"

    def known(self, key: int, text: str) -> None:
        """Tell a text that was promised with `later`."""
        self._known[key] = text

    def _kept(self, found: re.Match[str]) -> str:
        key, make = self._promised[int(found[1])]
        return make(self._known.get(key, ""))

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
        for page in document.Pages.pages if self._promised else ():
            page.stream = _LATER.sub(self._kept, page.stream)
        document.Outlines.prepare(document, self)
        facts = replace(self._facts, labels=tuple(self._labels))
        serial = Serial(document, self.structure, list(self.fonts.values()), facts)
        self._target.write(serial.data(self._fields))
