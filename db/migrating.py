"""Bring a file's schema up to date: frozen steps, one transaction, never downwards."""

from collections.abc import Callable, Iterable

from sqlite_utils import Database, Migrations

from board_app.domain.errors import Refused
from db import driver
from db.engine import Params, SqlRow
from db.findings import rebuild
from db.migrations import (
    m001_first,
    m002_watch,
    m003_search,
    m004_attachments,
    m005_clearance,
    m006_board_style,
    m008_handling,
    m009_issues,
)
from db.schema import APPLICATION_ID, NEWEST

_STEPS: tuple[tuple[str, Callable[[Database], None]], ...] = (
    ("m001_first", m001_first.apply),
    ("m002_watch", m002_watch.apply),
    ("m003_search", m003_search.apply),
    ("m004_attachments", m004_attachments.apply),
    ("m005_clearance", m005_clearance.apply),
    ("m006_board_style", m006_board_style.apply),
    ("m008_handling", m008_handling.apply),
    ("m009_issues", m009_issues.apply),
)


def migrate(connection: driver.Connection) -> None:
    """Apply what is missing in one transaction; raises whatever a step raises, undone."""
    assert len(_STEPS) == NEWEST  # noqa: S101  (a step without its number is our own mistake)
    steps = Migrations("board")
    for name, step in _STEPS:
        steps(name=name)(step)
    # Outside the transaction, where SQLite permits it: a step may rebuild a table.
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("BEGIN IMMEDIATE")
    try:
        steps.apply(Database(connection, execute_plugins=False))
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise Refused("The board's records don't fit together. Nothing was changed.")
        # Whatever the steps did: the index is made of the records as they are now.
        rebuild(_Step(connection))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={NEWEST}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


class _Step:
    """The connection inside the one transaction, for what fills the search index."""

    def __init__(self, connection: driver.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, params: Params | None = None) -> list[SqlRow]:
        cursor = self._connection.execute(sql, params or {})
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def run(self, sql: str, params: Params | None = None) -> int:
        return int(self._connection.execute(sql, params or {}).rowcount)

    def run_many(self, sql: str, params: Iterable[Params]) -> None:
        self._connection.executemany(sql, params)
