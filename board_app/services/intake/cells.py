"""The cells of one line, read as what their columns mean; what is wrong is kept by column."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import TypeVar

from board_app.domain.base import clean, clean_line
from board_app.domain.classified import classified_marking_in
from board_app.domain.errors import Invalid
from board_app.domain.ids import RecordId
from board_app.services.intake.columns import FIELDS
from board_app.services.intake.dates import NeedsOrder, read_date
from board_app.services.intake.names import AGENCY, Names, Unknown, folded
from board_app.services.intake.plan import (
    LineState,
    PlannedLine,
    Problem,
    Question,
    Wishes,
)

C = TypeVar("C", bound=Enum)

ORDER = "order"
# A name may hold one of the latter itself, like “DoD/OSD”.
_BETWEEN_NAMES = re.compile(r"\s*[;\n|,]\s*")
_PERHAPS_WITHIN = re.compile(r"\s*[/&]\s*|\s+and\s+")
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_MARKED = (
    "“{}” is a classified marking, and this program holds unclassified and controlled "
    "unclassified text only. Take the passage out."
)


class Cells:
    """One reader for all lines: `begin` takes the next one."""

    def __init__(self, names: Names, wishes: Wishes) -> None:
        self.names = names
        self.problems: list[Problem] = []
        self.asks: list[str] = []
        self._answers = wishes.answers
        self._columns = {key: at for at, key in enumerate(wishes.columns) if key}
        self._labels = {one.key: one.label for one in FIELDS[wishes.kind]}
        self._questions: dict[str, Question] = {}
        self._meant: dict[tuple[str, str], RecordId | None] = {}
        self._cells: tuple[str, ...] = ()
        self._number = 0

    def begin(self, number: int, cells: tuple[str, ...]) -> None:
        self.problems = []
        self.asks = []
        self._number, self._cells = number, cells
        for key, at in self._columns.items():
            text = cells[at]
            if not text:
                continue
            if text[0] == "#" and _ERROR.fullmatch(text):
                self.wrong(key, f"The cell holds the error {text} of the spreadsheet.")
            mark = classified_marking_in(text)
            if mark is not None:
                self.wrong(key, _MARKED.format(mark))

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(self._questions.values())

    def has(self, key: str) -> bool:
        """Tell whether the line says anything in a column."""
        return bool(self.raw(key).strip())

    def raw(self, key: str) -> str:
        at = self._columns.get(key)
        return "" if at is None else self._cells[at]

    def wrong(self, key: str, text: str) -> None:
        """Keep what is wrong with a cell."""
        label = self._labels.get(key, "")
        at = self._columns.get(key, -1)
        self.problems.append(Problem(at, f"{label}: {text}" if label else text))

    def line(self, key: str) -> str:
        """Return a text of one line."""
        return self._cleaned(key, clean_line)

    def text(self, key: str) -> str:
        """Return a text as it stands."""
        return self._cleaned(key, clean)

    def _cleaned(self, key: str, by: Callable[[str], str]) -> str:
        said = self.raw(key)
        if not said:
            return ""
        try:
            return by(said)
        except ValueError as fault:
            self.wrong(key, str(fault))
            return ""

    def date(self, key: str) -> date | None:
        """Return the date; asks for the order of the column if it is of digits alone."""
        said = self.raw(key)
        if not said:
            return None
        answer = self._answers.get(f"{ORDER}:{key}")
        try:
            return read_date(said, "" if answer is None else str(answer.value))
        except NeedsOrder:
            self._ask(ORDER, key, said)
        except Invalid as fault:
            self.wrong(key, fault.message)
        return None

    def named(self, kind: str, key: str) -> RecordId | None:
        """Return what the name in a cell means; asks if that is not known."""
        said = self.raw(key).strip()
        if not said:
            return None
        try:
            return self._meaning(kind, said)
        except Unknown:
            self._ask(kind, folded(said), said)
            return None

    def agencies(self, key: str) -> tuple[RecordId, ...]:
        """Return the agencies in a cell: one name, or several with separators between."""
        said = self.raw(key).strip()
        if not said:
            return ()
        found: list[RecordId | None] = []
        for part in self._names_in(said):
            try:
                found.append(self._meaning(AGENCY, part))
            except Unknown:
                self._ask(AGENCY, folded(part), part)
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _names_in(self, said: str) -> Iterator[str]:
        """Yield the names of a cell, each as long as it is known."""
        if self._is_known(said):
            yield said
            return
        for part in filter(None, _BETWEEN_NAMES.split(said)):
            if self._is_known(part):
                yield part
            else:
                yield from filter(None, _PERHAPS_WITHIN.split(part))

    def _is_known(self, said: str) -> bool:
        try:
            self._meaning(AGENCY, said)
        except Unknown:
            return False
        return True

    def choice(self, kind: str, key: str, known: Mapping[str, C]) -> C | None:
        """Return the state that a word means; asks for words that nobody explained."""
        said = self.raw(key).strip()
        form = folded(said)
        if not form:
            return None
        answer = self._answers.get(f"{kind}:{form}")
        if answer is not None:
            return answer.value if isinstance(answer.value, Enum) else None  # type: ignore[return-value]
        found = known.get(form)
        if found is None:
            self._ask(kind, form, said)
        return found

    def _meaning(self, kind: str, said: str) -> RecordId | None:
        if (kind, said) not in self._meant:
            self._meant[kind, said] = self.names.meaning(kind, said, self._answers)
        return self._meant[kind, said]

    def _ask(self, kind: str, form: str, said: str) -> None:
        id = f"{kind}:{form}"
        asked = self._questions.get(id) or Question(id, kind, said[:120], form, 0, self._number)
        self._questions[id] = asked._replace(lines=asked.lines + 1)
        what = f"in which order do its dates stand ({said})" if kind == ORDER else ""
        label = self._labels.get(form, "") if kind == ORDER else ""
        self.asks.append(f"{label}: {what}?" if what else f"“{said[:60]}” is which {kind}?")


def halted(number: int, shown: str, cells: Cells) -> PlannedLine:
    """Return a line that can't be written: what is wrong comes before what is asked."""
    problems = tuple(cells.problems)
    if problems:
        sentence = " ".join(problem.text for problem in problems)
        return PlannedLine(number, LineState.FAULT, shown, sentence, problems)
    return PlannedLine(number, LineState.ASKS, shown, " ".join(cells.asks))
