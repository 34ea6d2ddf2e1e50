"""A book: own documents and papers from outside in one file, with one numbering."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

from reportlab.platypus import Flowable
from reportlab.platypus import PageBreak as NewPage
from typing_extensions import override

from board_app.documents.blocks import BlockMaker
from board_app.documents.canvas import TaggedCanvas
from board_app.documents.contents import ContentsMaker, Places
from board_app.documents.foreign import ForeignPage, Placed, sizes_of, with_papers, words_of
from board_app.documents.gate import Gate, bare_line
from board_app.documents.metadata import Facts
from board_app.documents.pages import Furniture, Paper
from board_app.documents.pdf import (
    RenderReport,
    canvas_for,
    facts_of,
    kept_together,
    without_collecting,
)
from board_app.documents.sheet import Sheet
from board_app.documents.structure import Elem, Structure
from board_app.domain.book import Book, Enclosed, Foreign, Missing, Omitted, Tab
from board_app.domain.document import Document, Heading, Note, PageBreak, PageWords
from board_app.services.progress import Progress

_FOREIGN = "Holds papers from outside, which may not keep PDF/UA and PDF/A."


def render_book(
    book: Book,
    target: BinaryIO,
    *,
    created: datetime | None = None,
    progress: Progress | None = None,
) -> RenderReport:
    """Write a book as PDF and tell what came out; raises Stopped.

    It claims to keep PDF/UA-1 and PDF/A-2a only if it holds no paper of which nobody knows.
    """
    builder = _Builder(book, created or datetime.now(UTC), progress or Progress())
    buffer = io.BytesIO()
    with without_collecting():
        report = builder.render(buffer)
    data = buffer.getvalue()
    if builder.placed:
        data = with_papers(data, [paper.pdf for paper in builder.papers], builder.placed)
    target.write(data)
    return report


class _Start(Flowable):  # type: ignore[misc]  # the library is untyped
    """The place where tabs begin: it takes no room, and tells where it is."""

    def __init__(self, builder: "_Builder", tabs: list[tuple[int, Tab]]) -> None:
        super().__init__()
        self._builder = builder
        self._tabs = tabs

    @override
    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        return avail_width, 0.0

    @override
    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        for key, tab in self._tabs:
            self._builder.begin(canvas, key, tab)


class _LeftOut(Flowable):  # type: ignore[misc]  # the library is untyped
    """A tab that is not in this copy: its numbers stay free."""

    def __init__(self, builder: "_Builder", key: int, pages: int) -> None:
        super().__init__()
        self._builder = builder
        self._key = key
        self._pages = pages

    @override
    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        return avail_width, 0.0

    @override
    def draw(self) -> None:
        first, last = self._builder.paper.skip(self._pages)
        self.canv.known(self._key, first if first == last else f"{first}–{last}")


class _Builder:
    """Renders one book."""

    def __init__(self, book: Book, created: datetime, progress: Progress) -> None:
        self.papers: list[Foreign] = []
        self.placed: list[Placed] = []
        self.places: Places = {}
        self._book = book
        self._created = created
        self._progress = progress
        self._gate = Gate()
        self._sheet = Sheet.of(book.front)
        self._structure = Structure()
        self._root = self._structure.root
        self._front = BlockMaker(book.front, self._gate, self._sheet, self._root)

    def render(self, buffer: BinaryIO) -> RenderReport:
        furniture = Furniture(
            self._book.front, self._sheet, self._gate, self._front.setter, self._root
        )
        self.paper = Paper(buffer, self._sheet, furniture, prefix=self._book.prefix)
        self.paper.section = self._book.front.mark
        story = list(kept_together(self._story(), self._sheet))
        canvas = partial(canvas_for, self._structure, self._facts())
        self.paper.build(story, canvasmaker=canvas)
        return RenderReport(self.paper.pages, tuple(self._gate.lost.most_common()))

    def begin(self, canvas: TaggedCanvas, key: int, tab: Tab) -> None:
        """Note where a tab begins."""
        page = canvas.getPageNumber()
        mark = tab.content.mark if isinstance(tab.content, Document) else ""
        self.paper.section = " · ".join(part for part in (mark, tab.label) if part)
        self.places[key] = (page, self._sheet.height)
        canvas.outline_base = 0
        canvas.mark(bare_line(_named(tab, self._book.front.words)), tab.level, 0)
        canvas.outline_base = tab.level + 1
        if tab.content is not None:
            canvas.known(key, self.paper.number(page))

    def _facts(self) -> Facts:
        front = self._book.front
        is_ours = all(paper.is_picture for paper in self.papers)
        return facts_of(
            front,
            self._created,
            prefix=self._book.prefix,
            keywords="" if is_ours else _FOREIGN,
            is_archival=is_ours,
            is_accessible=is_ours,
        )

    def _story(self) -> Iterator[Flowable]:
        yield from self._blocks(self._front, self._book.front)
        words = self._book.front.words
        contents = ContentsMaker(
            self._gate, self._front.setter, self._sheet, self._root, left_out=words.left_out
        )
        if self._book.tabs:
            yield from self._front.rows(Heading(words.contents))
            yield contents.rows(self._book.tabs, self.places)
        waiting: list[tuple[int, Tab]] = []
        for key, tab in enumerate(self._book.tabs, 1):
            self._progress.step(key - 1, len(self._book.tabs) * 2)
            content = tab.content
            if isinstance(content, Omitted):
                yield _LeftOut(self, key, content.pages)
                continue
            waiting.append((key, tab))
            if content is None:
                # A heading of the contents stands on the page of what follows it.
                continue
            yield NewPage()
            yield _Start(self, waiting)
            waiting = []
            yield from self._content(tab)

    def _content(self, tab: Tab) -> Iterator[Flowable]:
        part = self._root.add("Part")
        content = tab.content
        if isinstance(content, Enclosed):
            raise TypeError("A paper from outside must be checked before it is shown.")
        if isinstance(content, Document):
            maker = BlockMaker(content, self._gate, self._sheet, part, below=1)
            yield from self._blocks(maker, content)
            return
        maker = BlockMaker(self._book.front, self._gate, self._sheet, part, below=1)
        named = _named(tab, self._book.front.words)
        yield from maker.rows(Heading(named, 3, bookmark="", portion=tab.portion))
        if isinstance(content, Missing):
            yield from maker.rows(Note(content.reason, self._book.front.words.not_shown))
        elif isinstance(content, Foreign):
            yield from self._pages(content, named, part)

    def _pages(self, content: Foreign, named: str, part: Elem) -> Iterator[Flowable]:
        paper = len(self.papers)
        self.papers.append(content)
        sizes = sizes_of(content.pdf)
        for number, size in enumerate(sizes):
            if number:
                yield NewPage()
            words = self._book.front.words
            told = words.page_of.format(paper=named, page=number + 1, pages=len(sizes))
            said = words_of(content, number, bare_line(told), words.unread)
            elem = part.figure(bare_line(said))
            name = f"X{paper}p{number}"
            placed = Placed(0, name, paper, number)
            yield ForeignPage(size, self._sheet, elem, placed, self.placed)

    def _blocks(self, maker: BlockMaker, document: Document) -> Iterator[Flowable]:
        for block in document.blocks:
            if isinstance(block, PageBreak):
                yield NewPage()
            else:
                yield from maker.rows(block)


def _named(tab: Tab, words: PageWords) -> str:
    """Return the name of a tab without what it has in common with the one above."""
    return words.titled.format(name=tab.label.split(" / ")[-1], title=tab.title)
