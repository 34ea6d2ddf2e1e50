"""A whole board out of its file and into a new one: every record, number and change as it was."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from board_app.domain.errors import Invalid, Refused
from db import driver
from db.checking import history_faults
from db.contents import COLUMNS, Pieces, content_faults, from_text
from db.engine import Engine, SqlRow
from db.findings import rebuild
from db.records import MODELS, from_row, insert_sql, select_sql, to_row

Tables = Mapping[str, Sequence[SqlRow]]

# Beside the records: counters, so that no number is given twice, the chain of changes, the steps
# that can still be undone, and what the papers hold. Drafts are one person's typing on one machine:
# they stay.
OWN = {
    "counter": ("name", "last"),
    "audit": (
        *("id", "step_id", "at", "person_id", "person", "label", "what", "row_id"),
        *("before", "after", "hash"),
    ),
    "undo_step": ("id", "person_id", "label", "at", "state"),
    **COLUMNS,
}


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table that belong to a whole board."""
    return OWN[table] if table in OWN else tuple(MODELS[table].model_fields)


def dumped(engine: Engine) -> dict[str, Sequence[SqlRow]]:
    """Return all rows by table, in an order that is always the same.

    The content of papers is read while one walks over it: it may be larger than the memory.
    """
    found: dict[str, Sequence[SqlRow]] = {
        table: engine.rows(f"{select_sql(model)} ORDER BY id") for table, model in MODELS.items()
    }
    for table, columns in OWN.items():
        if table == "content_piece":
            found[table] = Pieces(engine)
            continue
        found[table] = engine.rows(
            f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns[:2])}"
        )
    return found


def loaded(engine: Engine, connection: driver.Connection, tables: Tables) -> None:
    """Write the rows into a file that was just made.

    Raises Refused, with nothing kept, if a record is not what its model says, if ids collide or
    point nowhere, or if the history does not fit together.
    """
    unknown = tables.keys() - MODELS.keys() - OWN.keys()
    if unknown:
        raise Refused(f"The file holds things this program does not know: {min(unknown)}.")
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine.transaction():
            _fill(engine, tables)
            lost = connection.execute("PRAGMA foreign_key_check").fetchone()
            if lost is not None:
                raise Refused(
                    f"The file is not whole: {_one(lost[0]).lower()} in it (number {lost[1]}) "
                    f"belongs to {_one(lost[2]).lower()} that is missing. Nothing was made."
                )
            rebuild(engine)
            fault = next(_faults(engine), None)
            if fault is not None:
                raise Refused(f"{fault} Nothing was made.")
    except driver.IntegrityError as fault:
        raise Refused("Two records of the file collide. Nothing was made.") from fault
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def _faults(engine: Engine) -> Iterator[str]:
    yield from history_faults(engine)
    yield from content_faults(engine)


def _fill(engine: Engine, tables: Tables) -> None:
    for table, model in MODELS.items():
        rows = [_checked(table, row) for row in tables.get(table, ())]
        engine.run_many(insert_sql(model), rows)
    for table, columns in OWN.items():
        names = ", ".join(columns)
        values = ", ".join(f":{name}" for name in columns)
        own = (_own(table, columns, row) for row in tables.get(table, ()))
        engine.run_many(f"INSERT INTO {table} ({names}) VALUES ({values})", own)


def _one(table: str) -> str:
    """Return "An action item", "A meeting"."""
    words = _words(table)
    return f"{'An' if words[0] in 'aeiou' else 'A'} {words}"


def _checked(table: str, row: Any) -> SqlRow:  # Any: whatever the file holds
    if not isinstance(row, dict):
        raise Refused(f"{_one(table)} of the file is no record. Nothing was made.")
    try:
        record = from_row(MODELS[table], row)
    except (Invalid, TypeError) as fault:
        said = fault.message if isinstance(fault, Invalid) else ""
        field = fault.field if isinstance(fault, Invalid) else None
        where = f": its “{_words(field)}” is wrong" if field else ""
        raise Refused(
            f"{_one(table)} of the file can't be taken{where}. {said} Nothing was made."
        ) from fault
    if record.id <= 0:
        raise Refused(f"{_one(table)} of the file has no number. Nothing was made.")
    return to_row(record)


def _own(table: str, columns: Sequence[str], row: Any) -> SqlRow:  # Any: as above
    plain = (str, int, type(None))
    if not isinstance(row, dict) or set(row) != set(columns):
        raise Refused(f"A line of “{table}” is not what it should be. Nothing was made.")
    if not all(isinstance(value, plain) for value in row.values()):
        raise Refused(f"A line of “{table}” is not what it should be. Nothing was made.")
    return {**row, "bytes": _piece(row["bytes"])} if table == "content_piece" else row


def _piece(text: object) -> bytes:
    try:
        return from_text(str(text))
    except ValueError as fault:
        raise Refused("A paper of the file is not in Base64. Nothing was made.") from fault


def _words(table: str) -> str:
    return table.replace("_", " ")
