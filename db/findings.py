"""The search index: kept up with every change, made anew from the records.

A save stays cheap: nothing is written unless a column changed that the index holds.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from board_app.domain.asked import kind_word
from board_app.domain.base import Record
from board_app.domain.fold import words
from db.engine import Params, SqlRow
from db.finding_sources import BELOW, SHOWS, SOURCES, Source

_LABEL_LENGTH = 160
_COLUMNS = (
    "id",
    "kind",
    "day",
    "agency_id",
    "home_id",
    "part_id",
    "label",
    "place",
    "folded_label",
    "body",
    "folded_body",
)
_INSERT = f"""INSERT INTO finding ({", ".join(_COLUMNS)})
VALUES ({", ".join(f":{name}" for name in _COLUMNS)})"""
_PUT = f"""{_INSERT} ON CONFLICT (id) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])}"""
_TAKE_OUT = "DELETE FROM finding WHERE id = :id"


class Indexed(Protocol):
    """The part of an engine that keeping the index needs."""

    def rows(self, sql: str, params: Params | None = None) -> list[SqlRow]: ...

    def run(self, sql: str, params: Params | None = None) -> int: ...

    def run_many(self, sql: str, params: Iterable[Params]) -> None: ...


def write_finding(
    engine: Indexed, record: Record, before: SqlRow | None, after: SqlRow | None
) -> None:
    """Bring the index up to date with a record that was written, None for one that is not there."""
    source = SOURCES.get(record.table)
    if source is not None and differs(before, after, source.columns["t"]):
        _bring(engine, source, "t", record.id)
        if after is None:
            engine.run(_TAKE_OUT, {"id": record.id})
    # What is new or gone has nothing that hangs on it.
    if before is not None and after is not None:
        for below, letter in BELOW.get(record.table, ()):
            if differs(before, after, below.columns[letter]):
                _bring(engine, below, letter, record.id)
    shown = SHOWS.get(record.table)
    if shown is not None and differs(before, after, frozenset({"archived_at", shown[1]})):
        for id in {row[shown[1]] for row in (before, after) if row is not None}:
            _bring(engine, SOURCES[shown[0]], "t", id)


def rebuild(engine: Indexed) -> None:
    """Make the whole index anew from the records."""
    engine.run("DELETE FROM finding")
    for source in SOURCES.values():
        rows = engine.rows(source.sql)
        made = (_indexed(source, row) for row in rows if row["is_shown"])
        engine.run_many(_INSERT, (row for row in made if row is not None))


def folded(source: Source, row: SqlRow) -> tuple[list[str], list[str]]:
    """Return the words of what a record is called and of its texts, of a row of its query."""
    label = row["label"]
    names = words(f"{label} {row['also']} {row['place']}") if label else []
    if names:
        names.append(kind_word(source.table))
    return names, [word for name in source.texts if row[name] for word in words(row[name])]


def differs(before: SqlRow | None, after: SqlRow | None, columns: frozenset[str]) -> bool:
    if before is None or after is None:
        return True
    return any(before[name] != after[name] for name in columns)


def _bring(engine: Indexed, source: Source, letter: str, id: int) -> None:
    """Index again what a record has in the index, or what hangs on it."""
    for row in engine.rows(f"{source.sql} WHERE {letter}.id = :id", {"id": id}):
        made = _indexed(source, row) if row["is_shown"] else None
        if made is not None:
            engine.run(_PUT, made)
        else:
            engine.run(_TAKE_OUT, {"id": row["id"]})


def _indexed(source: Source, row: SqlRow) -> dict[str, Any] | None:  # Any: what a column holds
    """Return the row of the index, None for a record without anything to find."""
    label = row["label"]
    texts = [text for name in source.texts if (text := row[name])]
    names, body = folded(source, row)
    if not names and not body:
        return None
    if len(label) > _LABEL_LENGTH:
        # The whole is shown as a text; it is found by the name already.
        texts.insert(0, label)
    return {
        "id": row["id"],
        "kind": source.table,
        "day": row["day"],
        "agency_id": row["agency_id"],
        "home_id": row["home_id"],
        "part_id": row["part_id"],
        "label": label[:_LABEL_LENGTH],
        "place": row["place"],
        "folded_label": " ".join(names).strip(),
        "body": "\n".join(texts),
        "folded_body": " ".join(body),
    }
