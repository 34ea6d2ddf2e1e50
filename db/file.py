"""The board as one encrypted file: make it, open it, and say exactly why it can't be opened."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from board_app.domain.errors import (
    Damaged,
    OnAShare,
    Refused,
    StorageUnavailable,
    WrongPassphrase,
)
from board_app.services.ports import Clock
from db import driver, keys, medium
from db.backup import verified_copy
from db.engine import SqlRow
from db.file_store import FileStore
from db.schema import is_current, is_own
from db.sqlite_engine import SqliteEngine, connected, plain_cause
from db.store import stamp

_PLAIN_HEADER = b"SQLite format 3\x00"
SUFFIX = ".board"
STAGED = ".new"
"""What is being made to take a file's place has this behind its name until it does."""


def create(path: Path, passphrase: str, clock: Clock) -> FileStore:
    """Make a new board file; raises Refused if something is there already."""
    if not passphrase:
        raise Refused("A board needs a passphrase.")
    if path.exists():
        raise Refused(f"There is a file {path.name} already. Choose another name.")
    if not path.parent.is_dir():
        raise StorageUnavailable(
            f"There is no folder {path.parent}. Make it first, or choose another place."
        )
    _refuse_share(path)
    salt = secrets.token_bytes(keys.SALT_BYTES)
    key = keys.derived_key(passphrase, salt)
    try:
        connection = connected(path, key, salt)
        try:
            engine = SqliteEngine(connection, key)
            engine.migrate(_nothing)
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
    except driver.DatabaseError as fault:
        raise StorageUnavailable(_why_not_made(path, fault)) from fault
    return FileStore(path, key, engine, clock)


def create_whole(
    path: Path, passphrase: str, clock: Clock, tables: Mapping[str, Sequence[SqlRow]]
) -> FileStore:
    """Make a board file with all that another board held; raises Refused, leaving nothing."""
    from db.whole import loaded  # noqa: PLC0415  (for this alone)

    create(path, passphrase, clock).close()
    key = key_of(path, passphrase)
    try:
        connection = connected(path, key)
        engine = SqliteEngine(connection, key)
        try:
            loaded(engine, connection, tables)
        except BaseException:
            connection.close()
            raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileStore(path, key, engine, clock)


def open_file(
    path: Path, passphrase: str, clock: Clock, *, ahead: keys.KeyAhead | None = None
) -> FileStore:
    """Open a board file; `ahead` may have derived the key already.

    Raises StorageUnavailable if it can't be reached, WrongPassphrase, OnAShare, Damaged, or
    Refused with one message each for a foreign or newer file. None of them alters the file. What
    may only be read is opened to read only.
    """
    return open_with_key(path, key_of(path, passphrase, ahead), clock)


def open_with_key(path: Path, key: bytes, clock: Clock) -> FileStore:
    """Open a board file whose raw key is known to fit; raises as `open_file`."""
    _refuse_share(path)
    was_left_open = _has_journal(path)
    why = medium.why_read_only(path)
    if why and was_left_open:
        raise StorageUnavailable(
            f"{path.name} was not closed properly, and what was written last can't be taken in "
            f"here: {why}. Copy it, with its -wal file, to a disk that you may write to."
        )
    connection = connected(path, key, is_still=bool(why))
    try:
        engine = _up_to_date(connection, key, path, clock, why)
        if not why:
            for end in ("", "-journal", "-wal", "-shm"):
                with suppress(OSError):  # of a change that was broken off; it never was the board
                    path.with_name(path.name + STAGED + end).unlink(missing_ok=True)
        return FileStore(
            path,
            key,
            engine,
            clock,
            why_read_only=_read_only(why),
            was_left_open=was_left_open,
        )
    except driver.DatabaseError as fault:
        connection.close()
        raise _why(path, key, fault) from fault
    except BaseException:
        connection.close()
        raise


