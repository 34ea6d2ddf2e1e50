"""A spreadsheet on its way into the small board, for the tests of the import."""

from collections.abc import Sequence
from typing import Any

from board_app.services.changes import Outcome
from board_app.services.intake.columns import guessed_columns
from board_app.services.intake.command import take_in_of
from board_app.services.intake.plan import Answer, LineState, Plan, PlannedLine, Wishes
from board_app.services.intake.planning import known, plan
from board_app.services.intake.raw import RawLine, RawTable
from tests.desk import Desk


def table(*rows: Sequence[str], name: str = "taskings.csv", digest: str = "a" * 64) -> RawTable:
    """Return a table; the first row holds its headings, line 2 its first line."""
    lines = tuple(RawLine(number, tuple(row)) for number, row in enumerate(rows[1:], start=2))
    return RawTable(name, digest, tuple(rows[0]), lines)


def wishes(wanted: RawTable, kind: str = "actions", **more: Any) -> Wishes:
    answers = {id: Answer(value, remember=True) for id, value in more.pop("answers", {}).items()}
    return Wishes(kind, guessed_columns(kind, wanted.header), answers, **more)


def planned(desk: Desk, wanted: RawTable, kind: str = "actions", **more: Any) -> Plan:
    return plan(wanted, wishes(wanted, kind, **more), known(desk.session, kind))


def taken(desk: Desk, wanted: RawTable, kind: str = "actions", **more: Any) -> Outcome:
    """Import what is good of a table."""
    made = planned(desk, wanted, kind, **more)
    return desk.session.do(take_in_of(wanted, wishes(wanted, kind, **more), made))


def states(made: Plan) -> list[LineState]:
    return [line.state for line in made.lines]


def only(made: Plan) -> PlannedLine:
    assert len(made.lines) == 1, made.lines
    return made.lines[0]
