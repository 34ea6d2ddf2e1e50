"""Where an import stands: the file, what was chosen, and what it would do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from board_app.domain.words import count, day_long
from board_app.services.intake.columns import (
    ACTIONS,
    guessed_columns,
    guessed_kind,
)
from board_app.services.intake.names import Names
from board_app.services.intake.plan import LineState, Plan, Wishes
from board_app.services.intake.planning import known, plan
from board_app.services.intake.raw import HowToRead, RawTable
from board_app.services.intake.reading import TakenRow
from board_app.services.progress import Progress
from board_app.services.session import Session
from ui.page import Context
from ui.pages.intake.forms import corrected

_NOWHERE = Path()


class Opened(NamedTuple):
    """A file that was read, and when it was imported before."""

    table: RawTable
    taken: list[TakenRow]


class Planned(NamedTuple):
    """A plan with the wishes it was made for."""

    wishes: Wishes
    plan: Plan
    names: Names
    taken: list[TakenRow]


class Stand:
    """One file on its way in. Wishes are replaced, never changed, so that a plan names its own."""

    def __init__(self, context: Context, path: Path = _NOWHERE) -> None:
        self._outside = context.outside
        self.path = path
        self.table: RawTable | None = None
        self.plan: Plan | None = None
        self.names: Names | None = None
        self.wishes = Wishes(ACTIONS, ())
        self.progress = Progress()
        self.outcome = ""
        self.was_refused = False
        self._taken: list[TakenRow] = []

    @property
    def step(self) -> str:
        if self.outcome:
            return "finished"
        if self.table is None:
            return "unread" if self.was_refused else "empty"
        return "sheet" if self.table.asks_sheet else "plan"

    def new_progress(self) -> Progress:
        self.progress = Progress()
        return self.progress

    def reading(self, how: HowToRead) -> Callable[[Session], Opened]:
        """Return the work that reads the file."""
        path, outside, progress = self.path, self._outside, self.new_progress()

        def read(session: Session) -> Opened:
            table = outside.read_table(path, how, progress)
            return Opened(table, session.reading.intake.taken(table.digest))

        return read

    def take(self, found: Opened) -> None:
        """Take what was read; choices that still fit are kept."""
        before, table = self.table, found.table
        self.was_refused = False
        self.table, self._taken = table, found.taken
        self.outcome = ""
        self.plan = None
        if before is None or before.header != table.header:
            kind = guessed_kind(table.header)
            self.wishes = Wishes(kind, guessed_columns(kind, table.header))
        else:
            # Read in another way, the cells are others: what was corrected is out of date.
            self.wishes = replace(self.wishes, corrections={}, left_out=frozenset())

    def planning(self) -> Callable[[Session], Planned]:
        """Return the work that plans each line."""
        table, wishes, progress = self.table, self.wishes, self.new_progress()
        assert table is not None  # noqa: S101  (asked only with a table)

        def make(session: Session) -> Planned:
            board = known(session, wishes.kind)
            made = plan(table, wishes, board, progress)
            return Planned(wishes, made, board.names, session.reading.intake.taken(table.digest))

        return make

    def planned(self, found: Planned) -> None:
        self.plan, self.names, self._taken = found.plan, found.names, found.taken
        if self.outcome and not found.taken:
            self.outcome = ""  # it was undone: the lines wait again

    def wish(self, **changes: Any) -> None:  # Any: one value per field of the wishes
        self.wishes = replace(self.wishes, **changes)

    def wish_column(self, number: int, key: str) -> None:
        """Let a column become something; no two become the same."""
        columns = ["" if one == key else one for one in self.wishes.columns]
        columns[number] = key
        self.wish(columns=tuple(columns))

    def correct(self, number: int, values: Mapping[str, Any]) -> None:  # Any: as in forms
        if self.table is not None:
            cells = corrected(self.table, self.wishes, number, dict(values))
            self.wish(corrections={**self.wishes.corrections, number: cells})

    def finish(self) -> None:
        """Say what was written."""
        made = self.plan
        if made is None:
            return
        left = made.open + made.of(LineState.LEFT_OUT)
        parts = [
            f"{number:,} {word}"
            for number, word in (
                (made.of(LineState.NEW), "new"),
                (made.of(LineState.CHANGED), "changed"),
                (made.of(LineState.SAME), "stood here already"),
                (left, "left out"),
            )
            if number
        ]
        lines = count(made.writes, "line")
        self.outcome = f"Imported {lines} from {self.path.name}: {', '.join(parts)}."

    def taken_before(self) -> str:
        """Say that this very file was imported before, "" if it was not."""
        if not self._taken or self.outcome:
            return ""
        row = self._taken[0]
        return (
            f"This very file was imported on {day_long(row.taken_on)} by {row.person}: "
            f"{row.added} added, {row.changed} changed."
        )

    def notes(self) -> tuple[str, ...]:
        """Return what is to be known of the file and its plan."""
        table = self.table.notes if self.table else ()
        return (*table, *(self.plan.notes if self.plan else ()))
