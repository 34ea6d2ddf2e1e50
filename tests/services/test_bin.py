"""The bin: what was put away, brought back, and deleted for good with what hangs on it."""

from datetime import date, datetime, timedelta

import pytest

from board_app.domain.action import ActionItem
from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.base import Record, RecordId
from board_app.domain.decision import Stance
from board_app.domain.errors import NotAllowed, NotPossible, StaleRecord
from board_app.domain.meeting import Series
from board_app.domain.person import Role
from board_app.services import actions, agenda, directory, meetings, reviews, series
from board_app.services.archive import _KINDS, Archive
from board_app.services.attachments import Attach
from board_app.services.bin import BinEntry, Doomed, Purge, bin_entries, longest_here, plan
from board_app.services.bin_ties import REMEMBERED, TIES
from board_app.services.decisions import TakePosition
from board_app.services.history import entries
from board_app.services.minutes import AddNote
from board_app.services.search_rows import SearchQuery
from db.lists.bin import _LABELS
from db.migrations import (
    m001_first,
    m002_watch,
    m004_attachments,
    m005_clearance,
    m009_issues,
)
from db.server.tables import references
from tests.desk import Desk
from tests.papers import PDF

TODAY = date(2015, 7, 6)


def put_away(desk: Desk, record: Record) -> None:
    now = desk.record(type(record), record.id)
    desk.do(Archive(table=record.table, id=record.id, version=now.version))


def in_bin(desk: Desk, id: RecordId) -> BinEntry:
    return next(one for one in bin_entries(desk.session) if one.id == id)


def purge(desk: Desk, *ids: RecordId) -> None:
    found = plan(desk.session, [in_bin(desk, id) for id in ids])
    assert found.stays == ()
    desk.session.do(found.command)


def test_every_reference_of_the_schema_is_known() -> None:
    tables = {
        **m001_first.TABLES,
        **m002_watch.TABLES,
        **m004_attachments.TABLES,
        **m005_clearance.TABLES,
        **m009_issues.TABLES,
    }
    stored = {
        (target, table, column)
        for table, columns in tables.items()
        for column, target in references(columns)
    }
    said = {(target, tie.table, tie.column) for target, ties in TIES.items() for tie in ties}
    assert said == {one for one in stored if one[0] != "country"}
    assert set(REMEMBERED) < set(TIES)


def test_bin_says_what_when_and_by_whom(desk: Desk) -> None:
    assert bin_entries(desk.session) == []
    action = desk.action("Memo")
    put_away(desk, action)
    desk.clock.go(timedelta(days=10))
    (entry,) = bin_entries(desk.session)
    assert (entry.kind, entry.subject) == ("Action item", f"{action.reference} Memo")
    assert (entry.archived_on, entry.person, entry.days_left) == (TODAY, "Ann Reed", 20)
    assert not entry.is_over
    desk.clock.go(timedelta(days=21))
    assert longest_here(bin_entries(desk.session)) == bin_entries(desk.session)


def test_what_is_restored_leaves_the_bin(desk: Desk) -> None:
    action = desk.action("Memo")
    put_away(desk, action)
    desk.session.do(in_bin(desk, action.id).restore())
    assert bin_entries(desk.session) == []
    assert not desk.record(ActionItem, action.id).is_archived


