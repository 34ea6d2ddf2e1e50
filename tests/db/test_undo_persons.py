"""Undo by two persons at one board: every step comes back as it was, and none stands in the way."""

import os
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from board_app.domain.agenda import AgendaItem
from board_app.domain.errors import BoardError, NotPossible, StaleRecord, StepRefused
from board_app.services.agenda import ReviseItem
from board_app.services.session import UndoState
from db.steps import KEPT
from tests.db.verbs import GREATEST, NAMES, VERBS, Verbs
from tests.desk import Desk, MakeDesk

PERSONS = ("Ann Reed", "Gus Amari")
EXAMPLES = int(os.environ.get("UPSTREAM_FAULTS_UNDO", "60"))
FEWER = 12  # on a server, where each needs a database of its own

# Mostly changes of what is there: two persons meet at the same things.
OFTEN = (*("revise", "settle", "support", "archive") * 3, *VERBS)

Values = dict[tuple[str, int], dict[str, object]]


class Step(NamedTuple):
    """What a step changed: each record's values before and after it, and when it came about."""

    before: Values
    after: Values
    at: int


def changed(before: Values, after: Values, at: int) -> Step:
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return Step(
        {key: before[key] for key in keys & before.keys()},
        {key: after[key] for key in keys & after.keys()},
        at,
    )


def replaced(values: Values, out: Values, back: Values) -> Values:
    return {key: row for key, row in values.items() if key not in out} | back


class TwoPersons(RuleBasedStateMachine):
    """The board beside a model of it: two lists of steps for each person."""

    make: Callable[[], Desk]

    def __init__(self) -> None:
        super().__init__()
        self.desk = type(self).make()
        # Few things, so that both often change the same ones.
        item = self.desk.item("Chad")
        self.desk.decision(item)
        self.desk.action("Memo")
        self.desk.engine.run("DELETE FROM undo_step")
        self.verbs = Verbs(self.desk)
        self.done: dict[str, list[Step]] = {name: [] for name in PERSONS}
        self.undone: dict[str, list[Step]] = {name: [] for name in PERSONS}
        self.start = self.values = self.desk.digest()
        self.now = 0
        self.last_change = dict.fromkeys(PERSONS, 0)
        self.is_plain = True  # nothing was refused so far

    @rule(
        name=st.sampled_from(PERSONS),
        verb=st.sampled_from(OFTEN),
        number=st.sampled_from((0, 0, 1, GREATEST)),
        title=st.sampled_from(NAMES),
    )
    def give(self, name: str, verb: str, number: int, title: str) -> None:
        self._as(name)
        try:
            is_changed = self.verbs.give(verb, number, title)
        except BoardError:
            is_changed = False
        after = self.desk.digest()
        if is_changed:
            self.done[name].append(changed(self.values, after, self.now))
            self.undone[name].clear()
            self.last_change[name] = self.now
        else:
            assert after == self.values
        self.values = after

    @rule(name=st.sampled_from(PERSONS), times=st.integers(1, 4))
    def undo(self, name: str, times: int) -> None:
        self._as(name)
        for _ in range(times):
            if not self.done[name]:
                with pytest.raises(NotPossible, match="nothing to undo"):
                    self.desk.session.undo()
                return
            self._back(name)

    @rule(name=st.sampled_from(PERSONS), times=st.integers(1, 3))
    def redo(self, name: str, times: int) -> None:
        self._as(name)
        for _ in range(times):
            if not self.undone[name]:
                with pytest.raises(NotPossible, match="nothing to redo"):
                    self.desk.session.redo()
                return
            step = self.undone[name].pop()
            if self._step(name, step, self.desk.session.redo, step.before, step.after):
                self.done[name].append(step._replace(at=self.now))

    @precondition(lambda self: not self.values.keys() <= self.start.keys())
    @rule()
    def reopen(self) -> None:
        self.desk.reopen()

    @invariant()
    def says_what_it_would_do(self) -> None:
        for name in PERSONS:
            self._as(name)
            state = self.desk.session.undo_state()
            assert (bool(state.undo), bool(state.redo)) == (
                bool(self.done[name]),
                bool(self.undone[name]),
            )

    @override
    def teardown(self) -> None:
        """Take all back, the latest first: where nothing was refused, nothing is left of it."""
        while any(self.done.values()):
            steps = {name: done[-1].at for name, done in self.done.items() if done}
            name = max(steps, key=lambda one: steps[one])
            self._as(name)
            self._back(name)
        if self.is_plain:
            assert self.values == self.start
        assert self.desk.session.store.faults() == []
        self.desk.close()

    def _as(self, name: str) -> None:
        self.now += 1
        self.desk.become(name)

    def _back(self, name: str) -> None:
        step = self.done[name].pop()
        if self._step(name, step, self.desk.session.undo, step.after, step.before):
            self.undone[name].append(step._replace(at=self.now))

    def _step(
        self, name: str, step: Step, take: Callable[[], object], out: Values, back: Values
    ) -> bool:
        """Take a step back or forth, or skip it; the records are what the model says."""
        others = max(at for one, at in self.last_change.items() if one != name)
        is_alone = self.is_plain and others < step.at
        try:
            take()
        except StepRefused as fault:
            assert not is_alone, "nobody else changed anything since"
            assert self.desk.digest() == self.values, "what is refused changes nothing"
            self.desk.session.skip(fault.step)
            self.is_plain = False
            return False
        keys = out.keys() | back.keys()
        untouched = {key: self.values[key] for key in keys & self.values.keys()}
        assert untouched == out, "nothing that somebody changed since is overwritten"
        self.values = replaced(self.values, out, back)
        assert self.desk.digest() == self.values
        self.last_change[name] = self.now
        return True


