"""The SQL of undo steps: each person's own list, undone ones behind the last done one.

A step's number is that of its first audit entry, so the order never hangs on a clock, and its
entries stand in one run. What can't be redone any more is taken out of the list; the audit stays.
"""

from board_app.services.actor import Actor
from db.engine import Engine, SqlRow

_LAST_DONE = """coalesce((SELECT max(id) FROM undo_step
    WHERE person_id = :person AND state = 'done'), 0)"""

# When a step is undone, older undone ones were given up by making it. Doing this then, and not
# with every change, keeps saving fast; until then NEXT_REDO passes over them.
_GIVEN_UP = """SELECT id FROM undo_step WHERE person_id = :person AND state = 'undone'
    AND id < :step"""

NEXT_UNDO = """SELECT id, label FROM undo_step WHERE person_id = :person AND state = 'done'
    ORDER BY id DESC LIMIT 1"""

NEXT_REDO = f"""SELECT id, label FROM undo_step WHERE person_id = :person AND state = 'undone'
    AND id > {_LAST_DONE} ORDER BY id LIMIT 1"""


def labels(engine: Engine, actor: Actor) -> tuple[str, str]:
    """Return what undo and redo would do for this person, "" for nothing."""
    steps = (last_step(engine, actor, NEXT_UNDO), last_step(engine, actor, NEXT_REDO))
    undo, redo = (str(step["label"]) if step else "" for step in steps)
    return undo, redo


def given_up(engine: Engine, actor: Actor, step: int) -> list[int]:
    """Return the undone steps before one, which nobody can do again any more."""
    rows = engine.rows(_GIVEN_UP, {"person": actor.person_id or 0, "step": step})
    return [int(row["id"]) for row in rows]


def last_step(engine: Engine, actor: Actor, sql: str) -> SqlRow | None:
    """Return the step that a query names for a person, None if there is none."""
    rows = engine.rows(sql, {"person": actor.person_id or 0})
    return rows[0] if rows else None
