"""Ways to put one file in the place of another: restore, salvage, another passphrase.

What is to come is made whole beside the board, checked, and takes its place by one renaming: who
is killed in between finds the old board or the new one.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from board_app.domain.errors import Invalid, Refused, StorageUnavailable, WrongPassphrase
from board_app.services.ports import Clock
from db import driver, keys
from db.backups import faults_of
from db.file import STAGED, SUFFIX, key_of, open_with_key
from db.file_store import FileStore
from db.sqlite_engine import connected
from db.store import stamp

_BESIDE = ("-wal", "-shm", "-journal")


def restored(store: FileStore, backup: Path, passphrase: str, clock: Clock) -> FileStore:
    """Put a backup in the place of an open board and open it.

    Raises Refused, WrongPassphrase, NotPossible or StorageUnavailable with the board as it was.
    """
    key = key_for(store, backup, passphrase)
    with _staged(store.path) as staged:
        _copied(backup, staged)
        _must_be_sound(staged, key)
        _take_place(store, staged)
    return open_with_key(store.path, key, clock)


def restored_over_damage(store: FileStore, backup: Path, key: bytes, clock: Clock) -> FileStore:
    """Put a backup in the place of an open board that is damaged, and keep that one beside it.

    A connection that met the damage can't even leave its journal any more: it is closed, once the
    backup is proved. Another window with the board open finds it replaced. Raises as `restored`.
    """
    with _staged(store.path) as staged:
        _copied(backup, staged)
        _must_be_sound(staged, key)
        store.close()
        _kept(store.path, clock)
        _replaced(staged, store.path)
    return open_with_key(store.path, key, clock)


def salvaged(
    path: Path, backup: Path, passphrase: str, clock: Clock
) -> tuple[FileStore, Path | None]:
    """Put a backup where a damaged file is, and keep that one under another name.

    Returns the board opened, and where the damaged file is kept, None if there was none.
    """
    key = key_of(backup, passphrase)
    with _staged(path) as staged:
        _copied(backup, staged)
        _must_be_sound(staged, key)
        kept = _kept(path, clock) if path.exists() else None
        _replaced(staged, path)
    return open_with_key(path, key, clock), kept


def with_passphrase(store: FileStore, old: str, new: str, clock: Clock) -> FileStore:
    """Give an open board another passphrase and open it anew.

    Raises Invalid if the old one, or the recovery code, is not its own; Refused for an empty new
    one.
    """
    if not new:
        raise Refused("A board needs a passphrase.")
    try:
        key_of(store.path, old)
    except WrongPassphrase:
        raise Invalid("This is not the passphrase of the board now.", field="old") from None
    with _staged(store.path) as staged:
        with store.beside() as engine:
            engine.backup(staged)
        salt = staged.read_bytes()[: keys.SALT_BYTES]
        key = keys.derived_key(new, salt)
        _rekeyed(staged, store.key, key)
        _must_be_sound(staged, key)
        _take_place(store, staged)
    return open_with_key(store.path, key, clock)


def local_copy(path: Path, target: Path) -> None:
    """Copy a board from a share to a disk of this machine; raises Refused, StorageUnavailable."""
    if target.exists():
        raise Refused(f"There is a file {target.name} already. Choose another name.")
    if any(path.with_name(path.name + end).exists() for end in _BESIDE):
        raise Refused(
            f"{path.name} is open on another machine just now, or was not closed properly there. "
            "Copy it once it is closed."
        )
    part = target.with_name(f"{target.name}{STAGED}")
    try:
        _copied(path, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _name_of_damaged(path: Path, clock: Clock) -> Path:
    name = f"{path.stem}-damaged-{stamp(clock.now())}"
    kept = path.with_name(f"{name}{SUFFIX}")
    return path.with_name(f"{name}-{secrets.token_hex(3)}{SUFFIX}") if kept.exists() else kept


def key_for(store: FileStore, backup: Path, passphrase: str) -> bytes:
    """Return the key that opens a backup: the board's own, or that of the passphrase.

    Raises WrongPassphrase if neither does, StorageUnavailable if the backup is gone.
    """
    if not backup.exists():
        raise StorageUnavailable("This backup is not there any more. Choose another one.")
    if keys.fits(backup, store.key):
        return store.key
    if passphrase:
        return key_of(backup, passphrase)
    raise WrongPassphrase("The board had another passphrase then. Type the one of that time.")


@contextmanager
def _staged(path: Path) -> Iterator[Path]:
    """Give a name beside the board; what still has it in the end goes."""
    staged = path.with_name(path.name + STAGED)
    try:
        staged.unlink(missing_ok=True)
        yield staged
    except OSError as fault:
        raise StorageUnavailable(
            "There is no room beside the board, or you may not write there. Nothing was changed."
        ) from fault
    finally:
        for end in ("", *_BESIDE):
            with suppress(OSError):
                staged.with_name(staged.name + end).unlink(missing_ok=True)


def _copied(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as fault:
        raise StorageUnavailable(
            "The copy could not be written. Is there room, and may you write there?"
        ) from fault


def _must_be_sound(staged: Path, key: bytes) -> None:
    if faults_of(staged, key):
        raise Refused("This backup is damaged itself. Nothing was changed; choose another one.")


def _rekeyed(staged: Path, old: bytes, new: bytes) -> None:
    """Seal a copy anew, with the salt it has; it is nobody's board yet, whatever happens."""
    try:
        connection = connected(staged, old)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        finally:
            connection.close()
    except driver.DatabaseError as fault:
        raise StorageUnavailable(
            "The board could not be sealed anew: the disk is full or does not answer. "
            "It has its old passphrase."
        ) from fault


def _take_place(store: FileStore, staged: Path) -> None:
    """Close the board and let a finished file take its place; nobody else may have it open."""
    store.be_alone()
    try:
        if os.name != "nt":
            _replaced(staged, store.path)
        store.close()
        if os.name == "nt":  # which replaces no open file
            _replaced(staged, store.path)
    except OSError:
        with suppress(driver.DatabaseError):
            store.be_shared()
        raise


def _replaced(staged: Path, path: Path) -> None:
    """Rename, and see to it that both the bytes and the name are on the disk."""
    _synced(staged)
    staged.replace(path)
    if os.name != "nt":
        _synced(path.parent)


def _synced(path: Path) -> None:
    file = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _kept(path: Path, clock: Clock) -> Path:
    """Give a damaged file, and what lies beside it, a second name; returns it.

    The first name is never free in between: the file has both until the backup takes the first.
    """
    kept = _name_of_damaged(path, clock)
    try:
        os.link(path, kept)
    except OSError:  # a disk without second names
        _copied(path, kept)
    for end in _BESIDE:
        beside = path.with_name(path.name + end)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + end))
    return kept
