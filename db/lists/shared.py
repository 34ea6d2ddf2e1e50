"""Pieces of SQL that several lists share, and the way from a row to a dataclass."""

from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_type_hints

from db.engine import SqlRow

T = TypeVar("T", bound=NamedTuple)


def seat_name(agency: str, day: str, column: str = "abbreviation") -> str:
    """Return the subquery for an agency's name on a day: the one that held, else the nearest.

    `agency` and `day` are SQL expressions of ours, never text from people.
    """
    return f"""(SELECT s.{column} FROM seat s WHERE s.agency_id = {agency}
        AND s.archived_at IS NULL
        ORDER BY CASE WHEN s.valid_from <= {day} THEN 0 ELSE 1 END,
            CASE WHEN s.valid_from <= {day} THEN s.valid_from END DESC, s.valid_from LIMIT 1)"""


def row_of(kind: type[T], row: SqlRow) -> T:
    """Return the frozen row; texts become dates, moments and states by the declared types."""
    return kind(*[convert(row[name]) for name, convert in _readers(kind)])


@cache
def _readers(kind: type[NamedTuple]) -> tuple[tuple[str, Any], ...]:  # Any: as in _reader
    hints = get_type_hints(kind)
    return tuple((name, _reader(hints[name])) for name in kind._fields if name != "today")


def _reader(hint: Any) -> Any:  # Any: a type and the function that reads it
    if isinstance(hint, UnionType):
        plain = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else plain(value)
    if hint is datetime:
        return datetime.fromisoformat
    if hint is date:
        return date.fromisoformat
    if hint is bool:
        return bool
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is str:
        return lambda value: "" if value is None else value
    return lambda value: value
