"""A book of papers: own documents and papers from outside, behind each other with one numbering."""

from dataclasses import dataclass, field

from board_app.domain.document import Document
from board_app.domain.paper_words import Media


@dataclass(frozen=True, slots=True)
class Foreign:
    """A paper from outside as a harmless PDF; `texts` are the words of its pages, if known.

    A picture that was made a page of keeps the standards that our own pages keep; of other papers
    nobody knows.
    """

    pdf: bytes = field(repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A paper as somebody attached it: it must be checked before anything may open it.

    One that is left out is checked too: its pages are counted as in every other copy.
    """

    content: bytes = field(repr=False)
    media: Media
    sha256: str
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A paper that can't be shown; a page in its place says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Omitted:
    """A paper that this copy leaves out; its page numbers stay free, so all copies count alike."""

    pages: int


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of a book; without content it is a heading of the contents alone.

    `label` is said in the foot of its pages ("Item 3 / Tab B") and, without what it has in common
    with the tab above, in the contents. `level` is 0 for what stands by itself and 1 below it.
    """

    label: str
    title: str
    content: Document | Enclosed | Foreign | Missing | Omitted | None
    level: int = 0
    portion: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole book: `front` is its first page, on which the contents follow.

    `prefix` stands before every page number: "S-" in a supplement.
    """

    front: Document
    tabs: tuple[Tab, ...]
    prefix: str = ""
