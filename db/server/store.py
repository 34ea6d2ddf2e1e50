"""A served board as the services see it: the file's store, but for how it writes and who asks."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from threading import Event
from typing import Any, NoReturn
from uuid import UUID

import psycopg
from typing_extensions import override

from board_app.domain.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    NotPossible,
    Overtaken,
    StepRefused,
    StorageUnavailable,
)
from board_app.domain.ids import RecordId
from board_app.domain.states import Role
from board_app.services.actor import SPEAKERS, Actor
from board_app.services.changes import Outcome
from board_app.services.ports import Clock
from db import undo
from db.engine import SqlRow
from db.server.connection import LOST, is_lost, raise_plain
from db.server.engine import ServerEngine
from db.server.feed import ServerFeed
from db.server.functions import GIVEN_UP, NOT_YOURS, OVERTAKEN
from db.server.words import Wording
from db.server.work import ServerWork
from db.store import SqlStore
from db.work import STALE

_log = logging.getLogger(__name__)

_APPLY = "SELECT apply(:number, :label, :keeps_step, :seen, :ops) AS head"
_OUTCOME = "SELECT outcome(:number) AS is_done"
_TRIES = 4
_PAUSE_S = 0.3

_ROLES = {
    "secretariat": Role.SECRETARIAT,
    "chair": Role.CHAIR,
    "representative": Role.OFFICER,
    "partner": Role.OBSERVER,
}


class ServerStore(SqlStore):
    """An open board on a server, as one account. One thread at a time."""

    def __init__(self, engine: ServerEngine, clock: Clock) -> None:
        super().__init__(engine, clock)
        self._server = engine
        engine.changed()
        self._unsettled: list[UUID] = []
        self._feed: ServerFeed | None = None
        self._identity = self._who()

    @property
    @override
    def identity(self) -> Actor:
        return self._identity

    @property
    @override
    def feed(self) -> ServerFeed:
        if self._feed is None:
            self._feed = ServerFeed(self._server.dsn, lambda: self._server.process)
        return self._feed

    @contextmanager
    @override
    def work(self, actor: Actor, label: str) -> Iterator[ServerWork]:
        work = self._begun(actor, label)
        yield work
        self._hand_over(work)

    @override
    def undo(self, actor: Actor) -> Outcome:
        return self._stepped(actor, undo.undo)

    @override
    def redo(self, actor: Actor) -> Outcome:
        return self._stepped(actor, undo.redo)

    @override
    def changed_outside(self) -> bool:
        self._settle()
        return super().changed_outside()

    @override
    def whole(self) -> dict[str, Sequence[SqlRow]]:
        if not self._identity.runs_the_board:
            raise NotAllowed(
                "Only the secretariat and the chair see the whole board, so only they can take it "
                "out. Lists can be exported by anybody."
            )
        return super().whole()

    @override
    def close(self) -> None:
        if self._feed is not None:
            self._feed.close()
        super().close()

    @override
    def _last_id(self) -> int:
        return int(self._engine.rows("SELECT newest_row() AS id")[0]["id"])

    @override
    def _begun(self, actor: Actor, label: str) -> ServerWork:
        return ServerWork(
            self._engine,
            actor,
            label,
            clock=self._clock,
            ids=self._ids,
            wording=self._wording,
        )

    @cached_property
    def _wording(self) -> Wording:
        return Wording()

    def _stepped(self, actor: Actor, step: "Callable[..., Any]") -> Outcome:
        taken: undo.Taken[ServerWork] = step(
            self._engine, actor, lambda label: self._stepless(actor, label)
        )
        try:
            self._hand_over(taken.work)
        except (Invalid, Overtaken, NotPossible) as fault:
            raise taken.refused() from fault
        except NotAllowed as fault:
            # What was theirs to change then may not be any more: older steps must not wait for it.
            raise StepRefused(fault.message, step=taken.step["id"]) from fault
        return Outcome(changes=tuple(taken.work.changes))

    def _hand_over(self, work: ServerWork) -> None:
        """Let the server carry out the work as a whole; raises what became of it."""
        if not work.ops:
            return
        if self._settle():
            raise NotPossible(
                "Your last change had arrived after all, although the connection was lost. Look "
                "at the new state before you save this."
            )
        try:
            head = self._server.call(_APPLY, work.params())["head"]
        except psycopg.Error as fault:
            if is_lost(fault):
                head = self._looked_up(work.number, fault)
            else:
                _raise_why(fault)
        self._server.wrote(int(str(head)))

    def _looked_up(self, number: UUID, fault: psycopg.Error) -> int:
        """Ask what became of a change whose answer was lost; nothing is ever sent twice."""
        _log.warning("The connection was lost in a change; its outcome is asked for.")
        self._unsettled.append(number)
        for attempt in range(_TRIES):
            if attempt:
                Event().wait(_PAUSE_S)  # on the store thread, which has nothing else to do
            try:
                is_done = self._settle()
            except StorageUnavailable:
                continue
            if is_done:
                return int(self._engine.rows("SELECT newest() AS id")[0]["id"])
            raise StorageUnavailable(
                "The connection was lost before this was saved. What you typed is still here: "
                "save it again."
            ) from fault
        raise StorageUnavailable(LOST) from fault

    def _settle(self) -> bool:
        """Ask for all outcomes that are not known yet; tells whether a change had arrived."""
        arrived = False
        while self._unsettled:
            try:
                found = self._server.call(_OUTCOME, {"number": self._unsettled[0]})
            except psycopg.Error as fault:
                raise_plain(fault)
            arrived = bool(found["is_done"]) or arrived
            self._unsettled.pop(0)
        return arrived

    def _who(self) -> Actor:
        rows = self._engine.rows("SELECT * FROM me()")
        if not rows:
            raise NotAllowed("This login has no account on this board. Ask the secretariat.")
        me = rows[0]
        person = None if me["person_id"] is None else RecordId(me["person_id"])
        agency = None if me["agency_id"] is None else RecordId(me["agency_id"])
        role = _ROLES[me["kind"]]
        if role is Role.OFFICER and person is not None:
            # The directory says more exactly what an agency's representative is.
            today = self._clock.now().date()
            with suppress(NotFound):
                held = self.reading.directory.person(person, today).role
                role = held if held in SPEAKERS else role
        return Actor(person, me["name"], role, agency)


def _raise_why(fault: psycopg.Error) -> NoReturn:
    if fault.sqlstate == OVERTAKEN:
        raise Overtaken(STALE) from fault
    if fault.sqlstate == GIVEN_UP:
        raise StorageUnavailable(LOST) from fault
    if fault.sqlstate == NOT_YOURS:
        raise NotAllowed("The server does not permit this to your account.") from fault
    raise_plain(fault)


def opened(dsn: str, clock: Clock) -> ServerStore:
    """Open a served board; raises Refused, NotAllowed or StorageUnavailable."""
    engine = ServerEngine(dsn)
    try:
        engine.migrate(_nothing)
        return ServerStore(engine, clock)
    except BaseException:
        engine.close()
        raise


def _nothing() -> None:
    """Copy nothing: the server keeps its own copies."""
