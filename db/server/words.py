"""The folded words of a record before it is stored, by the same expressions that the index has.

The server can't fold text as the program does, and the record is not there yet. SQLite evaluates
the expressions here, over the one row; nothing is stored.
"""

from collections.abc import Mapping
from functools import cache

from db import driver
from db.engine import SqlRow
from db.finding_sources import SOURCES, Source
from db.findings import folded


class Wording:
    """Says by which words a record is found."""

    def __init__(self) -> None:
        self._connection = driver.connect(":memory:", check_same_thread=False)

    def of(self, source: Source, rows: Mapping[str, SqlRow]) -> tuple[str, str]:
        """Return the words of its name and of its texts, parted by blanks.

        `rows` holds the record and what it belongs to, by the letters of the source.
        """
        params = {
            f"{letter}_{name}": value for letter, row in rows.items() for name, value in row.items()
        }
        query = _query(source.table, tuple((letter, tuple(row)) for letter, row in rows.items()))
        cursor = self._connection.execute(query, params)
        names = [column[0] for column in cursor.description]
        made = dict(zip(names, cursor.fetchone(), strict=True))
        label, body = folded(source, made)
        return " ".join(label), " ".join(body)


@cache
def _query(table: str, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    source = SOURCES[table]
    texts = "".join(
        f", {text} AS {name}" for text, name in zip(source.body, source.texts, strict=True)
    )
    held = ", ".join(
        f"""(SELECT {", ".join(f':{letter}_{name} AS "{name}"' for name in names)}) {letter}"""
        for letter, names in rows
    )
    return (
        f"SELECT {source.label} AS label, {source.also} AS also, {source.place} AS place{texts} "
        f"FROM {held}"
    )
