"""Reads finished files back the way a reader's program does."""

import io
from collections import Counter
from dataclasses import dataclass

import pypdfium2

from board_app.documents.pdf import RenderReport, render_pdf
from board_app.domain.document import Block, Document
from tests.documents.demo import MADE


@dataclass(frozen=True)
class Printed:
    """A document that was printed and opened again."""

    data: bytes
    report: RenderReport
    pages: tuple[str, ...]
    outline: tuple[tuple[int, str, int], ...]  # level, title, page from 0

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


def printed(document: Document) -> Printed:
    buffer = io.BytesIO()
    report = render_pdf(document, buffer, created=MADE)
    pdf = pypdfium2.PdfDocument(buffer.getvalue())
    try:
        pages = []
        for page in pdf:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_bounded().replace("\r\n", "\n"))
            text_page.close()
            page.close()
        outline = []
        for entry in pdf.get_toc():
            target = entry.get_dest()
            outline.append((entry.level, entry.get_title(), target.get_index() if target else -1))
    finally:
        pdf.close()
    return Printed(buffer.getvalue(), report, tuple(pages), tuple(outline))


def of(*blocks: Block, banner: str = "CUI") -> Document:
    return Document(title="Test", blocks=blocks, banner=banner)


def squeezed(text: str) -> str:
    return "".join(text.split())


def signs(text: str) -> Counter[str]:
    """Count signs whatever their order: readers put right-to-left text into their own."""
    return Counter(squeezed(text))
