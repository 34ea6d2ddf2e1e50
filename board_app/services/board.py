"""The board itself: founding it, its rules, the names of countries."""

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Rank, RecordId, Title, Value
from board_app.domain.board import Board, Zone
from board_app.domain.country import Country
from board_app.domain.errors import Invalid
from board_app.domain.style import DateStyle, Language
from board_app.services.commands import Command, Handlers, Needs
from board_app.services.markings import scheme_in_force
from board_app.services.ports import Work


class CountryEntry(Value):
    """A country as the shipped table gives it."""

    alpha2: str
    alpha3: str
    numeric: str
    name: Title
    region: Line = ""


class FoundBoard(Command):
    """Write the board's first record into an empty file. Quorum is a number of agencies."""

    needs = Needs.ANYONE
    label: ClassVar[str] = "New board"

    uid: str
    name: Title
    zone: Zone
    ceiling: Rank = 1
    quorum: int = Field(default=7, ge=1, le=99)
    country_code: str = "US"
    countries: Sequence[CountryEntry] = ()


class ReviseBoard(Command):
    """Change the board's name and rules."""

    label: ClassVar[str] = "Change board settings"

    id: RecordId
    version: int
    name: Title
    chair_id: RecordId | None = None
    zone: Zone
    ceiling: Rank
    quorum: int = Field(ge=1, le=99)
    meeting_minutes: int = Field(ge=10, le=600)
    agenda_days: int = Field(ge=0, le=60)
    read_ahead_hours: int = Field(ge=0, le=240)
    minutes_days: int = Field(ge=0, le=60)
    country_code: str
    paper: str
    place: Line = ""
    language: Language = Language.ENGLISH
    date_style: DateStyle = DateStyle.DAY_FIRST


class NameChair(Command):
    """Say which agency chairs the board."""

    label: ClassVar[str] = "Set chair"

    agency_id: RecordId


class NameCountry(Command):
    """Set the name by which the board calls a country; empty takes the ISO name."""

    label: ClassVar[str] = "Name country"

    id: RecordId
    version: int
    board_name: Line = ""


class AddCountry(Command):
    """Add a country under a code that ISO leaves to its users, such as XK."""

    label: ClassVar[str] = "Add country"

    alpha2: str
    alpha3: str
    name: Title
    region: Line = ""


def found_board(command: FoundBoard, work: Work) -> RecordId:
    values = command.model_dump(exclude={"countries"})
    board = work.add(Board(**values))
    for entry in command.countries:
        work.add(Country(**entry.model_dump()))
    return board.id


def revise_board(command: ReviseBoard, work: Work) -> RecordId:
    board = work.get(Board, command.id, version=command.version)
    levels = len(scheme_in_force(board, work).levels)
    if command.ceiling >= levels:
        message = "The marking scheme in force has no such level."
        raise Invalid(message, field="ceiling")
    return work.save(board.revised(**command.model_dump(exclude={"id", "version"}))).id


def name_chair(command: NameChair, work: Work) -> RecordId:
    board = work.find(Board)[0]
    return work.save(board.revised(chair_id=command.agency_id)).id


def name_country(command: NameCountry, work: Work) -> RecordId:
    country = work.get(Country, command.id, version=command.version)
    return work.save(country.revised(board_name=command.board_name)).id


def add_country(command: AddCountry, work: Work) -> RecordId:
    values = command.model_dump()
    values["alpha2"] = command.alpha2.upper()
    values["alpha3"] = command.alpha3.upper()
    return work.add(Country(**values, numeric="")).id


HANDLERS: Handlers = {
    FoundBoard: found_board,
    ReviseBoard: revise_board,
    NameChair: name_chair,
    NameCountry: name_country,
    AddCountry: add_country,
}
