"""What is recorded at a meeting: attendance, quorum, notes, decisions, positions."""

from datetime import date

import pytest

from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.decision import Decision, Stance
from board_app.domain.errors import Invalid, NotPossible, StaleRecord
from board_app.domain.minutes import MinutesBlock
from board_app.domain.person import Role
from board_app.services import agenda
from board_app.services.archive import Archive, Restore
from board_app.services.board import ReviseBoard
from board_app.services.decisions import (
    PresentConcur,
    RecordDecision,
    ReviseDecision,
    TakePosition,
    WithdrawPosition,
)
from board_app.services.directory import Appoint
from board_app.services.minutes import AddNote, RecordAttendance, RecordAttendances, ReviseNote
from board_app.services.rows import AttendanceRow
from tests.desk import Desk


def line(desk: Desk, code: str) -> AttendanceRow:
    rows = desk.session.reading.minutes.attendance(desk.meeting_id)
    return next(row for row in rows if row.agency_id == desk.agencies[code])


def attended(desk: Desk, code: str, presence: Presence, **more: object) -> AttendanceRow:
    desk.do(
        RecordAttendance(
            meeting_id=desk.meeting_id, agency_id=desk.agencies[code], presence=presence, **more
        )
    )
    return line(desk, code)


def position(desk: Desk, decision: Decision, code: str, stance: Stance, note: str = "") -> RecordId:
    return desk.do(
        TakePosition(
            decision_id=decision.id, agency_id=desk.agencies[code], stance=stance, note=note
        )
    )


def test_every_agency_of_the_day_has_a_line(desk: Desk) -> None:
    rows = desk.session.reading.minutes.attendance(desk.meeting_id)
    assert [row.agency_id for row in rows] == [
        desk.agencies[code] for code in ("nsc", "state", "dod", "doj")
    ]
    assert {row.presence for row in rows} == {Presence.UNKNOWN}


def test_usual_person_comes_by_the_kind_of_presence(desk: Desk) -> None:
    assert attended(desk, "dod", Presence.PRINCIPAL).person == "Dora Voss"
    assert attended(desk, "dod", Presence.ALTERNATE).person == "Eli Brandt"
    assert attended(desk, "nsc", Presence.PRINCIPAL).person == "Gus Amari"
    assert attended(desk, "doj", Presence.PRINCIPAL).person == ""


def test_principal_is_the_one_of_the_meetings_day(desk: Desk) -> None:
    person = attended(desk, "dod", Presence.ALTERNATE).person_id
    desk.do(
        Appoint(
            person_id=person,
            agency_id=desk.agencies["dod"],
            role=Role.PRINCIPAL,
            valid_from=date(2015, 8, 1),
        )
    )
    assert attended(desk, "dod", Presence.PRINCIPAL).person == "Dora Voss"
    held = desk.session.reading.directory.appointments(agency_id=desk.agencies["dod"])
    ends = [one.valid_to for one in held if one.person == "Dora Voss"]
    assert ends == [date(2015, 7, 31)]


def test_absence_leaves_no_person_and_no_times(desk: Desk) -> None:
    attended(desk, "dod", Presence.PRINCIPAL, arrived="10:14", left="11:00", note="by phone")
    gone = attended(desk, "dod", Presence.ABSENT)
    assert (gone.person, gone.arrived, gone.left) == ("", "", "")


@pytest.mark.parametrize("time", ["10.14", "25:00", "soon", "1014"])
def test_time_of_arrival_is_a_time(desk: Desk, time: str) -> None:
    with pytest.raises(Invalid) as refused:
        attended(desk, "dod", Presence.PRINCIPAL, arrived=time)
    assert refused.value.field == "arrived"
    assert "{" not in refused.value.message
    assert "^" not in refused.value.message


def test_all_at_once_keeps_what_was_recorded_already(desk: Desk) -> None:
    attended(desk, "dod", Presence.PRINCIPAL, arrived="10:14", note="by phone")
    attended(desk, "doj", Presence.ABSENT, note="on leave")
    desk.session.do(
        RecordAttendances(
            meeting_id=desk.meeting_id,
            agency_ids=list(desk.agencies.values()),
            presence=Presence.PRINCIPAL,
        )
    )
    assert (line(desk, "dod").arrived, line(desk, "dod").note) == ("10:14", "by phone")
    assert (line(desk, "doj").presence, line(desk, "doj").note) == (Presence.PRINCIPAL, "on leave")


def test_quorum_counts_members_that_are_there(desk: Desk) -> None:
    def present() -> int:
        return desk.session.reading.meetings.meeting(desk.meeting_id).present

    counted = []
    for code, presence in (
        ("nsc", Presence.PRINCIPAL),  # the chair's office is no member
        ("state", Presence.REMOTE),
        ("dod", Presence.ALTERNATE),
        ("doj", Presence.EXCUSED),
        ("dod", Presence.ABSENT),
    ):
        attended(desk, code, presence)
        counted.append(present())
    assert counted == [0, 1, 2, 2, 1]
    assert desk.meeting().quorum == 2


def test_decision_is_numbered_in_the_year_of_its_meeting(desk: Desk) -> None:
    item = desk.item()
    first = desk.decision(item)
    desk.session.undo()
    second = desk.decision(item)
    assert (first.reference, second.reference) == ("D-2015-01", "D-2015-02")
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.decision_id == second.id
    change = ReviseDecision(id=second.id, version=second.version, text="Otherwise.")
    assert desk.record(Decision, desk.do(change)).reference == "D-2015-02"