def _up_to_date(
    connection: driver.Connection, key: bytes, path: Path, clock: Clock, why: str
) -> SqliteEngine:
    """Return the engine on a board of today's schema; `why` says why it may only be read."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    # Before anything of a newer file could be altered.
    if not is_current(connection) and why:
        raise Refused(
            f"{path.name} is of an older version, and {why}: it can't be brought up to date. "
            "Copy it to a disk that you may write to."
        )
    engine = SqliteEngine(connection, key, is_still=bool(why))
    engine.migrate(_copy_before(engine, path, clock))
    if not is_own(connection):
        raise Refused(
            f"{path.name} has parts that this program never made, such as a hidden trigger. "
            "Nothing was changed. Open the last backup instead, and ask who altered the file."
        )
    return engine


def recovery_code(path: Path, passphrase: str) -> str:
    """Return the printed code that opens the file without its passphrase; raises WrongPassphrase.

    The key is proved first: a code of a mistyped passphrase would open nothing when it is needed.
    """
    return keys.recovery_code(key_of(path, passphrase))


def key_of(path: Path, passphrase: str, ahead: keys.KeyAhead | None = None) -> bytes:
    """Return the raw key, proved before SQLite touches the file; raises as `open_file`.

    SQLite would write what a crash left in the journal back into the file, whatever the key.
    """
    salt = _salt_of(path)
    wrong: Refused = WrongPassphrase(
        "The passphrase does not fit this file, or the file is not a board. Nothing was changed."
    )
    if keys.looks_like_code(passphrase):
        try:
            key = keys.key_from_code(passphrase)
        except Refused as mistyped:
            wrong = mistyped
        else:
            if keys.fits(path, key):
                return key
    known = ahead.key_for(passphrase, salt) if ahead is not None else None
    key = known or keys.derived_key(passphrase, salt)
    if not keys.fits(path, key):
        raise wrong
    return key


def _salt_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            header = file.read(keys.PAGE_BYTES)
        size = path.stat().st_size
    except FileNotFoundError:
        raise StorageUnavailable(
            f"There is no file {path.name} here. Was it moved or renamed?"
        ) from None
    except OSError as fault:
        raise StorageUnavailable(
            f"{path.name} can't be read. Check that the disk is there and that you may read it."
        ) from fault
    if size == 0:
        raise Damaged(f"{path.name} is empty, perhaps a failed copy. Open the last backup instead.")
    if header.startswith(_PLAIN_HEADER):
        raise Refused(f"{path.name} was made by another program. Nothing was changed.")
    if size < keys.PAGE_BYTES:
        raise Damaged(f"{path.name} is not a board, or only the beginning of one.")
    return header[: keys.SALT_BYTES]


def _why_not_made(path: Path, fault: driver.DatabaseError) -> str:
    if any(cause in str(fault) for cause in ("unable to open", "readonly")):
        return f"The file can't be made: may you write to the folder {path.parent}?"
    return plain_cause(fault) or f"The file can't be made in {path.parent}. Choose another place."


def _why(path: Path, key: bytes, fault: driver.DatabaseError) -> Refused | StorageUnavailable:
    if isinstance(fault, driver.OperationalError) and "not a database" not in str(fault):
        return StorageUnavailable(
            plain_cause(fault)
            or f"{path.name} can't be opened. Check that you may write to it and its folder."
        )
    good, pages = keys.good_pages(path, key)
    if good == pages:
        return Damaged(
            f"{path.name} is not whole: its end is missing. Nothing was changed. "
            "Open the last backup instead."
        )
    return Damaged(
        f"{path.name} is damaged: {good} of {pages} pages are sound. Nothing was changed. "
        "Open the last backup instead."
    )


def _copy_before(engine: SqliteEngine, path: Path, clock: Clock) -> Callable[[], None]:
    def copy() -> None:
        verified_copy(engine, path.with_name(f"{path.stem}-before-{stamp(clock.now())}{SUFFIX}"))

    return copy


def _refuse_share(path: Path) -> None:
    kind = medium.share_of(path.parent)
    if kind:
        raise OnAShare(
            f"{path.name} is on a network share ({kind}), where two machines can spoil a file for "
            "each other. Work on a copy on this computer, or keep the board on a server."
        )


def _has_journal(path: Path) -> bool:
    return path.with_name(f"{path.name}-wal").exists()


def _read_only(why: str) -> str:
    if not why:
        return ""
    return (
        f"This board is open to read only: {why}. You can look, search, print and export; "
        "nothing can be changed."
    )


def _nothing() -> None:
    """There is nothing to keep of a file that is being made."""