def test_any_sequence_of_two_persons_comes_back(make_desk: MakeDesk, engine_name: str) -> None:
    class Played(TwoPersons):
        make = staticmethod(make_desk)

    run_state_machine_as_test(
        Played,
        settings=settings(
            max_examples=EXAMPLES if engine_name == "file" else FEWER,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def revise(desk: Desk, item: AgendaItem, title: str) -> None:
    seen = desk.record(AgendaItem, item.id)
    desk.do(ReviseItem(id=item.id, version=seen.version, title=title, kind=item.kind, minutes=10))


def test_fifty_steps_come_back_and_no_more(desk: Desk) -> None:
    item = desk.item("0")
    for number in range(1, KEPT + 11):
        revise(desk, item, str(number))
    end = desk.digest()
    assert len(desk.session.store.undo_steps(desk.session.actor)) == KEPT
    for _ in range(KEPT):
        desk.session.undo()
    assert desk.record(AgendaItem, item.id).title == "10"
    assert desk.session.undo_state() == UndoState("", "Change agenda item")
    with pytest.raises(NotPossible, match="nothing to undo"):
        desk.session.undo()
    # What is too old is taken out of the list, not kept for ever.
    assert desk.engine.rows("SELECT count(*) AS n FROM undo_step")[0]["n"] == KEPT + _others(desk)
    for _ in range(KEPT):
        desk.session.redo()
    assert desk.digest() == end
    desk.session.undo()
    revise(desk, item, "New")
    for _ in range(KEPT):
        desk.session.undo()
    assert desk.session.undo_state().undo == ""


def _others(desk: Desk) -> int:
    (row,) = desk.engine.rows(
        "SELECT count(*) AS n FROM undo_step WHERE person_id <> :me",
        {"me": desk.session.actor.person_id},
    )
    return int(row["n"])


def overtaken(desk: Desk) -> tuple[AgendaItem, AgendaItem]:
    """Let somebody change what was changed last; an older step is left free."""
    free, taken = desk.item("Free"), desk.item("Taken")
    revise(desk, free, "Freed")
    revise(desk, taken, "Mine")
    desk.become("Gus Amari")
    revise(desk, taken, "Theirs")
    desk.become("Ann Reed")
    return free, taken


def test_step_that_is_refused_is_skipped_and_older_ones_come_back(desk: Desk) -> None:
    free, taken = overtaken(desk)
    with pytest.raises(StepRefused, match="can't be taken back") as refused:
        desk.session.undo()
    with pytest.raises(StaleRecord):
        desk.session.undo()
    entries = len(desk.session.reading.history.history())
    desk.session.skip(refused.value.step)
    desk.session.undo()
    assert desk.record(AgendaItem, free.id).title == "Free"
    assert desk.record(AgendaItem, taken.id).title == "Theirs"
    assert len(desk.session.reading.history.history()) == entries + 1, "the audit keeps the step"
    assert desk.session.store.faults() == []


def test_redo_that_is_refused_is_skipped_as_well(desk: Desk) -> None:
    first, second = desk.item("First"), desk.item("Second")
    revise(desk, first, "1")
    revise(desk, second, "2")
    desk.session.undo()
    desk.session.undo()
    desk.become("Gus Amari")
    revise(desk, first, "Theirs")
    desk.become("Ann Reed")
    with pytest.raises(StepRefused, match="can't be done again") as refused:
        desk.session.redo()
    desk.session.skip(refused.value.step)
    desk.session.redo()
    assert desk.record(AgendaItem, second.id).title == "2"
    assert desk.record(AgendaItem, first.id).title == "Theirs"


def test_what_a_skipped_step_gave_up_stays_given_up(desk: Desk) -> None:
    item = desk.item("Taken")
    revise(desk, item, "Given up")
    desk.session.undo()
    revise(desk, item, "Mine")
    desk.become("Gus Amari")
    revise(desk, item, "Theirs")
    desk.become("Ann Reed")
    with pytest.raises(StepRefused) as refused:
        desk.session.undo()
    desk.session.skip(refused.value.step)
    assert desk.session.undo_state().redo == ""


def test_nobody_skips_the_step_of_another(desk: Desk) -> None:
    overtaken(desk)
    with pytest.raises(StepRefused) as refused:
        desk.session.undo()
    desk.become("Gus Amari")
    desk.session.skip(refused.value.step)
    desk.become("Ann Reed")
    with pytest.raises(StepRefused):
        desk.session.undo()
