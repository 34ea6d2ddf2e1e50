"""What the services need from outside: the unit of work, the store, the clock."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from board_app.domain.ids import RecordId
from board_app.services.actor import Actor
from board_app.services.changes import Change, Draft, Outcome, UndoStep
from board_app.services.reading import Reading

if TYPE_CHECKING:
    from board_app.domain.base import Record

R = TypeVar("R", bound="Record")


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""


class Work(Protocol):
    """One transaction: what a handler reads and writes; all of it or nothing is kept."""

    @property
    def actor(self) -> Actor:
        """Return who is acting."""

    @property
    def now(self) -> datetime:
        """Return the moment of the change, in UTC."""

    @property
    def today(self) -> date:
        """Return the day of the change in the board's zone."""

    @property
    def changes(self) -> Sequence[Change]:
        """Return what was written so far."""

    def get(self, model: type[R], id: RecordId, *, version: int | None = None) -> R:
        """Return a record; raises NotFound, or StaleRecord if it isn't at the version seen."""

    def find(self, model: type[R], **equal: object) -> list[R]:
        """Return the records that equal the given values, by id.

        Archived ones are left out unless `archived_at` is among the values.
        """

    def every(self, model: type[R]) -> list[R]:
        """Return all records of a kind, archived ones too."""

    def add(self, record: R) -> R:
        """Store a new record and return it with its id."""

    def save(self, record: R) -> R:
        """Store a changed record; raises StaleRecord if another change came first."""

    def remove(self, record: "Record") -> None:
        """Take a record out; the audit keeps it and undo brings it back."""

    def settle(self, draft: Draft) -> None:
        """Drop a draft of the actor that is this change, unless more was typed since."""

    def next_number(self, series: str) -> int:
        """Return the next number of a series; a number is never given twice."""

    def keep_content(self, content: bytes) -> str:
        """Keep what a paper holds and return its SHA-256; the history gets the hash alone."""

    def drop_contents(self) -> None:
        """Let go of what no paper has and no step that can be taken back needs."""

    def without_step(self) -> None:
        """Keep what follows out of the undo list: it is for good."""

    def audit_head(self) -> tuple[int, str]:
        """Return number and hash of the last change before this one."""


class Drafts(Protocol):
    """Typed text that is not a change yet; one per field and person."""

    def keep(self, person_id: int, field: str, text: str) -> None:
        """Keep what stands in a field now."""

    def drop(self, person_id: int, field: str) -> None:
        """Forget a field's draft."""

    def kept(self, person_id: int) -> dict[str, str]:
        """Return all drafts of a person by field."""


class Feed(Protocol):
    """Others' changes as they happen; for one thread, which need not be the store's."""

    def fileno(self) -> int:
        """Return the socket that becomes readable when something changed, -1 if it is lost."""

    def take(self) -> frozenset[str]:
        """Return the tables that changed since the last call, without waiting."""

    def revive(self) -> bool:
        """Connect anew after a loss; tells whether it is there. Waits for the server."""

    def close(self) -> None:
        """Listen no more."""


class Store(Protocol):
    """An open board, wherever it is kept."""

    @property
    def identity(self) -> Actor | None:
        """Return who is asking, where the store knows it; None if the person says so."""

    @property
    def why_read_only(self) -> str:
        """Return why nothing can be changed, "" if all can."""

    @property
    def feed(self) -> Feed | None:
        """Return what tells of others' changes as they happen, None if one has to look."""

    @property
    def reading(self) -> Reading:
        """Return the lists and pages that can be read."""

    @property
    def drafts(self) -> Drafts:
        """Return the drafts."""

    def work(self, actor: Actor, label: str) -> AbstractContextManager[Work]:
        """Begin a transaction that commits when the block ends and rolls back when it fails."""

    def undo(self, actor: Actor) -> Outcome:
        """Take back the actor's last step; raises NotPossible or StepRefused."""

    def redo(self, actor: Actor) -> Outcome:
        """Do the step again that was undone last; raises NotPossible or StepRefused."""

    def skip(self, actor: Actor, step: int) -> None:
        """Take a step of the actor out of what can be undone or redone; it stays as it is."""

    def undo_steps(self, actor: Actor) -> list[UndoStep]:
        """Return what the actor can take back or do again, the newest first."""

    def undo_labels(self, actor: Actor) -> tuple[str, str]:
        """Return what undo and redo would do, "" for nothing."""

    def changed_outside(self) -> bool:
        """Tell whether another connection wrote since the last call."""

    def faults(self) -> list[str]:
        """Check the whole store and its audit chain; return what is wrong, in sentences."""

    def whole(self) -> dict[str, Sequence[dict[str, Any]]]:  # Any: what a column holds
        """Return every record, counter and change by table, for an export."""

    def backup(self, target: Path) -> None:
        """Write a verified copy; raises StorageUnavailable."""

    def close(self) -> None:
        """Finish cleanly, so that one file is left."""
