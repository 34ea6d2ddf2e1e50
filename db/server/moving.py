"""A whole board from its file to a server and back: all of it, proved row by row, or nothing."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from board_app.domain.errors import Refused
from board_app.services.ports import Clock
from db.engine import SqlRow
from db.finding_sources import SOURCES
from db.findings import folded
from db.records import MODELS
from db.server import indexing, rights
from db.server.connection import Connection, administering
from db.server.sql_text import translated
from db.server.tables import WORD_INDEXES
from db.whole import OWN, columns_of

Tables = Mapping[str, Sequence[SqlRow]]
_AT_ONCE = 5000


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
    columns = columns_of(table)
    digest = hashlib.sha256()
    for row in rows:
        line = json.dumps([row[name] for name in columns], ensure_ascii=False)
        digest.update(line.encode())
    return digest.hexdigest()


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
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    for table in everything:
        copied(connection, table, tables.get(table, ()))
    _indexed(connection)
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in everything:
        if fingerprint(table, tables.get(table, ())) != fingerprint(
            table, _stored(connection, table)
        ):
            raise Refused(f"The server's {table} is not what the file holds. Nothing was kept.")
    for table in (*everything, "finding_all"):
        connection.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        connection.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
    return {table: len(tables.get(table, ())) for table in everything}


def copied(connection: Connection, table: str, rows: Iterable[SqlRow]) -> None:
    """Copy rows into a table whose triggers and policies are out of the way."""
    columns = columns_of(table)
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as out:
        for row in rows:
            out.write_row([row[name] for name in columns])


def _stored(connection: Connection, table: str) -> Iterator[SqlRow]:
    columns = columns_of(table)
    names = ", ".join(f'"{name}"' for name in columns)
    key = ", ".join(columns[:2] if table in OWN else ("id",))
    with connection.cursor(name="whole") as cursor:
        cursor.itersize = _AT_ONCE
        cursor.execute(f'SELECT {names} FROM "{table}" ORDER BY {key}')
        yield from cursor


def _indexed(connection: Connection) -> None:
    """Make the whole index: what is shown by the server, the folded words by the program.

    Its own indexes are made afterwards: kept up row by row they cost three times as much.
    """
    for name in WORD_INDEXES:
        connection.execute(f"DROP INDEX {name}")
    connection.execute(
        "CREATE TEMPORARY TABLE words (id bigint, label text, body text) ON COMMIT DROP"
    )
    for source in SOURCES.values():
        found = connection.execute(translated(source.sql)).fetchall()
        copying = "COPY pg_temp.words (id, label, body) FROM STDIN"
        with connection.cursor() as cursor, cursor.copy(copying) as out:
            for row in found:
                label, body = folded(source, row)
                out.write_row([row["id"], " ".join(label), " ".join(body)])
        connection.execute("ANALYZE pg_temp.words")
        connection.execute(
            f"""INSERT INTO finding_all ({indexing.COLUMNS}, names, words)
            SELECT m.*, lexemes(w.label), lexemes(w.label || ' ' || w.body)
            FROM ({indexing.made(source, "true")}) m JOIN pg_temp.words w ON w.id = m.id"""
        )
        connection.execute("TRUNCATE pg_temp.words")
    for name, made in WORD_INDEXES.items():
        connection.execute(f"CREATE INDEX {name} ON {made}")


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
