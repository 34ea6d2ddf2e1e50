"""The SQL of undo steps: each person's own list, undone ones behind the last done one.

A step's number is that of its first audit entry, so the order never hangs on a clock, and its
entries stand in one run. What can't be redone any more is taken out of the list; the audit stays.
"""

_LAST_DONE = """coalesce((SELECT max(id) FROM undo_step
    WHERE person_id = :person AND state = 'done'), 0)"""

# When a step is undone, older undone ones were given up by making it. Doing this then, and not
# with every change, keeps saving fast; until then NEXT_REDO passes over them.
GIVE_UP = """DELETE FROM undo_step WHERE person_id = :person AND state = 'undone'
    AND id < :step"""

NEXT_UNDO = """SELECT id, label FROM undo_step WHERE person_id = :person AND state = 'done'
    ORDER BY id DESC LIMIT 1"""

NEXT_REDO = f"""SELECT id, label FROM undo_step WHERE person_id = :person AND state = 'undone'
    AND id > {_LAST_DONE} ORDER BY id LIMIT 1"""
