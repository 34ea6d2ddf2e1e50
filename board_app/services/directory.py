"""Agencies with their dated seats, people with their dated appointments."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from board_app.domain.agency import Agency, AgencyKind, Seat, seat_on
from board_app.domain.base import Line, RecordId, Text, Title, Value
from board_app.domain.errors import Invalid
from board_app.domain.person import Appointment, Person, Role
from board_app.services.commands import Command, Handlers, Needs
from board_app.services.ports import Work


class AgencyEntry(Value):
    """An agency to be seated."""

    code: str
    name: Title
    abbreviation: Title
    kind: AgencyKind = AgencyKind.MEMBER
    seat_no: int = 0
    functions: Text = ""


class SeatAgencies(Command):
    """Seat several agencies at once, as of a day."""

    label: ClassVar[str] = "Add agencies"

    entries: Sequence[AgencyEntry]
    valid_from: date


class ReviseAgency(Command):
    """Change how an agency takes part; its name changes through its seat."""

    label: ClassVar[str] = "Change agency"

    id: RecordId
    version: int
    kind: AgencyKind
    seat_no: int
    functions: Text = ""


class RenameSeat(Command):
    """Give a seat a new name from a day on; papers before that day keep the old one."""

    label: ClassVar[str] = "Rename agency"

    agency_id: RecordId
    name: Title
    abbreviation: Title
    valid_from: date
    reason: Line = ""


class CorrectSeat(Command):
    """Correct a name that was always wrong, or the days it held."""

    label: ClassVar[str] = "Correct agency name"

    id: RecordId
    version: int
    name: Title
    abbreviation: Title
    valid_from: date
    valid_to: date | None = None
    reason: Line = ""


class AddPerson(Command):
    """Add a person, with an appointment if a role is given."""

    label: ClassVar[str] = "Add person"

    name: Title
    agency_id: RecordId
    role: Role | None = None
    valid_from: date | None = None
    title: Line = ""
    email: Line = ""
    phone: Line = ""
    note: Text = ""


class IntroduceSelf(AddPerson):
    """Say who you are on a board that does not know you yet."""

    needs = Needs.ANYONE
    label: ClassVar[str] = "Introduce yourself"


class RevisePerson(Command):
    """Correct a person's particulars."""

    label: ClassVar[str] = "Change person"

    id: RecordId
    version: int
    name: Title
    agency_id: RecordId
    title: Line = ""
    email: Line = ""
    phone: Line = ""
    note: Text = ""


class Appoint(Command):
    """Appoint a person from a day on; a principal follows the one before."""

    label: ClassVar[str] = "Appoint"

    person_id: RecordId
    agency_id: RecordId
    role: Role
    valid_from: date
    valid_to: date | None = None


class ReviseAppointment(Command):
    """Correct or end an appointment."""

    label: ClassVar[str] = "Change appointment"

    id: RecordId
    version: int
    role: Role
    valid_from: date
    valid_to: date | None = None


def seat_agencies(command: SeatAgencies, work: Work) -> list[RecordId]:
    seated = []
    for entry in command.entries:
        agency = work.add(
            Agency(
                code=entry.code, kind=entry.kind, seat_no=entry.seat_no, functions=entry.functions
            )
        )
        work.add(
            Seat(
                agency_id=agency.id,
                name=entry.name,
                abbreviation=entry.abbreviation,
                valid_from=command.valid_from,
            )
        )
        seated.append(agency.id)
    return seated


def revise_agency(command: ReviseAgency, work: Work) -> RecordId:
    agency = work.get(Agency, command.id, version=command.version)
    return work.save(agency.revised(**command.model_dump(exclude={"id", "version"}))).id


def rename_seat(command: RenameSeat, work: Work) -> RecordId:
    seats = work.find(Seat, agency_id=command.agency_id)
    for seat in seats:
        if seat.valid_from >= command.valid_from:
            raise Invalid(
                "There is a name from this day or later already. Correct that one.",
                field="valid_from",
            )
    held = seat_on(seats, command.valid_from)
    if held is not None and (held.valid_to is None or held.valid_to >= command.valid_from):
        work.save(held.revised(valid_to=command.valid_from - timedelta(days=1)))
    return work.add(Seat(**command.model_dump())).id


def correct_seat(command: CorrectSeat, work: Work) -> RecordId:
    seat = work.get(Seat, command.id, version=command.version)
    return work.save(seat.revised(**command.model_dump(exclude={"id", "version"}))).id


def add_person(command: AddPerson, work: Work) -> RecordId:
    particulars = command.model_dump(exclude={"role", "valid_from"})
    person = work.add(Person(**particulars))
    if command.role is not None:
        _appoint(
            Appointment(
                person_id=person.id,
                agency_id=person.agency_id,
                role=command.role,
                valid_from=command.valid_from or work.today,
            ),
            work,
        )
    return person.id


def revise_person(command: RevisePerson, work: Work) -> RecordId:
    person = work.get(Person, command.id, version=command.version)
    return work.save(person.revised(**command.model_dump(exclude={"id", "version"}))).id


def appoint(command: Appoint, work: Work) -> RecordId:
    return _appoint(Appointment(**command.model_dump()), work)


def _appoint(appointment: Appointment, work: Work) -> RecordId:
    """Appoint; a new principal ends the running appointment of the one before."""
    if appointment.role is Role.PRINCIPAL:
        held = work.find(Appointment, agency_id=appointment.agency_id, role=Role.PRINCIPAL.value)
        for earlier in held:
            if earlier.valid_to is None and earlier.valid_from < appointment.valid_from:
                day_before = appointment.valid_from - timedelta(days=1)
                work.save(earlier.revised(valid_to=day_before))
    return work.add(appointment).id


def revise_appointment(command: ReviseAppointment, work: Work) -> RecordId:
    appointment = work.get(Appointment, command.id, version=command.version)
    changed = appointment.revised(**command.model_dump(exclude={"id", "version"}))
    return work.save(changed).id


HANDLERS: Handlers = {
    SeatAgencies: seat_agencies,
    ReviseAgency: revise_agency,
    RenameSeat: rename_seat,
    CorrectSeat: correct_seat,
    AddPerson: add_person,
    IntroduceSelf: add_person,
    RevisePerson: revise_person,
    Appoint: appoint,
    ReviseAppointment: revise_appointment,
}
