"""Every role, every table, every verb, every class of rows, in hand-written SQL as that login."""

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest

from db.records import MODELS
from db.server.functions import OVERTAKEN
from tests.server.rows_of_each import KEPT, OTHERS, OWN, WITHHELD, Rows, classes, prepared
from tests.server.serving import ServedDesk

YES, NONE, NO = "yes", "no rows", "refused"
ROLES = {
    "secretariat": "Ann Reed",
    "chair": "Gus Amari",
    "representative": "Ben Okoro",  # of State, not cleared
    "cleared": "Cleo Marsh",  # of State, cleared
    "partner": "Fay Lindqvist",  # of Justice
}
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")

ALL = frozenset({OWN, OTHERS, WITHHELD, KEPT, "supported"})
OPEN = ALL - {WITHHELD}
NOBODY: frozenset[str] = frozenset()

SEEN_BY_ALL = {
    *("board", "agency", "seat", "country", "series", "series_exception", "marking_scheme"),
}
SEEN_BY_AGENCIES = SEEN_BY_ALL | {
    *("person", "appointment", "meeting", "standing_item", "attendance", "watch_entry"),
}
MARKED = {
    *("agenda_item", "decision", "action_item", "review", "minutes_block", "position"),
    *("action_support", "follow_up", "rating"),
    *("clearance_round", "clearance_response", "clearance_comment", "approval"),
}
# Justice leads nothing: it supports "own"'s second item and what is another's.
SEEN_BY_PARTNER = {
    **dict.fromkeys(SEEN_BY_ALL, ALL),
    "meeting": ALL,
    "agenda_item": OPEN,
    "minutes_block": OPEN,
    "attachment": frozenset({OTHERS}),
    "decision": OPEN,
    "action_item": frozenset({OTHERS, "supported"}),
    "action_support": frozenset({OTHERS}),
    "follow_up": frozenset({OTHERS}),
    "review": OPEN,
    "rating": OPEN,
}


def expected(role: str, table: str, verb: str) -> frozenset[str]:
    """Return the classes of rows that a role may do this to."""
    if table in ("approval", "issue") and verb in ("UPDATE", "DELETE"):
        return NOBODY  # it is for good
    if role in ("secretariat", "chair"):
        return ALL
    if role == "partner":
        return SEEN_BY_PARTNER.get(table, NOBODY) if verb == "SELECT" else NOBODY
    own = frozenset({OWN, WITHHELD}) if role == "cleared" else frozenset({OWN})
    if (table, verb) == ("attachment", "SELECT"):
        return frozenset({OTHERS, WITHHELD}) if role == "cleared" else frozenset({OTHERS})
    if verb == "SELECT":
        if table in MARKED:
            return ALL if role == "cleared" else OPEN
        return ALL if table in SEEN_BY_AGENCIES else NOBODY
    may = {
        "position": own,
        "clearance_response": own if verb == "UPDATE" else NOBODY,
        "clearance_comment": own if verb in ("INSERT", "DELETE") else NOBODY,
        "follow_up": own if verb == "INSERT" else NOBODY,
        # Supporting agencies report as well.
        "action_item": own | {"supported"} if verb == "UPDATE" else NOBODY,
    }
    if (role, table, verb) == ("representative", "follow_up", "DELETE"):
        return own  # what Ben entered himself; undo takes it out
    return may.get(table, NOBODY)


@pytest.fixture
def rows(served: ServedDesk) -> Rows:
    served.server.run(
        "UPDATE board.account SET clearance = 0 WHERE name = 'Ben Okoro'", served.database
    )
    return prepared(served)


def connection_of(desk: ServedDesk, person: str) -> psycopg.Connection[Any]:
    dsn = desk.server.dsn(desk.database, desk.login(person))
    return psycopg.connect(dsn, options="-c search_path=board")


def tried(connection: psycopg.Connection[Any], query: str, values: Mapping[str, Any]) -> str:
    """Return what came of a statement, and take it back."""
    try:
        touched = connection.execute(query, values).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return NO
    except psycopg.DatabaseError as fault:
        if fault.sqlstate == OVERTAKEN:
            return NO  # what is locked
        if not isinstance(fault, psycopg.IntegrityError):
            raise
        return YES  # permitted; there is such a row already, or something hangs on it
    finally:
        connection.rollback()
    return YES if touched else NONE


def statement(table: str, verb: str, row: Mapping[str, Any]) -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f"%({name})s" for name in row)
    return {
        "SELECT": f'SELECT * FROM "{table}" WHERE id = %(id)s',
        "INSERT": f'INSERT INTO "{table}" ({columns}) VALUES ({values})',
        "UPDATE": f'UPDATE "{table}" SET version = version + 1 WHERE id = %(id)s',
        "DELETE": f'DELETE FROM "{table}" WHERE id = %(id)s AND version = %(version)s',
    }[verb]


def outcomes(desk: ServedDesk, rows: Rows, role: str) -> Iterator[tuple[str, str, str, str]]:
    with connection_of(desk, ROLES[role]) as connection:
        for table in MODELS:
            for which, row in classes(rows, table):
                for verb in VERBS:
                    given = {**row, "id": row["id"] + 500_000} if verb == "INSERT" else row
                    yield table, which, verb, tried(connection, statement(table, verb, row), given)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_to_each_row_what_it_may(served: ServedDesk, rows: Rows, role: str) -> None:
    wrong = []
    seen = 0
    for table, which, verb, outcome in outcomes(served, rows, role):
        may = which in expected(role, table, verb)
        seen += 1
        if (outcome == YES) is not may:
            wrong.append(f"{role} {verb} {which} {table}: {outcome}")
    assert wrong == []
    assert seen == 4 * len(rows)
    assert {table for table, _ in rows} == set(MODELS)


