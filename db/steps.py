"""The SQL of undo steps: each person's own list, undone ones behind the last done one.

A step's number is that of its first audit entry, so the order never hangs on a clock, and its
entries stand in one run. What can't be redone any more is taken out of the list; the audit stays.
"""

from datetime import datetime

from board_app.services.actor import Actor
from board_app.services.changes import UndoStep
from db.engine import Engine, SqlRow

KEPT = 50
"""So many steps back a person gets, counted from the newest one."""

_LAST_DONE = """coalesce((SELECT max(id) FROM undo_step
    WHERE person_id = :person AND state = 'done'), 0)"""

# When a step is undone, older undone ones were given up by making it. Doing this then, and not
# with every change, keeps saving fast; until then NEXT_REDO passes over them. What is too old goes
# then as well, so that nobody gets further back than that.
_GIVEN_UP = """SELECT id FROM undo_step WHERE person_id = :person AND state = 'undone'
    AND id < :step"""

NEXT_UNDO = """SELECT id, label FROM undo_step WHERE person_id = :person AND state = 'done'
    ORDER BY id DESC LIMIT 1"""

NEXT_REDO = f"""SELECT id, label FROM undo_step WHERE person_id = :person AND state = 'undone'
    AND id > {_LAST_DONE} ORDER BY id LIMIT 1"""

_IN_REACH = f"""SELECT id, label, at, state FROM undo_step WHERE person_id = :person
    AND (state = 'done' OR id > {_LAST_DONE}) ORDER BY id DESC LIMIT {KEPT}"""

# What a done step gave up stays given up when that step is skipped.
_SKIPPED = """SELECT id FROM undo_step WHERE person_id = :person AND (id = :step
    OR (state = 'undone' AND id < :step AND EXISTS (SELECT 1 FROM undo_step s
        WHERE s.person_id = :person AND s.id = :step AND s.state = 'done')))"""

_TOO_OLD = f"""SELECT id FROM undo_step WHERE person_id = :person AND state = 'done'
    AND id < (SELECT min(r.id) FROM ({_IN_REACH}) r)"""


def labels(engine: Engine, actor: Actor) -> tuple[str, str]:
    """Return what undo and redo would do for this person, "" for nothing."""
    steps = (last_step(engine, actor, NEXT_UNDO), last_step(engine, actor, NEXT_REDO))
    undo, redo = (str(step["label"]) if step else "" for step in steps)
    return undo, redo


def in_reach(engine: Engine, actor: Actor) -> list[UndoStep]:
    """Return what this person can take back or do again, the newest first."""
    rows = engine.rows(_IN_REACH, {"person": actor.person_id or 0})
    return [
        UndoStep(
            row["id"], row["label"], datetime.fromisoformat(row["at"]), row["state"] == "undone"
        )
        for row in rows
    ]


def given_up(engine: Engine, actor: Actor, step: int) -> list[int]:
    """Return the steps before one that nobody can undo or redo any more."""
    person = actor.person_id or 0
    rows = engine.rows(_GIVEN_UP, {"person": person, "step": step})
    rows += engine.rows(_TOO_OLD, {"person": person})
    return [int(row["id"]) for row in rows]


def skipped(engine: Engine, actor: Actor, step: int) -> list[int]:
    """Return what leaves the list when one step of this person is skipped."""
    rows = engine.rows(_SKIPPED, {"person": actor.person_id or 0, "step": step})
    return [int(row["id"]) for row in rows]


def last_step(engine: Engine, actor: Actor, sql: str) -> SqlRow | None:
    """Return the step that a query names for a person, None if there is none."""
    rows = engine.rows(sql, {"person": actor.person_id or 0})
    return rows[0] if rows else None
