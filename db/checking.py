"""Whether the history is whole, and whether the records are what it says."""

import json
from collections.abc import Iterator

from db import audit
from db.engine import Engine, SqlRow
from db.records import MODELS, select_sql


def history_faults(engine: Engine) -> Iterator[str]:
    """Yield a sentence for a broken chain, and for each record that was changed past it."""
    entries = engine.rows("SELECT * FROM audit ORDER BY id")
    broken = audit.broken_at(entries)
    if broken is not None:
        yield f"The history was altered at entry {broken}."
    last = {(entry["what"], entry["row_id"]): entry["after"] for entry in entries}
    for table, model in MODELS.items():
        for row in engine.rows(select_sql(model)):
            if not _matches(row, last.pop((table, row["id"]), None)):
                yield f"The {_words(table)} {row['id']} is not what the history says."
    for (what, id), after in last.items():
        if after is not None:
            yield f"The {_words(what)} {id} of the history is missing."


def _matches(row: SqlRow, image: str | None) -> bool:
    """Compare what the image has: a later schema may have added to the row."""
    if image is None:
        return False
    kept = json.loads(image)
    return all(kept[name] == row[name] for name in kept.keys() & row.keys())


def _words(table: str) -> str:
    return table.replace("_", " ")