def unguarded(desk: ServedDesk) -> list[str]:
    """Return the tables that are not closed by themselves."""
    found = desk.engine.rows(
        """SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS is_closed,
            EXISTS (SELECT 1 FROM pg_policies p WHERE p.schemaname = 'board'
                AND p.tablename = c.relname) AS has_policy
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'board' AND c.relkind IN ('r', 'p')"""
    )
    return [row["name"] for row in found if not (row["is_closed"] and row["has_policy"])]


def test_a_table_without_a_policy_is_noticed(served: ServedDesk) -> None:
    assert unguarded(served) == []
    served.server.run("CREATE TABLE board.novelty (id bigint)", served.database)
    assert unguarded(served) == ["novelty"]
    with connection_of(served, "Ann Reed") as connection:
        assert tried(connection, "SELECT * FROM novelty", {}) == NO


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "query",
    [
        "UPDATE audit SET label = 'x'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "INSERT INTO audit SELECT * FROM audit LIMIT 0",
        "SELECT * FROM account",
        "UPDATE account SET clearance = 1",
        "INSERT INTO account (login, kind, name) VALUES ('x', 'secretariat', 'x')",
        "SELECT * FROM work_done",
        "SELECT * FROM finding_all",
        "UPDATE finding_all SET label = 'x'",
        "UPDATE schema_version SET version = 9",
        "SET ROLE board_owner",
        "SET SESSION AUTHORIZATION postgres",
        "ALTER TABLE action_item DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE action_item DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TABLE follow_up",
        "CREATE TABLE board.mine (id bigint)",
        "CREATE FUNCTION public.peep(t text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "COPY action_item TO PROGRAM 'cat'",
        "SELECT * FROM pg_catalog.pg_statistic",
        "SELECT * FROM pg_catalog.pg_authid",
    ],
)
def test_nobody_gets_around_the_rights(served: ServedDesk, role: str, query: str) -> None:
    with connection_of(served, ROLES[role]) as connection:
        assert tried(connection, query, {}) == NO


def test_nobody_makes_functions_that_peep(served: ServedDesk) -> None:
    """A temporary function that is cheap enough would be shown the rows before the policy."""
    database = served.server.served(served.session)
    with psycopg.connect(served.server.dsn(database)) as connection:
        may = connection.execute(
            "SELECT has_database_privilege('board_secretariat', %s, 'TEMPORARY')", (database,)
        ).fetchone()
    assert may == (False,)
    served.server.drop(database)


def test_a_representative_sets_nothing_but_progress(served: ServedDesk, rows: Rows) -> None:
    own = rows["action_item", OWN]["id"]
    with connection_of(served, "Ben Okoro") as connection:
        for column, value in (
            ("title", "'x'"),
            ("lead_id", "NULL"),
            ("marking", "0"),
            ("closed_on", "'2015-07-01'"),
            ("archived_at", "'2015-07-01'"),
        ):
            query = f"UPDATE action_item SET {column} = {value}, version = 2 WHERE id = {own}"
            assert tried(connection, query, {}) == NO
        progress = "UPDATE action_item SET status = '{}', version = 2 WHERE id = {}"
        assert tried(connection, progress.format("submitted", own), {}) == YES
        assert tried(connection, progress.format("closed", own), {}) == NO


def test_hidden_rows_are_not_told_by_errors_or_statistics(served: ServedDesk, rows: Rows) -> None:
    hidden = rows["action_item", WITHHELD]["id"]
    with connection_of(served, "Ben Okoro") as connection:
        probe = b"SELECT 1 / (1 - marking) FROM action_item WHERE id = %s"
        assert connection.execute(probe, (hidden,)).fetchall() == []
        held = connection.execute(
            "SELECT most_common_vals FROM pg_stats WHERE tablename = 'action_item'"
        )
        assert held.fetchall() == []
        counted = connection.execute("SELECT count(*) FROM action_item").fetchone()
        visible = [1 for (table, which) in rows if table == "action_item" and which != WITHHELD]
        assert counted == (len(visible),)


def test_author_and_time_are_the_servers(served: ServedDesk, rows: Rows) -> None:
    own = rows["action_item", OWN]["id"]
    with connection_of(served, "Ben Okoro") as connection:
        connection.execute(
            b"""INSERT INTO follow_up (id, version, action_id, agency_id, person_id, made_on,
                made_at, text, reason, evidence)
            VALUES (77, 1, %s, %s, NULL, '2015-07-01', '1999-01-01T00:00:00+00:00', 'x', '', '')""",
            (own, served.agencies["dod"]),
        )
    stored = served.engine.rows("SELECT * FROM follow_up WHERE id = 77")[0]
    assert stored["agency_id"] == served.agencies["state"]
    assert stored["person_id"] is not None
    assert stored["made_at"] > "2020"
    entry = served.engine.rows("SELECT * FROM audit ORDER BY id DESC LIMIT 1")[0]
    assert (entry["person"], entry["label"]) == ("Ben Okoro", "Direct change")
    assert served.session.store.faults() == []


def test_a_closed_account_does_and_sees_nothing(served: ServedDesk, rows: Rows) -> None:
    with connection_of(served, "Cleo Marsh") as connection:
        assert tried(connection, "SELECT * FROM action_item", {}) == YES
        # Even one that is still connected.
        served.server.run("UPDATE board.account SET is_open = false", served.database)
        assert tried(connection, "SELECT * FROM action_item", {}) == NONE
        assert tried(connection, "SELECT * FROM finding", {}) == NONE
