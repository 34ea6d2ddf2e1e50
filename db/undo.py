"""Undo and redo from the images that every change leaves in the audit."""

from collections.abc import Callable
from itertools import takewhile
from typing import Generic, NamedTuple, TypeVar

from board_app.domain.errors import Invalid, NotPossible, StepRefused
from board_app.services.actor import Actor
from db.engine import Engine, SqlRow
from db.records import MODELS, image, values_of
from db.steps import NEXT_REDO, NEXT_UNDO, given_up, last_step
from db.work import SqlWork

W = TypeVar("W", bound=SqlWork)

_AT_ONCE = 100
_CHANGED_SINCE = (
    "“{label}” can't be {done}: somebody changed the same thing afterwards. "
    "Correct it by hand; the history shows both."
)


class Taken(NamedTuple, Generic[W]):
    """A step on its way back or forth, as far as its own transaction knows."""

    work: W
    step: SqlRow
    done: str

    def refused(self) -> StepRefused:
        """Return what to raise if it comes to nothing."""
        message = _CHANGED_SINCE.format(label=self.step["label"], done=self.done)
        return StepRefused(message, step=self.step["id"])


def undo(engine: Engine, actor: Actor, begin: Callable[[str], W]) -> Taken[W]:
    """Take back the last step inside the transaction that `begin` opened."""
    step = last_step(engine, actor, NEXT_UNDO)
    if step is None:
        raise NotPossible("There is nothing to undo.")
    taken = Taken(begin(f"Undo {step['label']}"), step, "taken back")
    for entry in reversed(_entries(engine, step)):
        _swap(taken, entry, expected=entry["after"], target=entry["before"])
    taken.work.drop_steps(given_up(engine, actor, step["id"]))
    taken.work.mark_step(step["id"], "undone")
    return taken


def redo(engine: Engine, actor: Actor, begin: Callable[[str], W]) -> Taken[W]:
    """Do again what was undone last."""
    step = last_step(engine, actor, NEXT_REDO)
    if step is None:
        raise NotPossible("There is nothing to redo.")
    taken = Taken(begin(f"Redo {step['label']}"), step, "done again")
    for entry in _entries(engine, step):
        _swap(taken, entry, expected=entry["before"], target=entry["after"])
    taken.work.mark_step(step["id"], "done")
    return taken


def _swap(taken: Taken[W], entry: SqlRow, *, expected: str | None, target: str | None) -> None:
    work = taken.work
    model = MODELS[entry["what"]]
    row = work.row(model, entry["row_id"])
    now = image(row) if row is not None else None
    same = now is expected if None in (now, expected) else _same(now, expected)
    if not same:
        raise taken.refused()
    try:
        work.put_back(model, entry["row_id"], target)
    except (Invalid, NotPossible) as fault:
        raise taken.refused() from fault


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and values_of(one) == values_of(other)


def _entries(engine: Engine, step: SqlRow) -> list[SqlRow]:
    """Return the entries of a step, which follow each other from its own number on."""
    found: list[SqlRow] = []
    while True:
        part = engine.rows(
            """SELECT step_id, what, row_id, before, after FROM audit WHERE id >= :first
            ORDER BY id LIMIT :some""",
            {"first": step["id"] + len(found), "some": _AT_ONCE},
        )
        found += takewhile(lambda entry: entry["step_id"] == step["id"], part)
        if not part or part[-1]["step_id"] != step["id"]:
            return found
