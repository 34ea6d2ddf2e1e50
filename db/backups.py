"""The backups of boards: encrypted like them, proved by opening them, thinned as they age.

A folder that belongs to this person alone holds one folder for each board and place. The name of
a backup says when and why it was made and with which change its history ends, so that no second
file can get lost or lie. A copy that does not check is thrown away before anything is thinned.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from board_app.domain.errors import StorageUnavailable
from board_app.services.keeping import Backup, Why, is_due, to_thin
from board_app.services.ports import Clock
from db import audit, driver
from db.backup import verified_copy
from db.file import SUFFIX, key_of
from db.file_store import FileStore
from db.sqlite_engine import SqliteEngine, connected
from db.store import stamp

_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z]+)-(\d+)-([0-9a-f]{64})\.board")
_BEFORE = re.compile(r"-before-(\d{8}T\d{6}Z)\.board")
_STAMP = "%Y%m%dT%H%M%SZ"
_OF_PLACE = 16  # letters of the hash of a path


class Backups:
    """The backups in one folder of this person's."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def make(self, store: FileStore, why: Why) -> Backup:
        """Make a backup over a connection of its own; raises StorageUnavailable."""
        with store.beside() as engine:
            return self._made(engine, store, why)

    def make_if_due(self, store: FileStore) -> Backup | None:
        """Make a backup if something changed and the last one is old; None if it is not due."""
        now = self._clock.now()
        with store.beside() as engine:
            held = _sorted(_held(self._folder_of(engine, store.path)))
            # A clock that was wrong once must neither hold backups up nor make one each minute.
            newest = next((one for one in held if one.made <= now), None)
            if newest is not None:
                is_same = (newest.changes, newest.seal) == audit.head(engine)
                if is_same or not is_due(newest.made, now):
                    return None
            return self._made(engine, store, Why.TIMED)

    def of_board(self, store: FileStore) -> list[Backup]:
        """Return all backups of a board wherever it was kept, the newest first."""
        try:
            with store.beside() as engine:
                folders = self._folder.glob(f"{_uid(engine)}-*")
        except StorageUnavailable:
            return self.of_path(store.path)  # a damaged file is when they are wanted most
        return _sorted([*_all_in(folders), *_before(store.path)])

    def of_path(self, path: Path) -> list[Backup]:
        """Return the backups of what is, or was, at a path, the newest first."""
        folders = self._folder.glob(f"*-{_place(path)}")
        return _sorted([*_all_in(folders), *_before(path)])

    def last_good(self, path: Path, passphrase: str) -> Backup | None:
        """Return the newest sound backup of a path that the passphrase opens."""
        for backup in self.of_path(path):
            with suppress(Exception):  # an unreadable one is no good one, whatever the reason
                if not faults_of(backup.path, key_of(backup.path, passphrase)):
                    return backup
        return None

    def behind(self, store: FileStore) -> tuple[Backup | None, str]:
        """Return the newest backup of a place if the file does not hold all that it holds.

        The other part of the answer is the board's time zone.

        That the file was put back on purpose is no such case: a backup is made after that, too.
        """
        with store.beside() as engine:
            held = _sorted(_held(self._folder_of(engine, store.path)))
            newest = next((one for one in held if one.changes), None)
            if newest is None:
                return None, ""
            zone = str(engine.rows("SELECT zone FROM board")[0]["zone"])
            found = engine.rows(
                "SELECT hash FROM audit WHERE id = :number", {"number": newest.changes}
            )
        is_whole = bool(found) and found[0]["hash"] == newest.seal
        return None if is_whole else newest, zone

    def _folder_of(self, engine: SqliteEngine, path: Path) -> Path:
        return self._folder / f"{_uid(engine)}-{_place(path)}"

    def _made(self, engine: SqliteEngine, store: FileStore, why: Why) -> Backup:
        folder = self._folder_of(engine, store.path)
        now = self._clock.now()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
            taken = {one.made for one in _held(folder)}
            # Stamps have seconds, and what was made last must be known as such.
            made = now.replace(microsecond=0)
            while made in taken:
                made += timedelta(seconds=1)
            fresh = folder / f"{stamp(made)}-{why.value}.new"
            fresh.unlink(missing_ok=True)
            verified_copy(engine, fresh)
            try:
                number, seal = _proved(fresh, store.key)
                target = folder / f"{stamp(made)}-{why.value}-{number}-{seal}{SUFFIX}"
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)
        except OSError as fault:
            raise StorageUnavailable(
                "The backup could not be written. Is there room on the disk of your own folder?"
            ) from fault
        self._thin(folder, now)
        return _backup(target, made, why, number, seal)

    def _thin(self, folder: Path, now: datetime) -> None:
        for old in to_thin(_held(folder), lambda one: one.made, now):
            with suppress(OSError):  # the next time is soon enough
                old.path.unlink()


def faults_of(path: Path, key: bytes) -> list[str]:
    """Check a copy: every page, every record's place, and the chain of its history."""
    connection = connected(path, key, is_still=True)
    try:
        engine = SqliteEngine(connection, key, is_still=True)
        found = engine.faults()
        if not found and _is_broken(engine):
            found = ["Its history was altered."]
    except driver.DatabaseError:
        return ["It can't be read."]
    finally:
        connection.close()
    return found


def _proved(path: Path, key: bytes) -> tuple[int, str]:
    """Return the head of a copy's history, whose chain is proved; raises StorageUnavailable."""
    connection = connected(path, key, is_still=True)
    try:
        engine = SqliteEngine(connection, key, is_still=True)
        if _is_broken(engine):
            raise StorageUnavailable(
                "The board's history was altered. No backup of it was made; the earlier ones stay."
            )
        return audit.head(engine)
    finally:
        connection.close()


def _is_broken(engine: SqliteEngine) -> bool:
    return audit.broken_at(engine.rows("SELECT * FROM audit ORDER BY id")) is not None


def _held(folder: Path) -> Iterator[Backup]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        said = _NAME.fullmatch(path.name)
        if said is not None and said[2] in {one.value for one in Why}:
            yield _backup(path, _moment(said[1]), Why(said[2]), int(said[3]), said[4])


def _before(path: Path) -> list[Backup]:
    """Return the copies that stand beside a board since its schema was brought up to date."""
    found = []
    for copy in path.parent.glob(f"*{SUFFIX}"):
        said = _BEFORE.search(copy.name)
        if said is not None and copy.name[: said.start()] == path.stem:
            found.append(_backup(copy, _moment(said[1]), Why.MIGRATION, None, ""))
    return _sorted(found)


def _backup(path: Path, made: datetime, why: Why, changes: int | None, seal: str) -> Backup:
    return Backup(path, made, why, changes, seal, path.stat().st_size)


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)


def _sorted(found: Iterable[Backup]) -> list[Backup]:
    return sorted(found, key=lambda one: (one.made, one.changes or 0), reverse=True)


def _all_in(folders: Iterable[Path]) -> Iterator[Backup]:
    return (one for folder in folders for one in _held(folder))


def uid_of(path: Path, key: bytes) -> str:
    """Return which board a copy is of, without altering it; raises StorageUnavailable."""
    connection = connected(path, key, is_still=True)
    try:
        return _uid(SqliteEngine(connection, key, is_still=True))
    finally:
        connection.close()


def _uid(engine: SqliteEngine) -> str:
    found = engine.rows("SELECT uid FROM board")
    return str(found[0]["uid"]) if found else "new"


def _place(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:_OF_PLACE]
