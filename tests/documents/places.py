"""Where things stand on a finished page, in points from its lower left corner."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2
from pypdfium2 import raw

from board_app.domain.document import Document
from tests.documents.reading import printed

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Sign:
    """A sign as it is seen: its ink's box, where it is set down, and its colour."""

    text: str
    box: Box
    origin: tuple[float, float]
    color: tuple[int, int, int]


@dataclass(frozen=True)
class Sheet:
    """One page as it is seen; `paths` are lines and grounds, `links` what can be pressed."""

    size: tuple[float, float]
    signs: tuple[Sign, ...]
    paths: tuple[Box, ...]
    links: tuple[tuple[str, Box], ...]

    def find(self, text: str) -> tuple[Sign, ...]:
        """Return the signs of the first place where a text without spaces stands."""
        seen = [sign for sign in self.signs if sign.text.strip()]
        at = "".join(sign.text for sign in seen).index(text)
        return tuple(seen[at : at + len(text)])


def sheets(document: Document) -> tuple[Sheet, ...]:
    """Print a document and return its pages."""
    return sheets_of(printed(document).data)


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        found = []
        for page in pdf:
            found.append(
                Sheet(
                    page.get_size(), tuple(_signs(page)), tuple(_paths(page)), tuple(_links(page))
                )
            )
            page.close()
        return tuple(found)
    finally:
        pdf.close()


def around(signs: tuple[Sign, ...]) -> Box:
    """Return the box around signs."""
    lefts, bottoms, rights, tops = zip(*(sign.box for sign in signs), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def holds(outer: Box, inner: Box, *, by: float = 0.0) -> bool:
    """Tell whether a box holds another; it may be smaller `by` some points."""
    return (
        outer[0] - by <= inner[0]
        and outer[1] - by <= inner[1]
        and outer[2] + by >= inner[2]
        and outer[3] + by >= inner[3]
    )


def _signs(page: pypdfium2.PdfPage) -> Iterator[Sign]:
    text_page = page.get_textpage()
    for at in range(text_page.count_chars()):
        if not raw.FPDFText_GetUnicode(text_page, at):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text_page, at, x, y)
        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFText_GetFillColor(text_page, at, *parts)
        red, green, blue, _ = (part.value for part in parts)
        yield Sign(
            chr(raw.FPDFText_GetUnicode(text_page, at)),
            text_page.get_charbox(at),
            (x.value, y.value),
            (red, green, blue),
        )
    text_page.close()


def _paths(page: pypdfium2.PdfPage) -> Iterator[Box]:
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        yield one.get_bounds()


def _links(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    for at in range(raw.FPDFPage_GetAnnotCount(page)):
        with _annotation(page, at) as annotation:
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_LINK:
                area = raw.FS_RECTF()
                raw.FPDFAnnot_GetRect(annotation, area)
                yield _contents(annotation), (area.left, area.bottom, area.right, area.top)


@contextmanager
def _annotation(page: pypdfium2.PdfPage, at: int) -> Iterator[Any]:  # Any: a bare handle
    annotation = raw.FPDFPage_GetAnnot(page, at)
    try:
        yield annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: Any) -> str:  # Any: as above
    length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length
    )
    return buffer.raw[:length].decode("utf-16-le").rstrip("\x00")