def one_of_each(desk: Desk) -> dict[str, RecordId]:
    """Make one of each kind that can be put away, each by itself, and return their ids by table."""
    entry = directory.AgencyEntry(code="usaid", name="Aid", abbreviation="AID", seat_no=9)
    desk.session.do(directory.SeatAgencies(entries=[entry], valid_from=TODAY))
    agency = next(
        one.id
        for one in desk.session.reading.directory.agencies(TODAY)
        if one.abbreviation == "AID"
    )
    seat = directory.RenameSeat(
        agency_id=desk.agencies["doj"], name="Justice", abbreviation="Just", valid_from=TODAY
    )
    hal = directory.AddPerson(
        name="Hal Orr", agency_id=desk.agencies["doj"], role=Role.OFFICER, valid_from=TODAY
    )
    person = desk.do(hal)
    appointment = directory.Appoint(
        person_id=next(
            one.id
            for one in desk.session.reading.directory.people(TODAY)
            if one.name == "Ben Okoro"
        ),
        agency_id=desk.agencies["doj"],
        role=Role.ALTERNATE,
        valid_from=date(2015, 9, 1),
    )
    rule = series.StartSeries(
        title="Weekly",
        nth=1,
        weekday=0,
        start="09:00",
        minutes=30,
        zone="UTC",
        first_on=TODAY,
    )
    special = meetings.PlanMeeting(
        title="Special",
        wall_start=datetime.fromisoformat("2015-07-20T10:00"),
        zone="UTC",
        minutes=60,
    )
    skipped = series.SkipDate(series_id=desk.series_id, on_day=date(2015, 8, 20), reason="Recess")
    country = desk.session.reading.board.countries()[0].id
    note = AddNote(meeting_id=desk.meeting_id, item_id=desk.item("Mali").id, text="Heard.")
    paper = Attach(item_id=desk.item("Peru").id, file_name="a.pdf", content=PDF)
    return {
        "agency": agency,
        "seat": desk.do(seat),
        "person": person,
        "appointment": desk.do(appointment),
        "series": desk.do(rule),
        "series_exception": desk.do(skipped),
        "meeting": desk.do(special),
        "standing_item": desk.do(agenda.AddStandingItem(title="Horizon")),
        "minutes_block": desk.do(note),
        "agenda_item": desk.item("Chad").id,
        "attachment": desk.do(paper),
        "decision": desk.decision(desk.item("Niger")).id,
        "action_item": desk.action("Memo").id,
        "review": desk.do(reviews.StartReview(country_id=country)),
    }


def test_every_kind_comes_into_the_bin_and_goes_for_good(desk: Desk) -> None:
    made = one_of_each(desk)
    assert set(made) == set(_KINDS) == set(_LABELS)
    for table, id in made.items():
        row = desk.record(_KINDS[table], id)
        desk.do(Archive(table=table, id=id, version=row.version))
    found = bin_entries(desk.session)
    assert {one.table: one.id for one in found} == made
    assert all(one.subject and one.kind for one in found)
    before = desk.digest()

    wanted = plan(desk.session, found)
    assert wanted.stays == ()
    desk.session.do(wanted.command)
    left = {key[1] for key in desk.digest()}
    assert left.isdisjoint(made.values())
    assert bin_entries(desk.session) == []
    assert desk.session.store.faults() == []

    desk.session.undo()
    assert desk.digest() == before, "one step takes all of it back"
    desk.session.redo()
    assert bin_entries(desk.session) == []


def test_what_hangs_on_it_goes_along_and_is_named(desk: Desk) -> None:
    action = desk.action("Zanzibar memo", supporting=[desk.agencies["doj"]])
    desk.do(actions.LogFollowUp(action_id=action.id, text="Asked twice"))
    put_away(desk, action)
    found = plan(desk.session, [in_bin(desk, action.id)])
    assert found.below == "1 supporting agency and 1 follow-up"
    desk.session.do(found.command)
    assert {key[0] for key in desk.digest()}.isdisjoint({"action_item", "follow_up"})
    assert desk.session.reading.history.find("zanzi") == []
    assert desk.session.reading.search.search(SearchQuery("asked twice")).total == 0
    kept = entries(desk.session, row_id=action.id)[0]
    assert (kept.label, kept.subject) == (
        "Delete for good",
        f"{action.reference} · Zanzibar memo",
    )


def test_a_decision_takes_its_place_in_the_minutes_along(desk: Desk) -> None:
    decision = desk.decision(desk.item())
    key = {"decision_id": decision.id, "agency_id": desk.agencies["state"]}
    desk.do(TakePosition(**key, stance=Stance.CONCUR))
    put_away(desk, decision)
    assert [one.table for one in bin_entries(desk.session)] == ["decision"]
    assert plan(desk.session, [in_bin(desk, decision.id)]).below == (
        "1 position and 1 entry of the minutes"
    )
    purge(desk, decision.id)
    assert desk.session.store.faults() == []


def test_what_something_live_points_to_stays(desk: Desk) -> None:
    put_away(desk, desk.record(Series, desk.series_id))
    found = plan(desk.session, [in_bin(desk, desk.series_id)])
    assert (found.things, found.order) == ((), ())
    (why,) = found.stays
    assert why.startswith("Series “Monthly board”: Meeting “2015-07 ")
    assert why.endswith("” still points to it.")
    # Once that is put away as well, it goes along.
    put_away(desk, desk.meeting())
    found = plan(desk.session, [in_bin(desk, desk.series_id)])
    assert (found.stays, found.below) == ((), "1 meeting")
    # Unless only what is old shall go, and it is not.
    held = plan(desk.session, [in_bin(desk, desk.series_id)], takes_along=False)
    assert held.things == ()
    assert "in the bin as well, still points to it" in held.stays[0]


