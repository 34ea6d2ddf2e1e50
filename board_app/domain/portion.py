"""Portion marks on paper: texts that still know the marking they stand for.

A renderer prints them like any other text; who makes a releasable variant asks for the marking.
"""

from collections.abc import Iterator

from board_app.domain.marking import Marking


class Portion(str):
    """The mark of one portion as it is printed, "" in a paper that holds nothing controlled."""

    __slots__ = ("marking",)
    marking: Marking

    def __new__(cls, mark: str, marking: Marking) -> "Portion":
        made = super().__new__(cls, mark)
        made.marking = marking
        return made


class MarkedText(str):
    """A line of a cell or a list with its portion mark in front; `text` is the line alone.

    What names the line, a number as a rule, may `lead` it before the mark.
    """

    __slots__ = ("lead", "portion", "text")
    lead: str
    portion: Portion
    text: str

    def __new__(cls, portion: Portion, text: str, *, lead: str = "") -> "MarkedText":
        made = super().__new__(cls, lead + f"{portion} {text}".strip())
        made.lead = lead
        made.portion = portion
        made.text = f"{lead}{text}"
        return made


def markings_in(value: object) -> Iterator[Marking]:
    """Yield the markings that the texts of a cell, a row or a list carry."""
    if isinstance(value, Portion):
        yield value.marking
    elif isinstance(value, MarkedText):
        yield value.portion.marking
    elif isinstance(value, tuple):
        for part in value:
            yield from markings_in(part)