@pytest.mark.parametrize("stance", [Stance.NON_CONCUR, Stance.COMMENT])
@pytest.mark.parametrize("note", ["", " \n"])
def test_position_that_differs_keeps_its_words(desk: Desk, stance: Stance, note: str) -> None:
    decision = desk.decision(desk.item())
    with pytest.raises(Invalid) as refused:
        position(desk, decision, "state", stance, note)
    assert refused.value.field == "note"
    position(desk, decision, "state", stance, "Not without a mandate.")
    (row,) = desk.session.reading.minutes.positions(desk.meeting_id)
    assert (row.stance, row.note) == (stance, "Not without a mandate.")


def test_agency_has_one_position_and_may_change_or_withdraw_it(desk: Desk) -> None:
    decision = desk.decision(desk.item())
    ids = {
        position(desk, decision, "state", Stance.CONCUR),
        position(desk, decision, "state", Stance.ABSTAIN),
    }
    assert len(ids) == 1
    desk.do(WithdrawPosition(decision_id=decision.id, agency_id=desk.agencies["state"]))
    assert desk.session.reading.minutes.positions(desk.meeting_id) == []
    desk.session.undo()
    (row,) = desk.session.reading.minutes.positions(desk.meeting_id)
    assert row.stance is Stance.ABSTAIN


def test_all_present_concur_who_are_members_and_have_not_spoken(desk: Desk) -> None:
    decision = desk.decision(desk.item())
    for code, presence in (
        ("nsc", Presence.PRINCIPAL),
        ("state", Presence.PRINCIPAL),
        ("dod", Presence.REMOTE),
        ("doj", Presence.ABSENT),
    ):
        attended(desk, code, presence)
    position(desk, decision, "state", Stance.NON_CONCUR, "Too early.")
    assert desk.do(PresentConcur(decision_id=decision.id)) == 1
    stances = {
        row.agency_id: row.stance for row in desk.session.reading.minutes.positions(desk.meeting_id)
    }
    assert stances == {
        desk.agencies["state"]: Stance.NON_CONCUR,
        desk.agencies["dod"]: Stance.CONCUR,
    }


def test_unchanged_note_is_no_change_even_when_it_was_read_earlier(desk: Desk) -> None:
    item = desk.item()
    id = desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="One"))
    desk.do(ReviseNote(id=id, version=1, text="Two"))
    assert desk.session.do(ReviseNote(id=id, version=1, text="Two")).changes == ()
    with pytest.raises(StaleRecord):
        desk.do(ReviseNote(id=id, version=1, text="Three"))
    assert desk.record(MinutesBlock, id).text == "Two"


def test_archived_decision_comes_back_with_its_place_in_the_minutes(desk: Desk) -> None:
    item = desk.item()
    decision = desk.decision(item)
    other = desk.decision(item)
    desk.do(Archive(table="decision", id=decision.id, version=decision.version))
    assert [row.id for row in desk.session.reading.minutes.decisions()] == [other.id]
    assert len(desk.session.reading.minutes.blocks(desk.meeting_id)) == 1
    gone = desk.record(Decision, decision.id)
    desk.do(Restore(table="decision", id=gone.id, version=gone.version))
    assert len(desk.session.reading.minutes.decisions()) == 2
    assert len(desk.session.reading.minutes.blocks(desk.meeting_id)) == 2


def test_archived_block_takes_its_action_along_and_back(desk: Desk) -> None:
    item = desk.item()
    action = desk.action(meeting_id=desk.meeting_id, item_id=item.id)
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    desk.do(Archive(table="minutes_block", id=block.id, version=block.version))
    assert desk.session.reading.history.find(action.reference) == []
    gone = desk.record(MinutesBlock, block.id)
    desk.do(Restore(table="minutes_block", id=gone.id, version=gone.version))
    assert not desk.record(type(action), action.id).is_archived
    assert [row.id for row in desk.session.reading.history.find(action.reference)] == [action.id]


def test_what_refers_to_something_missing_is_refused_in_words(desk: Desk) -> None:
    before = desk.digest()
    for command in (
        AddNote(meeting_id=desk.meeting_id, item_id=RecordId(7), text="x"),
        RecordAttendance(
            meeting_id=desk.meeting_id, agency_id=RecordId(7), presence=Presence.ABSENT
        ),
        RecordDecision(meeting_id=desk.meeting_id, item_id=RecordId(7), text="x"),
    ):
        with pytest.raises(NotPossible, match="missing"):
            desk.do(command)
    assert desk.digest() == before


def test_marking_above_the_ceiling_is_refused(desk: Desk) -> None:
    board = desk.session.board()
    desk.do(
        ReviseBoard(
            id=board.id,
            version=board.version,
            name=board.name,
            zone=board.zone,
            ceiling=0,
            quorum=board.quorum,
            meeting_minutes=90,
            agenda_days=10,
            read_ahead_hours=48,
            minutes_days=2,
            country_code="US",
            paper="letter",
        )
    )

    with pytest.raises(Invalid, match="unclassified papers only"):
        desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Outlook", marking=1))
