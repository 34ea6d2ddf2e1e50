"""Make a database ready for a board, or bring it up to date: safe to run again."""

from collections.abc import Iterable

from psycopg import sql

from board_app.domain.errors import Refused
from db.server import functions, indexing, locking, rights, tables
from db.server.connection import SCHEMA, Connection, administering
from db.server.engine import NEWEST

_OLDEST_SERVER = 150000


def prepare(dsn: str) -> bool:
    """Prepare the database as its administrator; returns whether tables were made.

    Roles and tables are made where they are missing; functions and rights are made anew, all in
    one transaction. Raises Refused or StorageUnavailable.
    """
    refused = "This login may not prepare the database. Use one that owns it and may make roles."
    with administering(dsn, refused=refused) as connection:
        return _prepared(connection)


def _prepared(connection: Connection) -> bool:
    _check_server(connection)
    for role in (rights.OWNER, *rights.GROUPS):
        if not _is_there(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    _become_owner(connection)
    is_new = not _is_there(connection, "SELECT 1 FROM pg_namespace WHERE nspname = %s", SCHEMA)
    if is_new:
        connection.execute(f"CREATE SCHEMA {SCHEMA} AUTHORIZATION {rights.OWNER}")
    connection.execute(f"SET LOCAL ROLE {rights.OWNER}")
    if is_new:
        _run(connection, tables.statements())
        connection.execute("INSERT INTO schema_version VALUES (%s)", (NEWEST,))
    else:
        _run(connection, tables.brought_up(_tables_of(connection)))
        connection.execute("UPDATE schema_version SET version = %s", (NEWEST,))
    # Also what only the owner may do: functions and rights are the program's, not the data's.
    connection.execute("SET LOCAL check_function_bodies = off")
    _run(connection, functions.statements())
    _run(connection, locking.statements())
    _run(connection, indexing.statements())
    _run(connection, rights.statements())
    connection.execute("RESET ROLE")
    # No temporary functions for anybody who may look in: they are a way to peep at hidden rows.
    database = sql.Identifier(connection.info.dbname)
    connection.execute(
        sql.SQL("REVOKE CONNECT, TEMPORARY ON DATABASE {} FROM PUBLIC").format(database)
    )
    connection.execute(
        sql.SQL("GRANT TEMPORARY ON DATABASE {} TO {}").format(
            database, sql.Identifier(rights.OWNER)
        )
    )
    return is_new


def _tables_of(connection: Connection) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (SCHEMA,))
    return [str(row["tablename"]) for row in rows]


def _become_owner(connection: Connection) -> None:
    """Let the administrator act as the owner of the board's tables."""
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(rights.OWNER)))
    connection.execute(
        sql.SQL("GRANT CREATE ON DATABASE {} TO CURRENT_USER").format(
            sql.Identifier(connection.info.dbname)
        )
    )


def _check_server(connection: Connection) -> None:
    if connection.info.server_version < _OLDEST_SERVER:
        raise Refused("The server is older than PostgreSQL 15. Use a newer one.")
    found = connection.execute("SHOW server_encoding").fetchone()
    if not found or found["server_encoding"] != "UTF8":
        raise Refused("The database is not in UTF-8. Make one with ENCODING 'UTF8'.")
    version = connection.execute("SELECT to_regclass('board.schema_version') AS it").fetchone()
    if version and version["it"] is not None:
        known = connection.execute("SELECT version FROM board.schema_version").fetchone()
        if known and int(str(known["version"])) > NEWEST:
            raise Refused("This database was prepared by a newer version of Upstream.")


def _is_there(connection: Connection, query: str, name: str) -> bool:
    return connection.execute(query, (name,)).fetchone() is not None


def _run(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.execute(statement)
