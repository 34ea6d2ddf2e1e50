"""Portion marks, banner and designation block, computed from what a paper holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from board_app.domain.marking import Marking, banner, highest, portion_mark, read_marking
from board_app.domain.portion import MarkedText, Portion
from board_app.domain.vocabulary import BlockLine, Vocabulary, vocabulary_of
from board_app.services.rows import BoardRow
from board_app.services.scheme import shipped

_Key = tuple[int, str]


class Marked(Protocol):
    """A row whose marking is known in full."""

    @property
    def marking(self) -> int: ...

    @property
    def handling(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Portions:
    """How the portions of one paper are marked: each of them, or none in an open paper.

    A portion is given as its row. A level alone has neither categories nor limits.
    """

    top: Marking
    scheme: Vocabulary
    # A register has thousands of rows and a handful of markings.
    _made: dict[frozenset[_Key], Portion] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def over(cls, rows: Iterable[Marked | int], scheme: Vocabulary | None = None) -> "Portions":
        """Return the marks of a paper that holds these portions."""
        in_force = scheme or vocabulary_of(shipped())
        return cls(_highest(in_force, frozenset(map(_key, rows))), in_force)

    @property
    def banner(self) -> Portion:
        return Portion(banner(self.scheme, self.top), self.top)

    @property
    def is_controlled(self) -> bool:
        return self.top.is_controlled

    @property
    def open(self) -> Portion:
        """Return the mark of a portion that holds nothing controlled."""
        return self.of()

    @property
    def whole(self) -> Portion:
        """Return the mark of what may repeat any portion of the paper."""
        mark = portion_mark(self.scheme, self.top) if self.is_controlled else ""
        return Portion(mark, self.top)

    def of(self, *rows: Marked | int) -> Portion:
        """Return the mark of one portion, "" when nothing in the paper is controlled."""
        keys = frozenset(map(_key, rows))
        if keys not in self._made:
            marking = _highest(self.scheme, keys)
            mark = portion_mark(self.scheme, marking) if self.is_controlled else ""
            self._made[keys] = Portion(mark, marking)
        return self._made[keys]

    def before(self, text: str, *rows: Marked | int, lead: str = "") -> MarkedText:
        """Return a text with its mark in front, for a cell or a line of a list.

        A number may `lead` both. The text knows its marking as long as it is not put into another.
        """
        return MarkedText(self.of(*rows), text, lead=lead)


def designation_lines(
    board: BoardRow, scheme: Vocabulary, top: Marking, *, office: str = ""
) -> tuple[str, ...]:
    """Return the designation block of a controlled paper; an open one needs none.

    `office` is the chair's agency: with the board's name it controls what nobody else does.
    """
    if not top.is_controlled:
        return ()
    return tuple(_block(board, scheme, top, office))


def _block(board: BoardRow, scheme: Vocabulary, top: Marking, office: str) -> Iterator[str]:
    own = f"{board.name}, {office}" if office else board.name
    values = {
        "controlled_by": board.controlled_by or own,
        "category": ", ".join(_category(scheme, term) for term in top.categories),
        "limits": scheme.grammar.within_group.join(top.limits),
        "contact": board.contact,
        "decontrol": board.decontrol,
    }
    for line in scheme.designation:
        if values[line.what]:
            yield f"{line.label}: {values[line.what]}"
        elif line.is_needed and is_typed(line):
            yield f"{line.label}: not given yet"


def is_typed(line: BlockLine) -> bool:
    """Tell whether somebody has to type a line of the block; the others are computed."""
    return line.what not in {"category", "limits"}


def _category(scheme: Vocabulary, term: str) -> str:
    known = scheme.categories_by_code.get(term.removeprefix(scheme.grammar.specified))
    return f"{known.name} ({term})" if known else term


def _highest(scheme: Vocabulary, keys: Iterable[_Key]) -> Marking:
    return highest(scheme, (read_marking(scheme, *key) for key in keys))


def _key(row: Marked | int) -> _Key:
    return (row, "") if isinstance(row, int) else (row.marking, row.handling)
