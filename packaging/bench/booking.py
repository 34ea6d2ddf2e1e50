"""A board book of 250 pages: how long its papers take to be put among its own pages; in seconds."""

import io
import time
from collections.abc import Sequence
from unittest.mock import patch

from figures import Figure

from board_app.documents.book import render_book
from board_app.documents.foreign import Placed, with_papers
from board_app.documents.pdf import render_pdf
from board_app.domain.book import Book, Foreign, Tab
from board_app.domain.document import Document, PageBreak, Paragraph, TitleBlock

OWN, PAPERS, EACH = 49, 10, 20
PAGES = 1 + OWN + PAPERS * EACH
SECONDS = 0.5
ROUNDS = 5


def measure() -> list[Figure]:
    book = _book()
    wholes, merges = [], []
    for _ in range(ROUNDS):
        whole, merge = _bound(book)
        wholes.append(whole)
        merges.append(merge)
    own, detail = min(wholes) - min(merges), f"{PAGES} pages, {PAPERS} papers"
    said = f"{detail}; the whole book {min(wholes):.2f} s, its own pages {own:.2f} s of it"
    return [Figure("seconds to merge a book of 250 pages", min(merges), SECONDS, said)]


def _bound(book: Book) -> tuple[float, float]:
    """Return the seconds that a whole book takes, and those of them in which papers are merged."""
    merged = 0.0

    def timed(book: bytes, papers: Sequence[bytes], placed: Sequence[Placed]) -> bytes:
        nonlocal merged
        start = time.perf_counter()
        made = with_papers(book, papers, placed)
        merged = time.perf_counter() - start
        return made

    with patch("board_app.documents.book.with_papers", timed):
        start = time.perf_counter()
        report = render_book(book, io.BytesIO())
        whole = time.perf_counter() - start
    assert report.pages == PAGES, report.pages
    return whole, merged


def _book() -> Book:
    tabs = [Tab("Agenda", "Bench", _document(OWN))]
    for number in range(1, PAPERS + 1):
        buffer = io.BytesIO()
        render_pdf(_document(EACH), buffer)
        tabs.append(Tab(f"Item {number}", "An item", None))
        tabs.append(Tab(f"Item {number} / Tab A", "A paper", Foreign(buffer.getvalue()), 1))
    head = TitleBlock("Bench", "Board book", (("For", "all"),))
    return Book(Document(title="Bench", blocks=(head,), banner="UNCLASSIFIED"), tuple(tabs))


def _document(pages: int) -> Document:
    text = "The board heard the assessment and agreed on the next steps. " * 30
    blocks = [
        block
        for number in range(pages)
        for block in (PageBreak(), Paragraph(f"Sheet {number + 1}. {text}"))
    ]
    return Document(title="Bench", blocks=tuple(blocks[1:]), banner="UNCLASSIFIED")
