"""The line of who signs later: the page is sealed by then, so the field itself shows the words.

They are ordinary text in the shipped fonts. The field belongs as a whole to its element of the
structure, which was written with the page: nothing of the file is changed but the field.
"""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.stamp.base import BaseStampStyle
from typing_extensions import override

from board_app.documents import inks
from board_app.documents.canvas import TaggedCanvas
from board_app.documents.cells import Cell
from board_app.documents.drawing import write
from board_app.documents.gate import Gate
from board_app.documents.metadata import Facts
from board_app.documents.structure import Structure
from board_app.documents.syntax import stream
from board_app.documents.typeset import Span, Typesetter

_NEAR = 4.0  # between the words and the line below them


@dataclass(frozen=True)
class LaterLine(BaseStampStyle):
    """Puts words into the field that is being signed."""

    words: str = ""

    @override
    def create_stamp(self, writer: Any, box: Any, text_params: Any) -> Any:  # Any: of the library
        return _Words(writer, self.words, float(box.width), float(box.height))


class _Words:
    """Words that are drawn when the field is known."""

    def __init__(self, writer: Any, words: str, width: float, height: float) -> None:
        self._writer = writer
        self._words = words
        self._size = (width, height)

    def apply_appearance(self, field: Any) -> None:  # Any: of the library
        """Make the words what a field looks like."""
        code, fonts = drawn(self._words, *self._size)
        entries = b""
        for font in fonts:
            numbers: list[Any] = []
            made = font.objects(lambda taken=numbers: self._take(taken))
            for ref, (_, body) in zip(numbers, made, strict=True):
                self._writer.add_object(self._read(body), idnum=ref.idnum)
            entries += b"/%s %d 0 R" % (font.key.encode("ascii"), made[0][0])
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]" % self._size
        body = stream(code.encode("ascii"), head + b"/Resources<</Font<<%s>>>>" % entries)
        look = self._writer.add_object(self._read(body))
        dictionary: Any = generic.DictionaryObject  # Any: it is untyped
        field["/AP"] = dictionary({generic.pdf_name("/N"): look})

    def _take(self, taken: list[Any]) -> int:
        ref = self._writer.allocate_placeholder()
        taken.append(ref)
        return int(ref.idnum)

    def _read(self, body: bytes) -> Any:  # Any: as above
        """Return an object of the library made of an object's bytes."""
        end = generic.Reference(0, 0, self._writer)
        return generic.read_object(io.BytesIO(body + b"\nendobj\n"), end)


def drawn(words: str, width: float, height: float) -> tuple[str, list[Any]]:
    """Return the operators that write words into a box, and the fonts that they name."""
    gate = Gate()
    lines = Typesetter(gate).wrap((Span(gate.line(words), inks.SIGNED),), width)
    cell = Cell(0, width, lines)
    # A name without end is made as small as it must be: the box is all that there is.
    scale = min(1.0, (height - _NEAR) / cell.height)
    canvas = TaggedCanvas(io.BytesIO(), Structure(), _NO_FACTS)
    canvas.write(f"q {scale:.4f} 0 0 {scale:.4f} 0 0 cm")
    write(canvas, cell, _NEAR / scale + cell.height)
    canvas.write("Q")
    return canvas.drawn, list(canvas.fonts.values())


_NO_FACTS = Facts(
    title="", subject="", author="", language="", created=datetime(2000, 1, 1, tzinfo=UTC)
)
