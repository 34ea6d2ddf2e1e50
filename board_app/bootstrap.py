"""The only place that knows all rooms; builds the object graph."""

import os
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import resources
from board_app.domain.agency import AgencyKind
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid
from board_app.domain.person import Role
from board_app.services.actor import NOBODY, Actor
from board_app.services.board import CountryEntry, FoundBoard, NameChair
from board_app.services.directory import AgencyEntry, SeatAgencies
from board_app.services.founding import NewBoard
from board_app.services.handlers import HANDLERS
from board_app.services.ports import Clock
from board_app.services.session import Session
from db import file


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still, for tests and for building the sample."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@dataclass(frozen=True)
class ShiftedClock:
    """The machine's clock some time away from the present, to see a board at its own time."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


SYSTEM_CLOCK = SystemClock()
TODAY_VARIABLE = "UPSTREAM_TODAY"


def clock_from_environment() -> Clock:
    """Return the machine's clock, or one that starts at noon (UTC) of UPSTREAM_TODAY.

    Raises Invalid if the variable is not a date like 2015-07-07.
    """
    wanted = os.environ.get(TODAY_VARIABLE, "").strip()
    if not wanted:
        return SYSTEM_CLOCK
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        raise Invalid(
            f"{TODAY_VARIABLE} is not a date. Write it like 2015-07-07, or take it away."
        ) from None
    return ShiftedClock(datetime.combine(day, time(12), UTC) - datetime.now(UTC))


def open_board(path: Path, passphrase: str, clock: Clock = SYSTEM_CLOCK) -> Session:
    """Open a board file; raises the known errors of `db.file.open_file`."""
    return Session(file.open_file(path, passphrase, clock), HANDLERS, clock)


def new_board(path: Path, wanted: NewBoard, clock: Clock = SYSTEM_CLOCK) -> Session:
    """Make a board file with its countries, agencies and chair.

    Raises Refused if the file exists; nothing is left behind when anything fails.
    """
    session = Session(file.create(path, wanted.passphrase, clock), HANDLERS, clock)
    try:
        _found(session, wanted, clock.now().astimezone(ZoneInfo(wanted.zone)).date())
    except BaseException:
        session.store.close()
        path.unlink(missing_ok=True)
        raise
    return session


def offered_agencies() -> tuple[AgencyEntry, ...]:
    """Return the chair's office and the eleven members that a new board may start with."""
    shipped = resources.read_json("agencies")
    chair = next(entry for entry in shipped["chair_and_others"] if entry["role"] == "chair")
    return tuple(
        AgencyEntry(
            code=entry["id"],
            name=entry["name"],
            abbreviation=entry["abbr"],
            kind=kind,
            seat_no=entry.get("seat_no", 0),
            functions=entry["functions"],
        )
        for kind, entry in (
            (AgencyKind.CHAIR, chair),
            *((AgencyKind.MEMBER, member) for member in shipped["members"]),
        )
    )


def write_minutes(session: Session, meeting_id: RecordId, target: Path) -> None:
    """Write the PDF minutes of a meeting; raises NotFound or StorageUnavailable."""
    # reportlab costs 150 ms, which only who prints shall pay.
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415
    from board_app.services.papers.minutes import minutes_document  # noqa: PLC0415

    today = session.board().today
    render_pdf(minutes_document(session.reading, meeting_id, today=today), target)


def write_agenda(session: Session, meeting_id: RecordId, target: Path) -> None:
    """Write the PDF agenda of a meeting; raises NotFound or StorageUnavailable."""
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.services.papers.agenda import agenda_document  # noqa: PLC0415

    today = session.board().today
    render_pdf(agenda_document(session.reading, meeting_id, today=today), target)


def _found(session: Session, wanted: NewBoard, today: date) -> None:
    session.act_as(Actor(name="Founder", role=Role.SECRETARIAT))
    countries = [
        CountryEntry(**{name: entry[name] for name in CountryEntry.model_fields})
        for entry in resources.read_json("countries")["countries"]
    ]
    session.do(
        FoundBoard(
            uid=secrets.token_hex(16),
            name=wanted.name,
            zone=wanted.zone,
            ceiling=wanted.ceiling,
            quorum=wanted.quorum,
            countries=countries,
        )
    )
    seated = session.do(
        SeatAgencies(entries=wanted.agencies, valid_from=wanted.seats_from or today)
    ).value
    if isinstance(seated, list):
        _name_chair(session, wanted, seated)
    session.act_as(NOBODY)


def _name_chair(session: Session, wanted: NewBoard, seated: list[RecordId]) -> None:
    for entry, agency_id in zip(wanted.agencies, seated, strict=True):
        if entry.code == wanted.chair_code:
            session.do(NameChair(agency_id=agency_id))
