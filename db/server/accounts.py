"""One login of one's own for each person: made, closed, given a new passphrase."""

from contextlib import AbstractContextManager
from typing import NamedTuple

from psycopg import sql

from board_app.domain.errors import Invalid, NotFound
from db.server import rights
from db.server.connection import Connection, administering

KINDS = tuple(rights.GROUP_OF)
_FEWEST_SIGNS = 10


class Account(NamedTuple):
    """A login and what it may do; `clearance` is the highest marking its person may see."""

    login: str
    kind: str
    person: str
    agency: str
    clearance: int
    is_open: bool


def add(
    dsn: str,
    login: str,
    *,
    kind: str,
    person: str = "",
    agency: str = "",
    clearance: int = 0,
    passphrase: str = "",
) -> None:
    """Make a login for a person of the directory, or for an agency (its code).

    Without a passphrase the login needs a certificate or Kerberos. Raises Invalid, NotFound,
    Refused or StorageUnavailable; then nothing was made.
    """
    if kind not in rights.GROUP_OF:
        raise Invalid(f"An account is one of {', '.join(KINDS)}.", field="kind")
    _check_login(login)
    with _administering(dsn) as connection:
        if _row(connection, "SELECT 1 AS it FROM pg_roles WHERE rolname = %s", login):
            raise Invalid(f"There is a login {login} already.", field="login")
        person_id, agency_id, name = _found(connection, person, agency)
        if kind != "partner" and person_id is None:
            raise Invalid("Name the person of the directory whose account it is.", field="person")
        role = sql.Identifier(login)
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
        _set_passphrase(connection, login, passphrase)
        group = sql.Identifier(rights.GROUP_OF[kind])
        connection.execute(sql.SQL("GRANT {} TO {}").format(group, role))
        database = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))
        _as_owner(
            connection,
            "INSERT INTO account (login, person_id, agency_id, kind, clearance, name) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            (login, person_id, agency_id, kind, clearance, name),
        )


def disable(dsn: str, login: str) -> None:
    """Close an account and end what it is doing now; its history stays. Raises NotFound."""
    with _administering(dsn) as connection:
        _must_be(connection, login)
        connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(login)))
        _as_owner(connection, "UPDATE account SET is_open = false WHERE login = %s", (login,))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (login,)
        )


def give_passphrase(dsn: str, login: str, passphrase: str) -> None:
    """Give a login a new passphrase; an account that was closed is open again."""
    with _administering(dsn) as connection:
        _must_be(connection, login)
        _set_passphrase(connection, login, passphrase)
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN").format(sql.Identifier(login)))
        _as_owner(connection, "UPDATE account SET is_open = true WHERE login = %s", (login,))


def listed(dsn: str) -> list[Account]:
    """Return all accounts of the board by login."""
    with _administering(dsn) as connection:
        connection.execute(f"SET LOCAL ROLE {rights.OWNER}")
        found = connection.execute(
            """SELECT a.login, a.kind, coalesce(p.name, a.name) AS person,
                coalesce(g.code, '') AS agency, a.clearance, a.is_open
            FROM account a LEFT JOIN person p ON p.id = a.person_id
            LEFT JOIN agency g ON g.id = a.agency_id ORDER BY a.login"""
        ).fetchall()
    # Names and kinds as the query has them.
    return [Account(**row) for row in found]  # type: ignore[arg-type]


def _administering(dsn: str) -> AbstractContextManager[Connection]:
    return administering(
        dsn, refused="This login may not manage accounts. Use the administrator's."
    )


def _as_owner(connection: Connection, query: str, values: tuple[object, ...]) -> None:
    connection.execute(f"SET LOCAL ROLE {rights.OWNER}")
    connection.execute(query, values)
    connection.execute("RESET ROLE")


def _found(connection: Connection, person: str, agency: str) -> tuple[object, object, str]:
    """Return the ids of a person and an agency, and what the account is called."""
    connection.execute(f"SET LOCAL ROLE {rights.OWNER}")
    try:
        if person:
            found = connection.execute(
                "SELECT id, agency_id, name FROM person WHERE name = %s AND archived_at IS NULL",
                (person,),
            ).fetchall()
            if len(found) != 1:
                raise NotFound(
                    f"The directory has {len(found) or 'no'} people of this name. Give the whole "
                    "name as the directory has it."
                )
            return found[0]["id"], found[0]["agency_id"], str(found[0]["name"])
        if not agency:
            raise Invalid("Name a person or an agency.", field="person")
        row = _row(connection, "SELECT id FROM agency WHERE code = %s", agency)
        if row is None:
            raise NotFound(f"There is no agency with the code {agency}.")
        return None, row["id"], agency
    finally:
        connection.execute("RESET ROLE")


def _set_passphrase(connection: Connection, login: str, passphrase: str) -> None:
    if not passphrase:
        return
    if len(passphrase) < _FEWEST_SIGNS:
        raise Invalid(f"Take a passphrase of {_FEWEST_SIGNS} signs or more.", field="passphrase")
    # Sealed here: in clear it would stand in the server's log.
    sealed = connection.pgconn.encrypt_password(
        passphrase.encode(), login.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(sealed))
    )


def _check_login(login: str) -> None:
    is_plain = login.replace("_", "").replace(".", "").replace("-", "").isalnum()
    if not (login and login.isascii() and is_plain and login == login.lower()):
        raise Invalid("A login is small letters, digits, dots and dashes.", field="login")
    if login.startswith("pg_") or login in (rights.OWNER, *rights.GROUPS):
        raise Invalid(f"{login} is a name of the server's own.", field="login")


def _must_be(connection: Connection, login: str) -> None:
    connection.execute(f"SET LOCAL ROLE {rights.OWNER}")
    known = _row(connection, "SELECT 1 AS it FROM account WHERE login = %s", login)
    connection.execute("RESET ROLE")
    if known is None:
        raise NotFound(f"This board has no account {login}.")


def _row(connection: Connection, query: str, value: str) -> dict[str, object] | None:
    return connection.execute(query, (value,)).fetchone()
