"""Pages from outside on our own: placed as a picture is, below the banner and above the foot."""

import io
from collections.abc import Sequence
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary, Name
from reportlab.platypus import Flowable
from typing_extensions import override

from board_app.documents.canvas import TaggedCanvas
from board_app.documents.inks import RULE
from board_app.documents.sheet import SIDE, Sheet
from board_app.documents.structure import Elem
from board_app.domain.book import Foreign

_MOST_WORDS = 20_000


class Placed(NamedTuple):
    """Where a foreign page stands: on which page, under which name, which page of which paper."""

    page: int
    name: str
    paper: int
    number: int


class ForeignPage(Flowable):  # type: ignore[misc]  # the library is untyped
    """One page of a paper from outside, as large as there is room, never larger than it is."""

    def __init__(
        self,
        size: tuple[float, float],
        sheet: Sheet,
        elem: Elem,
        placed: Placed,
        into: list[Placed],
    ) -> None:
        super().__init__()
        self._size = size
        self._sheet = sheet
        self._elem = elem
        self._placed = placed
        self._into = into
        self._height = 0.0

    @override
    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self._height = avail_height
        return avail_width, avail_height

    @override
    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        width, height = self._size
        room = self._sheet.body_width
        scale = min(room / width, self._height / height, 1.0)
        x = (self._sheet.width - width * scale) / 2 - SIDE
        y = self._height - height * scale
        box = f"{x:.2f} {y:.2f} {width * scale:.2f} {height * scale:.2f} re"
        red, green, blue = RULE
        canvas.write(f"{red:.3g} {green:.3g} {blue:.3g} RG 0.5 w {box} S")
        left, bottom = canvas.absolutePosition(x, y)
        self._elem.placed(left, bottom, left + width * scale, bottom + height * scale)
        placing = f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm /{self._placed.name} Do Q"
        canvas.write(f"EMC\n{canvas.begin(self._elem)}\n{placing}\nEMC\n/Artifact BMC")
        self._into.append(self._placed._replace(page=canvas.getPageNumber()))


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Return how wide and high the pages of a paper look, in points."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [_size(page) for page in opened.pages]


def words_of(paper: Foreign, number: int, named: str, unread: str) -> str:
    """Return what is read aloud for a page, from 0: where it is from, and its words.

    `unread` is said of a {paper} whose words are not known.
    """
    words = " ".join(paper.texts[number].split()) if number < len(paper.texts) else ""
    if not words:
        return unread.format(paper=named)
    return f"{named}: {words[:_MOST_WORDS]}"


def with_papers(book: bytes, papers: Sequence[bytes], placed: Sequence[Placed]) -> bytes:
    """Return the book with the papers' pages where they were placed."""
    with pikepdf.open(io.BytesIO(book)) as target:
        sources = [pikepdf.open(io.BytesIO(paper)) for paper in papers]
        try:
            for one in placed:
                page = target.pages[one.page - 1]
                form = _form(target, sources[one.paper].pages[one.number])
                resources = page.obj.Resources
                if "/XObject" not in resources:
                    resources.XObject = Dictionary()
                resources.XObject[f"/{one.name}"] = form
            buffer = io.BytesIO()
            target.save(
                buffer,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                deterministic_id=True,
            )
            return buffer.getvalue()
        finally:
            for source in sources:
                source.close()


def _form(target: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page as one form, upright and with its lower left corner at zero."""
    width, height = _size(page)
    inner = target.copy_foreign(page.as_form_xobject())
    outer = target.make_stream(b"")
    outer.Type, outer.Subtype = Name.XObject, Name.Form
    outer.BBox = pikepdf.Array([0, 0, round(width, 2), round(height, 2)])
    outer.Resources = Dictionary(XObject=Dictionary(P=inner))
    box = pikepdf.Rectangle(0, 0, width, height)
    holder = target.add_blank_page(page_size=(width, height))
    content = holder.calc_form_xobject_placement(
        inner, Name.P, box, allow_shrink=True, allow_expand=True
    )
    del target.pages[-1]
    outer.write(content)
    return outer


def _size(page: pikepdf.Page) -> tuple[float, float]:
    box = [float(side) for side in page.cropbox]
    unit = float(page.obj.get("/UserUnit", 1))
    width, height = abs(box[2] - box[0]) * unit, abs(box[3] - box[1]) * unit
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    width, height = max(width, 1.0), max(height, 1.0)
    return (height, width) if turned else (width, height)
