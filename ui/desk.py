"""The open board as the window sees it: commands out, changes and save state back."""

import logging
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from board_app.domain.errors import BoardError, StaleRecord, StorageUnavailable
from board_app.services.actor import Actor
from board_app.services.changes import Draft, Outcome
from board_app.services.ports import Feed
from board_app.services.rows import BoardRow, PersonRow
from board_app.services.session import Session, UndoState
from ui.live import Live
from ui.work import Runner

if TYPE_CHECKING:
    from board_app.services.commands import Command

_log = logging.getLogger(__name__)
T = TypeVar("T")

_NOT = False  # an answer that did not come
_WATCH_MS = 1000  # another window on the same file is noticed within a second


class SaveState(Enum):
    """What the status bar says about saving."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


class Changed(NamedTuple):
    """What just changed: the tables, the outcome, and what the person did ("" for others)."""

    tables: frozenset[str]
    label: str = ""
    is_undo: bool = False


class Desk(QObject):
    """One board at work. Every change of the window goes through `do`."""

    changed = Signal(object)  # Changed
    save_state = Signal(object, object)  # SaveState, message
    undo_state = Signal(object)  # UndoState
    actor_changed = Signal(object)  # Actor
    refused = Signal(object)  # BoardError that no widget shows itself
    broken = Signal(object)  # Exception: a bug of ours
    closing = Signal()  # long work beside the store is to end now
    connection = Signal(str)  # why the store does not answer, "" when it does again

    def __init__(self, session: Session, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._beside: Runner | None = None
        self._is_closed = False
        self._board = session.board()
        self._undo = UndoState()
        self._watch = QTimer(self)
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._on_watch)
        self._is_looking = False
        self._is_lost = False
        self._live: Live | None = None

    @property
    def session(self) -> Session:
        """Return the session, for work that is given to `ask`."""
        return self._session

    @property
    def board(self) -> BoardRow:
        """Return the board's own row with today's date, as of the last change."""
        return self._board

    @property
    def actor(self) -> Actor:
        return self._session.actor

    @property
    def undo_now(self) -> UndoState:
        return self._undo

    def watch(self) -> None:
        """Begin to look for changes that others make to the same board."""
        self._watch.start()
        self.ask(self, lambda session: session.store.feed, self._on_feed)
        if self.actor.person_id is not None:
            self._refresh_undo()

    def become(self, person: PersonRow) -> None:
        """Act as this person from now on."""
        actor = self._session.become(person)
        self.actor_changed.emit(actor)
        self._refresh_undo()

    def act_as(self, actor: Actor) -> None:
        """Act as somebody the directory may not know yet."""
        self._session.act_as(actor)
        self.actor_changed.emit(actor)
        self._refresh_undo()

    def do(
        self,
        owner: QObject,
        command: "Command",
        *,
        done: Callable[[Outcome], None] | None = None,
        failed: Callable[[BoardError], None] | None = None,
        settles: Draft | None = None,
    ) -> None:
        """Carry out a command; known errors go to `failed`, or to the window if none is given.

        `settles` is the draft that becomes this change: it goes in the same transaction.
        """
        self._change(owner, lambda: self._session.do(command, settles=settles), done, failed)

    def undo(self) -> None:
        label = self._undo.undo
        if label:
            self._change(self, self._session.undo, None, None, undone=f"Undid {label.lower()}")

    def redo(self) -> None:
        label = self._undo.redo
        if label:
            self._change(self, self._session.redo, None, None, undone=f"Redid {label.lower()}")

    def undo_several(
        self, work: Callable[[Session], Outcome], done: Callable[[Outcome], None]
    ) -> None:
        """Take back several steps; the outcome says how many."""
        self._change(self, lambda: work(self._session), done, None, undone="Took back")

    def skip(self, step: int, done: Callable[[Outcome], None]) -> None:
        """Let a step that can't be undone or redone be as it is."""
        self._change(self, lambda: self._session.skip(step), done, None)

    def ask(
        self,
        owner: QObject,
        query: Callable[[Session], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[BoardError], None] | None = None,
    ) -> None:
        """Read something; the answer is dropped if the owner is gone."""
        self._runner.submit(
            owner,
            lambda: query(self._session),
            done=done,
            failed=lambda fault: self._fail(fault, failed),
        )

    def work(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[BoardError], None],
    ) -> None:
        """Do long work beside the store's thread, in the order it was asked; it may `read`.

        Once the board is closed nothing more is done, and nobody is answered.
        """

        def fail(fault: Exception) -> None:
            if isinstance(fault, BoardError):
                failed(fault)
            else:
                self._fail(fault, None)

        if self._is_closed:
            return
        if self._beside is None:
            self._beside = self._runner.another("papers")
        self._beside.submit(owner, work, done=done, failed=fail)

    def read(self, query: Callable[[Session], T]) -> T:
        """Read something from within `work`: it waits for its turn, and saves go on between."""
        return self._runner.turn(lambda: query(self._session))

    def hand_over(
        self,
        owner: QObject,
        work: Callable[[Session], Session],
        *,
        done: Callable[[Session], None],
        failed: Callable[[BoardError], None],
    ) -> None:
        """Let `work` put another session in the place of this one; it is closed then.

        Nothing may be asked of the store behind it: the person waits before a dialog.
        """
        self._watch.stop()

        def fail(fault: Exception) -> None:
            self._watch.start()
            self._fail(fault, failed)

        self._runner.submit(owner, lambda: work(self._session), done=done, failed=fail)

    def keep_draft(self, owner: QObject, field: str, text: str) -> None:
        """Keep typed text that is not a change yet."""
        if self._session.why_read_only:
            return  # a strip says so all the time
        person = self.actor.person_id or 0
        self._runner.submit(
            owner,
            lambda: self._session.drafts.keep(person, field, text),
            done=self._on_draft_kept,
            failed=lambda fault: self._fail(fault, None),
        )

    def drop_draft(self, owner: QObject, field: str) -> None:
        if self._session.why_read_only:
            return
        person = self.actor.person_id or 0
        self._runner.submit(
            owner,
            lambda: self._session.drafts.drop(person, field),
            done=self._on_draft_kept,
            failed=lambda fault: self._fail(fault, None),
        )

    def close(self) -> None:
        """Finish what is under way and close the file."""
        self.closing.emit()
        self._watch.stop()
        if self._live is not None:
            self._live.stop()
        self._is_closed = True
        if self._beside is not None:
            self._beside.stop()
        # What was typed last is still on its way, and its draft is dropped by the answer.
        self._runner.settle()
        self._runner.submit(
            self, self._session.store.close, done=self._on_draft_kept, failed=self.broken.emit
        )
        self._runner.stop()

    def _change(
        self,
        owner: QObject,
        work: Callable[[], Outcome],
        done: Callable[[Outcome], None] | None,
        failed: Callable[[BoardError], None] | None,
        *,
        undone: str = "",
    ) -> None:
        self.save_state.emit(SaveState.SAVING, "")

        def settle(answer: tuple[Outcome, BoardRow, UndoState]) -> None:
            outcome, self._board, self._undo = answer
            self.save_state.emit(SaveState.SAVED, "")
            self.undo_state.emit(self._undo)
            if outcome.changes:
                label = outcome.undo_label or undone
                self.changed.emit(Changed(outcome.tables, label, bool(undone)))
            if done is not None and isValid(owner):
                done(outcome)

        # The answer belongs to the desk: it is told to all pages even if its asker has gone.
        self._runner.submit(
            self,
            lambda: (work(), self._session.board(), self._session.undo_state()),
            done=settle,
            failed=lambda fault: self._fail(fault, failed if isValid(owner) else None),
        )

    def _fail(self, fault: Exception, failed: Callable[[BoardError], None] | None) -> None:
        if not isinstance(fault, BoardError):
            _log.error("A %s was not expected.", type(fault).__name__)
            self.save_state.emit(SaveState.FAILED, "Something went wrong in the program.")
            self.broken.emit(fault)
            return
        if isinstance(fault, StorageUnavailable):
            self.save_state.emit(SaveState.FAILED, fault.message)
        else:
            self.save_state.emit(SaveState.SAVED, "")
        (failed or self.refused.emit)(fault)
        if isinstance(fault, StaleRecord):
            # Whoever was refused sees at once what the others wrote.
            self._on_heard(frozenset({"*"}))

    def _refresh_undo(self) -> None:
        self.ask(self, lambda session: session.undo_state(), self._on_undo_state)

    def _on_undo_state(self, state: UndoState) -> None:
        self._undo = state
        self.undo_state.emit(state)

    @Slot()
    def _on_watch(self) -> None:
        # A server that is silent keeps the store busy for some seconds: one question at a time.
        if self._is_looking:
            return
        self._is_looking = True
        self.ask(
            self,
            lambda session: session.store.changed_outside(),
            self._on_watched,
            failed=self._on_unwatched,
        )

    def _on_watched(self, is_changed: bool) -> None:  # noqa: FBT001  (an answer, not a switch)
        self._is_looking = False
        if self._is_lost:
            self._is_lost = False
            self.connection.emit("")
            self.save_state.emit(SaveState.SAVED, "")
        # Where changes are told as they happen, what was told is news no more.
        if is_changed and self._live is None:
            self._on_heard(frozenset({"*"}))

    def _on_unwatched(self, fault: BoardError) -> None:
        self._is_looking = False
        self._is_lost = True
        self.connection.emit(fault.message)

    def _on_feed(self, feed: Feed | None) -> None:
        if feed is None or self._live is not None:
            return

        def on_store(work: Callable[[Session], bool], done: Callable[[bool], None]) -> None:
            self.ask(self, work, done, failed=lambda _: done(_NOT))

        self._live = Live(feed, on_store, self)
        self._live.heard.connect(self._on_heard)

    @Slot(object)
    def _on_heard(self, tables: frozenset[str]) -> None:
        """Tell the pages what others changed, and see whether it was the board's own record."""
        if tables & {"*", "board", "agency", "seat"}:
            self.ask(self, lambda session: session.board(), self._on_board)
        self.changed.emit(Changed(tables))

    def _on_board(self, board: BoardRow) -> None:
        self._board = board

    def _on_draft_kept(self, _: None) -> None:
        self.save_state.emit(SaveState.SAVED, "")
