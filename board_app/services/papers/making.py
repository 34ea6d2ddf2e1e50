"""A paper on its way: the document that is ready to be printed, and the finished pages."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from board_app.domain.book import Book
from board_app.domain.document import Document
from board_app.domain.errors import Invalid
from board_app.domain.ids import RecordId
from board_app.domain.portion import markings_in
from board_app.services.text_rules import refuse_classified

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class DraftPaper:
    """A document or a book that is ready to be printed, with what is said before it goes out.

    `name` is a file name that every system accepts; `readers` are the agencies a paper of this
    board may be for. `kind`, `form` and `meeting_id` tell which paper it is, where one asks later.
    """

    document: Document | Book
    name: str
    readers: tuple[str, ...] = ()
    reader: str = ""
    kind: str = ""
    form: str = ""
    meeting_id: RecordId | None = None

    @property
    def front(self) -> Document:
        """Return what the first page is of; it speaks for the whole."""
        return self.document.front if isinstance(self.document, Book) else self.document

    def addressed(self, reader: str) -> "DraftPaper":
        """Return the paper with its readers named on the first page, "" for no such line.

        Raises Invalid for too long a text, and Spill for one with a classified marking.
        """
        wanted = " ".join(reader.split())
        refuse_classified("reader", wanted)
        if len(wanted) > _LONGEST:
            raise Invalid(f"Keep this to {_LONGEST} letters.", field="others")
        told = self.front.words.distribution
        before = told.format(reader=self.reader) if self.reader else ""
        kept = tuple(line for line in self.front.designation if line != before)
        added = (told.format(reader=wanted),) if wanted else ()
        front = replace(self.front, designation=(*kept, *added))
        whole = replace(self.document, front=front) if isinstance(self.document, Book) else front
        return replace(self, document=whole, reader=wanted)


@dataclass(frozen=True, slots=True)
class MadePaper:
    """The pages as PDF, kept in memory alone, and what came out.

    `lost` are the signs that could not be printed, each with how often it stood. `checked` is a
    book with its papers as they were found fit to be bound.
    """

    draft: DraftPaper
    pdf: bytes = field(repr=False)
    pages: int
    lost: tuple[tuple[str, int], ...] = ()
    checked: Book | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        return self.draft.front.title

    @property
    def banner(self) -> str:
        return self.draft.front.banner

    @property
    def is_controlled(self) -> bool:
        """Tell whether the paper is marked above the open level of the board's scheme."""
        return any(marking.is_controlled for marking in markings_in(self.draft.front.banner))


Sections = Callable[[int, int], None]
"""Told how many sections are printed, of how many; raises Stopped to end the work."""
