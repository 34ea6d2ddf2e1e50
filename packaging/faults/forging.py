"""A forged history: any entry changed, put in, taken out or moved is found."""

import random
from collections.abc import Callable
from typing import Any

from ground import Ground
from outcome import Outcome

from board_app.services.agenda import MoveItem
from board_app.services.minutes import AddNote
from db import audit
from db.engine import SqlRow

WHAT = "forged history"
ITEMS = 8
_FIELDS = (
    *("step_id", "at", "person_id", "person", "label", "what", "row_id", "before", "after"),
    *("hash", "id"),
)
Rows = list[SqlRow]
Forgery = Callable[[Rows, random.Random], None]


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Forge a real history so many times; the forger does not know how to seal it anew.

    What is cut off at the end leaves a chain that fits: it is found by the head that backups,
    exports and approved minutes carry.
    """
    found = Outcome(WHAT, "forgeries")
    real = _history(ground)
    found.blame(audit.broken_at(real) is not None, "what was not forged does not fit either")
    head = real[-1]["id"], real[-1]["hash"]
    dice = random.Random(seed)
    for number in range(tries):
        rows = [dict(row) for row in real]
        forge = dice.choice(FORGERIES)
        forge(rows, dice)
        is_found = audit.broken_at(rows) is not None
        if not is_found:
            is_found = not rows or (rows[-1]["id"], rows[-1]["hash"]) != head
        found.blame(not is_found, f"{forge.__name__}, number {number} of seed {seed}")
        found.tried += 1
    return found


def _history(ground: Ground) -> Rows:
    desk = ground.desk()
    for item in [desk.item(f"Item {number}") for number in range(ITEMS)]:
        desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Said."))
        desk.do(MoveItem(id=item.id, to_index=0))
        desk.session.undo()
    rows = desk.engine.rows("SELECT * FROM audit ORDER BY id")
    desk.close()
    return rows


def _altered(value: Any, dice: random.Random) -> Any:
    if isinstance(value, int):
        return value ^ (1 << dice.randrange(40))
    if value is None:
        return dice.choice(["", "0", "-", 0])
    at = dice.randrange(len(value) + 1)
    return dice.choice([value[:at] + "x" + value[at:], value[:at], None])


def change(rows: Rows, dice: random.Random) -> None:
    row, name = dice.choice(rows), dice.choice(_FIELDS)
    old = row[name]
    while row[name] == old:
        row[name] = _altered(old, dice)


def delete(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows))]


def cut_off(rows: Rows, dice: random.Random) -> None:
    del rows[dice.randrange(len(rows)) :]


def swap(rows: Rows, dice: random.Random) -> None:
    one, other = dice.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def swap_contents(rows: Rows, dice: random.Random) -> None:
    one, other = dice.sample(rows, 2)
    one["id"], other["id"] = other["id"], one["id"]
    rows.sort(key=lambda row: row["id"])


def put_in(rows: Rows, dice: random.Random) -> None:
    at = dice.randrange(len(rows))
    rows.insert(at, dict(rows[dice.randrange(len(rows))]))
    if dice.random() < 0.5:
        for number, row in enumerate(rows, start=1):
            row["id"] = number


def reseal_one(rows: Rows, dice: random.Random) -> None:
    """Change an entry and seal it as the program would, without those that come after."""
    at = dice.randrange(len(rows))
    row = rows[at]
    row["person"] = f"{row['person']}x"
    row["hash"] = audit.sealed(rows[at - 1]["hash"] if at else "0" * 64, row)


def move_text(rows: Rows, dice: random.Random) -> None:
    """Let two parts of an entry run together elsewhere."""
    row = dice.choice([row for row in rows if row["person"] and row["label"]])
    row["person"], row["label"] = row["person"] + row["label"][0], row["label"][1:]


FORGERIES: tuple[Forgery, ...] = (
    change,
    change,
    change,
    delete,
    cut_off,
    swap,
    swap_contents,
    put_in,
    reseal_one,
    move_text,
)
