"""Migrations: all or nothing, from every stored old file, with a copy kept before."""

import shutil
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from board_app import bootstrap
from board_app.domain.errors import Refused
from db import driver, file, keys, migrating, schema
from db.sqlite_engine import SqliteEngine, connected
from tests.desk import START, HandClock

OLD_FILES = Path(__file__).parent / "old_files"
CLOCK = HandClock()


class PulledPlug(Exception):
    """The moment at which the machine goes out."""


class FragileConnection(driver.Connection):  # type: ignore[misc]  # the driver has no types
    """A connection that fails at its nth statement."""

    left = 10**9

    def execute(self, sql: str, *values: Any) -> Any:
        self._spend()
        return super().execute(sql, *values)

    def executescript(self, sql: str) -> Any:
        self._spend()
        return super().executescript(sql)

    def cursor(self, *given: Any) -> Any:
        self._spend()
        return super().cursor(*given)

    def _spend(self) -> None:
        # The way back must work: it is SQLite's own when the process dies.
        if self.left == 0 and not self.in_transaction:
            return
        if self.left == 0:
            FragileConnection.left = 10**9
            raise PulledPlug
        FragileConnection.left -= 1


def schema_of(connection: driver.Connection) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = connection.execute(
        "SELECT type, name, sql FROM sqlite_master ORDER BY name"
    ).fetchall()
    version = connection.execute("PRAGMA user_version").fetchone()
    return [*rows, version]


def test_migration_killed_at_any_statement_leaves_the_old_state(tmp_path: Path) -> None:
    """The first schema is made in about sixty statements; each of them is the last one once."""
    survived = 0
    for number in count(2):
        path = tmp_path / f"{number}.db"
        connection = driver.connect(str(path), isolation_level=None, factory=FragileConnection)
        before = schema_of(connection)
        FragileConnection.left = number
        try:
            migrating.migrate(connection)
        except PulledPlug:
            assert schema_of(connection) == before
            assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
            survived += 1
        else:
            break
        finally:
            FragileConnection.left = 10**9
            connection.close()
    assert survived > 50


def test_unfitting_records_undo_the_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(database: Any) -> None:
        database.execute("CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES a(id))")
        database.execute("INSERT INTO a VALUES (1, 2)")

    monkeypatch.setattr(migrating, "NEWEST", 1)
    monkeypatch.setattr(migrating, "_STEPS", (("m001_broken", broken),))
    connection = driver.connect(str(tmp_path / "a.db"), isolation_level=None)
    with pytest.raises(Refused, match="fit together"):
        migrating.migrate(connection)
    assert schema_of(connection) == [(0,)]
    connection.close()


@pytest.mark.parametrize("old", sorted(path.name for path in OLD_FILES.glob("*.board")))
def test_every_old_file_opens_with_all_it_holds(tmp_path: Path, old: str) -> None:
    path = tmp_path / old
    shutil.copyfile(OLD_FILES / old, path)
    session = bootstrap.open_board(path, "sample", CLOCK)
    assert session.store.faults() == []
    meeting = session.reading.meetings.by_reference("2015-07")
    assert [row.title for row in session.reading.meetings.agenda(meeting.id)] == [
        "Situation in Burundi",
        "Follow-up",
    ]
    (decision,) = session.reading.minutes.decisions()
    assert decision.reference == "D-2015-01"
    assert [row.agency for row in session.reading.minutes.positions(meeting.id)] == ["State"]
    assert session.reading.history.find("burun")
    session.store.close()


# These came in one release: no program ever wrote a file of the schemas between.
NEVER_WRITTEN = {"m004", "m005", "m006"}


def test_there_is_an_old_file_of_every_schema() -> None:
    kept = {path.stem for path in OLD_FILES.glob("m*.board")}
    released = {f"m{number:03d}" for number in range(1, schema.NEWEST + 1)} - NEVER_WRITTEN
    assert kept == released


def test_copy_is_kept_before_a_migration(
    board_file: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.board"
    shutil.copyfile(board_file[0], path)
    steps = (*migrating._STEPS, ("m999_next", lambda db: db.execute("CREATE TABLE next (a)")))
    newest = schema.NEWEST
    for module in (migrating, schema):
        monkeypatch.setattr(module, "NEWEST", newest + 1)
    monkeypatch.setattr(migrating, "_STEPS", steps)
    monkeypatch.setattr(file, "is_own", lambda _connection: True)
    file.open_file(path, "correct horse", HandClock(START)).close()
    copy = tmp_path / "b-before-20150706T140000Z.board"
    assert sorted(tmp_path.glob("*")) == [copy, path]
    key = keys.derived_key("correct horse", copy.read_bytes()[: keys.SALT_BYTES])
    for one, version, tables in ((copy, newest, 0), (path, newest + 1, 1)):
        connection = connected(one, key)
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
        found = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'next'")
        assert found.fetchone() == (tables,)
        connection.close()


def test_failed_migration_leaves_the_board_as_it_was(
    board_file: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "b.board"
    shutil.copyfile(board_file[0], path)
    before = path.read_bytes()

    def fail(database: Any) -> None:
        database.execute("DROP TABLE seat")
        raise PulledPlug

    newest = schema.NEWEST
    for module in (migrating, schema):
        monkeypatch.setattr(module, "NEWEST", newest + 1)
    monkeypatch.setattr(migrating, "_STEPS", (*migrating._STEPS, ("m999_fails", fail)))
    with pytest.raises(PulledPlug):
        file.open_file(path, "correct horse", HandClock(START))
    assert path.read_bytes() == before
    monkeypatch.undo()
    engine = SqliteEngine(connected(path, board_file[1]), board_file[1])
    assert engine.faults() == []
    assert engine.rows("SELECT count(*) AS n FROM seat")[0]["n"] == 4
    engine.close()
