"""Where the pages of a paper lie: one column, in device-independent pixels."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRect, QSizeF

from ui.theme.tokens import GUTTER

PIXELS_PER_POINT = 96 / 72
"""At a zoom of 1 the picture is as large as the paper, on a screen of 96 dots an inch."""
SMALLEST, LARGEST = 0.25, 4.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)

Size = tuple[float, float]


class Fit(Enum):
    """What a page is made to fill; with NOTHING it keeps its zoom."""

    NOTHING = "nothing"
    WIDTH = "width"
    PAGE = "page"


class PageStack:
    """The column of pages at one zoom; numbers begin with 0."""

    def __init__(self, sizes: Sequence[Size] = ()) -> None:
        self.sizes = tuple(sizes)
        self.zoom = 1.0
        self._tops: list[int] = []
        self._rects: list[QRect] = []
        self.width = self.height = 0
        self.lay(1.0, 0)

    def __len__(self) -> int:
        return len(self.sizes)

    def lay(self, zoom: float, room: int) -> None:
        """Put the pages below each other, centred in at least `room` pixels."""
        self.zoom = min(max(zoom, SMALLEST), LARGEST)
        scale = self.zoom * PIXELS_PER_POINT
        measures = [
            (max(round(width * scale), 1), max(round(height * scale), 1))
            for width, height in self.sizes
        ]
        self.width = max(max((one[0] for one in measures), default=0) + 2 * GUTTER, room)
        self._rects = []
        top = GUTTER
        for width, height in measures:
            self._rects.append(QRect((self.width - width) // 2, top, width, height))
            top += height + GUTTER
        self._tops = [rect.top() for rect in self._rects]
        self.height = top

    def zoom_for(self, fit: Fit, room: QSizeF) -> float:
        """Return the zoom at which the largest page fills the room, up to the bounds."""
        if fit is Fit.NOTHING or not self.sizes:
            return self.zoom
        across = max(width for width, _ in self.sizes) * PIXELS_PER_POINT
        along = max(height for _, height in self.sizes) * PIXELS_PER_POINT
        zoom = (room.width() - 2 * GUTTER) / max(across, 1)
        if fit is Fit.PAGE:
            zoom = min(zoom, (room.height() - 2 * GUTTER) / max(along, 1))
        return min(max(zoom, SMALLEST), LARGEST)

    def rect(self, number: int) -> QRect:
        return self._rects[number]

    def at(self, y: int) -> int:
        """Return the page at a height, or the one above a gap; -1 without pages."""
        return max(bisect_right(self._tops, y) - 1, 0) if self._rects else -1

    def between(self, top: int, bottom: int) -> range:
        """Return the pages of which something lies between two heights."""
        if not self._rects:
            return range(0)
        first = self.at(top)
        if self._rects[first].bottom() < top:
            first += 1
        return range(first, self.at(bottom) + 1)


def next_zoom(zoom: float, steps: int) -> float:
    """Return the zoom so many steps larger, or smaller for a negative number."""
    slack = 0.005  # what a page is fitted to lies between the steps
    for _ in range(abs(steps)):
        if steps > 0:
            zoom = next((step for step in STEPS if step > zoom + slack), LARGEST)
        else:
            zoom = next((step for step in reversed(STEPS) if step < zoom - slack), SMALLEST)
    return zoom
