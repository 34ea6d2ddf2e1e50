"""Undo and redo: any sequence of changes comes back to the same values, both ways."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from ground import Ground, swept
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from outcome import Outcome

from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.decision import Stance
from board_app.domain.errors import BoardError, NotPossible
from board_app.services.actions import AssignAction, LogFollowUp, ReviseAction
from board_app.services.agenda import AddItem, MoveItem, ReviseItem, SettleItem
from board_app.services.archive import Archive
from board_app.services.decisions import RecordDecision, TakePosition, WithdrawPosition
from board_app.services.minutes import AddNote, RecordAttendance
from tests.desk import Desk

WHAT = "undo and redo of any sequence"
Digest = dict[tuple[str, int], dict[str, object]]

TITLES = st.sampled_from(["Sudan", "Mali", "Burundi", "Żółw", "漢字"])
NUMBER = st.integers(0, 7)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "add",
                "revise",
                "move",
                "settle",
                "note",
                "decide",
                "side",
                "attend",
                "assign",
                "follow",
                "support",
                "archive",
                "undo",
                "undo",
                "undo",
                "redo",
                "redo",
                "reopen",
            ]
        ),
        NUMBER,
        TITLES,
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Play:
    """Gives commands by letters and remembers the board's values before each of them."""

    desk: Desk
    done: list[Digest] = field(default_factory=list)
    undone: list[Digest] = field(default_factory=list)

    def step(self, verb: str, number: int, title: str) -> None:
        if verb in {"undo", "redo"}:
            getattr(self, verb)()
        elif verb == "reopen":
            self.desk.reopen()
        else:
            self._command(verb, number, title)

    def undo(self) -> None:
        if not self.done:
            _refused(self.desk.session.undo, "nothing to undo")
            return
        now = self.desk.digest()
        self.desk.session.undo()
        _must_be(self.desk, self.done.pop())
        self.undone.append(now)

    def redo(self) -> None:
        if not self.undone:
            _refused(self.desk.session.redo, "nothing to redo")
            return
        now = self.desk.digest()
        self.desk.session.redo()
        _must_be(self.desk, self.undone.pop())
        self.done.append(now)

    def _command(self, verb: str, number: int, title: str) -> None:
        before = self.desk.digest()
        try:
            changed = bool(getattr(self, f"_{verb}")(number, title))
        except BoardError:
            changed = False
            _must_be(self.desk, before)
        if changed:
            self.done.append(before)
            self.undone.clear()

    def _given(self, command: object) -> bool:
        return bool(self.desk.session.do(command).changes)  # type: ignore[arg-type]  # any command

    def _item(self, number: int) -> AgendaItem:
        rows = self.desk.session.reading.meetings.agenda(self.desk.meeting_id)
        if not rows:
            raise NotPossible("There is no item yet.")
        return self.desk.record(AgendaItem, rows[number % len(rows)].id)

    def _agency(self, number: int) -> RecordId:
        return list(self.desk.agencies.values())[number % len(self.desk.agencies)]

    def _add(self, number: int, title: str) -> bool:
        return self._given(AddItem(meeting_id=self.desk.meeting_id, title=title, minutes=number))

    def _revise(self, number: int, title: str) -> bool:
        item = self._item(number)
        return self._given(
            ReviseItem(
                id=item.id, version=item.version, title=title, kind=item.kind, minutes=number
            )
        )

    def _move(self, number: int, _title: str) -> bool:
        return self._given(MoveItem(id=self._item(number).id, to_index=0))

    def _settle(self, number: int, _title: str) -> bool:
        item = self._item(number)
        state = list(ItemState)[number % 4]
        return self._given(SettleItem(id=item.id, version=item.version, state=state))

    def _note(self, number: int, title: str) -> bool:
        item = self._item(number)
        return self._given(AddNote(meeting_id=self.desk.meeting_id, item_id=item.id, text=title))

    def _decide(self, number: int, title: str) -> bool:
        item = self._item(number)
        return self._given(
            RecordDecision(meeting_id=self.desk.meeting_id, item_id=item.id, text=title)
        )

    def _side(self, number: int, title: str) -> bool:
        decisions = self.desk.session.reading.minutes.decisions()
        if not decisions:
            return False
        key = {"decision_id": decisions[-1].id, "agency_id": self._agency(number)}
        if number < 3:
            return self._given(WithdrawPosition(**key))
        return self._given(TakePosition(**key, stance=Stance.NON_CONCUR, note=title))

    def _attend(self, number: int, _title: str) -> bool:
        presence = list(Presence)[number % 6]
        agency = self._agency(number // 2)
        return self._given(
            RecordAttendance(meeting_id=self.desk.meeting_id, agency_id=agency, presence=presence)
        )

    def _assign(self, number: int, title: str) -> bool:
        support = [self._agency(number), self._agency(number + 1)]
        return self._given(AssignAction(title=title, supporting=support))

    def _action(self, number: int) -> RecordId:
        rows = self.desk.engine.rows("SELECT id FROM action_item WHERE archived_at IS NULL")
        if not rows:
            raise NotPossible("There is no action item yet.")
        return cast("RecordId", rows[number % len(rows)]["id"])

    def _follow(self, number: int, title: str) -> bool:
        return self._given(LogFollowUp(action_id=self._action(number), text=title))

    def _support(self, number: int, title: str) -> bool:
        row = self.desk.session.reading.actions.action(self._action(number))
        return self._given(
            ReviseAction(
                id=row.id, version=row.version, title=title, supporting=[self._agency(number)]
            )
        )

    def _archive(self, number: int, _title: str) -> bool:
        item = self._item(number)
        return self._given(Archive(table="agenda_item", id=item.id, version=item.version))


class NotTheSame(Exception):
    """The board holds something else than it did before."""


def run(ground: Ground, tries: int, seed_: int) -> Outcome:
    """Play so many sequences there and back; a failing one is told in its shortest form."""
    found = Outcome(WHAT, "sequences")

    @seed(seed_)
    @settings(
        max_examples=tries,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(steps=STEPS)
    def comes_back(steps: list[tuple[str, int, str]]) -> None:
        found.tried += 1
        _there_and_back(ground, steps)

    try:
        comes_back()
    except Exception as fault:  # noqa: BLE001  (whatever comes out of a sequence is what we look for)
        told = " ".join(getattr(fault, "__notes__", ()))
        found.blame(1, f"{fault!r}: {' '.join(told.split())}")
    return found


def _there_and_back(ground: Ground, steps: list[tuple[str, int, str]]) -> None:
    desk = ground.desk()
    try:
        # The person begins with nothing to take back.
        desk.engine.run("DELETE FROM undo_step")
        start = desk.digest()
        play = Play(desk)
        for verb, number, title in steps:
            play.step(verb, number, title)
        end = desk.digest()
        back = len(play.done)
        for _ in range(back):
            play.undo()
        _must_be(desk, start)
        for _ in range(back):
            play.redo()
        _must_be(desk, end)
        for fault in desk.session.store.faults():
            raise NotTheSame(fault)
    finally:
        desk.close()
        swept(desk.path)


def _must_be(desk: Desk, wanted: Digest) -> None:
    now = desk.digest()
    if now != wanted:
        differ = [key for key in now.keys() | wanted.keys() if now.get(key) != wanted.get(key)]
        raise NotTheSame(f"{differ[:3]}")


def _refused(step: Callable[[], object], why: str) -> None:
    try:
        step()
    except NotPossible as fault:
        if why in fault.message:
            return
    raise NotTheSame(f"There was something where there is {why}.")
