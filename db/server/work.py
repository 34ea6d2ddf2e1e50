"""The unit of work on a server: it reads first and writes all at once, in one statement.

The server checks in that statement that everything it was built on is still so, under the one
lock of all writers; else nothing is written and the work is carried out again.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from typing_extensions import override

from board_app.domain.base import Record
from board_app.domain.errors import StaleRecord
from board_app.services.actor import Actor
from board_app.services.changes import Change, Draft
from board_app.services.ports import Clock
from db import contents
from db.engine import Engine, SqlRow
from db.finding_sources import BELOW, SOURCES, Source
from db.findings import differs
from db.ids import Ids
from db.locks import refuse_locked
from db.records import from_row, select_sql, to_row
from db.server.words import Wording
from db.work import STALE, SqlWork

R = TypeVar("R", bound=Record)


class ServerWork(SqlWork):
    """What a handler reads and means to write; the store hands it over in the end."""

    def __init__(
        self,
        engine: Engine,
        actor: Actor,
        label: str,
        *,
        clock: Clock,
        ids: Ids,
        wording: Wording,
    ) -> None:
        super().__init__(engine, actor, label, clock=clock, ids=ids)
        self.number: UUID = uuid4()
        self.seen: list[dict[str, Any]] = []  # Any: what becomes JSON
        self.ops: list[dict[str, Any]] = []
        self.keeps_step = actor.person_id is not None
        self._wording = wording
        self._written: dict[tuple[str, int], SqlRow | None] = {}
        self._counters: dict[str, int] = {}
        self._zone = ""

    @property
    @override
    def today(self) -> date:
        if not self._zone:
            self._zone = self._engine.rows("SELECT zone FROM board LIMIT 1")[0]["zone"]
        return self._now.astimezone(ZoneInfo(self._zone)).date()

    @override
    def row(self, model: type[Record], id: int) -> SqlRow | None:
        key = (model.table, id)
        if key in self._written:
            return self._written[key]
        rows = self._engine.rows(f"{select_sql(model)} WHERE id = :id", {"id": id})
        found = rows[0] if rows else None
        self._saw(model.table, id, found)
        return found

    @override
    def find(self, model: type[R], **equal: object) -> list[R]:
        unknown = equal.keys() - model.model_fields.keys()
        if unknown:
            raise KeyError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        wanted = {"archived_at": None, **equal}
        tests = [
            f'"{name}" IS NULL' if value is None else f'"{name}" = :{name}'
            for name, value in wanted.items()
        ]
        sql = f"{select_sql(model)} WHERE {' AND '.join(tests)} ORDER BY id"
        stored = self._engine.rows(sql, wanted)
        self.seen.append(
            {"table": model.table, "equal": wanted, "ids": [row["id"] for row in stored]}
        )
        for row in stored:
            if (model.table, row["id"]) not in self._written:
                self._saw(model.table, row["id"], row)
                self._seen[model.table, row["id"]] = row
        return [from_row(model, row) for row in self._with_written(model, wanted, stored)]

    @override
    def every(self, model: type[R]) -> list[R]:
        found = super().every(model)
        for record in found:
            if record.is_archived:
                self._saw(model.table, record.id, self._seen[model.table, record.id])
        return found

    @override
    def save(self, record: R) -> R:
        before = self._at_its_version(record)
        stored = record.model_copy(update={"version": record.version + 1})
        row = to_row(stored)
        changed = {
            name: value for name, value in row.items() if value != before[name] or name == "version"
        }
        self.ops.append(
            {
                "do": "update",
                "table": record.table,
                "id": record.id,
                "version": record.version,
                "row": changed,
            }
        )
        self._note(stored, before, row)
        return stored

    @override
    def remove(self, record: Record) -> None:
        before = self._at_its_version(record)
        self.ops.append(
            {"do": "delete", "table": record.table, "id": record.id, "version": record.version}
        )
        self._note(record, before, None)

    @override
    def settle(self, draft: Draft) -> None:
        self.ops.append({"do": "settle", "field": draft.field, "text": draft.text})

    @override
    def next_number(self, series: str) -> int:
        if series not in self._counters:
            rows = self._engine.rows(
                "SELECT last FROM counter WHERE name = :name", {"name": series}
            )
            last = int(rows[0]["last"]) if rows else 0
            self.seen.append({"counter": series, "last": last})
            self._counters[series] = last
        self._counters[series] += 1
        self.ops.append({"do": "count", "name": series})
        return self._counters[series]

    @override
    def keep_content(self, content: bytes) -> str:
        sha256 = contents.digest_of(content)
        if not contents.is_kept(self._engine, sha256):
            pieces = [contents.as_text(piece) for piece in contents.pieces_of(content)]
            self.ops.append(
                {"do": "content", "sha256": sha256, "size": len(content), "pieces": pieces}
            )
        return sha256

    @override
    def drop_contents(self) -> None:
        self.ops.append({"do": "sweep"})

    @override
    def mark_step(self, id: int, state: str) -> None:
        self.ops.append({"do": "mark_step", "id": id, "state": state})

    @override
    def drop_steps(self, ids: Sequence[int]) -> None:
        if ids:
            self.ops.append({"do": "drop_steps", "ids": list(ids)})

    @override
    def without_step(self) -> None:
        super().without_step()
        self.keeps_step = False

    def params(self) -> dict[str, object]:
        """Return what the server's function `apply` is given."""
        return {
            "number": self.number,
            "label": self._label,
            "keeps_step": self.keeps_step,
            "seen": json.dumps(self.seen),
            "ops": json.dumps(self.ops),
        }

    @override
    def _insert(self, record: Record) -> None:
        row = to_row(record)
        self.ops.append({"do": "insert", "table": record.table, "row": row})
        self._note(record, None, row)

    @override
    def _note(self, record: Record, before: SqlRow | None, after: SqlRow | None) -> None:
        refuse_locked(self._engine, record.table, before, after)
        self._written[record.table, record.id] = after
        if after is None:
            self._seen.pop((record.table, record.id), None)
        else:
            self._seen[record.table, record.id] = after
            source = SOURCES.get(record.table)
            if source is not None and (
                before is None or differs(before, after, source.columns["t"])
            ):
                self._say(source, after)
            if before is not None:
                self._say_below(record, before, after)
        self._changes.append(Change(record.table, record.id))

    def _say(self, source: Source, row: SqlRow) -> None:
        """Give the words by which a record is found from now on."""
        rows = {"t": row}
        for parent in source.parents:
            if parent.letter in source.named_by:
                rows[parent.letter] = self._parent(parent.table, parent.on, row)
        label, body = self._wording.of(source, rows)
        self.ops.append({"do": "words", "id": row["id"], "label": label, "body": body})

    def _parent(self, table: str, on: str, row: SqlRow) -> SqlRow:
        column = on.rpartition("t.")[2]
        known = self._seen.get((table, row[column]))
        if known is not None:
            return known
        return self._engine.rows(f"SELECT * FROM {table} WHERE id = :id", {"id": row[column]})[0]

    def _say_below(self, record: Record, before: SqlRow, after: SqlRow) -> None:
        for below, letter in BELOW.get(record.table, ()):
            if letter in below.named_by and differs(before, after, below.columns[letter]):
                on = next(one.on for one in below.parents if one.letter == letter)
                column = on.rpartition("t.")[2]
                for row in self._engine.rows(
                    f"SELECT * FROM {below.table} WHERE {column} = :id", {"id": record.id}
                ):
                    self._say(below, row)

    def _at_its_version(self, record: Record) -> SqlRow:
        before = self._stored(record)
        if before["version"] != record.version:
            raise StaleRecord(STALE, now=from_row(type(record), before))
        return before

    def _with_written(
        self, model: type[Record], wanted: Mapping[str, object], stored: list[SqlRow]
    ) -> list[SqlRow]:
        """Return what would be found if all that was written so far were stored."""
        found = {row["id"]: row for row in stored}
        for (table, id), row in self._written.items():
            if table != model.table:
                continue
            found.pop(id, None)
            if row is not None and all(row[name] == value for name, value in wanted.items()):
                found[id] = row
        return [found[id] for id in sorted(found)]

    def _saw(self, table: str, id: int, row: SqlRow | None) -> None:
        self.seen.append(
            {"table": table, "id": id, "version": None if row is None else row["version"]}
        )
