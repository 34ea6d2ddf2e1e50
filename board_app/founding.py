"""Making a new board: its file, its first records, the agencies it may begin with."""

import secrets
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import resources
from board_app.domain.agency import AgencyKind
from board_app.domain.base import RecordId
from board_app.domain.person import Role
from board_app.services.actor import NOBODY, Actor
from board_app.services.board import CountryEntry, FoundBoard, NameChair
from board_app.services.directory import AgencyEntry, SeatAgencies
from board_app.services.founding import NewBoard
from board_app.services.handlers import HANDLERS
from board_app.services.ports import Clock
from board_app.services.session import Session
from db import file


def new_board(path: Path, wanted: NewBoard, clock: Clock) -> Session:
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
