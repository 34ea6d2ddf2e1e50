"""The chain of changes: each entry seals the one before it."""

import hashlib
from collections.abc import Iterable

from board_app.services.history_rows import UNSEALED
from db.engine import Engine, SqlRow

_FIELDS = (
    "id",
    "step_id",
    "at",
    "person_id",
    "person",
    "label",
    "what",
    "row_id",
    "before",
    "after",
)


def sealed(previous: str, entry: SqlRow) -> str:
    """Return the hash of an entry; a length before each part keeps parts from running together."""
    parts = [previous.encode()]
    for field in _FIELDS:
        value = entry[field]
        if value is None:
            parts.append(b"-")  # no text's length begins like this
        else:
            part = str(value).encode()
            parts += (b"%d:" % len(part), part)
    return hashlib.sha256(b"".join(parts)).hexdigest()


def head(engine: Engine) -> tuple[int, str]:
    """Return the number and the hash of the last entry."""
    last = engine.rows("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1")
    return (last[0]["id"], last[0]["hash"]) if last else (0, UNSEALED)


def newest_row(engine: Engine) -> int:
    """Return the greatest id that any record ever had, 0 for none."""
    return int(engine.rows("SELECT coalesce(max(row_id), 0) AS id FROM audit")[0]["id"])


def broken_at(entries: Iterable[SqlRow], *, number: int = 0, seal: str = UNSEALED) -> int | None:
    """Return the number of the first entry that doesn't fit the chain, None if all do.

    The entries follow on the one of this number and seal.
    """
    previous = seal
    for expected, entry in enumerate(entries, start=number + 1):
        if entry["id"] != expected or sealed(previous, entry) != entry["hash"]:
            return int(entry["id"])
        previous = entry["hash"]
    return None
