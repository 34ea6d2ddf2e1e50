"""Undo and redo: back to the same values, per person, never over somebody else's change."""

from datetime import timedelta

import pytest

from board_app.domain.agenda import AgendaItem
from board_app.domain.decision import Stance
from board_app.domain.errors import NotPossible, StaleRecord
from board_app.services.actor import NOBODY
from board_app.services.agenda import MoveItem, ReviseItem
from board_app.services.decisions import TakePosition, WithdrawPosition
from board_app.services.minutes import AddNote
from board_app.services.session import UndoState
from tests.desk import Desk


def test_nobody_takes_back_the_founding(desk: Desk) -> None:
    desk.session.act_as(NOBODY)
    before = desk.digest()
    assert desk.session.undo_state() == UndoState()
    with pytest.raises(NotPossible, match="nothing to undo"):
        desk.session.undo()
    assert desk.digest() == before


def test_names_what_it_would_do_and_survives_reopening(desk: Desk) -> None:
    item = desk.item("Sudan")
    desk.do(MoveItem(id=item.id, to_index=0))
    assert desk.session.undo_state() == UndoState("Add agenda item")
    desk.reopen()
    desk.session.undo()
    assert desk.session.undo_state().redo == "Add agenda item"
    desk.reopen()
    desk.session.redo()
    assert desk.record(AgendaItem, item.id).title == "Sudan"


def test_order_holds_when_the_clock_goes_back(desk: Desk) -> None:
    desk.item("First")
    desk.clock.go(timedelta(days=-2))
    desk.reopen()
    desk.item("Second")
    desk.session.undo()
    rows = desk.session.reading.meetings.agenda(desk.meeting_id)
    assert [row.title for row in rows] == ["First"]


def test_new_change_drops_the_redo_list(desk: Desk) -> None:
    desk.item("Sudan")
    desk.session.undo()
    desk.item("Mali")
    assert desk.session.undo_state().redo == ""
    with pytest.raises(NotPossible, match="nothing to redo"):
        desk.session.redo()


def test_each_person_takes_back_their_own(desk: Desk) -> None:
    desk.item("Sudan")
    desk.become("Gus Amari")
    assert desk.session.undo_state() == UndoState()
    desk.item("Mali")
    desk.session.undo()
    desk.become("Ann Reed")
    assert desk.session.undo_state() == UndoState("Add agenda item")
    rows = desk.session.reading.meetings.agenda(desk.meeting_id)
    assert [row.title for row in rows] == ["Sudan"]


def revise(desk: Desk, item: AgendaItem, title: str) -> None:
    seen = desk.record(AgendaItem, item.id)
    desk.do(ReviseItem(id=item.id, version=seen.version, title=title, kind=item.kind, minutes=10))


def test_refused_when_somebody_changed_the_same_since(desk: Desk) -> None:
    item = desk.item("Sudan")
    revise(desk, item, "Mali")
    desk.become("Gus Amari")
    revise(desk, item, "Chad")
    desk.become("Ann Reed")
    before = desk.digest()
    with pytest.raises(StaleRecord, match="somebody changed the same thing"):
        desk.session.undo()
    assert desk.digest() == before


def test_redo_is_refused_when_somebody_changed_the_same_since(desk: Desk) -> None:
    item = desk.item("Sudan")
    revise(desk, item, "Mali")
    desk.session.undo()
    desk.become("Gus Amari")
    revise(desk, item, "Chad")
    desk.become("Ann Reed")
    with pytest.raises(StaleRecord):
        desk.session.redo()
    assert desk.record(AgendaItem, item.id).title == "Chad"


def test_refused_when_somebody_needs_what_would_go(desk: Desk) -> None:
    item = desk.item("Sudan")
    desk.become("Gus Amari")
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="x"))
    desk.become("Ann Reed")
    with pytest.raises(StaleRecord):
        desk.session.undo()


def test_refused_when_somebody_took_the_place(desk: Desk) -> None:
    decision = desk.decision(desk.item())
    key = {"decision_id": decision.id, "agency_id": desk.agencies["state"]}
    desk.do(TakePosition(**key, stance=Stance.CONCUR))
    desk.do(WithdrawPosition(**key))
    desk.become("Gus Amari")
    desk.do(TakePosition(**key, stance=Stance.ABSTAIN))
    desk.become("Ann Reed")
    with pytest.raises(StaleRecord, match="somebody"):
        desk.session.undo()
    (row,) = desk.session.reading.minutes.positions(desk.meeting_id)
    assert row.stance is Stance.ABSTAIN


def test_found_again_after_redo_and_not_after_undo(desk: Desk) -> None:
    item = desk.item("Zanzibar")
    found = desk.session.reading.history.find
    desk.session.undo()
    assert found("zanzi") == []
    desk.session.redo()
    assert [row.id for row in found("zanzi")] == [item.id]
