"""The unit of work: versions checked, audit and before-images in the same transaction."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from board_app.domain.base import UNSAVED, Record, RecordId
from board_app.domain.errors import Invalid, NotFound, NotPossible, StaleRecord
from board_app.services.actor import Actor
from board_app.services.changes import Change, Draft
from board_app.services.ports import Clock
from db import audit, contents, driver
from db.engine import Engine, SqlRow
from db.findings import write_finding
from db.ids import Ids
from db.locks import refuse_locked
from db.records import from_row, image, insert_sql, select_sql, to_row, update_sql

R = TypeVar("R", bound=Record)

STALE = (
    "Somebody else changed this in the meantime. Nothing was lost: look at the new state and "
    "make your change again."
)


class SqlWork:
    """One open transaction. Made by the store, which begins and commits it."""

    def __init__(self, engine: Engine, actor: Actor, label: str, *, clock: Clock, ids: Ids) -> None:
        self._engine = engine
        self._actor = actor
        self._label = label
        self._ids = ids
        self._now = clock.now()
        self._at = self._now.isoformat()
        # What this transaction read or wrote; nobody else can write until it ends.
        self._seen: dict[tuple[str, int], SqlRow] = {}
        self._changes: list[Change] = []
        self._head: tuple[int, str] | None = None
        # Without a person there is nobody to take it back: the founding of a board stays.
        self._step: RecordId | None = None if actor.person_id else UNSAVED

    @property
    def actor(self) -> Actor:
        return self._actor

    @property
    def label(self) -> str:
        """Return what the history calls this."""
        return self._label

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def today(self) -> date:
        boards = self._engine.rows("SELECT zone FROM board LIMIT 1")
        zone = boards[0]["zone"] if boards else "UTC"
        return self._now.astimezone(ZoneInfo(zone)).date()

    @property
    def changes(self) -> list[Change]:
        return self._changes

    def get(self, model: type[R], id: RecordId, *, version: int | None = None) -> R:
        row = self._seen.get((model.table, id)) or self.row(model, id)
        if row is None:
            raise NotFound("This does not exist any more. It may have been undone elsewhere.")
        if version is not None and row["version"] != version:
            raise StaleRecord(STALE, now=from_row(model, row))
        self._seen[model.table, id] = row
        return from_row(model, row)

    def row(self, model: type[Record], id: int) -> SqlRow | None:
        """Return the stored row, None if there is none."""
        rows = self._engine.rows(f"{select_sql(model)} WHERE id = :id", {"id": id})
        return rows[0] if rows else None

    def find(self, model: type[R], **equal: object) -> list[R]:
        unknown = equal.keys() - model.model_fields.keys()
        if unknown:
            raise KeyError(f"{model.__name__} has no {', '.join(sorted(unknown))}")
        tests = [
            f'"{name}" IS NULL' if value is None else f'"{name}" = :{name}'
            for name, value in equal.items()
        ]
        if "archived_at" not in equal:
            tests.append("archived_at IS NULL")
        sql = f"{select_sql(model)} WHERE {' AND '.join(tests)} ORDER BY id"
        rows = self._engine.rows(sql, equal)
        for row in rows:
            self._seen[model.table, row["id"]] = row
        return [from_row(model, row) for row in rows]

    def every(self, model: type[R]) -> list[R]:
        live = self.find(model)
        rows = self._engine.rows(f"{select_sql(model)} WHERE archived_at IS NOT NULL ORDER BY id")
        for row in rows:
            self._seen[model.table, row["id"]] = row
        return [*live, *(from_row(model, row) for row in rows)]

    def add(self, record: R) -> R:
        id = self._ids.new() if record.id == UNSAVED else record.id
        # Checked when it was made; its number and version are ours.
        stored = record.model_copy(update={"id": id, "version": 1})
        self._insert(stored)
        return stored

    def save(self, record: R) -> R:
        before = self._stored(record)
        stored = record.model_copy(update={"version": record.version + 1})
        row = to_row(stored)
        changed = tuple(name for name, value in row.items() if value != before[name])
        sql = update_sql(type(record), changed or ("version",))
        try:
            touched = self._engine.run(sql, {**row, "seen_version": record.version})
        except driver.IntegrityError as fault:
            raise _in_plain_words(fault) from fault
        if touched != 1:
            raise StaleRecord(STALE, now=self._now_of(record))
        self._note(stored, before, row)
        return stored

    def remove(self, record: Record) -> None:
        before = self._stored(record)
        try:
            touched = self._engine.run(
                f"DELETE FROM {record.table} WHERE id = :id AND version = :version",
                {"id": record.id, "version": record.version},
            )
        except driver.IntegrityError as fault:
            raise _in_plain_words(fault) from fault
        if touched != 1:
            raise StaleRecord(STALE)
        self._note(record, before, None)

    def _now_of(self, record: R) -> R | None:
        row = self.row(type(record), record.id)
        return None if row is None else from_row(type(record), row)

    def settle(self, draft: Draft) -> None:
        self._engine.run(
            """DELETE FROM draft WHERE person_id = :person AND field = :field
                AND text = :text""",
            {
                "person": self._actor.person_id or 0,
                "field": draft.field,
                "text": draft.text,
            },
        )

    def next_number(self, series: str) -> int:
        rows = self._engine.rows(
            """INSERT INTO counter (name, last) VALUES (:name, 1)
            ON CONFLICT (name) DO UPDATE SET last = counter.last + 1 RETURNING last""",
            {"name": series},
        )
        return int(rows[0]["last"])

    def keep_content(self, content: bytes) -> str:
        return contents.keep(self._engine, content)

    def drop_contents(self) -> None:
        contents.sweep(self._engine)

    def mark_step(self, id: int, state: str) -> None:
        """Say of a step of the actor that it is "done" or "undone"."""
        self._engine.run(
            "UPDATE undo_step SET state = :state WHERE person_id = :person AND id = :id",
            {"state": state, "person": self._actor.person_id or 0, "id": id},
        )

    def drop_steps(self, ids: Sequence[int]) -> None:
        """Take steps of the actor out of the list of what can be undone or redone."""
        self._engine.run_many(
            "DELETE FROM undo_step WHERE person_id = :person AND id = :id",
            [{"person": self._actor.person_id or 0, "id": id} for id in ids],
        )

    def without_step(self) -> None:
        """Keep what follows out of the undo list; undo itself works like this."""
        self._step = UNSAVED

    def audit_head(self) -> tuple[int, str]:
        """Return number and hash of the last change before this one."""
        return self._head or audit.head(self._engine)

    def put_back(self, model: type[Record], id: int, target: str | None) -> None:
        """Give a record the values of an image under a new version, or take it out for None."""
        now = self.row(model, id)
        if now is not None:
            self._seen[model.table, id] = now
        if target is None:
            if now is not None:
                self.remove(from_row(model, now))
            return
        wanted = model.model_validate_json(target)
        if now is None:
            # A number that was used once never comes back, else A-B-A would lose an update.
            self._insert(wanted.revised(version=self._last_version(id) + 1))
        else:
            self.save(wanted.revised(version=now["version"]))

    def _insert(self, record: Record) -> None:
        row = to_row(record)
        try:
            self._engine.run(insert_sql(type(record)), row)
        except driver.IntegrityError as fault:
            raise _in_plain_words(fault) from fault
        self._note(record, None, row)

    def _last_version(self, id: int) -> int:
        """Return the version at which a record was taken out."""
        rows = self._engine.rows(
            "SELECT before FROM audit WHERE row_id = :id ORDER BY id DESC LIMIT 1", {"id": id}
        )
        return int(json.loads(rows[0]["before"])["version"])

    def _stored(self, record: Record) -> SqlRow:
        row = self._seen.get((record.table, record.id)) or self.row(type(record), record.id)
        if row is None:
            raise NotFound("This does not exist any more. It may have been undone elsewhere.")
        return row

    def _note(self, record: Record, before: SqlRow | None, after: SqlRow | None) -> None:
        refuse_locked(self._engine, record.table, before, after)
        number, seal = self._head or audit.head(self._engine)
        entry: SqlRow = {
            "id": number + 1,
            "step_id": self._undo_step(number + 1),
            "at": self._at,
            "person_id": self._actor.person_id,
            "person": self._actor.name,
            "label": self._label,
            "what": record.table,
            "row_id": record.id,
            "before": None if before is None else image(before),
            "after": None if after is None else image(after),
        }
        entry["hash"] = audit.sealed(seal, entry)
        self._head = (number + 1, entry["hash"])
        self._engine.run(
            """INSERT INTO audit (id, step_id, at, person_id, person, label, what, row_id,
                before, after, hash)
            VALUES (:id, :step_id, :at, :person_id, :person, :label, :what, :row_id,
                :before, :after, :hash)""",
            entry,
        )
        write_finding(self._engine, record, before, after)
        if after is None:
            self._seen.pop((record.table, record.id), None)
        else:
            self._seen[record.table, record.id] = after
        self._changes.append(Change(record.table, record.id))

    def _undo_step(self, number: int) -> RecordId | None:
        if self._step is None:
            # The number of its first entry: steps stay in their order when the clock goes back.
            self._step = RecordId(number)
            person = self._actor.person_id
            self._engine.run(
                "INSERT INTO undo_step (id, person_id, label, at, state) "
                "VALUES (:id, :person, :label, :at, 'done')",
                {
                    "id": self._step,
                    "person": person,
                    "label": self._label,
                    "at": self._at,
                },
            )
        return self._step or None


def _in_plain_words(fault: driver.IntegrityError) -> Exception:
    """Return what to raise instead; anything else that does not fit is our own mistake."""
    if "UNIQUE" in str(fault):
        return Invalid("There is one of this name already.")
    if "FOREIGN KEY" in str(fault):
        return NotPossible(
            "Something that belongs to this is missing, or still needs it. It may have been "
            "undone elsewhere. Look at the new state and try again."
        )
    return RuntimeError(f"The record does not fit the schema: {fault}")
