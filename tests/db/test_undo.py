"""Undo and redo: back to the same values, per person, never over somebody else's change."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board_app.domain.agenda import AgendaItem
from board_app.domain.decision import Stance
from board_app.domain.errors import BoardError, NotPossible, StaleRecord
from board_app.services.actor import NOBODY
from board_app.services.agenda import MoveItem, ReviseItem
from board_app.services.decisions import TakePosition, WithdrawPosition
from board_app.services.minutes import AddNote
from board_app.services.session import UndoState
from tests.db.verbs import GREATEST, NAMES, VERBS, Verbs
from tests.desk import Desk, MakeDesk

TITLES = st.sampled_from(NAMES)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *VERBS,
                "undo",
                "undo",
                "undo",
                "redo",
                "redo",
                "reopen",
            ]
        ),
        st.integers(0, GREATEST),
        TITLES,
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Play(Verbs):
    """Remembers the board's values before each command."""

    done: list[object] = field(default_factory=list)
    undone: list[object] = field(default_factory=list)

    def step(self, verb: str, number: int, title: str) -> None:
        if verb in {"undo", "redo"}:
            getattr(self, verb)()
        elif verb == "reopen":
            self.desk.reopen()
        else:
            self._command(verb, number, title)

    def undo(self) -> None:
        if not self.done:
            with pytest.raises(NotPossible, match="nothing to undo"):
                self.desk.session.undo()
            return
        now = self.desk.digest()
        self.desk.session.undo()
        assert self.desk.digest() == self.done.pop()
        self.undone.append(now)

    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(NotPossible, match="nothing to redo"):
                self.desk.session.redo()
            return
        now = self.desk.digest()
        self.desk.session.redo()
        assert self.desk.digest() == self.undone.pop()
        self.done.append(now)

    def _command(self, verb: str, number: int, title: str) -> None:
        before = self.desk.digest()
        try:
            changed = self.give(verb, number, title)
        except BoardError:
            changed = False
            assert self.desk.digest() == before
        if changed:
            self.done.append(before)
            self.undone.clear()


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_any_sequence_comes_back_to_the_same_values(
    make_desk: MakeDesk, steps: list[tuple[str, int, str]]
) -> None:
    desk = make_desk()
    _forget_preparation(desk)
    start = desk.digest()
    play = Play(desk)
    for verb, number, title in steps:
        play.step(verb, number, title)
    end = desk.digest()
    back = len(play.done)
    for _ in range(back):
        play.undo()
    assert desk.digest() == start
    for _ in range(back):
        play.redo()
    assert desk.digest() == end
    assert desk.session.store.faults() == []
    desk.session.store.close()


def _forget_preparation(desk: Desk) -> None:
    """Let the person begin with nothing to take back."""
    desk.engine.run("DELETE FROM undo_step")


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
