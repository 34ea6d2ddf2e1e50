"""Write where every line of our own document stands, for the floor."""

import io
import marshal
import sys
from pathlib import Path

import ours
from typing_extensions import override

from board_app.documents import drawing
from board_app.documents.cells import Cell
from board_app.documents.fonts import width_of
from board_app.documents.pdf import render_pdf
from board_app.documents.structure import Elem
from board_app.documents.typeset import Line

Part = tuple[float, float, str, float, str]


def main(target: Path) -> None:
    pages: dict[int, list[Part]] = {}

    class Noting(drawing.Pen):
        """A pen that also notes what it writes."""

        @override
        def _line(self, cell: Cell, line: Line, top: float, elem: Elem | None) -> None:
            left, y = self._canvas.absolutePosition(drawing.start(cell, line), top - line.drop)
            page = pages.setdefault(self._canvas.getPageNumber(), [])
            for fragment in line.fragments:
                page.append((left, y, fragment.font, fragment.size, fragment.text))
                left += fragment.size * sum(width_of(sign, fragment.font) for sign in fragment.text)
            super()._line(cell, line, top, elem)

    setattr(drawing, "Pen", Noting)  # noqa: B010  (a class is not assigned to)
    render_pdf(ours.document(), io.BytesIO())
    target.write_bytes(marshal.dumps([pages[page] for page in sorted(pages)]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
