"""PDF pages as pictures, for printing."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from board_app.domain.errors import Refused
from board_app.services.outside import PagePicture

_POINTS_PER_INCH = 72


def page_pictures(path: Path, dpi: int) -> Iterator[PagePicture]:
    """Yield the pages one after another; raises Refused if the file is not a sound PDF."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        raise Refused(f"{path.name} can't be read as a PDF.") from None
    try:
        for page in document:
            bitmap = page.render(scale=dpi / _POINTS_PER_INCH, prefer_bgrx=True)
            yield PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
    finally:
        document.close()
