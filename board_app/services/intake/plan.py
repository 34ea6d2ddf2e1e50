"""What an import would do, line by line, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from board_app.domain.words import count, joined
from board_app.services.intake.entries import Entry


class LineState(StrEnum):
    """What becomes of a line."""

    FAULT = "fault"
    ASKS = "asks"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT_OUT = "left out"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def is_good(self) -> bool:
        """Tell whether the line would be written."""
        return self in (LineState.NEW, LineState.CHANGED)


class Problem(NamedTuple):
    """What is wrong with a cell; column -1 means the whole line."""

    column: int
    text: str


class Question(NamedTuple):
    """Something asked once for all lines: what a name means, the order of a column's dates."""

    id: str
    kind: str
    said: str
    folded: str
    lines: int
    first_line: int


class Answer(NamedTuple):
    """What was answered: an id, a state, an order, or None for "leave it empty"."""

    value: Any  # Any: each kind of question has its own kind of answer
    remember: bool = False


class PlannedLine(NamedTuple):
    """A line of the file with what becomes of it; `id` is its number in the file."""

    id: int
    state: LineState
    text: str
    sentence: str
    problems: tuple[Problem, ...] = ()
    entry: Entry | None = None


@dataclass(frozen=True)
class Wishes:
    """What the person chose: the kind, the columns, answers, corrections, lines left out."""

    kind: str
    columns: tuple[str, ...]
    answers: Mapping[str, Answer] = field(default_factory=dict)
    corrections: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Plan:
    """All lines in their order, and what is still asked."""

    kind: str
    lines: tuple[PlannedLine, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()
    counts: Mapping[LineState, int] = field(default_factory=dict)

    def of(self, state: LineState) -> int:
        return self.counts.get(state, 0)

    @property
    def good(self) -> tuple[Entry, ...]:
        return tuple(one.entry for one in self.lines if one.entry is not None)

    @property
    def writes(self) -> int:
        """Return how many lines would be written."""
        return self.of(LineState.NEW) + self.of(LineState.CHANGED)

    @property
    def open(self) -> int:
        """Return how many lines can't be written yet."""
        return self.of(LineState.FAULT) + self.of(LineState.ASKS)

    def why_not(self) -> str:
        """Return why the whole can't be imported now, "" if it can."""
        faults, asks = self.of(LineState.FAULT), self.of(LineState.ASKS)
        if faults or asks:
            parts = [count(faults, "fault")] if faults else []
            parts += [f"{count(len(self.questions), 'question')} open"] if asks else []
            return f"{joined(parts)}: correct them, answer them or leave the lines out."
        return "" if self.writes else "There is nothing new in this file."

    def summary(self) -> str:
        """Return the counts in words, "Faults 10 · Asks 3 · New 287"."""
        parts = [f"{state.label} {self.of(state)}" for state in LineState if self.of(state)]
        return " · ".join(parts)
