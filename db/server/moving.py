"""A whole board from its file to a server and back: all of it, proved row by row, or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from board_app.domain.errors import Refused
from board_app.services.ports import Clock
from db.engine import SqlRow
from db.finding_sources import SOURCES, Source
from db.findings import folded
from db.records import MODELS
from db.server import copying, indexing, rights
from db.server.connection import Connection, administering
from db.server.sql_text import translated
from db.whole import OWN, columns_of

Tables = Mapping[str, Sequence[SqlRow]]
_AT_ONCE = 5000
_PIECES_AT_ONCE = 50


def promote(dsn: str, tables: Tables) -> dict[str, int]:
    """Copy a board into a prepared, empty database; returns how many rows each table has.

    One transaction: it ends with every table's hash compared. Raises Refused or
    StorageUnavailable, and then the database is as empty as before.
    """
    refused = "This login may not fill the database. Use its owner's."
    with administering(dsn, refused=refused, as_owner=rights.OWNER) as connection:
        return _promoted(connection, tables)


def whole(dsn: str) -> dict[str, list[SqlRow]]:
    """Return all rows of a served board by table, as its administrator sees them."""
    refused = "This login may not read the whole board."
    with administering(dsn, refused=refused, as_owner=rights.OWNER) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return {table: list(_stored(connection, table)) for table in (*MODELS, *OWN)}


def fingerprint(table: str, rows: Iterable[SqlRow]) -> str:
    """Return the SHA-256 of a table's rows, by their key; the same for both engines."""
    return copying.fingerprint(columns_of(table), rows, at_once=_in_memory(table))


def _promoted(connection: Connection, tables: Tables) -> dict[str, int]:
    if (
        connection.execute("SELECT 1 FROM audit LIMIT 1").fetchone()
        or connection.execute("SELECT 1 FROM board LIMIT 1").fetchone()
    ):
        raise Refused("There is a board in this database already. Nothing was changed.")
    everything = (*MODELS, *OWN)
    for table in (*everything, "finding_all"):
        # The history comes with the rows, so no trigger may write another one; COPY can't be held
        # against policies. Both stand again before anybody sees the rows.
        connection.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        connection.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
    with _without_ties(connection):
        for table in everything:
            copied(connection, table, tables.get(table, ()))
        _indexed(connection)
    for table in everything:
        there = copying.stored(
            connection,
            f'"{table}"',
            columns_of(table),
            _key(table),
            at_once=_in_memory(table),
        )
        if there != fingerprint(table, tables.get(table, ())):
            raise Refused(f"The server's {table} is not what the file holds. Nothing was kept.")
    for table in (*everything, "finding_all"):
        connection.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        connection.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    return {table: len(tables.get(table, ())) for table in everything}


def copied(connection: Connection, table: str, rows: Iterable[SqlRow]) -> None:
    """Copy rows into a table whose triggers and policies are out of the way."""
    copying.sent(connection, f'"{table}"', columns_of(table), rows, at_once=_in_memory(table))


@contextmanager
def _without_ties(connection: Connection) -> Iterator[None]:
    """Take indexes and references away, and make them anew of the whole.

    Kept up or checked row by row they cost several times as much. A reference that leads nowhere
    raises a ForeignKeyViolation in the end. Unique indexes stay.
    """
    references = connection.execute(
        b"""SELECT c.conrelid::regclass::text AS place, quote_ident(c.conname) AS name,
            pg_get_constraintdef(c.oid) AS made FROM pg_constraint c
        WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace
        ORDER BY c.oid"""
    ).fetchall()
    indexes = connection.execute(
        b"""SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        WHERE t.relnamespace = current_schema()::regnamespace AND NOT i.indisunique
        ORDER BY i.indexrelid"""
    ).fetchall()
    for one in references:
        connection.execute(f"ALTER TABLE {one['place']} DROP CONSTRAINT {one['name']}")
    for one in indexes:
        connection.execute(f"DROP INDEX {one['name']}")
    yield
    connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for one in indexes:
        connection.execute(str(one["made"]))
    for one in references:
        connection.execute(f"ALTER TABLE {one['place']} ADD CONSTRAINT {one['name']} {one['made']}")


def _in_memory(table: str) -> int:
    """Return how many rows may be in memory at a time; a piece of a paper is a third of a MB."""
    return _PIECES_AT_ONCE if table == "content_piece" else copying.AT_ONCE


def _key(table: str) -> str:
    return ", ".join(columns_of(table)[:2] if table in OWN else ("id",))


def _stored(connection: Connection, table: str) -> Iterator[SqlRow]:
    names = ", ".join(f'"{name}"' for name in columns_of(table))
    with connection.cursor(name="whole") as cursor:
        cursor.itersize = _in_memory(table)
        cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY {_key(table)}')
        yield from cursor


def _indexed(connection: Connection) -> None:
    """Make the whole index: what is shown by the server, the folded words by the program."""
    columns = indexing.COLUMNS.split(", ")
    keys = (*(f"f_{name}" for name in columns), "names", "words")
    for source in SOURCES.values():
        with connection.cursor(name="found") as cursor:
            cursor.itersize = _AT_ONCE
            cursor.execute(translated(indexing.whole(source)))
            rows: list[SqlRow] = []
            while found := cursor.fetchmany(_AT_ONCE):
                rows += [_with_words(source, row) for row in found]
        copying.sent(connection, "finding_all", (*columns, "names", "words"), rows, keys=keys)


def _with_words(source: Source, row: SqlRow) -> SqlRow:
    label, body = folded(source, row)
    row["names"] = indexing.lexemes(label)
    row["words"] = indexing.lexemes([*label, *body])
    return row


def demote(dsn: str, path: Path, passphrase: str, clock: Clock) -> dict[str, int]:
    """Write a served board into a new file; returns how many rows each table has.

    Raises Refused or StorageUnavailable, and then there is no file.
    """
    from db.file import create_whole  # noqa: PLC0415  (a server's program may never need files)

    tables = whole(dsn)
    store = create_whole(path, passphrase, clock, tables)
    try:
        written = store.whole()
        for table, rows in tables.items():
            if fingerprint(table, rows) != fingerprint(table, written[table]):
                raise Refused(f"The file's {table} is not what the server holds.")
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    store.close()
    return {table: len(rows) for table, rows in tables.items()}
