"""The board as one encrypted file: make it, open it, and say exactly why it can't be opened."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from board_app.domain.errors import Refused, StorageUnavailable
from board_app.services.ports import Clock
from db import driver, keys
from db.backup import verified_copy
from db.engine import SqlRow
from db.schema import is_current
from db.sqlite_engine import SqliteEngine, connected, plain_cause
from db.store import SqlStore, stamp

_PLAIN_HEADER = b"SQLite format 3\x00"
SUFFIX = ".board"


class WrongPassphrase(Refused):
    """The passphrase fits no page of the file; the person may try again."""


def create(path: Path, passphrase: str, clock: Clock) -> SqlStore:
    """Make a new board file; raises Refused if something is there already."""
    if not passphrase:
        raise Refused("A board needs a passphrase.")
    if path.exists():
        raise Refused(f"There is a file {path.name} already. Choose another name.")
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
        raise StorageUnavailable(
            plain_cause(fault)
            or "The file can't be made here. Is the folder there, and may you write to it?"
        ) from fault
    return SqlStore(engine, clock)


def create_whole(
    path: Path, passphrase: str, clock: Clock, tables: Mapping[str, Sequence[SqlRow]]
) -> SqlStore:
    """Make a board file with all that another board held; raises Refused, leaving nothing."""
    from db.whole import loaded  # noqa: PLC0415  (for this alone)

    create(path, passphrase, clock).close()
    key = _fitting_key(path, passphrase, None)
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
    return SqlStore(engine, clock)


def open_file(
    path: Path, passphrase: str, clock: Clock, *, ahead: keys.KeyAhead | None = None
) -> SqlStore:
    """Open a board file; `ahead` may have derived the key already.

    Raises StorageUnavailable if it can't be reached, WrongPassphrase, or Refused with one message
    each for an empty, foreign, damaged or newer file. None of them alters the file.
    """
    key = _fitting_key(path, passphrase, ahead)
    connection = connected(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        is_current(connection)  # before anything of a newer file could be altered
        engine = SqliteEngine(connection, key)
        engine.migrate(_copy_before(engine, path, clock))
        return SqlStore(engine, clock)
    except driver.DatabaseError as fault:
        connection.close()
        raise _why(path, key, fault) from fault
    except BaseException:
        connection.close()
        raise


def recovery_code(path: Path, passphrase: str) -> str:
    """Return the printed code that opens the file without its passphrase; raises WrongPassphrase.

    The key is proved first: a code of a mistyped passphrase would open nothing when it is needed.
    """
    return keys.recovery_code(_fitting_key(path, passphrase, None))


def _fitting_key(path: Path, passphrase: str, ahead: keys.KeyAhead | None) -> bytes:
    """Return the raw key, proved before SQLite touches the file.

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
        raise Refused(f"{path.name} is empty, perhaps a failed copy. Open the last backup instead.")
    if header.startswith(_PLAIN_HEADER):
        raise Refused(f"{path.name} was made by another program. Nothing was changed.")
    if size < keys.PAGE_BYTES:
        raise Refused(f"{path.name} is not a board, or only the beginning of one.")
    return header[: keys.SALT_BYTES]


def _why(path: Path, key: bytes, fault: driver.DatabaseError) -> Refused | StorageUnavailable:
    if isinstance(fault, driver.OperationalError) and "not a database" not in str(fault):
        return StorageUnavailable(
            plain_cause(fault)
            or f"{path.name} can't be opened. Check that you may write to it and its folder."
        )
    good, pages = keys.good_pages(path, key)
    if good == pages:
        return Refused(
            f"{path.name} is not whole: its end is missing. Nothing was changed. "
            "Open the last backup instead."
        )
    return Refused(
        f"{path.name} is damaged: {good} of {pages} pages are sound. Nothing was changed. "
        "Open the last backup instead."
    )


def _copy_before(engine: SqliteEngine, path: Path, clock: Clock) -> Callable[[], None]:
    def copy() -> None:
        verified_copy(engine, path.with_name(f"{path.stem}-before-{stamp(clock.now())}{SUFFIX}"))

    return copy


def _nothing() -> None:
    """There is nothing to keep of a file that is being made."""
