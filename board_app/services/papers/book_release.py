"""A book for somebody outside: refused with all that is too high in any of its tabs."""

from collections.abc import Iterator

from board_app.domain.book import Book, Missing, Omitted, Tab
from board_app.domain.document import Document
from board_app.domain.errors import Refused
from board_app.domain.marking import portion_mark
from board_app.domain.portion import Portion
from board_app.domain.vocabulary import Vocabulary
from board_app.services.papers.release import (
    Release,
    TooHigh,
    TooHighPortion,
    released,
    too_high,
)
from board_app.services.rows import BoardRow
from board_app.services.scheme import scheme_of


def going_out(whole: Document | Book, board: BoardRow, release: Release) -> Document | Book:
    """Return a document or book as it may leave the board.

    Raises TooHigh with the portions that may not go so far, unless they are to be left out.
    """
    if isinstance(whole, Book):
        return released_book(whole, scheme_of(board), release)
    return released(whole, board, scheme_of(board), release)


def released_book(book: Book, scheme: Vocabulary, release: Release) -> Book:
    """Return a book that may go out as it is; raises TooHigh with the portions that may not.

    Nothing is left out of a book: its papers come from outside, and their portions are not known.
    Who asks for that is told so by Refused.
    """
    if release.leaves_out:
        raise Refused(
            "Portions can't be left out of a board book: nobody knows those of its papers. "
            "Withhold a paper from an agency, or write the agenda and the minutes by themselves."
        )
    found = (*too_high(book.front, scheme, release), *_in_tabs(book.tabs, scheme, release))
    if found:
        raise TooHigh(release.in_words(scheme), found, leaves_out=False)
    return book


def _in_tabs(
    tabs: tuple[Tab, ...], scheme: Vocabulary, release: Release
) -> Iterator[TooHighPortion]:
    for tab in tabs:
        content, mark = tab.content, tab.portion
        if isinstance(content, Document):
            for one in too_high(content, scheme, release):
                yield one._replace(place=f"{tab.label}, {one.place}")
        elif isinstance(content, Omitted):
            continue
        elif isinstance(mark, Portion) and not release.permits(scheme, mark.marking):
            told = portion_mark(scheme, mark.marking)
            title = tab.title if not isinstance(content, Missing) else f"{tab.title} (not shown)"
            yield TooHighPortion(tab.label, told, title)
