"""Approved minutes are locked by the server itself, and an older database gets what it lacks."""

import psycopg
import pytest

from board_app.domain.clearing import Answer
from db.server.engine import NEWEST
from db.server.functions import OVERTAKEN
from db.server.preparing import prepare
from tests.server.serving import ServedDesk
from tests.services.test_issues import give
from tests.services.test_rules_clearance import answer, approve, cleared, held, opened

WRITES = {
    "note": "UPDATE minutes_block SET text = 'x', version = version + 1",
    "decision": "DELETE FROM decision",
    "item": "UPDATE agenda_item SET title = 'x', version = version + 1",
    "head": "UPDATE meeting SET title = 'x', version = version + 1",
    "round": "UPDATE clearance_round SET closed_at = NULL, version = version + 1",
    "answer": "UPDATE clearance_response SET note = 'x', version = version + 1",
    "approval": "UPDATE approval SET approved_sha256 = '', version = version + 1",
    "no approval": "DELETE FROM approval",
    "issue": "UPDATE issue SET readers = 'x', version = version + 1",
    "no issue": "DELETE FROM issue",
}


def as_secretariat(desk: ServedDesk) -> "psycopg.Connection[tuple[object, ...]]":
    dsn = desk.server.dsn(desk.database, desk.login("Ann Reed"))
    return psycopg.connect(dsn, options="-c search_path=board")


@pytest.mark.parametrize("kind", WRITES)
def test_nobody_gets_around_the_lock(served: ServedDesk, kind: str) -> None:
    cleared(served)
    approve(served)
    give(served)
    with as_secretariat(served) as connection, pytest.raises(psycopg.DatabaseError) as fault:
        connection.execute(WRITES[kind])
    assert fault.value.sqlstate == OVERTAKEN


def test_a_marking_may_change_after_the_approval(served: ServedDesk) -> None:
    cleared(served)
    approve(served)
    with as_secretariat(served) as connection:
        marked = "UPDATE minutes_block SET marking = 1, version = version + 1"
        assert connection.execute(marked).rowcount > 0
        connection.rollback()


def test_what_is_not_approved_is_written_as_before(served: ServedDesk) -> None:
    cleared(served)
    with as_secretariat(served) as connection:
        assert connection.execute(WRITES["note"]).rowcount > 0
        connection.rollback()


def test_a_meeting_with_approved_minutes_may_still_change_its_state(served: ServedDesk) -> None:
    cleared(served)
    approve(served)
    with as_secretariat(served) as connection:
        closed = "UPDATE meeting SET state = 'closed', version = version + 1"
        assert connection.execute(closed).rowcount == 1
        connection.rollback()


def test_who_answers_is_who_is_logged_in(served: ServedDesk) -> None:
    held(served)
    round_id = opened(served)
    served.become("Cleo Marsh")
    cleo = served.session.actor.person_id
    ben = served.become("Ben Okoro").person_id
    dsn = served.server.dsn(served.database, served.login("Ben Okoro"))
    with psycopg.connect(dsn, options="-c search_path=board") as connection:
        connection.execute(
            "UPDATE clearance_response SET answer = 'concur', person_id = %s, "
            "version = version + 1 WHERE round_id = %s AND agency_id = %s",
            (cleo, round_id, served.agencies["state"]),
        )
    row = served.session.reading.clearance.responses(round_id)[1]
    assert (row.agency, row.person_id) == ("State", ben)


def test_an_older_database_gets_the_tables_that_it_lacks(served: ServedDesk) -> None:
    tables = ("approval", "clearance_comment", "clearance_response", "clearance_round", "issue")
    for table in tables:
        served.server.run(f"DROP TABLE board.{table}", served.database)
    served.server.run("UPDATE board.schema_version SET version = 1", served.database)

    assert prepare(served.server.dsn(served.database)) is False

    # A copied database lets its people in by this; a new one by their accounts.
    served.server.run(f"GRANT CONNECT ON DATABASE {served.database} TO PUBLIC")
    served.reopen()
    held(served)
    round_id = opened(served)
    answer(served, round_id, Answer.CONCUR, *served.agencies)
    rows = served.engine.rows("SELECT version FROM schema_version")
    assert [row["version"] for row in rows] == [NEWEST]
