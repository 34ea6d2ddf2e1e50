"""PDF: a plain document becomes a file in one pass."""

import gc
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import CondPageBreak, Flowable
from reportlab.platypus import PageBreak as NewPage

from board_app.documents.blocks import BlockMaker
from board_app.documents.canvas import TaggedCanvas
from board_app.documents.figures import Drawing
from board_app.documents.files import write_whole
from board_app.documents.gate import Gate, bare_line
from board_app.documents.metadata import Facts
from board_app.documents.pages import Furniture, Paper
from board_app.documents.rows import Rows
from board_app.documents.sheet import Sheet
from board_app.documents.structure import Structure
from board_app.domain.document import Document, PageBreak
from board_app.domain.errors import StorageUnavailable

_DRAWING = 3  # times as long as breaking the text into lines


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What came out: pages, and the signs that could not be printed with how often each stood."""

    pages: int
    lost: tuple[tuple[str, int], ...] = ()

    @property
    def replaced_characters(self) -> int:
        return sum(times for _, times in self.lost)


def render_pdf(
    document: Document,
    target: BinaryIO | Path,
    *,
    created: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> RenderReport:
    """Write a document as PDF and tell what came out.

    The same document and moment of creation give the same bytes. A path gets the whole file or
    keeps what it had. `progress` is told how much is done, of how much, and may raise Stopped.
    Raises StorageUnavailable.
    """
    buffer = io.BytesIO()
    with without_collecting():
        report = _render(document, buffer, created or datetime.now(UTC), progress)
    if isinstance(target, Path):
        write_whole(buffer.getvalue(), target)
        return report
    try:
        target.write(buffer.getvalue())
    except OSError as error:
        raise StorageUnavailable("Not saved: the output can't be written.") from error
    return report


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the collector of cycles away: of hundreds of thousands of parts all are in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _render(
    document: Document,
    buffer: BinaryIO,
    created: datetime,
    progress: Callable[[int, int], None] | None,
) -> RenderReport:
    gate = Gate()
    sheet = Sheet.of(document)
    structure = Structure()
    maker = BlockMaker(document, gate, sheet, structure.root)
    furniture = Furniture(document, sheet, gate, maker.setter, structure.root)
    paper = Paper(buffer, sheet, furniture)
    paper.section = document.mark
    numbers = 0 if document.line_numbers else None
    canvas = partial(canvas_for, structure, facts_of(document, created), numbered_lines=numbers)
    story = list(kept_together(_flowables(document, maker, progress), sheet))
    if progress is not None:
        paper.setProgressCallBack(_Drawing(len(document.blocks), progress))
    # A document without blocks still is a page with its banner.
    paper.build(story or [NewPage()], canvasmaker=canvas)
    return RenderReport(paper.pages, tuple(gate.lost.most_common()))


def _flowables(
    document: Document, maker: BlockMaker, progress: Callable[[int, int], None] | None
) -> Iterator[Flowable]:
    for done, block in enumerate(document.blocks):
        if progress is not None:
            progress(done, len(document.blocks) * (1 + _DRAWING))
        if isinstance(block, PageBreak):
            yield NewPage()
        else:
            yield from maker.rows(block)


class _Drawing:
    """Tells how far the pages are drawn, which follows on the breaking into lines."""

    def __init__(self, blocks: int, progress: Callable[[int, int], None]) -> None:
        self._blocks = blocks
        self._progress = progress
        self._size = 1

    def __call__(self, what: str, number: int) -> None:
        if what == "SIZE_EST":
            self._size = max(number, 1)
        elif what == "PROGRESS":
            done = self._blocks * _DRAWING * number // self._size
            self._progress(self._blocks + done, self._blocks * (1 + _DRAWING))


class _Reserve(CondPageBreak):  # type: ignore[misc]  # the library is untyped
    """Starts a new page if what follows would not fit; leaves the air around it as it is."""

    _SPACETRANSFER = True


def kept_together(flowables: Iterable[Flowable], sheet: Sheet) -> Iterator[Flowable]:
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


def facts_of(document: Document, created: datetime, **more: Any) -> Facts:  # Any: as Facts has it
    """Return what the file says about itself."""
    return Facts(
        title=bare_line(document.title),
        subject=bare_line(document.subject),
        author=bare_line(document.author),
        language=bare_line(document.language),
        created=created,
        **more,
    )


def canvas_for(
    structure: Structure,
    facts: Facts,
    target: BinaryIO,
    *,
    numbered_lines: int | None = None,
    **options: object,
) -> TaggedCanvas:
    """Return the canvas that the library asks for."""
    canvas = TaggedCanvas(target, structure, facts, **options)
    canvas.numbered_lines = numbered_lines
    return canvas
