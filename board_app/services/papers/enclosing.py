"""Papers from outside on their way into a book: each is checked when the book is made.

What was found when it was attached is not believed: the file may have been changed since.
"""

from dataclasses import replace
from typing import Protocol

from board_app.domain.book import Book, Enclosed, Foreign, Missing, Omitted, Tab
from board_app.domain.paper_words import Media
from board_app.services.attachment_check import Cause, Cleaned, Unfit
from board_app.services.progress import Progress, Share

_OF_THE_READING = frozenset({Cause.DAMAGED, Cause.GREEDY, Cause.SLOW, Cause.LARGE})


class Clean(Protocol):
    """The door that makes a paper harmless."""

    def __call__(
        self,
        content: bytes,
        kind: Media,
        progress: Progress | None = None,
        *,
        paper: str = "letter",
        reads: bool = False,
    ) -> Cleaned | Unfit:
        """Return a harmless paper or why there is none; raises Stopped."""


class Enclosures:
    """Checks papers, each once for all copies that are made together."""

    def __init__(self, clean: Clean) -> None:
        self._clean = clean
        self._known: dict[tuple[str, str], tuple[Foreign | Missing, int]] = {}

    def checked(self, book: Book, progress: Progress) -> Book:
        """Return a book with all its papers checked, in their order; raises Stopped."""
        papers = sum(isinstance(tab.content, Enclosed) for tab in book.tabs)
        tabs: list[Tab] = []
        done = 0
        for tab in book.tabs:
            if isinstance(tab.content, Enclosed):
                progress.step(done, papers)
                share = Share(progress, done / papers, (done + 1) / papers)
                content = self._content(tab.content, book.front.paper.value, share)
                tabs.append(replace(tab, content=content))
                done += 1
            else:
                tabs.append(tab)
        return replace(book, tabs=tuple(tabs))

    def _content(
        self, enclosed: Enclosed, paper: str, progress: Progress
    ) -> Foreign | Missing | Omitted:
        key = (enclosed.sha256, paper)
        if key not in self._known:
            self._known[key] = self._found(enclosed, paper, progress)
        found, pages = self._known[key]
        return Omitted(pages) if enclosed.is_left_out else found

    def _found(
        self, enclosed: Enclosed, paper: str, progress: Progress
    ) -> tuple[Foreign | Missing, int]:
        content, media = enclosed.content, enclosed.media
        answer = self._clean(content, media, progress, paper=paper, reads=True)
        if isinstance(answer, Unfit) and answer.cause in _OF_THE_READING and media is Media.PDF:
            # It may be its words alone that can't be read: better a paper without them.
            answer = self._clean(content, media, progress, paper=paper)
        if isinstance(answer, Unfit):
            return Missing(answer.reason), 1
        foreign = Foreign(answer.pdf, answer.texts, is_picture=media is not Media.PDF)
        return foreign, answer.report.pages
