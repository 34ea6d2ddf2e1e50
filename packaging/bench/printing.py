"""Minutes of about twenty pages, after imports."""

import io
import statistics
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from figures import Figure

from board_app.documents.pdf import render_pdf
from board_app.domain.document import Document
from board_app.sample import build_sample
from board_app.services.papers.minutes import minutes_document

PAGES = 20
ROUNDS = 5


def measure() -> list[Figure]:
    document = _minutes()
    times, pages = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        pages = render_pdf(document, io.BytesIO()).pages
        times.append(time.perf_counter() - start)
    seconds = statistics.median(times)
    detail = f"{pages} pages in {seconds:.3f} s"
    return [Figure("pages of minutes a second", pages / seconds, 100, detail, is_rate=True)]


def _minutes() -> Document:
    """Return the sample's longest minutes, with their items repeated to twenty pages."""
    with TemporaryDirectory() as folder:
        session = build_sample(Path(folder) / "print.board")
        today = session.board().today
        held = session.reading.meetings.last_meeting(today)
        assert held is not None
        document = minutes_document(session.reading, held.id, today=today)
        session.store.close()
    once = render_pdf(document, io.BytesIO()).pages
    return replace(document, blocks=document.blocks * max(1, round(PAGES / once)))
