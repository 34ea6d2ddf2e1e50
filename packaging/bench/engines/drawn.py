"""The floor: the same lines with the library's bare drawString, nothing measured or tagged.

The lines are those of our own document, read from a file that `lines.py` wrote.
"""

import marshal
import sys
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import resources


def main(lines: Path, target: Path) -> None:
    pages = marshal.loads(lines.read_bytes())
    for name in {part[2] for page in pages for part in page}:
        pdfmetrics.registerFont(TTFont(name, str(resources.path("fonts", "noto", f"{name}.ttf"))))
    canvas = Canvas(str(target), pagesize=(612, 792), pageCompression=1)
    for page in pages:
        for x, y, font, size, text in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
