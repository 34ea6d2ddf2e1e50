"""The board in a file: it knows its place and its key, so that it can be copied and replaced."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typing_extensions import override

from board_app.services.ports import Clock
from db import driver
from db.sqlite_engine import SqliteEngine, connected, raise_plain
from db.store import SqlStore


class FileStore(SqlStore):
    """A store over one encrypted file.

    `why_read_only` says why nothing can be changed, "" if all can; `was_left_open` tells that the
    last program that had it open did not close it.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        engine: SqliteEngine,
        clock: Clock,
        *,
        why_read_only: str = "",
        was_left_open: bool = False,
    ) -> None:
        super().__init__(engine, clock)
        self.path = path
        self.key = key
        self.was_left_open = was_left_open
        self._file = engine
        self._why_read_only = why_read_only

    @property
    @override
    def why_read_only(self) -> str:
        return self._why_read_only

    @contextmanager
    def beside(self) -> Iterator[SqliteEngine]:
        """Give a second connection to the same file, for another thread."""
        is_still = bool(self._why_read_only)
        connection = connected(self.path, self.key, is_still=is_still)
        try:
            try:
                engine = SqliteEngine(connection, self.key, is_still=is_still)
            except driver.DatabaseError as fault:
                raise_plain(fault)
            yield engine
        finally:
            connection.close()

    def be_alone(self) -> None:
        """Make sure that nobody else has the file open; raises NotPossible."""
        self._file.be_alone()

    def be_shared(self) -> None:
        """Go on after `be_alone` came to nothing."""
        self._file.be_shared()
