"""A connection that breaks: nothing acknowledged is lost, nothing is written twice, all is told."""

from collections.abc import Iterator

import psycopg
import pytest

from board_app.domain.action import ActionStatus
from board_app.domain.errors import BoardError, NotPossible, StorageUnavailable
from board_app.services.actions import LogFollowUp
from board_app.services.handlers import HANDLERS
from board_app.services.session import Session
from db.server import accounts, store
from tests.server.proxy import Proxy, between
from tests.server.serving import ServedDesk


@pytest.fixture
def wire(served: ServedDesk) -> Iterator[Proxy]:
    with between(served.server.host) as proxy:
        yield proxy


@pytest.fixture
def rep(served: ServedDesk, wire: Proxy) -> Iterator[Session]:
    """Give Ben's session over the wire that fails."""
    dsn = served.server.dsn(served.database, served.login("Ben Okoro"))
    opened = store.opened(dsn.replace(served.server.host, wire.host), served.clock)
    yield Session(opened, HANDLERS, served.clock)
    opened.close()


def follow_up(served: ServedDesk, text: str = "Half done") -> LogFollowUp:
    action = served.action("Report", lead_id=served.agencies["state"])
    return LogFollowUp(action_id=action.id, text=text, status=ActionStatus.IN_PROGRESS)


def texts(served: ServedDesk) -> list[str]:
    return [row["text"] for row in served.engine.rows("SELECT text FROM follow_up ORDER BY id")]


def test_a_read_over_a_dead_connection_is_asked_again(rep: Session, wire: Proxy) -> None:
    before = rep.board()
    wire.drop()
    assert rep.board() == before


@pytest.mark.parametrize("cut_at", [b"SET search_path", b"me()"])
def test_a_wire_that_breaks_while_the_board_is_opened_is_told(
    served: ServedDesk, wire: Proxy, cut_at: bytes
) -> None:
    dsn = served.server.dsn(served.database, served.login("Ben Okoro"))
    wire.cut, wire.cut_at = "before", cut_at
    with pytest.raises(StorageUnavailable, match="The server"):
        store.opened(dsn.replace(served.server.host, wire.host), served.clock)
    assert wire.cuts


def test_a_wire_that_breaks_while_one_begins_to_listen_is_told(rep: Session, wire: Proxy) -> None:
    wire.cut, wire.cut_at = "before", b"LISTEN"
    with pytest.raises(StorageUnavailable, match="does not answer"):
        _ = rep.store.feed
    wire.cut = ""
    feed = rep.store.feed
    assert feed is not None
    wire.drop()
    feed.take()
    wire.cut = "before"
    assert not feed.revive()
    wire.cut = ""
    assert feed.revive()


def test_answer_lost_after_the_commit_is_looked_up_and_counts(
    served: ServedDesk, rep: Session, wire: Proxy
) -> None:
    command = follow_up(served)
    wire.cut = "after"
    outcome = rep.do(command)
    assert {change.table for change in outcome.changes} == {"follow_up", "action_item"}
    assert (texts(served), wire.cuts) == (["Half done"], 1)
    assert served.session.store.faults() == []


def test_work_that_never_arrived_is_told_and_can_be_saved_again(
    served: ServedDesk, rep: Session, wire: Proxy
) -> None:
    command = follow_up(served)
    wire.cut = "before"
    with pytest.raises(StorageUnavailable, match="save it again"):
        rep.do(command)
    assert texts(served) == []
    wire.cut = ""
    rep.do(command)
    assert texts(served) == ["Half done"]


def test_silence_until_later_is_settled_before_anything_else_is_written(
    served: ServedDesk, rep: Session, wire: Proxy
) -> None:
    command = follow_up(served)
    wire.cut, wire.is_down = "after", True
    with pytest.raises(StorageUnavailable, match="tries again"):
        rep.do(command)
    assert texts(served) == ["Half done"]
    with pytest.raises(StorageUnavailable, match="tries again"):
        rep.board()
    wire.cut, wire.is_down = "", False
    # The form is still open and Save is pressed once more: it is not entered twice.
    with pytest.raises(NotPossible, match="had arrived after all"):
        rep.do(command)
    assert texts(served) == ["Half done"]
    rep.do(command.model_copy(update={"text": "More"}))
    assert texts(served) == ["Half done", "More"]


def test_work_that_was_given_up_can_never_come_late(served: ServedDesk, rep: Session) -> None:
    assert isinstance(rep.store, store.ServerStore)
    engine = rep.store._server
    params = {"number": "00000000-0000-0000-0000-000000000001"}
    assert engine.call("SELECT outcome(:number) AS is_done", params) == {"is_done": False}
    late = {**params, "label": "x", "keeps_step": True, "seen": "[]", "ops": "[]"}
    with pytest.raises(psycopg.DatabaseError) as refused:
        engine.call("SELECT apply(:number, :label, :keeps_step, :seen, :ops) AS head", late)
    assert refused.value.sqlstate == "UP002"


def test_account_that_is_closed_meanwhile_writes_nothing(served: ServedDesk, rep: Session) -> None:
    command = follow_up(served)
    accounts.disable(served.server.dsn(served.database), served.login("Ben Okoro"))
    with pytest.raises(BoardError):
        rep.do(command)
    assert texts(served) == []
