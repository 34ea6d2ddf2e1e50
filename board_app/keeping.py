"""Answers what the window asks to keep a board from being lost."""

from contextlib import suppress
from pathlib import Path

from board_app import bootstrap
from board_app.domain.errors import StorageUnavailable
from board_app.services.keeping import Backup, Why
from board_app.services.ports import Clock
from board_app.services.session import Session
from db import restoring
from db.backups import Backups
from db.file_store import FileStore

DAMAGED = (
    "The file is damaged since the program was last ended without closing it. "
    "Settings shows its backups; restore the last one."
)
BEHIND = (
    "This file does not hold everything that its backup of {when} holds: perhaps its "
    "-wal file was deleted, or an older copy took its place. Settings shows the backups."
)


class FileKeeping:
    """Backups in this person's own folder, for boards in files; a server has its administrator."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._backups = Backups(folder, clock)
        self._clock = clock

    def back_up(self, session: Session, why: Why) -> Backup | None:
        store = session.store
        return self._backups.make(store, why) if isinstance(store, FileStore) else None

    def back_up_if_due(self, session: Session) -> Backup | None:
        store = session.store
        if not isinstance(store, FileStore) or store.why_read_only:
            return None
        return self._backups.make_if_due(store)

    def backups(self, session: Session) -> list[Backup]:
        store = session.store
        return self._backups.of_board(store) if isinstance(store, FileStore) else []

    def newest(self, path: Path) -> Backup | None:
        return next(iter(self._backups.of_path(path)), None)

    def last_good(self, path: Path, passphrase: str) -> Backup | None:
        return self._backups.last_good(path, passphrase)

    def restored(self, session: Session, backup: Backup, passphrase: str) -> Session:
        store = _file_of(session)
        self._backups.make(store, Why.RESTORE)
        return self._reopened(
            restoring.restored(store, backup.path, passphrase, self._clock), Why.RESTORED
        )

    def salvaged(self, path: Path, backup: Backup, passphrase: str) -> tuple[Session, Path | None]:
        store, kept = restoring.salvaged(path, backup.path, passphrase, self._clock)
        return self._reopened(store, Why.RESTORED), kept

    def changed_passphrase(self, session: Session, old: str, new: str) -> Session:
        store = restoring.with_passphrase(_file_of(session), old, new, self._clock)
        return self._reopened(store, Why.PASSPHRASE)

    def doubts(self, session: Session) -> list[str]:
        store = session.store
        if not isinstance(store, FileStore) or store.why_read_only:
            return []
        if store.was_left_open:
            with store.beside() as engine:
                if engine.faults():
                    return [DAMAGED]
        newest, zone = self._backups.behind(store)
        if newest is None:
            return []
        when = newest.when(zone)
        return [BEHIND.format(when=when)]

    def _reopened(self, store: FileStore, why: Why) -> Session:
        # What is backed up last is what the file is compared with, and what its key opens.
        with suppress(StorageUnavailable):
            self._backups.make(store, why)
        return bootstrap.session_on(store, self._clock)


def _file_of(session: Session) -> FileStore:
    assert isinstance(session.store, FileStore)  # noqa: S101  (asked of files only)
    return session.store
