"""Agencies with dated names, people, permissions, and texts that are refused."""

from datetime import date

import pytest

from board_app.domain.agency import Seat
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotAllowed, NotPossible
from board_app.domain.person import Role
from board_app.services.actions import AssignAction
from board_app.services.actor import NOBODY
from board_app.services.agenda import AddItem
from board_app.services.archive import Archive
from board_app.services.board import AddCountry, ReviseBoard
from board_app.services.commands import Command, Needs
from board_app.services.directory import (
    AddPerson,
    AgencyEntry,
    CorrectSeat,
    IntroduceSelf,
    RenameSeat,
    ReviseAppointment,
    SeatAgencies,
)
from board_app.services.handlers import HANDLERS
from board_app.services.meetings import OpenOccurrence, WriteSummary
from board_app.services.text_rules import Spill
from tests.desk import Desk

RENAMED = date(2015, 8, 1)


def renamed(desk: Desk, day: date = RENAMED) -> RecordId:
    return desk.do(
        RenameSeat(
            agency_id=desk.agencies["state"],
            name="Department of Foreign Affairs",
            abbreviation="DFA",
            valid_from=day,
        )
    )


def names_at(desk: Desk, meeting_id: RecordId) -> list[str]:
    return [row.agency for row in desk.session.reading.minutes.attendance(meeting_id)]


def test_old_minutes_keep_the_old_name(desk: Desk) -> None:
    august = desk.do(OpenOccurrence(series_id=desk.series_id, on_day=date(2015, 8, 20)))
    assert "State" in names_at(desk, august)
    renamed(desk)
    assert "State" in names_at(desk, desk.meeting_id)
    assert "DFA" in names_at(desk, august)
    assert "State" not in names_at(desk, august)
    seats = desk.session.reading.directory.seats(desk.agencies["state"])
    assert [(seat.abbreviation, seat.valid_to) for seat in seats] == [
        ("DFA", None),
        ("State", date(2015, 7, 31)),
    ]
    desk.session.undo()
    assert "State" in names_at(desk, august)


def test_rename_never_reaches_behind_a_later_name(desk: Desk) -> None:
    renamed(desk)
    for day in (RENAMED, date(2015, 7, 1), date(2010, 1, 1)):
        with pytest.raises(Invalid) as refused:
            renamed(desk, day)
        assert refused.value.field == "valid_from"


def test_name_ends_not_before_it_begins(desk: Desk) -> None:
    seat = desk.record(Seat, renamed(desk))
    with pytest.raises(Invalid, match="end before it begins") as refused:
        desk.do(
            CorrectSeat(
                id=seat.id,
                version=seat.version,
                name=seat.name,
                abbreviation="DFA",
                valid_from=RENAMED,
                valid_to=date(2015, 7, 1),
            )
        )
    assert refused.value.field == "valid_to"


def test_appointment_ends_not_before_it_begins(desk: Desk) -> None:
    (held,) = desk.session.reading.directory.appointments(agency_id=desk.agencies["doj"])
    end = ReviseAppointment(
        id=held.id,
        version=held.version,
        role=held.role,
        valid_from=held.valid_from,
        valid_to=date(2012, 1, 1),
    )
    with pytest.raises(Invalid, match="end before it begins") as refused:
        desk.do(end)
    assert refused.value.field == "valid_to"


def test_last_name_of_an_agency_stays(desk: Desk) -> None:
    (seat,) = desk.session.reading.directory.seats(desk.agencies["state"])
    with pytest.raises(NotPossible, match="at least one name"):
        desk.do(Archive(table="seat", id=seat.id, version=seat.version))


@pytest.mark.parametrize("code", ["", "State Department", "é", "x" * 25])
def test_code_that_is_none_is_said_in_words(desk: Desk, code: str) -> None:
    entry = AgencyEntry(code=code, name="Agency", abbreviation="A")
    with pytest.raises(Invalid) as refused:
        desk.do(SeatAgencies(entries=[entry], valid_from=RENAMED))
    assert refused.value.field == "code"
    assert "^" not in refused.value.message


def test_code_that_exists_is_refused_and_nothing_of_the_batch_stays(desk: Desk) -> None:
    before = desk.digest()
    entries = [AgencyEntry(code=code, name="Agency", abbreviation="A") for code in ("new", "state")]
    with pytest.raises(Invalid, match="already"):
        desk.do(SeatAgencies(entries=entries, valid_from=RENAMED))
    assert desk.digest() == before
    with pytest.raises(Invalid, match="already"):
        desk.do(AddCountry(alpha2="bi", alpha3="bdi", name="Burundi again"))


def test_person_who_says_who_they_are_is_appointed_from_today(desk: Desk) -> None:
    desk.session.act_as(NOBODY)
    id = desk.do(IntroduceSelf(name="Hana Ito", agency_id=desk.agencies["doj"], role=Role.OFFICER))
    person = desk.session.reading.directory.person(id, date(2015, 7, 6))
    assert (person.role, desk.session.become(person).agency_id) == (
        Role.OFFICER,
        desk.agencies["doj"],
    )


def permitted() -> list[type[Command]]:
    return sorted(HANDLERS, key=lambda command: command.__name__)


@pytest.mark.parametrize("kind", permitted(), ids=lambda kind: kind.__name__)
def test_nobody_changes_nothing_and_agencies_little(desk: Desk, kind: type[Command]) -> None:
    empty = kind.model_construct()
    before = desk.digest()
    if kind.needs is not Needs.ANYONE and not desk.session.is_known:
        desk.session.act_as(NOBODY)
        with pytest.raises(NotAllowed, match="say who you are"):
            desk.session.do(empty)
    if kind.needs is Needs.SECRETARIAT:
        for name in ("Cleo Marsh", "Fay Lindqvist"):
            desk.become(name)
            with pytest.raises(NotAllowed, match=kind.label):
                desk.session.do(empty)
    assert desk.digest() == before


def test_only_five_things_need_no_secretariat() -> None:
    free = {kind.__name__ for kind in HANDLERS if kind.needs is not Needs.SECRETARIAT}
    assert free == {"FoundBoard", "IntroduceSelf", "LogFollowUp", "RecordAnswer", "MakeComment"}


def test_chair_runs_the_board_too(desk: Desk) -> None:
    desk.become("Gus Amari")
    assert desk.item("Sudan").title == "Sudan"


MARKED = "(TS//SI) the source says"


def spills(desk: Desk) -> list[tuple[Command, str]]:
    meeting = desk.meeting()
    board = desk.session.board()
    kept = {
        name: getattr(board, name)
        for name in ReviseBoard.model_fields
        if name not in {"place", "name"}
    }
    entry = AgencyEntry(code="new", name="Agency", abbreviation="A", functions=MARKED)
    return [
        (AddItem(meeting_id=meeting.id, title=MARKED), "title"),
        (AssignAction(title="x", deliverable=f"See below.\n{MARKED}"), "deliverable"),
        (WriteSummary(id=meeting.id, text=MARKED), "text"),
        (AddPerson(name="x", agency_id=desk.agencies["doj"], note=MARKED), "note"),
        (ReviseBoard(name="x", place=MARKED, **kept), "place"),
        (SeatAgencies(entries=[entry], valid_from=RENAMED), "functions"),
    ]


@pytest.mark.parametrize("case", range(6))
def test_classified_text_is_refused_wherever_it_stands(desk: Desk, case: int) -> None:
    command, field = spills(desk)[case]
    before = desk.digest()
    with pytest.raises(Spill, match="spill") as refused:
        desk.do(command)
    assert refused.value.field == field
    assert "the source says" not in refused.value.message
    assert desk.digest() == before
