"""Documents before they become files: plain text in reading order, each block with its role."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import ClassVar, Literal

Pair = tuple[str, str]
Cell = str | tuple[str, ...]


class PaperSize(StrEnum):
    """The sheet a document is printed on."""

    LETTER = "letter"
    A4 = "a4"


class Role(StrEnum):
    """What a block is for a reader who hears the page instead of seeing it."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NOTE = "note"
    ITEM = "item"
    DECISION = "decision"
    TABLE = "table"
    LIST = "list"
    FACTS = "facts"
    FIGURE = "figure"
    NONE = "none"


class TextStyle(StrEnum):
    """How loud a paragraph speaks."""

    NORMAL = "normal"
    SMALL = "small"
    MUTED = "muted"


class Align(StrEnum):
    """The edge that the cells of a column keep to."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The head of the first page; the state line of the document is printed below it."""

    role: ClassVar[Role] = Role.TITLE
    body: str
    meeting: str
    facts: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `bookmark` is its name in the outline: None for the text itself, "" for none."""

    role: ClassVar[Role] = Role.HEADING
    text: str
    level: Literal[1, 2, 3] = 1
    bookmark: str | None = None
    portion: str = ""


@dataclass(frozen=True, slots=True)
class ItemHeading:
    """The head of one agenda item, a heading of the second level."""

    role: ClassVar[Role] = Role.ITEM
    number: str
    title: str
    lead: str = ""
    kind: str = ""
    minutes: int | None = None
    portion: str = ""
    bookmark: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a line break in it is kept, an empty line starts a new paragraph.

    One that `leads` stands on the page of what follows it.
    """

    role: ClassVar[Role] = Role.PARAGRAPH
    text: str
    portion: str = ""
    style: TextStyle = TextStyle.NORMAL
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Text that stands apart by an indent: a reservation, a quotation, a remark."""

    role: ClassVar[Role] = Role.NOTE
    text: str
    label: str = ""
    portion: str = ""


@dataclass(frozen=True, slots=True)
class DecisionBox:
    """One decision with its mandate, its limits, the positions in one line and each dissent."""

    role: ClassVar[Role] = Role.DECISION
    reference: str
    text: str
    mandate: str = ""
    limits: str = ""
    positions: str = ""
    dissents: tuple[Pair, ...] = ()
    portion: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `width` is its share of the line, None for as wide as its content needs.

    `names_row` marks the column whose cells name their row, a reference as a rule.
    """

    header: str
    width: float | None = None
    align: Align = Align.LEFT
    names_row: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under named columns; a cell of several lines is a tuple."""

    role: ClassVar[Role] = Role.TABLE
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    portion: str = ""
    repeats_header: bool = True
    when_empty: str = "None."

    def __post_init__(self) -> None:
        """Refuse rows that are longer than the table is wide."""
        if any(len(row) > len(self.columns) for row in self.rows):
            raise ValueError("A row has more cells than the table has columns.")


@dataclass(frozen=True, slots=True)
class Attendee:
    """One seat at the table: the agency, who sat there, and as what."""

    agency: str
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class AttendanceGrid:
    """Who was there, by agency, three to a line."""

    role: ClassVar[Role] = Role.TABLE
    entries: tuple[Attendee, ...]


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Labels with their values, one pair a line."""

    role: ClassVar[Role] = Role.FACTS
    rows: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; every item is one portion."""

    role: ClassVar[Role] = Role.LIST
    items: tuple[str, ...]
    is_numbered: bool = False
    portion: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Lines to sign on, one for each pair of office and name; never alone on a page.

    `signed` is what stands on each line, "" or nothing for one that waits for a hand or a key.
    """

    role: ClassVar[Role] = Role.FACTS
    signers: tuple[Pair, ...]
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts on a new page."""

    role: ClassVar[Role] = Role.NONE


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn area: rings of points from 0 to 1 (left to right, top to bottom), holes included.

    `fill` and `stroke` are colours as RRGGBB or None; what is hatched lets the fill be seen below
    its lines; a dashed edge is a border that is not agreed; `label` stands in the middle of the
    largest ring, or at `at` where it is given.
    """

    rings: tuple[tuple[tuple[float, float], ...], ...]
    fill: str | None = None
    stroke: str | None = None
    label: str = ""
    is_hatched: bool = False
    is_dashed: bool = False
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture made of shapes; `alt` says in words all that it shows.

    `height` is a share of the width, `width` one of the line.
    """

    role: ClassVar[Role] = Role.FIGURE
    alt: str
    height: float
    shapes: tuple[Shape, ...]
    width: float = 1.0
    caption: str = ""
    portion: str = ""


Block = (
    TitleBlock
    | Heading
    | ItemHeading
    | Paragraph
    | Note
    | DecisionBox
    | Table
    | AttendanceGrid
    | KeyFacts
    | Bullets
    | SignatureBlock
    | PageBreak
    | Figure
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """What the renderer itself writes, in the language of the document; places are in braces."""

    page: str = "Page {page} of {pages}"
    lead: str = "Lead: {lead}"
    minutes: str = "{minutes} min"
    mandate: str = "Mandate"
    limits: str = "Limits"
    positions: str = "Positions"
    dissent: str = "Dissent:"
    dissent_of: str = "Dissent, {agency}:"
    contents: str = "Contents"
    left_out: str = "Not in this copy"
    not_shown: str = "This paper can't be shown."
    distribution: str = "Distribution: {reader}"
    titled: str = "{name}: {title}"
    page_of: str = "{paper}, page {page} of {pages}"
    signed: str = "Signed by {name}, {when} ({zone})"
    signature: str = "Signature of {name}"
    date: str = "Date"
    unread: str = "{paper}. Its words are not known here: ask the secretariat for them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document as plain text; the renderer alone knows how it looks.

    `banner` stands on every page, `designation` at the foot of the first one, `reference` and
    `version` in every foot, `state` in words below the title ("DRAFT for clearance, version 3").
    `mark` stands in every foot and is no part of the banner ("DRAFT").
    `line_numbers` numbers the lines of the text in the margin, for comments.
    """

    title: str
    blocks: tuple[Block, ...]
    banner: str
    subject: str = ""
    author: str = ""
    language: str = "en-US"
    paper: PaperSize = PaperSize.LETTER
    designation: tuple[str, ...] = ()
    reference: str = ""
    version: str = ""
    state: str = ""
    is_landscape: bool = False
    words: PageWords = PageWords()
    line_numbers: bool = False
    mark: str = ""


def texts_in(value: object) -> Iterator[str]:
    """Yield every text that a reader of a document or block will see, in reading order.

    What a figure shows is said by its `alt`; what the renderer adds belongs to no document.
    """
    if isinstance(value, str):
        if not isinstance(value, StrEnum):
            yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)
    elif is_dataclass(value) and not isinstance(value, PageWords | Shape):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
