"""The preview of a paper of 100 pages: from the bytes to the first page as it is drawn; in ms."""

import io
import os
import statistics
import time

from figures import Figure

from board_app.documents.pdf import render_pdf
from board_app.domain.document import Column as TableColumn
from board_app.domain.document import Document, Heading, PageBreak, Paragraph, Table

PAGES = 100
ROUNDS = 15
MILLISECONDS = 100.0
WIDTH = 900  # px that a page takes in a window of 1280
_LINES = 24


def measure() -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from board_app.documents.preview import PdfPages  # noqa: PLC0415  (its import is measured)
    from ui.parts.preview.pictures import drawn  # noqa: PLC0415

    pdf, pages = _paper()
    times, dots = [], ""
    for _ in range(ROUNDS):
        start = time.perf_counter()
        opened = PdfPages(pdf)
        image = drawn(opened, 0, WIDTH / opened.sizes[0][0] * 72)
        times.append((time.perf_counter() - start) * 1000)
        opened.close()
        dots = f"{image.width()} x {image.height()} dots"
    start = time.perf_counter()
    opened = PdfPages(pdf)
    hits = sum(len(opened.found(number, "memo 7")) for number in range(pages))
    search = (time.perf_counter() - start) * 1000
    opened.close()
    worst = f"at worst {max(times):.0f}"
    detail = f"{worst}; {pages} pages, {dots}"
    return [
        Figure("ms to the first page of a preview", statistics.median(times), MILLISECONDS, detail),
        Figure("ms to search 100 pages", search, 10 * MILLISECONDS, f"{hits} places"),
    ]


def _paper() -> tuple[bytes, int]:
    """Return a paper of headings, text and tables, as many sheets long as is asked for."""
    blocks: list[Heading | Paragraph | Table | PageBreak] = []
    columns = (TableColumn("Reference", names_row=True), TableColumn("Deliverable", 1.0))
    for number in range(PAGES):
        if number:
            blocks.append(PageBreak())
        rows = tuple(
            (f"A-{number:03}-{line:02}", f"Options memo {line} for the deputies")
            for line in range(_LINES)
        )
        blocks += [
            Heading(f"Item {number + 1}"),
            Paragraph("The board heard the assessment and agreed on the next steps. " * 6),
            Table(columns, rows),
        ]
    buffer = io.BytesIO()
    document = Document(title="Bench", blocks=tuple(blocks), banner="UNCLASSIFIED")
    pages = render_pdf(document, buffer).pages
    assert pages == PAGES, pages
    return buffer.getvalue(), pages
