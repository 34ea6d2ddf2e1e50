"""PDF pages as pictures, their words and their outline, for the screen and the printer."""

from pathlib import Path
from threading import RLock
from typing import Final

import pypdfium2

from board_app.domain.errors import NotFound, Refused
from board_app.services.outside import Box, OutlineEntry, PagePicture

_POINTS_PER_INCH: Final = 72
_MOST_PIXELS: Final = 40_000_000
"""A page of a hostile file may be as large as a field: its picture is made smaller then."""
_MOST_HITS: Final = 1000  # on one page
# The library is not to be used by two threads at once, whatever document each of them has.
_ONE_AT_A_TIME = RLock()


class PdfPages:
    """An open PDF. Sizes are in points, boxes in points from the page's upper left corner."""

    def __init__(self, pdf: bytes | Path) -> None:
        """Open the pages; raises Refused if this is no sound PDF or has none."""
        self._is_closed = True  # until they are open
        with _ONE_AT_A_TIME:
            try:
                self._document = pypdfium2.PdfDocument(pdf)
            except (pypdfium2.PdfiumError, OSError):
                raise Refused("This can't be read as a PDF: it is damaged or locked.") from None
            self._is_closed = False
            count = len(self._document)
            self.sizes = tuple(self._document.get_page_size(number) for number in range(count))
            if not self.sizes:
                self.close()
                raise Refused("This PDF has no pages.")

    def picture(self, number: int, dpi: float) -> PagePicture:
        """Return a page as a picture, of fewer dots if it would be too large to hold.

        Raises NotFound without such a page, and Refused for one that can't be drawn.
        """
        with _ONE_AT_A_TIME:
            page = self._page(number)
            try:
                width, height = page.get_size()
                scale = min(dpi / _POINTS_PER_INCH, (_MOST_PIXELS / (width * height)) ** 0.5)
                bitmap = page.render(scale=scale, prefer_bgrx=True)
                size = bitmap.width, bitmap.height, bitmap.stride
                picture = PagePicture(*size, bytes(bitmap.buffer))
                bitmap.close()
            except (pypdfium2.PdfiumError, ArithmeticError, MemoryError, ValueError):
                raise Refused(f"Page {number + 1} can't be drawn.") from None
            finally:
                page.close()
            return picture

    def text(self, number: int) -> str:
        """Return the words of a page in the order they were written in."""
        with _ONE_AT_A_TIME:
            page = self._page(number)
            try:
                words: str = page.get_textpage().get_text_range()
            except pypdfium2.PdfiumError:
                return ""
            finally:
                page.close()
            return words.replace("\r\n", "\n")

    def found(self, number: int, words: str) -> tuple[tuple[Box, ...], ...]:
        """Return the places of some words on a page, each as one box a line, case aside."""
        wanted = " ".join(words.split())
        if not wanted:
            return ()
        with _ONE_AT_A_TIME:
            page = self._page(number)
            try:
                return _places(page, wanted)
            except pypdfium2.PdfiumError:
                return ()
            finally:
                page.close()

    def outline(self) -> tuple[OutlineEntry, ...]:
        """Return what the PDF offers to jump to, in its order."""
        with _ONE_AT_A_TIME:
            try:
                marks = [] if self._is_closed else list(self._document.get_toc())
                return tuple(_entries(marks, self.sizes))
            except pypdfium2.PdfiumError:
                return ()

    def close(self) -> None:
        """Forget the pages; what is still asked of them is refused."""
        with _ONE_AT_A_TIME:
            if not self._is_closed:
                self._is_closed = True
                self._document.close()

    def __del__(self) -> None:
        # Else the library closes it by itself, maybe while another thread draws.
        self.close()

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if self._is_closed:
            raise NotFound("The paper was closed.")
        if not 0 <= number < len(self.sizes):
            raise NotFound(f"There is no page {number + 1}.")
        try:
            return self._document[number]
        except pypdfium2.PdfiumError:
            raise Refused(f"Page {number + 1} can't be read.") from None


def _places(page: pypdfium2.PdfPage, wanted: str) -> tuple[tuple[Box, ...], ...]:
    words = page.get_textpage()
    height = page.get_height()
    search = words.search(wanted)
    places: list[tuple[Box, ...]] = []
    while len(places) < _MOST_HITS and (hit := search.get_next()) is not None:
        boxes = []
        for at in range(words.count_rects(*hit)):
            left, bottom, right, top = words.get_rect(at)
            boxes.append(Box(left, height - top, right - left, top - bottom))
        places.append(tuple(boxes))
    return tuple(places)


def _entries(
    marks: list[pypdfium2.PdfBookmark], sizes: tuple[tuple[float, float], ...]
) -> list[OutlineEntry]:
    found = []
    for mark in marks:
        goal = mark.get_dest()
        page = goal.get_index() if goal is not None else None
        if page is None or not 0 <= page < len(sizes):
            continue
        _, place = goal.get_view()
        # Of the kinds of place, only the one with left, top and zoom says where on the page.
        top = sizes[page][1] - place[1] if len(place) == 3 and place[1] else 0.0
        found.append(OutlineEntry(mark.get_title() or "", mark.level, page, max(top, 0.0)))
    return found
