"""An open board: reading, drafts, units of work, undo, backup, over whichever engine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from board_app.domain.errors import StorageUnavailable
from board_app.services.actor import Actor
from board_app.services.changes import Outcome, UndoStep
from board_app.services.ports import Clock, Feed
from db import audit
from db.backup import verified_copy
from db.drafts import SqlDrafts
from db.engine import Engine
from db.ids import Ids
from db.lists.reading import SqlReading
from db.steps import in_reach, labels, skipped

if TYPE_CHECKING:
    from db.engine import SqlRow
    from db.work import SqlWork


class SqlStore:
    """The store that the services see. One thread at a time."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._ids = Ids(clock, self._last_id())
        self._reading = SqlReading(engine)
        self._drafts = SqlDrafts(engine, clock)

    @property
    def reading(self) -> SqlReading:
        return self._reading

    @property
    def drafts(self) -> SqlDrafts:
        return self._drafts

    @property
    def identity(self) -> Actor | None:
        """Return who is asking, where the store knows it; a file does not."""
        return None

    @property
    def why_read_only(self) -> str:
        """Return why nothing can be changed, "" if all can."""
        return ""

    @property
    def feed(self) -> Feed | None:
        """Return what tells of others' changes as they happen; a file has none."""
        return None

    @contextmanager
    def work(self, actor: Actor, label: str) -> "Iterator[SqlWork]":
        with self._engine.transaction():
            yield self._begun(actor, label)

    def undo(self, actor: Actor) -> Outcome:
        from db import undo  # noqa: PLC0415  (as for `work`)

        with self._engine.transaction():
            taken = undo.undo(self._engine, actor, lambda label: self._stepless(actor, label))
        return Outcome(changes=tuple(taken.work.changes))

    def redo(self, actor: Actor) -> Outcome:
        from db import undo  # noqa: PLC0415  (as for `work`)

        with self._engine.transaction():
            taken = undo.redo(self._engine, actor, lambda label: self._stepless(actor, label))
        return Outcome(changes=tuple(taken.work.changes))

    def skip(self, actor: Actor, step: int) -> None:
        with self.work(actor, "Skip a step") as work:
            work.drop_steps(skipped(self._engine, actor, step))

    def undo_steps(self, actor: Actor) -> list[UndoStep]:
        return in_reach(self._engine, actor)

    def undo_labels(self, actor: Actor) -> tuple[str, str]:
        return labels(self._engine, actor)

    def changed_outside(self) -> bool:
        return self._engine.changed()

    def faults(self) -> list[str]:
        from db.checking import history_faults  # noqa: PLC0415  (as for `work`)
        from db.contents import content_faults  # noqa: PLC0415

        found = self._engine.faults()
        return found or [*history_faults(self._engine), *content_faults(self._engine)]

    def whole(self) -> "dict[str, Sequence[SqlRow]]":
        """Return every record, counter and change by table, for an export."""
        from db.whole import dumped  # noqa: PLC0415  (as for `work`)

        return dumped(self._engine)

    def backup(self, target: Path) -> None:
        if target.exists():
            raise StorageUnavailable(f"There is a file {target.name} already. Choose another name.")
        verified_copy(self._engine, target)

    def audit_head(self) -> tuple[int, str]:
        """Return number and hash of the last change, as approved minutes print it."""
        return audit.head(self._engine)

    def close(self) -> None:
        self._engine.close()

    def _last_id(self) -> int:
        return audit.newest_row(self._engine)

    def _begun(self, actor: Actor, label: str) -> "SqlWork":
        from db.work import SqlWork  # noqa: PLC0415  (with the first change come the models: 70 ms)

        return SqlWork(self._engine, actor, label, clock=self._clock, ids=self._ids)

    def _stepless(self, actor: Actor, label: str) -> "SqlWork":
        work = self._begun(actor, label)
        work.without_step()
        return work


def stamp(moment: datetime) -> str:
    """Return a moment as it stands in file names."""
    return moment.strftime("%Y%m%dT%H%M%SZ")
