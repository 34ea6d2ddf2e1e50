"""The sheet: paper and margins, in points."""

from dataclasses import dataclass
from math import ceil

from board_app.documents.fonts import width_of
from board_app.documents.inks import DESIGNATION
from board_app.domain.document import Document, PaperSize

MM = 72 / 25.4
SIDE = 25 * MM
TOP = 22 * MM
BOTTOM = 22 * MM

MOST_LINES = 12
"""So many lines an entry of the designation has at most."""
_MOST_ENTRIES = 12
_FILLED = 0.9  # of a line, where words are broken
_SIZES = {PaperSize.LETTER: (612.0, 792.0), PaperSize.A4: (210 * MM, 297 * MM)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its margins; the first page gives room to the designation."""

    width: float
    height: float
    designation_height: float = 0.0

    @classmethod
    def of(cls, document: Document) -> "Sheet":
        width, height = _SIZES[document.paper]
        if document.is_landscape:
            width, height = height, width
        lines = sum(_lines_of(text, width - 2 * SIDE) for text in designation_of(document))
        return cls(width, height, lines * DESIGNATION.leading + 10 if lines else 0.0)

    @property
    def body_width(self) -> float:
        return self.width - 2 * SIDE

    @property
    def body_height(self) -> float:
        return self.height - TOP - BOTTOM

    @property
    def first_body_height(self) -> float:
        return self.body_height - self.designation_height


def designation_of(document: Document) -> tuple[str, ...]:
    """Return what the designation of a document says; for whom a copy is stands last, always."""
    entries = document.designation
    if len(entries) <= _MOST_ENTRIES:
        return entries
    return (*entries[: _MOST_ENTRIES - 1], entries[-1])


def _lines_of(text: str, width: float) -> int:
    taken = sum(width_of(sign, DESIGNATION.font) for sign in text) * DESIGNATION.size
    return min(max(ceil(taken / (width * _FILLED)), 1), MOST_LINES)
