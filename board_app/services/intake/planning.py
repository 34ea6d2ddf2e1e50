"""From a table and what was chosen to a plan; nothing is written here."""

from collections import Counter
from datetime import date
from typing import NamedTuple, Protocol

from board_app.domain.errors import Invalid
from board_app.domain.words import count
from board_app.services.intake.actions import ActionPlanner, KnownActions, known_actions
from board_app.services.intake.cells import Cells, halted
from board_app.services.intake.columns import ACTIONS, COUNTRIES, FIELDS, PEOPLE, field_of
from board_app.services.intake.countries import CountryPlanner, KnownCountries
from board_app.services.intake.names import Names, names_of
from board_app.services.intake.people import PeoplePlanner, known_people
from board_app.services.intake.plan import LineState, Plan, PlannedLine, Wishes
from board_app.services.intake.raw import RawTable
from board_app.services.progress import Progress
from board_app.services.session import Session

_STEP = 500


class Planner(Protocol):
    """Plans one line after another."""

    foreign: int

    def line(self, number: int) -> PlannedLine: ...


class Known(NamedTuple):
    """What the board knows, read once for a plan."""

    today: date
    names: Names
    actions: KnownActions | None = None
    countries: KnownCountries | None = None


def known(session: Session, kind: str) -> Known:
    """Return what lines of a kind are matched with."""
    today = session.board().today
    names = names_of(session, today)
    if kind == ACTIONS:
        return Known(today, names, actions=known_actions(session))
    if kind == COUNTRIES:
        rows = names.countries.values()
        by_code = {row.alpha3: row for row in rows} | {row.alpha2: row for row in rows}
        tiers = {row.country_id: row for row in session.reading.intake.tiers()}
        return Known(today, names, countries=KnownCountries(by_code, tiers))
    return Known(today, names)


def missing_columns(wishes: Wishes) -> tuple[str, ...]:
    """Return the labels of needed fields that no column is given to."""
    given = set(wishes.columns)
    if wishes.kind == PEOPLE and given & {"first_name", "last_name"}:
        given.add("name")
    if wishes.kind == COUNTRIES and not given & {"code", "name"}:
        return (field_of(COUNTRIES, "name").label,)
    return tuple(one.label for one in FIELDS[wishes.kind] if one.is_needed and one.key not in given)


def plan(table: RawTable, wishes: Wishes, known: Known, progress: Progress | None = None) -> Plan:
    """Return what an import would do. Raises Stopped."""
    lacking = missing_columns(wishes)
    if lacking:
        return Plan(wishes.kind, (), (), notes=(f"No column is “{lacking[0]}” yet.",))
    cells = Cells(known.names, wishes)
    planner = _planner(table, wishes, known, cells)
    progress = progress or Progress()
    lines: list[PlannedLine] = []
    for at, raw in enumerate(table.lines):
        if at % _STEP == 0:
            progress.step(at, len(table.lines))
        number = raw.number
        if number in wishes.left_out:
            text = " ".join(part for part in raw.cells[:3] if part)
            lines.append(PlannedLine(number, LineState.LEFT_OUT, text, "Left out by you."))
            continue
        cells.begin(number, wishes.corrections.get(number, raw.cells))
        try:
            lines.append(planner.line(number))
        except Invalid as fault:
            # Cells that are right by themselves can be too much together.
            cells.wrong("", fault.message)
            lines.append(halted(number, " ".join(filter(None, raw.cells[:3]))[:120], cells))
    counts = Counter(line.state for line in lines)
    return Plan(wishes.kind, tuple(lines), cells.questions, _notes(planner), counts)


def _planner(table: RawTable, wishes: Wishes, known: Known, cells: Cells) -> Planner:
    if known.actions is not None:
        return ActionPlanner(cells, known.actions, known.today, table.file_name)
    if known.countries is not None:
        return CountryPlanner(cells, known.countries, table.file_name)
    return PeoplePlanner(cells, known_people(known.names.people.values()))


def _notes(planner: Planner) -> tuple[str, ...]:
    if not planner.foreign:
        return ()
    said = count(planner.foreign, "number")
    return (f"{said} of digits alone: kept in the deliverable, the board gives its own.",)
