"""A paper for somebody outside: refused with what is too high in it, or without those portions.

What is left out leaves one neutral line, "[Portion withheld]": whoever reads the variant must see
that it is one, and item numbers stay what they are in the whole paper. The line says nothing of
what stood there, how long it was, or how it was marked; counts in headings are those of the whole.
A text that bears no mark counts as the highest of the paper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from board_app.domain.document import (
    Block,
    Bullets,
    Cell,
    DecisionBox,
    Document,
    Heading,
    ItemHeading,
    Note,
    Paragraph,
    Table,
    TextStyle,
    texts_in,
)
from board_app.domain.errors import Invalid, Refused
from board_app.domain.marking import (
    Marking,
    banner,
    banner_read,
    checked,
    highest,
    is_releasable,
    portion_mark,
)
from board_app.domain.portion import MarkedText, Portion, markings_in
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.words import count
from board_app.services.papers.marks import designation_lines, is_typed
from board_app.services.papers.words import ENGLISH, Words
from board_app.services.rows import BoardRow

WITHHELD = "[Portion withheld]"
_LISTED = 12
_WORDS = 60
_CONTENT = (Paragraph, Note, DecisionBox)

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Release:
    """Whom a paper is for: up to which level, and for which countries besides the own one.

    `leaves_out` makes the variant that omits what is too high, instead of refusing it.
    """

    highest: int
    countries: tuple[str, ...] = ()
    leaves_out: bool = False

    def permits(self, scheme: Vocabulary, marking: Marking) -> bool:
        """Tell whether a portion may go out."""
        return marking.level <= self.highest and is_releasable(scheme, marking, self.countries)

    def in_words(self, scheme: Vocabulary, words: Words = ENGLISH) -> str:
        """Return "up to UNCLASSIFIED" or "up to CUI, for release to FRA, GBR"."""
        top = words.say("up to {level}", level=scheme.level(self.highest).banner)
        if not self.countries:
            return top
        named = ", ".join(self.countries)
        return words.say("{level}, for release to {countries}", level=top, countries=named)


class TooHighPortion(NamedTuple):
    """A portion that may not go out: where it stands, its mark, its first words."""

    place: str
    mark: str
    words: str

    @property
    def sentence(self) -> str:
        return f"{self.place}: {self.mark} {self.words}".strip()


class TooHigh(Refused):
    """The paper holds portions above what it may be written for; `portions` names them."""

    def __init__(
        self, wanted: str, portions: tuple[TooHighPortion, ...], *, leaves_out: bool = True
    ) -> None:
        listed = "\n".join(f"• {one.sentence}" for one in portions[:_LISTED])
        rest = len(portions) - _LISTED
        more = f"\n• and {count(rest, 'more portion')}" if rest > 0 else ""
        way = ", or the releasable variant, which leaves them out" if leaves_out else ""
        super().__init__(
            f"Not written: the paper is to hold portions {wanted}, and "
            f"{count(len(portions), 'portion')} of it may not go so far. Choose a higher limit"
            f"{way}.\n{listed}{more}"
        )
        self.portions = portions


def release_of(
    scheme: Vocabulary, level: int, countries: str = "", *, leaves_out: bool = False
) -> Release:
    """Return a release as a person asks for it; raises Invalid for a country without a code.

    `countries` are codes with commas or blanks between them, in any case.
    """
    controls = [control for control in scheme.controls if control.releases]
    codes = countries.replace(",", " ").upper().split()
    if not codes:
        return Release(level, leaves_out=leaves_out)
    if not controls:
        message = f"“{scheme.title}” has no marking that lets a paper go abroad."
        raise Invalid(message, field="release_to")
    abroad = sorted({*codes} - {control.first for control in controls})
    try:
        checked(scheme, len(scheme.levels) - 1, f"{controls[0].code} {', '.join(codes)}")
    except Invalid as fault:
        raise Invalid(fault.message, field="release_to") from None
    return Release(level, tuple(abroad), leaves_out)


def too_high(
    document: Document, scheme: Vocabulary, release: Release
) -> tuple[TooHighPortion, ...]:
    """Return the portions of a document that may not go out, in reading order."""
    return tuple(_Sieve(document, scheme, release).withheld())


def released(document: Document, board: BoardRow, scheme: Vocabulary, release: Release) -> Document:
    """Return the document as it may go out: whole, or without what is too high.

    Raises TooHigh unless the release leaves such portions out.
    """
    sieve = _Sieve(document, scheme, release)
    found = tuple(sieve.withheld())
    if not found:
        return document
    if not release.leaves_out:
        raise TooHigh(release.in_words(scheme), found)
    return sieve.variant(board)


@dataclass(frozen=True)
class _Sieve:
    """Goes through a document once for what is too high, once for what remains."""

    document: Document
    scheme: Vocabulary
    release: Release

    @cached_property
    def top(self) -> Marking:
        """Return the marking of the whole: as the banner has it, should a text hide its mark."""
        found = [*_all_markings(self.document.blocks)]
        return highest(self.scheme, [*found, banner_read(self.scheme, self.document.banner)])

    def withheld(self) -> Iterator[TooHighPortion]:
        place = "Beginning"
        for block in self.document.blocks:
            if isinstance(block, Heading | ItemHeading):
                place = self._place(block)
            for marking, words in self._portions(block):
                if not self._permits(marking):
                    short = " ".join(words.split())
                    short = short if len(short) <= _WORDS else f"{short[:_WORDS]}…"
                    yield TooHighPortion(place, portion_mark(self.scheme, marking), short)

    def variant(self, board: BoardRow) -> Document:
        """Return the document without what is too high, marked by what remains."""
        words = Words.of(board)
        line = words.say(WITHHELD)
        left = (block for one in self.document.blocks for block in self._left(one, line))
        blocks = tuple(_once(left, line))
        top = highest(self.scheme, _all_markings(blocks))
        state = words.say(
            "Releasable variant, {limits}: portions are withheld",
            limits=self.release.in_words(self.scheme, words),
        )
        suffix = words.say("releasable")
        whole = self.document
        return replace(
            whole,
            blocks=blocks,
            banner=Portion(banner(self.scheme, top), top),
            designation=self._designation(board, top),
            reference=f"{whole.reference}/{suffix}" if whole.reference else suffix,
            state=" · ".join(part for part in (whole.state, state) if part),
        )

    def _designation(self, board: BoardRow, top: Marking) -> tuple[str, ...]:
        """Return the block by what remains; what was typed stands as in the whole paper."""
        typed = [line.label for line in self.scheme.designation if is_typed(line)]
        whole = {line.split(":")[0]: line for line in self.document.designation}
        return tuple(
            whole.get(line.split(":")[0], line) if line.split(":")[0] in typed else line
            for line in designation_lines(board, self.scheme, top)
        )

    def _place(self, block: Heading | ItemHeading) -> str:
        if isinstance(block, ItemHeading):
            return f"Item {block.number}"
        return f"“{block.text}”" if self._permits(self._marking(block.portion)) else "A section"

    def _permits(self, marking: Marking) -> bool:
        return self.release.permits(self.scheme, marking)

    def _marking(self, portion: str) -> Marking:
        """Return the marking of a mark; one that no program text knows is taken as the highest."""
        if isinstance(portion, Portion):
            return portion.marking
        return self.top if portion else Marking()

    def _content(self, portion: str) -> Marking:
        return portion.marking if isinstance(portion, Portion) else self.top

    def _portions(self, block: Block) -> Iterator[tuple[Marking, str]]:
        """Yield the portions of a block with their text."""
        if isinstance(block, Table):
            for row in block.rows:
                yield self._row_marking(block, row), " ".join(_bare(row))
        elif isinstance(block, Bullets):
            for item in block.items:
                yield self._item_marking(block, item), " ".join(_bare((item,)))
        elif isinstance(block, _CONTENT):
            yield self._content(block.portion), " ".join(_bare(_texts_of(block)))
        elif hasattr(block, "portion"):
            yield self._marking(block.portion), " ".join(_bare(_texts_of(block)))

    def _row_marking(self, table: Table, row: tuple[Cell, ...]) -> Marking:
        own = [*markings_in(row), *markings_in(table.portion)]
        return highest(self.scheme, own) if own else self.top

    def _item_marking(self, bullets: Bullets, item: str) -> Marking:
        own = [*markings_in(item), *markings_in(bullets.portion)]
        return highest(self.scheme, own) if own else self.top

    def _left(self, block: Block, line: str) -> Iterator[Block]:
        """Yield what stands in the place of a block, `line` for what is withheld."""
        if isinstance(block, Table):
            yield self._table(block, line)
            return
        if isinstance(block, Bullets):
            kept = (
                item if self._permits(self._item_marking(block, item)) else line
                for item in block.items
            )
            yield replace(block, items=tuple(_once(kept, line)))
            return
        if all(self._permits(marking) for marking, _ in self._portions(block)):
            yield block
        elif isinstance(block, ItemHeading):
            yield ItemHeading(block.number, line)
        elif isinstance(block, Heading):
            yield Heading(line, block.level, "")
        else:
            yield Paragraph(line, style=TextStyle.MUTED)

    def _table(self, table: Table, line: str) -> Table:
        empty = ("",) * (len(table.columns) - 1)
        widths = [one.width or 0.0 for one in table.columns]
        at = widths.index(max(widths)) if widths else 0
        gone = (*empty[:at], line, *empty[at:])
        kept = (row if self._permits(self._row_marking(table, row)) else gone for row in table.rows)
        rows = tuple(_once(kept, line))
        if self._permits(self._marking(table.portion)):
            return replace(table, rows=rows)
        return replace(table, rows=rows, portion="", caption="")


def _all_markings(blocks: tuple[Block, ...]) -> Iterator[Marking]:
    for block in blocks:
        for each in fields(block):
            yield from markings_in(getattr(block, each.name))


def _once(parts: Iterable[Part], line: str) -> Iterator[Part]:
    """Yield parts, several withheld ones, whose `line` follows itself, as one."""
    before: Part | None = None
    for part in parts:
        if part != before or line not in set(texts_in(part)):
            yield part
        before = part


def _texts_of(block: Block) -> tuple[str, ...]:
    """Return what people wrote in a block, without its mark."""
    if isinstance(block, ItemHeading):
        return (block.title,)
    names = [each.name for each in fields(block) if each.name not in {"portion", "bookmark"}]
    return tuple(text for name in names for text in texts_in(getattr(block, name)))


def _bare(value: object) -> Iterator[str]:
    """Yield texts without the marks in front of them."""
    if isinstance(value, MarkedText):
        yield value.text
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _bare(part)
