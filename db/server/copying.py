"""Whole tables on their way to a server, and the hash that both sides make of them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter

from db.engine import SqlRow
from db.server.connection import Connection

AT_ONCE = 2000
# No text holds a NUL, so it marks what is not text until a whole block has been escaped at once.
_NEXT, _END, _NULL = "\0T", "\0R", "\0N"
_ESCAPED = (
    *(("\\", "\\\\"), ("\b", "\\b"), ("\t", "\\t"), ("\n", "\\n")),
    *(("\v", "\\v"), ("\f", "\\f"), ("\r", "\\r")),
    *((_NEXT, "\t"), (_END, "\n"), (_NULL, "\\N")),
)


def sent(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[SqlRow],
    *,
    keys: Sequence[str] = (),
    at_once: int = AT_ONCE,
) -> None:
    """Copy rows into a table whose triggers and policies are out of the way.

    `keys` are what the rows call the columns, if it is something else; `at_once` is how many rows
    are in memory at a time.
    """
    statement = f"COPY {table} ({_listed(columns)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement.encode()) as out:
        for block in _blocks(keys or columns, rows, at_once):
            out.write(block)


def stored(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    key: str,
    *,
    at_once: int = AT_ONCE,
) -> str:
    """Return the hash of a table as the server has it, in the order of a key.

    The server hashes some thousands of rows at once: read row by row, they take most of the time.
    """
    told = " || ".join(
        f"""coalesce(length("{name}"::text) || ':' || "{name}", '-')""" for name in columns
    )
    found = connection.execute(
        f"""SELECT
            encode(sha256(convert_to(string_agg(told, '' ORDER BY n), 'UTF8')), 'hex') AS part
        FROM (SELECT row_number() OVER (ORDER BY {key}) - 1 AS n, {told} AS told FROM {table}) rows
        GROUP BY n / {at_once} ORDER BY n / {at_once}"""
    )
    return _joined(str(row["part"]) for row in found)


def fingerprint(columns: Sequence[str], rows: Iterable[SqlRow], *, at_once: int = AT_ONCE) -> str:
    """Return the hash of rows as `stored` makes it, of a table that is anywhere.

    Each value is told with its length, so that no two rows are told alike.
    """
    values = itemgetter(*columns)
    lines = ("".join([_told(value) for value in values(row)]) for row in rows)
    parts = []
    while block := list(islice(lines, at_once)):
        parts.append(hashlib.sha256("".join(block).encode()).hexdigest())
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _told(value: object) -> str:
    if value is None:
        return "-"
    text = value if isinstance(value, str) else str(value)
    return f"{len(text)}:{text}"


def _blocks(keys: Sequence[str], rows: Iterable[SqlRow], at_once: int) -> Iterator[bytes]:
    """Yield rows in COPY's text form, some thousands at once; there are two columns at least."""
    values = itemgetter(*keys)
    lines = (
        _NEXT.join([value if value.__class__ is str else _spelt(value) for value in values(row)])
        for row in rows
    )
    while block := list(islice(lines, at_once)):
        text = _END.join([*block, ""])
        for sign, spelt in _ESCAPED:
            text = text.replace(sign, spelt)
        yield text.encode()


def _spelt(value: object) -> str:
    return _NULL if value is None else str(value)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
