"""The sheet: paper and margins, in points."""

from dataclasses import dataclass

from board_app.documents.inks import DESIGNATION
from board_app.domain.document import Document, PaperSize

MM = 72 / 25.4
SIDE = 25 * MM
TOP = 22 * MM
BOTTOM = 22 * MM

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
        lines = min(len(document.designation), 8)
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
