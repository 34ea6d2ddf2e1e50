"""A small board that tests of the store and the services work at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar, cast

from board_app import bootstrap
from board_app.domain.action import ActionItem
from board_app.domain.agenda import AgendaItem
from board_app.domain.base import Record, RecordId
from board_app.domain.decision import Decision
from board_app.domain.meeting import Meeting
from board_app.domain.person import Role
from board_app.services import actions, agenda, decisions, directory, meetings, series
from board_app.services.actor import Actor
from board_app.services.commands import Command
from board_app.services.founding import NewBoard
from board_app.services.handlers import HANDLERS
from board_app.services.session import Session
from db import keys
from db.file_store import FileStore
from db.records import MODELS, select_sql, values_of
from db.sqlite_engine import SqliteEngine, connected

PASSPHRASE = "correct horse"
START = datetime(2015, 7, 6, 14, tzinfo=UTC)
MEETING_DAY = date(2015, 7, 16)
CODES = ("nsc", "state", "dod", "doj")

R = TypeVar("R", bound=Record)


@dataclass
class HandClock:
    """A clock that goes on only when it is told to."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def go(self, step: timedelta) -> None:
        self.moment += step


@dataclass
class Desk:
    """An open board with its people; `agencies` are ids by code."""

    path: Path
    key: bytes
    clock: HandClock = field(default_factory=HandClock)
    session: Session = field(init=False)
    engine: SqliteEngine = field(init=False)
    agencies: dict[str, RecordId] = field(init=False)
    series_id: RecordId = field(init=False)
    meeting_id: RecordId = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Open the file with the key that is known, without the slow derivation."""
        self.engine = SqliteEngine(connected(self.path, self.key), self.key)
        self.session = Session(
            FileStore(self.path, self.key, self.engine, self.clock), HANDLERS, self.clock
        )
        day = date(2015, 7, 6)
        self.agencies = {
            one.code: one.id for one in self.session.reading.directory.agencies(day, archived=True)
        }
        self.series_id = self.session.reading.meetings.series()[0].id
        self.meeting_id = self.session.reading.meetings.by_reference("2015-07").id
        self.become("Ann Reed")

    def reopen(self) -> None:
        self.session.store.close()
        self.open()

    def close(self) -> None:
        self.session.store.close()

    def discard(self) -> None:
        """Give back what the closed board takes of the machine; a test's folder goes by itself."""

    def another(self) -> "Desk":
        """Return a second window on the same board."""
        return Desk(self.path, self.key, self.clock)

    def become(self, name: str) -> Actor:
        people = self.session.reading.directory.people(date(2015, 7, 6))
        return self.session.become(next(one for one in people if one.name == name))

    def do(self, command: Command) -> RecordId:
        """Carry a command out and return the id it gives."""
        return cast("RecordId", self.session.do(command).value)

    def record(self, model: type[R], id: RecordId) -> R:
        """Return a record as it is stored, archived or not."""
        rows = self.engine.rows(f"{select_sql(model)} WHERE id = :id", {"id": id})
        return model.model_validate(rows[0])

    def meeting(self) -> Meeting:
        return self.record(Meeting, self.meeting_id)

    def item(self, title: str = "Sudan", **more: object) -> AgendaItem:
        command = agenda.AddItem(meeting_id=self.meeting_id, title=title, **more)
        return self.record(AgendaItem, self.do(command))

    def decision(self, item: AgendaItem, text: str = "To meet monthly.") -> Decision:
        command = decisions.RecordDecision(meeting_id=self.meeting_id, item_id=item.id, text=text)
        return self.record(Decision, self.do(command))

    def action(self, title: str = "Report", **more: object) -> ActionItem:
        return self.record(ActionItem, self.do(actions.AssignAction(title=title, **more)))

    def digest(self) -> dict[tuple[str, int], dict[str, object]]:
        """Return the values of all records, without their versions."""
        images = {}
        for table, model in MODELS.items():
            for row in self.engine.rows(select_sql(model)):
                row.pop("version")
                images[table, row["id"]] = row
        return images


def prepared(path: Path, passphrase: str = PASSPHRASE) -> bytes:
    """Make the file that each test gets a copy of, and return its key."""
    clock = HandClock(START - timedelta(days=1))
    offered = [entry for entry in bootstrap.offered_agencies() if entry.code in CODES]
    wanted = NewBoard(
        name="Prevention Board",
        chair_code="nsc",
        zone="America/New_York",
        quorum=2,
        agencies=offered,
        passphrase=passphrase,
        seats_from=date(2012, 4, 23),
    )
    session = bootstrap.new_board(path, wanted, clock)
    by_code = {one.code: one.id for one in session.reading.directory.agencies(date(2015, 7, 1))}
    first = directory.IntroduceSelf(
        name="Ann Reed",
        agency_id=by_code["nsc"],
        role=Role.SECRETARIAT,
        valid_from=date(2012, 5, 1),
    )
    person_id = cast("RecordId", session.do(first).value)
    session.become(session.reading.directory.person(person_id, date(2015, 7, 1)))
    _people(session, by_code)
    _calendar(session)
    session.store.close()
    return keys.derived_key(passphrase, path.read_bytes()[: keys.SALT_BYTES])


def _people(session: Session, by_code: dict[str, RecordId]) -> None:
    for name, code, role in (
        ("Ben Okoro", "state", Role.OFFICER),
        ("Cleo Marsh", "state", Role.PRINCIPAL),
        ("Dora Voss", "dod", Role.PRINCIPAL),
        ("Eli Brandt", "dod", Role.ALTERNATE),
        ("Fay Lindqvist", "doj", Role.OBSERVER),
        ("Gus Amari", "nsc", Role.CHAIR),
    ):
        session.do(
            directory.AddPerson(
                name=name, agency_id=by_code[code], role=role, valid_from=date(2013, 1, 1)
            )
        )


def _calendar(session: Session) -> None:
    started = series.StartSeries(
        title="Monthly board",
        nth=3,
        weekday=3,
        start="10:00",
        minutes=90,
        zone="America/New_York",
        first_on=date(2015, 1, 1),
    )
    series_id = cast("RecordId", session.do(started).value)
    session.do(meetings.OpenOccurrence(series_id=series_id, on_day=MEETING_DAY))


MakeDesk = Callable[[], Desk]
__all__ = ["PASSPHRASE", "START", "Desk", "HandClock", "MakeDesk", "prepared", "values_of"]
