"""One person's session on one board: give commands, take them back, read."""

import logging
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from board_app.domain.errors import NotAllowed, NotFound, NotPossible, Overtaken
from board_app.services.actor import NOBODY, Actor
from board_app.services.changes import Draft, Outcome
from board_app.services.checked_drafts import CheckedDrafts
from board_app.services.needs import Needs
from board_app.services.ports import Clock, Drafts, Store
from board_app.services.reading import Reading
from board_app.services.rows import BoardRow, PersonRow

if TYPE_CHECKING:
    from board_app.services.commands import Command, Handlers

# Others wrote what this stood on while it was thought out: the rules decide anew each time.
_TRIES = 5

_log = logging.getLogger(__name__)
T = TypeVar("T")


class UndoState(NamedTuple):
    """What Ctrl+Z and Ctrl+Y would do now, "" for nothing."""

    undo: str = ""
    redo: str = ""


class Session:
    """The dispatcher: permission first, then one transaction per command."""

    def __init__(self, store: Store, handlers: "Handlers", clock: Clock) -> None:
        self._store = store
        self._handlers = handlers
        self._clock = clock
        self._actor = store.identity or NOBODY
        self._reading: Reading | None = None

    @property
    def actor(self) -> Actor:
        return self._actor

    @property
    def reading(self) -> Reading:
        return self._reading or self._store.reading

    def reading_by(self, reading: Reading) -> "Session":
        """Return the same session reading by another port, for what is made of it once."""
        made = copy(self)
        made._reading = reading  # noqa: SLF001  (its own kind)
        return made

    @property
    def drafts(self) -> Drafts:
        return CheckedDrafts(self._store.drafts)

    @property
    def store(self) -> Store:
        return self._store

    def board(self) -> BoardRow:
        """Return the board with today's date in its own zone."""
        board = self.reading.board.board()
        today = self._clock.now().astimezone(ZoneInfo(board.zone)).date()
        return board.on(today)

    def now(self) -> datetime:
        """Return this moment, in UTC."""
        return self._clock.now()

    @property
    def is_known(self) -> bool:
        """Tell whether the store itself knows who acts, so that nobody can say otherwise."""
        return self._store.identity is not None

    def become(self, person: PersonRow) -> Actor:
        """Act as this person from now on; who is known already stays who they are."""
        return self.act_as(Actor(person.id, person.name, person.role, person.agency_id))

    def act_as(self, actor: Actor) -> Actor:
        """Act as somebody whom the directory may not know, such as the founder of a new board."""
        self._actor = self._store.identity or actor
        return self._actor

    def do(self, command: "Command", *, settles: Draft | None = None) -> Outcome:
        """Carry out a command in one transaction; the draft it `settles` goes in the same one.

        Raises NotAllowed, and whatever known error its rules raise; then nothing was changed.
        """
        self._refuse_read_only()
        self._check(command)
        # With the first command come the models; reading goes without them.
        from board_app.services.marked import in_order, refused_words  # noqa: PLC0415  (70 ms)
        from board_app.services.text_rules import refuse_classified  # noqa: PLC0415  (as above)

        command = in_order(command, self.reading)
        words = refused_words(self.reading)
        for name, value in command:
            refuse_classified(name, value, None if name in command.names_refused else words)
        for _ in range(_TRIES - 1):
            with suppress(Overtaken):
                return self._carried_out(command, settles)
        return self._carried_out(command, settles)

    def _carried_out(self, command: "Command", settles: Draft | None) -> Outcome:
        handler = self._handlers[type(command)]
        with self._store.work(self._actor, command.label) as work:
            value = handler(command, work)
            if settles is not None:
                work.settle(settles)
        _log.debug("%s changed %d records", type(command).__name__, len(work.changes))
        label = command.label if work.changes else ""
        return Outcome(value, tuple(work.changes), label)

    @property
    def why_read_only(self) -> str:
        """Return why nothing can be changed, "" if all can."""
        return self._store.why_read_only

    def undo(self) -> Outcome:
        self._refuse_read_only()
        return self._store.undo(self._actor)

    def redo(self) -> Outcome:
        self._refuse_read_only()
        return self._store.redo(self._actor)

    def skip(self, step: int) -> Outcome:
        """Let a step of one's own be as it is, so that undo reaches those before it."""
        self._refuse_read_only()
        self._store.skip(self._actor, step)
        return Outcome()

    def undo_state(self) -> UndoState:
        if self.why_read_only:
            return UndoState()
        return UndoState(*self._store.undo_labels(self._actor))

    def _refuse_read_only(self) -> None:
        if self.why_read_only:
            raise NotPossible(self.why_read_only)

    def _check(self, command: "Command") -> None:
        if type(command) not in self._handlers:
            raise NotFound(f"There is no command {type(command).__name__}.")
        if command.needs is Needs.ANYONE or self._actor.runs_the_board:
            return
        if self._actor.role is None:
            raise NotAllowed("First say who you are: the record shows who changed what.")
        if command.needs is Needs.SECRETARIAT:
            raise NotAllowed(
                f"{command.label} is for {command.needs.value}. "
                f"You act as {self._actor.role.label.lower()}."
            )


class InTurn(Protocol):
    """The way of long work to its board: one short question after another.

    What others do goes on between them, so two answers need not be of the same moment.
    """

    def __call__(self, query: "Callable[[Session], T]") -> T:
        """Return the answer, once its turn has come; raises what the question raises."""
