"""What an engine must do. SQL is portable and names its parameters like :name."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from board_app.services.packed import PackedIds

Params = Mapping[str, Any]  # Any: what a column holds
SqlRow = dict[str, Any]


class Engine(Protocol):
    """One open database, SQLite's or PostgreSQL's."""

    def rows(self, sql: str, params: Params | None = None) -> list[SqlRow]:
        """Return all rows of a query."""

    def numbers(self, sql: str, params: Params | None = None) -> PackedIds:
        """Return the column `id` of a query in its order; for very many rows."""

    def run(self, sql: str, params: Params | None = None) -> int:
        """Run one statement and return how many rows it touched."""

    def run_many(self, sql: str, params: Iterable[Params]) -> None:
        """Run one statement for many rows."""

    def transaction(self) -> AbstractContextManager[None]:
        """Begin a writing transaction at once; commit at the end, roll back on any error."""

    def migrate(self, before: Callable[[], None]) -> None:
        """Bring the schema up to date; `before` is called once if there is anything to do."""

    def match(self, text: str, *, begins: bool = True) -> str:
        """Return the engine's query for the folded words of a text, "" if there is none.

        Each word begins a word of what is found, or is one of its words if not `begins`.
        """

    def find_sql(self) -> str:
        """Return the query that yields id and rank of what is called :q, the best :limit."""

    def matching_sql(self) -> str:
        """Return the query that yields the ids of all that is called :q."""

    def search_sql(self, tests: str, *, is_name: bool, ranks: bool) -> str:
        """Return the query for id, kind and, if it `ranks`, rank of the newest :ranked hits of :q.

        `tests` is a WHERE over the index `f`; with `is_name` only what is called so is found. An
        engine may use the values of the tests, which come as :kinds, :start, :end and :agency.
        """

    def changed(self) -> bool:
        """Tell whether another connection wrote since the last call."""

    def faults(self) -> list[str]:
        """Check the storage itself; return what is wrong, in sentences."""

    def backup(self, target: Path) -> None:
        """Write a consistent copy to a path that does not exist."""

    def faults_of(self, copy: Path) -> list[str]:
        """Check a copy that `backup` wrote, under the same key."""

    def close(self) -> None:
        """Finish cleanly."""
