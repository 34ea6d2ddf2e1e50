"""PostgreSQL as an engine: the same SQL text over one connection that comes back by itself."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import psycopg

from board_app.domain.errors import BoardError, Invalid, NotPossible, Refused, StorageUnavailable
from board_app.services.packed import OFFSET, PackedIds
from db.engine import Params, SqlRow
from db.server.connection import LOST, connect, is_lost, raise_plain
from db.server.indexing import LONGEST_WORD
from db.server.sql_text import translated

if TYPE_CHECKING:
    from board_app.domain.asked import Asked

T = TypeVar("T")

NEWEST = 4
"""The number of the server's schema that this program knows."""


class ServerEngine:
    """One connection to one board. Not for two threads at the same time."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection = connect(dsn)
        self._is_writing = False
        self._head = 0

    @property
    def dsn(self) -> str:
        """Return the connection text, for a second connection that listens."""
        return self._dsn

    @property
    def process(self) -> int:
        """Return the server's number of this connection; notices of our own changes bear it."""
        return self._connection.info.backend_pid

    def rows(self, sql: str, params: Params | None = None) -> list[SqlRow]:
        held = _plain(params)
        return self._read(lambda: self._connection.execute(translated(sql), held))

    def numbers(self, sql: str, params: Params | None = None) -> PackedIds:
        whole = f"SELECT string_agg((id + {OFFSET})::text, '') AS whole FROM ({sql}) ordered"
        return PackedIds(str(self.rows(whole, params)[0]["whole"] or ""))

    def run(self, sql: str, params: Params | None = None) -> int:
        try:
            return self._connection.execute(translated(sql), _plain(params)).rowcount
        except psycopg.Error as fault:
            raise_plain(fault)

    def run_many(self, sql: str, params: Iterable[Params]) -> None:
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(translated(sql), list(params))
        except psycopg.Error as fault:
            raise_plain(fault)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._alive()
        self.run("BEGIN")
        self._is_writing = True
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with suppress(psycopg.Error, BoardError):
                self._connection.execute("ROLLBACK")
            raise
        finally:
            self._is_writing = False

    def call(self, sql: str, params: Params) -> SqlRow:
        """Run one statement that is a transaction by itself: one way there and back.

        Raises psycopg's own errors: what became of a write on a lost line is for the caller.
        """
        self._alive()
        found = self._connection.execute(translated(sql), params).fetchone()
        assert found is not None  # noqa: S101  (each such statement returns one row)
        return found

    def migrate(self, before: Callable[[], None]) -> None:
        """Check that the server's schema is the one this program knows; raises Refused."""
        try:
            version = self.rows("SELECT version FROM schema_version")[0]["version"]
        except psycopg.errors.UndefinedTable as fault:
            raise Refused(
                "There is no board in this database. Its administrator makes one with "
                "`board-app serve-schema` and `board-app promote`."
            ) from fault
        if version > NEWEST:
            raise Refused(
                "This board is served by a newer version of Upstream. Open it with that version."
            )
        if version < NEWEST:
            raise Refused(
                "The server's board is of an older version. Its administrator brings it up to "
                "date with `board-app serve-schema`."
            )

    def match(self, text: str, *, begins: bool = True) -> str:
        from board_app.domain.asked import asked  # noqa: PLC0415  (as in the file's engine)

        return " & ".join(_wanted(part, ":*" if begins else "") for part in asked(text))

    def find_sql(self) -> str:
        return "SELECT id, rank FROM found_names(:q, :limit)"

    def matching_sql(self) -> str:
        return "SELECT id FROM found_names(:q, NULL)"

    def search_sql(self, tests: str, *, is_name: bool, ranks: bool) -> str:
        # One function does it all, the tests too, by their values: under row-level security no
        # index for words would be used.
        return f"""SELECT h.id, h.kind{", h.rank" if ranks else ""}
            FROM found(:q, {is_name}, :kinds, :start, :end, :agency, :ranked) h
            ORDER BY h.id DESC"""

    def changed(self) -> bool:
        seen, self._head = self._head, int(self.rows("SELECT newest() AS id")[0]["id"])
        return seen != self._head

    def wrote(self, head: int) -> None:
        """Remember our own last change: it is not news."""
        self._head = head

    def faults(self) -> list[str]:
        """Return nothing: the storage is the server's own, and its administrator checks it."""
        return []

    def backup(self, target: Path) -> None:
        raise NotPossible(
            "A served board is backed up on its server. Write the whole board as a file instead."
        )

    def faults_of(self, copy: Path) -> list[str]:
        raise NotPossible(f"{copy.name} is not a copy of this board.")

    def close(self) -> None:
        self._connection.close()

    def _read(self, query: "Callable[[], psycopg.Cursor[SqlRow]]") -> list[SqlRow]:
        try:
            return query().fetchall()
        except psycopg.Error as fault:
            if self._is_writing or not is_lost(fault):
                raise_plain(fault)
        # Nothing was asked to change: it can be asked once more.
        self._alive()
        try:
            return query().fetchall()
        except psycopg.Error as fault:
            raise_plain(fault)

    def _alive(self) -> None:
        """Connect anew if the connection is gone; raises StorageUnavailable."""
        if not (self._connection.closed or self._connection.broken):
            return
        if self._is_writing:
            raise StorageUnavailable(LOST)
        try:
            self._connection = connect(self._dsn)
        except StorageUnavailable as fault:
            raise StorageUnavailable(LOST) from fault


def _plain(params: Params | None) -> Params:
    """Return the values as the server can hold them: the picture of a NUL for a NUL.

    Raises Invalid for half a character.
    """
    held = dict(params or {})
    for name, value in held.items():
        if isinstance(value, str) and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError as fault:
                raise Invalid("The text contains half a character. Remove it.") from fault
        if isinstance(value, str) and "\x00" in value:
            held[name] = value.replace("\x00", "\u2400")
    return held


def _wanted(part: "Asked", end: str) -> str:
    # Folded words are letters, digits and marks: nothing in them is tsquery's own syntax.
    from board_app.domain.asked import kind_word  # noqa: PLC0415  (as in `match`)

    held = " & ".join(f"'{word[:LONGEST_WORD]}'{end}" for word in part.words)
    if not part.kind:
        return held
    return f"(({held}) | '{kind_word(part.kind)}')"
