"""Papers on a server: what is withheld is not there, a board comes and goes with all it holds."""

from pathlib import Path

import psycopg
import pytest

from board_app import bootstrap
from board_app.domain.base import RecordId
from board_app.domain.errors import NotFound, Spoilt
from board_app.services.attachments import Attach, RemoveAttachment, ReviseAttachment
from board_app.services.bin import bin_entries, plan
from board_app.services.search import search
from board_app.services.search_rows import SearchQuery
from db.server import moving
from db.server.preparing import prepare
from tests.desk import Desk, HandClock, MakeDesk
from tests.papers import PDF
from tests.server.serving import ServedDesk, Server

LONG = b"%PDF-1.7\n" + bytes(range(256)) * 3000


def attached(desk: Desk, name: str = "Zanzibar.pdf", content: bytes = PDF) -> RecordId:
    item = desk.item()
    state = desk.agencies["state"]
    return desk.do(Attach(item_id=item.id, file_name=name, content=content, withheld=(state,)))


def test_withheld_paper_is_not_there_for_that_agency(served: ServedDesk) -> None:
    id = attached(served)
    row = served.session.reading.attachments.attachment(id)
    for person, may in (("Cleo Marsh", False), ("Dora Voss", True), ("Gus Amari", True)):
        served.become(person)
        reading = served.session.reading
        assert bool(search(served.session, SearchQuery("zanzibar")).rows) is may, person
        assert bool(reading.history.find("zanzibar")) is may
        if may:
            assert reading.attachments.content(row.sha256) == PDF
            continue
        with pytest.raises(NotFound):
            reading.attachments.attachment(id)
        with pytest.raises(Spoilt):
            reading.attachments.content(row.sha256)
    # From whom it is withheld is for those who run the board.
    served.become("Dora Voss")
    assert served.session.reading.attachments.attachment(id).withheld_ids == ()
    served.become("Ann Reed")
    row = served.session.reading.attachments.attachment(id)
    served.do(ReviseAttachment(id=id, version=row.version, title="Zanzibar"))
    served.become("Cleo Marsh")
    assert served.session.reading.attachments.attachment(id).title == "Zanzibar"


def test_content_is_let_go_by_those_who_run_the_board_alone(served: ServedDesk) -> None:
    id = attached(served)
    row = served.session.reading.attachments.attachment(id)
    served.do(RemoveAttachment(id=id, version=row.version))
    served.session.do(plan(served.session, bin_entries(served.session)).command)
    served.engine.run("DELETE FROM undo_step")
    for person, left in (("Ben Okoro", 1), ("Ann Reed", 0)):
        dsn = served.server.dsn(served.database, served.login(person))
        with psycopg.connect(dsn, options="-c search_path=board") as connection:
            connection.execute("SELECT sweep()")
        (found,) = served.engine.rows("SELECT count(*) AS n FROM content_piece")
        assert found["n"] == left


def test_board_goes_to_a_server_and_back_with_its_papers(
    make_desk: MakeDesk, server: Server, tmp_path: Path
) -> None:
    desk = make_desk()
    attached(desk, content=LONG)
    before = desk.session.store.whole()
    assert len(before["content_piece"]) == 3
    database = server.database()
    prepare(server.dsn(database))
    assert moving.promote(server.dsn(database), before)["content_piece"] == 3
    moving.demote(server.dsn(database), tmp_path / "back.board", "secret", HandClock())
    session = bootstrap.open_board(tmp_path / "back.board", "secret")
    assert session.store.whole() == before
    session.store.close()
    server.drop(database)


def test_older_database_gets_the_tables_of_papers(served: ServedDesk) -> None:
    attached(served)
    served.close()
    tables = "withheld, attachment, content_piece, content"
    for statement in (
        f"DROP TABLE {', '.join(f'board.{name}' for name in tables.split(', '))} CASCADE",
        "DELETE FROM board.finding_all WHERE kind = 'attachment'",
        "UPDATE board.schema_version SET version = 1",
    ):
        served.server.run(statement, served.database)
    assert prepare(served.server.dsn(served.database)) is False
    # A database that was copied has lost who may come in.
    served.server.run(f"GRANT CONNECT ON DATABASE {served.database} TO PUBLIC")
    served.open()
    id = attached(served, "Again.pdf")
    served.become("Dora Voss")
    row = served.session.reading.attachments.attachment(id)
    assert served.session.reading.attachments.content(row.sha256) == PDF