def test_a_meeting_stays_while_a_decision_of_it_is_kept(desk: Desk) -> None:
    decision = desk.decision(desk.item())
    put_away(desk, desk.meeting())
    held = plan(desk.session, [in_bin(desk, desk.meeting_id)])
    assert "Decision “D-" in held.stays[0]
    put_away(desk, decision)
    found = plan(desk.session, [in_bin(desk, desk.meeting_id)])
    assert found.below == "1 entry of the minutes, 1 agenda item and 1 decision"
    desk.session.do(found.command)
    assert bin_entries(desk.session) == []
    desk.session.undo()
    assert len(bin_entries(desk.session)) == 2
    assert desk.session.store.faults() == []


def test_one_that_stays_does_not_keep_the_others(desk: Desk) -> None:
    free = desk.action("Free")
    put_away(desk, desk.record(Series, desk.series_id))
    put_away(desk, free)
    found = plan(desk.session, bin_entries(desk.session))
    assert [one.id for one in found.things] == [free.id]
    assert len(found.stays) == 1
    desk.session.do(found.command)
    assert [one.id for one in bin_entries(desk.session)] == [desk.series_id]


def test_an_item_goes_after_what_it_was_carried_over_to(desk: Desk) -> None:
    desk.do(meetings.OpenOccurrence(series_id=desk.series_id, on_day=date(2015, 8, 20)))
    first = desk.item("Mali")
    deferred = agenda.SettleItem(id=first.id, version=first.version, state=ItemState.DEFERRED)
    desk.session.do(deferred)
    (row,) = desk.engine.rows("SELECT id FROM agenda_item WHERE carried_from_id IS NOT NULL")
    put_away(desk, first)
    assert plan(desk.session, bin_entries(desk.session)).things == ()
    put_away(desk, desk.record(AgendaItem, row["id"]))
    purge(desk, first.id)
    assert bin_entries(desk.session) == []
    desk.session.undo()
    assert len(bin_entries(desk.session)) == 2


def test_a_thing_that_was_restored_meanwhile_is_not_deleted(desk: Desk) -> None:
    action = desk.action("Memo")
    put_away(desk, action)
    wanted = plan(desk.session, [in_bin(desk, action.id)]).command
    desk.session.do(in_bin(desk, action.id).restore())
    with pytest.raises(StaleRecord):
        desk.session.do(wanted)
    now = desk.record(ActionItem, action.id)
    live = Doomed(table="action_item", id=now.id, version=now.version)
    with pytest.raises(NotPossible, match="Only what is in the bin"):
        desk.session.do(Purge(things=(live,), parts=(live,)))
    with pytest.raises(NotPossible, match="Only what is in the bin"):
        desk.session.do(Purge(things=(), parts=(live,)))


def test_what_came_to_hang_on_it_meanwhile_keeps_it(desk: Desk) -> None:
    put_away(desk, desk.meeting())
    wanted = plan(desk.session, [in_bin(desk, desk.meeting_id)]).command
    desk.action("Memo", meeting_id=desk.meeting_id)
    before = desk.digest()
    with pytest.raises(NotPossible, match="still needs it"):
        desk.session.do(wanted)
    assert desk.digest() == before


def test_a_representative_sees_the_bin_but_deletes_nothing(desk: Desk) -> None:
    action = desk.action("Memo", lead_id=desk.agencies["state"])
    put_away(desk, action)
    wanted = plan(desk.session, [in_bin(desk, action.id)]).command
    desk.become("Ben Okoro")
    (seen,) = bin_entries(desk.session)
    # On a server the history of others is not for a representative.
    assert (seen.id, seen.person) in [(action.id, "Ann Reed"), (action.id, "")]
    with pytest.raises(NotAllowed, match="Delete for good is for the secretariat or the chair"):
        desk.session.do(wanted)
    desk.become("Ann Reed")
    assert desk.record(ActionItem, action.id).is_archived
