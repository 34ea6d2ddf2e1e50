"""Undo and redo: any sequence of changes comes back to the same values, both ways."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ground import Ground, swept
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from outcome import Outcome

from board_app.domain.errors import BoardError, NotPossible
from tests.db.verbs import GREATEST, NAMES, VERBS, Verbs
from tests.desk import Desk

WHAT = "undo and redo of any sequence"
Digest = dict[tuple[str, int], dict[str, object]]

STEPS = st.lists(
    st.tuples(
        st.sampled_from([*VERBS, "undo", "undo", "undo", "redo", "redo", "reopen"]),
        st.integers(0, GREATEST),
        st.sampled_from(NAMES),
    ),
    min_size=1,
    max_size=14,
)


@dataclass
class Play(Verbs):
    """Remembers the board's values before each command."""

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
            changed = self.give(verb, number, title)
        except BoardError:
            changed = False
            _must_be(self.desk, before)
        if changed:
            self.done.append(before)
            self.undone.clear()


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
