"""Answers what the window asks to keep a board from being lost."""

from contextlib import suppress
from pathlib import Path
from threading import Lock

from board_app import bootstrap
from board_app.domain.errors import StorageUnavailable
from board_app.services.keeping import Backup, Why
from board_app.services.ports import Clock
from board_app.services.session import Session
from db import medium, restoring
from db.backups import Backups, uid_of
from db.file_store import FileStore

DAMAGED = (
    "The file is damaged since the program was last ended without closing it. "
    "Settings shows its backups; restore the last one."
)
BEHIND = (
    "This file does not hold everything that its backup of {when} holds: perhaps its "
    "-wal file was deleted, or an older copy took its place. Settings shows the backups."
)

SYNCED = (
    "{service} copies the folder of this board to other machines. Two of them writing at once "
    "would damage it: keep the board in a folder of this computer alone."
)


class FileKeeping:
    """Backups in this person's own folder, for boards in files; a server has its administrator."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._backups = Backups(folder, clock)
        self._clock = clock
        # Timed backups are made on a thread of their own; nobody else may have a board open
        # while another file takes its place.
        self._one_at_a_time = Lock()

    def back_up(self, session: Session, why: Why) -> Backup | None:
        store = session.store
        if not isinstance(store, FileStore):
            return None
        with self._one_at_a_time:
            return self._backups.make(store, why)

    def back_up_if_due(self, session: Session) -> Backup | None:
        store = session.store
        if not isinstance(store, FileStore) or store.why_read_only:
            return None
        with self._one_at_a_time:
            return self._backups.make_if_due(store)

    def backups(self, session: Session) -> list[Backup]:
        store = session.store
        return self._backups.of_board(store) if isinstance(store, FileStore) else []

    def at(self, path: Path) -> list[Backup]:
        return self._backups.of_path(path)

    def last_good(self, path: Path, passphrase: str) -> Backup | None:
        return self._backups.last_good(path, passphrase)

    def restored(self, session: Session, backup: Backup, passphrase: str) -> Session:
        store = _file_of(session)
        with self._one_at_a_time:
            # A passphrase that is mistyped twice makes no two backups.
            key = restoring.key_for(store, backup.path, passphrase)
            try:
                self._backups.make(store, Why.RESTORE)
            except StorageUnavailable:
                if not _is_damaged(store):
                    raise
                # No sound copy can be made of it: it is kept as it is.
                fresh = restoring.restored_over_damage(store, backup.path, key, self._clock)
            else:
                fresh = restoring.restored(store, backup.path, passphrase, self._clock)
            return self._reopened(fresh, Why.RESTORED)

    def is_copy_of(self, session: Session, copy: Path, passphrase: str) -> bool:
        """Tell whether a file is a copy of this very board; raises as `restored`."""
        key = restoring.key_for(_file_of(session), copy, passphrase)
        return uid_of(copy, key) == session.board().uid

    def salvaged(self, path: Path, backup: Backup, passphrase: str) -> tuple[Session, Path | None]:
        store, kept = restoring.salvaged(path, backup.path, passphrase, self._clock)
        return self._reopened(store, Why.RESTORED), kept

    def changed_passphrase(self, session: Session, old: str, new: str) -> Session:
        with self._one_at_a_time:
            store = restoring.with_passphrase(_file_of(session), old, new, self._clock)
            return self._reopened(store, Why.PASSPHRASE)

    def local_copy(self, path: Path, target: Path) -> None:
        restoring.local_copy(path, target)

    def doubts(self, session: Session) -> list[str]:
        store = session.store
        if not isinstance(store, FileStore) or store.why_read_only:
            return []
        with self._one_at_a_time:
            return self._doubts(store)

    def _doubts(self, store: FileStore) -> list[str]:
        found = []
        if store.was_left_open and _is_damaged(store):
            return [DAMAGED]
        newest, zone = self._backups.behind(store)
        if newest is not None:
            found.append(BEHIND.format(when=newest.when(zone)))
        service = medium.synced_by(store.path)
        if service:
            found.append(SYNCED.format(service=service))
        return found

    def _reopened(self, store: FileStore, why: Why) -> Session:
        # What is backed up last is what the file is compared with, and what its key opens.
        with suppress(StorageUnavailable):
            self._backups.make(store, why)
        return bootstrap.session_on(store, self._clock)


def _is_damaged(store: FileStore) -> bool:
    with store.beside() as engine:
        return bool(engine.faults())


def _file_of(session: Session) -> FileStore:
    assert isinstance(session.store, FileStore)  # noqa: S101  (asked of files only)
    return session.store
