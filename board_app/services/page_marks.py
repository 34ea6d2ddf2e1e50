"""What the pages of a paper from outside say of its marking, as far as they have words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from board_app.domain.classified import classified_marking_in
from board_app.domain.errors import Refused
from board_app.domain.marking import Marking, banner, banner_read, conflicts, highest
from board_app.domain.vocabulary import LevelTerm, Vocabulary
from board_app.services.attachment_check import Cleaned, TakenPaper


class PageMarks(NamedTuple):
    """The highest marking that stands on the pages, and the first page of it, from 1."""

    marking: Marking
    page: int

    def sentence(self, scheme: Vocabulary) -> str:
        """Return what is to be told before the paper is attached."""
        return f"Its pages say {banner(scheme, self.marking)} (page {self.page})."


def marks_of(paper: TakenPaper, scheme: Vocabulary) -> PageMarks | None:
    """Return what the pages say beyond the open level, None for nothing.

    Raises Refused for a paper with a classified marking, or a word that the scheme refuses.
    """
    texts = paper.checked.texts if isinstance(paper.checked, Cleaned) else ()
    _refuse_classified(paper.file_name, texts, scheme)
    found = [
        (marking, page)
        for page, text in enumerate(texts, start=1)
        for marking in _markings_in(text, scheme)
    ]
    if not found:
        return None
    top = max(marking.level for marking, _ in found)
    first = next(page for marking, page in found if marking.level == top)
    return PageMarks(highest(scheme, [marking for marking, _ in found]), first)


def _refuse_classified(name: str, texts: Sequence[str], scheme: Vocabulary) -> None:
    words = scheme.refused_words
    for page, text in enumerate(texts, start=1):
        if classified_marking_in(text) or (words is not None and words.search(text)):
            # Never the text: what is refused must not stand on a screen or in a log either.
            raise Refused(
                f"{name} was not attached: page {page} has a classified marking, and this program "
                "holds unclassified and controlled unclassified papers only. Keep it where it "
                "belongs. If it is a spill, tell your security officer."
            )


def _markings_in(text: str, scheme: Vocabulary) -> Iterator[Marking]:
    for rank, level in enumerate(scheme.levels):
        if rank:
            for found in _pattern(level, scheme).finditer(text):
                yield _read(scheme, rank, level, found)


def _pattern(level: LevelTerm, scheme: Vocabulary) -> re.Pattern[str]:
    """Return what finds a banner alone on its line, or a portion mark where a line begins."""
    between = re.escape(scheme.grammar.between_groups)
    more = rf"(?:{between}[A-Z0-9 ,/+.-]+)?"
    banner_line = rf"^[ \t]*(?P<banner>{re.escape(level.banner)}{more})[ \t]*\r?$"
    portion = rf"^[ \t]*(?:\S{{1,4}}[ \t]+)?\((?P<portion>{re.escape(level.portion)}{more})\)"
    return re.compile(f"{banner_line}|{portion}", re.MULTILINE)


def _read(scheme: Vocabulary, rank: int, level: LevelTerm, found: re.Match[str]) -> Marking:
    """Return the marking as the scheme writes it; one that it could not write counts by level."""
    written = found["banner"] or level.banner + found["portion"].removeprefix(level.portion)
    made = banner_read(scheme, written.strip())
    return Marking(rank) if made.level != rank or any(conflicts(scheme, made)) else made
