"""The encrypted file as an engine: SQLCipher behind SQLite's own interface."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from board_app.domain.errors import Invalid, NotPossible, Spoilt, StorageUnavailable
from board_app.services.packed import OFFSET, PackedIds
from db import driver
from db.engine import Params, SqlRow
from db.schema import is_current

if TYPE_CHECKING:
    from board_app.domain.asked import Asked

_WRITING = ("journal_mode=WAL", "synchronous=FULL")
_PRAGMAS = (
    "foreign_keys=ON",
    "busy_timeout=10000",
    "cache_size=-65536",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)

_FAULTS = (driver.DatabaseError, UnicodeEncodeError)


def connected(
    path: Path, key: bytes | None, salt: bytes = b"", *, is_still: bool = False
) -> driver.Connection:
    """Return a raw connection; `salt` is given only for a file that is being made.

    A file that is still is never written to by anybody: no journal is looked for or made.

    The connection is used by one thread at a time, but not always by the one that made it: the
    window's store thread and the tests' inline runner share this code.
    """
    connection = driver.connect(
        f"{path.absolute().as_uri()}?immutable=1" if is_still else str(path),
        timeout=10,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        uri=is_still,
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level=NONE")  # its own log would go to stderr
        connection.execute(f"PRAGMA key=\"x'{key.hex()}{salt.hex()}'\"")
    return connection


class SqliteEngine:
    """One connection to one file. Not for two threads at the same time."""

    def __init__(
        self, connection: driver.Connection, key: bytes | None, *, is_still: bool = False
    ) -> None:
        self._connection = connection
        self._key = key
        for pragma in _PRAGMAS if is_still else (*_WRITING, *_PRAGMAS):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        self._data_version = self._seen_version()
        self._path = str(connection.execute("PRAGMA database_list").fetchone()[2])
        self._identity = _identity(self._path)

    def rows(self, sql: str, params: Params | None = None) -> list[SqlRow]:
        try:
            cursor = self._connection.execute(sql, params or {})
            found = cursor.fetchall()
        except _FAULTS as fault:
            raise_plain(fault)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def numbers(self, sql: str, params: Params | None = None) -> PackedIds:
        # One text of all numbers is read four times as fast as so many rows.
        whole = f"SELECT group_concat(id + {OFFSET}, '') FROM ({sql})"
        try:
            found = self._connection.execute(whole, params or {}).fetchone()[0]
        except _FAULTS as fault:
            raise_plain(fault)
        return PackedIds(found or "")

    def run(self, sql: str, params: Params | None = None) -> int:
        try:
            return int(self._connection.execute(sql, params or {}).rowcount)
        except _FAULTS as fault:
            raise_plain(fault)

    def run_many(self, sql: str, params: Iterable[Params]) -> None:
        try:
            self._connection.executemany(sql, params)
        except _FAULTS as fault:
            raise_plain(fault)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        # A file without a name is written to like any other, and is gone with the program.
        self._must_be_there()
        # Never a deferred one: upgrading a read transaction fails at once under load.
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                with suppress(driver.DatabaseError):  # a dead disk must not hide the cause
                    self._connection.execute("ROLLBACK")
            raise

    def migrate(self, before: Callable[[], None]) -> None:
        if is_current(self._connection):
            return
        # Imported only when there is a schema to make: sqlite_utils costs 190 ms at start.
        from db.migrating import migrate  # noqa: PLC0415

        before()
        migrate(self._connection)

    def match(self, text: str, *, begins: bool = True) -> str:
        from board_app.domain.asked import asked  # noqa: PLC0415  (5 ms; the first page asks none)

        return " AND ".join(_wanted(part, "*" if begins else "") for part in asked(text))

    def find_sql(self) -> str:
        return (
            "SELECT rowid AS id, rank FROM finding_names WHERE finding_names MATCH :q "
            "ORDER BY rank LIMIT :limit"
        )

    def matching_sql(self) -> str:
        return "SELECT rowid AS id FROM finding_names WHERE finding_names MATCH :q"

    def search_sql(self, tests: str, *, is_name: bool, ranks: bool) -> str:
        # A word in what a thing is called counts as eight in its text.
        held = (
            "SELECT rowid AS id, bm25(finding_fts, 8.0, 1.0) AS rank FROM finding_fts "
            "WHERE finding_fts MATCH :q"
        )
        return f"""SELECT f.id, f.kind{", h.rank" if ranks else ""}
            FROM ({self.matching_sql() if is_name else held}) h
            JOIN finding f ON f.id = h.id {tests} ORDER BY h.id DESC LIMIT :ranked"""

    def changed(self) -> bool:
        self._must_be_there()
        before, self._data_version = self._data_version, self._seen_version()
        return before != self._data_version

    def faults(self) -> list[str]:
        return _faults(self._connection)

    def backup(self, target: Path) -> None:
        try:
            self.run("VACUUM INTO :target", {"target": str(target)})
        except StorageUnavailable as fault:
            if "unable to open" not in str(fault.__cause__):
                raise
            raise StorageUnavailable(
                "The copy can't be written there. Is the folder there, and may you write to it?"
            ) from fault

    def faults_of(self, copy: Path) -> list[str]:
        connection = connected(copy, self._key)
        try:
            return _faults(connection)
        finally:
            connection.close()

    def be_alone(self) -> None:
        """Leave the journal so that nothing is beside the file; raises NotPossible.

        SQLite lets nobody leave it while somebody else has the file open.
        """
        self._connection.execute("PRAGMA busy_timeout=500").fetchall()
        try:
            mode = self._connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        except driver.OperationalError:
            mode = ""
        if mode != "delete":
            self.be_shared()
            raise NotPossible(
                "Another window has this board open. Close it there first. Nothing was changed."
            )
        # Another file may take this one's name now. What was still written here, if only on
        # closing, would have its journal beside that one, which would be spoilt by it.
        self._connection.execute("PRAGMA query_only=ON").fetchall()

    def be_shared(self) -> None:
        """Take the journal up again after `be_alone`."""
        for pragma in ("query_only=OFF", "journal_mode=WAL", "busy_timeout=10000"):
            self._connection.execute(f"PRAGMA {pragma}").fetchall()

    def close(self) -> None:
        # On the way out a failing disk must not hide that everything was committed before.
        for statement in ("PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"):
            try:
                self._connection.execute(statement).fetchall()
            except driver.DatabaseError:
                break
        self._connection.close()

    def _must_be_there(self) -> None:
        """Raise StorageUnavailable if the file under this name is not the one that was opened."""
        now = _identity(self._path)
        if now == self._identity:
            return
        what = "was moved or deleted" if now is None else "was replaced by another file"
        raise StorageUnavailable(
            f"{Path(self._path).name} {what} while it was open, so nothing can be saved in it. "
            "Settings writes a copy of what is here."
        )

    def _seen_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def _identity(path: str) -> tuple[int, int] | None:
    try:
        there = os.stat(path)  # noqa: PTH116  (once a second and before each save: 1 us, not 4)
    except OSError:
        return None
    return there.st_dev, there.st_ino


def _wanted(part: "Asked", end: str) -> str:
    # Folded words are letters, digits and marks: nothing in them is FTS5's own syntax.
    from board_app.domain.asked import kind_word  # noqa: PLC0415  (as in `match`)

    held = " AND ".join(f'"{word}"{end}' for word in part.words)
    if not part.kind:
        return held
    return f'(({held}) OR folded_label : "{kind_word(part.kind)}")'


def _faults(connection: driver.Connection) -> list[str]:
    found: list[str] = []
    try:
        for pragma, sentence in _CHECKS.items():
            rows = [row for row in connection.execute(f"PRAGMA {pragma}") if row[0] != "ok"]
            found += [sentence(row) for row in rows]
    except driver.DatabaseError:
        found.append("The file can't be read to its end.")
    return list(dict.fromkeys(found))


def _of_page(row: Sequence[object]) -> str:
    """Say in words what is wrong with a page: SQLCipher names it at the end of its own."""
    number = re.search(r"page (\d+)", str(row[0]))
    what = f"Page {number[1]}" if number else "A page"
    return f"{what} is not what was written there."


_CHECKS: dict[str, Callable[[Sequence[object]], str]] = {
    "cipher_integrity_check": _of_page,
    "integrity_check": lambda _: "Its tables and their indexes do not fit each other.",
    "foreign_key_check": lambda row: f"The {row[0]} {row[1]} belongs to what is not there.",
}


def raise_plain(fault: Exception) -> NoReturn:
    """Raise what the disk did to us as a sentence; our own SQL mistakes stay what they are."""
    if isinstance(fault, UnicodeEncodeError):
        raise Invalid("The text contains half a character. Remove it.") from fault
    if isinstance(fault, driver.IntegrityError | driver.ProgrammingError):
        raise fault
    message = plain_cause(fault)
    if message is not None:
        raise StorageUnavailable(message) from fault
    if isinstance(fault, driver.OperationalError):
        raise fault
    raise Spoilt("The file is damaged. Nothing was written. Restore the last backup.") from fault


def plain_cause(fault: Exception) -> str | None:
    """Return what the machine failed at, in a sentence; None if it is none of that."""
    causes = {
        "disk is full": "The disk is full. Free some space and try again.",
        # A full disk has no room for the journal's index either, and is told as this.
        "disk I/O error": "The disk does not answer, or it is full. Check it and try again.",
        "readonly": "The file can only be read. Check its folder's rights.",
        "locked": "Another program is using the file for long. Try again in a moment.",
        "unable to open": "The file can't be opened any more. Was it moved?",
    }
    text = str(fault)
    return next((message for cause, message in causes.items() if cause in text), None)
