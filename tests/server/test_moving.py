"""A board goes to a server and comes back as it was, all of it or nothing."""

from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.errors import NotAllowed, Refused
from board_app.services.search_rows import SearchQuery
from db.server import moving
from db.server.connection import connect
from db.server.preparing import prepare
from db.server.store import opened
from tests.desk import PASSPHRASE, Desk, MakeDesk
from tests.server.serving import ServedDesk, Server


@pytest.fixture
def empty(server: Server) -> str:
    """Give a prepared database that holds nothing."""
    name = server.database()
    assert prepare(server.dsn(name)) is True
    return name


def filled(make_desk: MakeDesk) -> Desk:
    desk = make_desk()
    item = desk.item("Œuvre “Sudan” \\ \t café 日本")
    desk.decision(item)
    desk.action("Report", lead_id=desk.agencies["state"])
    desk.session.undo()
    desk.session.redo()
    return desk


def test_there_and_back_is_the_same_board(
    server: Server, empty: str, make_desk: MakeDesk, tmp_path: Path
) -> None:
    desk = filled(make_desk)
    before = desk.session.store.whole()
    counts = moving.promote(server.dsn(empty), before)
    assert counts == {table: len(rows) for table, rows in before.items()}

    target = tmp_path / "back.board"
    moving.demote(server.dsn(empty), target, PASSPHRASE, desk.clock)
    back = bootstrap.open_board(target, PASSPHRASE, desk.clock)
    assert back.store.whole() == before
    assert back.store.faults() == []
    back.store.close()


def test_work_goes_on_with_undo_history_and_numbers(
    server: Server, make_desk: MakeDesk, tmp_path: Path
) -> None:
    desk = filled(make_desk)
    label = desk.session.undo_state().undo
    database = server.served(desk.session)
    served = ServedDesk(tmp_path / "x", b"", desk.clock, server=server, database=database)
    assert served.session.undo_state().undo == label
    assert served.action("Next").reference == "A-2015-002"
    served.session.undo()
    served.session.undo()
    assert served.session.store.faults() == []
    assert served.session.reading.search.search(SearchQuery("cafe")).total == 1
    served.close()


def test_a_second_board_is_refused_and_the_first_stays(
    server: Server, empty: str, make_desk: MakeDesk
) -> None:
    desk = filled(make_desk)
    tables = desk.session.store.whole()
    moving.promote(server.dsn(empty), tables)
    with pytest.raises(Refused, match="already"):
        moving.promote(server.dsn(empty), tables)
    assert moving.whole(server.dsn(empty)) == tables


def test_a_row_that_points_nowhere_keeps_everything_out(
    server: Server, empty: str, make_desk: MakeDesk
) -> None:
    tables = dict(filled(make_desk).session.store.whole())
    tables["seat"] = [{**row, "agency_id": 1} for row in tables["seat"]]
    with pytest.raises(Exception, match="belongs to this is missing"):
        moving.promote(server.dsn(empty), tables)
    assert not any(moving.whole(server.dsn(empty)).values())


def test_a_difference_between_the_two_sides_is_noticed(
    server: Server, empty: str, make_desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = filled(make_desk).session.store.whole()
    real = moving.copied

    def careless(connection: object, table: str, rows: list[dict[str, object]]) -> None:
        changed = [{**row, "note": "x"} for row in rows] if table == "person" else rows
        real(connection, table, changed)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "copied", careless)
    with pytest.raises(Refused, match="person is not what the file holds"):
        moving.promote(server.dsn(empty), tables)
    assert not any(moving.whole(server.dsn(empty)).values())


def test_ties_and_indexes_stand_again_as_they_were(
    server: Server, empty: str, make_desk: MakeDesk
) -> None:
    wanted = ties(server, empty)
    assert len(wanted) > 80
    moving.promote(server.dsn(empty), filled(make_desk).session.store.whole())
    assert ties(server, empty) == wanted


def ties(server: Server, database: str) -> list[str]:
    """Return all indexes, references, triggers and policies of a board, in words."""
    with connect(server.dsn(database), is_plain=True) as connection:
        rows = connection.execute(
            b"""SELECT indexdef AS made FROM pg_indexes WHERE schemaname = 'board'
            UNION ALL SELECT conrelid::regclass || ' ' || conname || pg_get_constraintdef(oid)
                FROM pg_constraint WHERE connamespace = 'board'::regnamespace
            UNION ALL SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text
                FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT tablename || policyname || coalesce(qual, '') FROM pg_policies
            UNION ALL SELECT relname || relrowsecurity::text || relforcerowsecurity::text
                FROM pg_class
                WHERE relnamespace = 'board'::regnamespace AND relkind = 'r'"""
        ).fetchall()
    return sorted(str(row["made"]) for row in rows)


def test_preparing_again_changes_no_row(server: Server, make_desk: MakeDesk) -> None:
    desk = filled(make_desk)
    database = server.served(desk.session)
    before = moving.whole(server.dsn(database))
    assert prepare(server.dsn(database)) is False
    assert moving.whole(server.dsn(database)) == before


OLDER = (
    *(
        f"ALTER TABLE board.{table} DROP COLUMN handling"
        for table in ("agenda_item", "decision", "action_item", "minutes_block", "review")
    ),
    *(
        f"ALTER TABLE board.board DROP COLUMN {column}"
        for column in (
            "scheme_id",
            "controlled_by",
            "contact",
            "decontrol",
            "language",
            "date_style",
        )
    ),
    "DROP TABLE board.marking_scheme",
    "UPDATE board.schema_version SET version = 1",
)
"""What takes a database back to the first schema that a server had."""


def test_older_tables_are_brought_up_to_date_with_what_they_hold(
    server: Server, make_desk: MakeDesk
) -> None:
    desk = filled(make_desk)
    database = server.served(desk.session)
    before, made = moving.whole(server.dsn(database)), ties(server, database)
    for statement in OLDER:
        server.run(statement, database)
    with pytest.raises(Refused, match="older version"):
        opened(server.dsn(database), desk.clock)
    assert prepare(server.dsn(database)) is False
    assert moving.whole(server.dsn(database)) == before
    assert ties(server, database) == made


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("DROP SCHEMA board CASCADE", "no board in this database"),
        ("UPDATE board.schema_version SET version = 99", "newer version of Upstream"),
        ("UPDATE board.schema_version SET version = 0", "older version"),
    ],
)
def test_other_schemas_are_told_apart(
    server: Server, make_desk: MakeDesk, change: str, says: str
) -> None:
    desk = filled(make_desk)
    database = server.served(desk.session)
    server.run(change, database)
    with pytest.raises(Refused, match=says):
        opened(server.dsn(database), desk.clock)


def test_only_who_runs_the_board_takes_it_out(served: ServedDesk, tmp_path: Path) -> None:
    target = tmp_path / "mine.board"
    served.become("Ben Okoro")
    with pytest.raises(NotAllowed, match="secretariat"):
        bootstrap.write_as_file(served.session, target, PASSPHRASE, served.clock)
    assert not target.exists()
    served.become("Ann Reed")
    bootstrap.write_as_file(served.session, target, PASSPHRASE, served.clock)
    back = bootstrap.open_board(target, PASSPHRASE, served.clock)
    assert back.board().uid == served.session.board().uid
    back.store.close()
