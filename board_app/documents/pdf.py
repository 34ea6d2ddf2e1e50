"""PDF: a plain document becomes a file in one pass."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import PageBreak as NewPage

from board_app.documents import fonts
from board_app.documents.blocks import BlockMaker
from board_app.documents.figures import Drawing
from board_app.documents.files import write_whole
from board_app.documents.gate import Gate, bare_line
from board_app.documents.pages import Furniture, Paper, PaperCanvas
from board_app.documents.rows import Rows
from board_app.documents.sheet import Sheet
from board_app.domain.document import Document, PageBreak
from board_app.domain.errors import StorageUnavailable

_PRODUCT = "Upstream"
_PDF_VERSION = (1, 7)


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What came out: pages, signs that could not be printed, and signs set without their joining.

    Unshaped signs are those of scripts such as Arabic or Burmese, printed letter by letter.
    """

    pages: int
    replaced_characters: int
    unshaped_characters: int = 0


def render_pdf(
    document: Document, target: BinaryIO | Path, *, created: datetime | None = None
) -> RenderReport:
    """Write a document as PDF and tell what came out.

    The same document and moment of creation give the same bytes. A path gets the whole file or
    keeps what it had. Raises StorageUnavailable.
    """
    buffer = io.BytesIO()
    report = _render(document, buffer, created or datetime.now(UTC))
    if isinstance(target, Path):
        write_whole(buffer.getvalue(), target)
        return report
    try:
        target.write(buffer.getvalue())
    except OSError as error:
        raise StorageUnavailable("Not saved: the output can't be written.") from error
    return report


def _render(document: Document, buffer: BinaryIO, created: datetime) -> RenderReport:
    fonts.register()
    gate = Gate()
    sheet = Sheet.of(document)
    maker = BlockMaker(document, gate, sheet)
    furniture = Furniture(document, sheet, gate, maker.setter)
    paper = Paper(buffer, sheet, furniture, facts=_facts(document))
    story = list(_kept_together(_flowables(document, maker), sheet))
    # A document without blocks still is a page with its banner.
    paper.build(story or [NewPage()], canvasmaker=partial(_canvas, created))
    return RenderReport(paper.pages, gate.replaced, gate.unshaped)


def _flowables(document: Document, maker: BlockMaker) -> Iterator[Flowable]:
    for block in document.blocks:
        if isinstance(block, PageBreak):
            yield NewPage()
        else:
            yield from maker.rows(block)


class _Reserve(CondPageBreak):  # type: ignore[misc]  # the library is untyped
    """Starts a new page if what follows would not fit; leaves the air around it as it is."""

    _SPACETRANSFER = True


def _kept_together(flowables: Iterable[Flowable], sheet: Sheet) -> Iterator[Flowable]:
    """Yield flowables so that headings stand on the page of what they lead."""
    leading: list[Rows] = []
    for flowable in flowables:
        if isinstance(flowable, Rows) and flowable.leads:
            leading.append(flowable)
            continue
        if leading:
            least = flowable.least if isinstance(flowable, Rows | Drawing) else 0.0
            air = sum(rows.height + rows.spaceBefore + rows.spaceAfter for rows in leading)
            yield _Reserve(min(air + least, sheet.first_body_height))
            yield from leading
            leading = []
        yield flowable
    yield from leading


def _facts(document: Document) -> dict[str, str]:
    """Return what the file says about itself."""
    facts = {
        "title": document.title,
        "subject": document.subject,
        "author": document.author,
        "lang": document.language,
        "creator": _PRODUCT,
        "producer": _PRODUCT,
    }
    return {name: bare_line(text) for name, text in facts.items()}


def _canvas(created: datetime, target: BinaryIO, **options: object) -> PaperCanvas:
    canvas = PaperCanvas(target, **options, pdfVersion=_PDF_VERSION)
    canvas.setDateFormatter(_moment(created))
    canvas.showOutline()
    return canvas


def _moment(created: datetime) -> Callable[..., str]:
    """Return a formatter that always says when the document was made."""
    text = created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")

    def moment(*_now: object) -> str:
        return text

    return moment
