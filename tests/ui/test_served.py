"""Opening a board on a server from the welcome window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.bootstrap import open_board
from board_app.services.reading import ActionFilter
from board_app.services.served import ServedPlace
from tests.desk import PASSPHRASE, Desk, HandClock
from tests.server.serving import ServedDesk, Server
from tests.stories.person import CONTROL, KEY, SHIFT, Person
from ui.app import application
from ui.theme.service import theme


@pytest.fixture
def served(server: Server, board_file: tuple[Path, bytes], tmp_path: Path) -> Iterator[ServedDesk]:
    database = server.copy_of(*board_file, Desk)
    desk = ServedDesk(tmp_path / "none.board", board_file[1], server=server, database=database)
    yield desk
    desk.close()
    server.drop(database)


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Person:
    made = Person(qtbot, tmp_path / "home", HandClock(), keyboard_only=True)
    application(made.program)
    theme().show("light", "comfortable")
    made.start()
    return made


def test_connects_by_keyboard_and_is_remembered_without_a_secret(
    person: Person, served: ServedDesk, tmp_path: Path
) -> None:
    person.press(KEY.Key_O, CONTROL | SHIFT)
    person.fill("host", served.server.host)
    person.fill("database", served.database)
    person.fill("user", served.login("Ben Okoro"))
    person.fill("passphrase", "a long passphrase")
    person.accept()
    assert person.window.isVisible()
    assert "Ben Okoro" in person.text("who_am_i")
    kept = (tmp_path / "home" / "settings.json").read_text()
    assert served.database in kept
    assert "passphrase" not in kept

    # Nobody becomes somebody else at a served board.
    person.window.person_asked.emit()
    assert QApplication.activeModalWidget() is None
    person.leave()

    person.start()
    assert person.rows("recent_boards")[0][0] == served.database
    person.welcome.open_asked.emit(person.program.memory.now.recent[0])
    assert person.form().form.fields["user"].value() == served.login("Ben Okoro")
    person.close_dialog()


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"database": "x", "user": "y"}, "host", "Name the server"),
        ({"host": "h", "user": "y"}, "database", "Name the board"),
        ({"host": "h", "database": "x"}, "user", "Name the login"),
        (
            {"host": "h", "database": "x", "user": "y", "root_certificate": "/nowhere"},
            "root_certificate",
            "no such file",
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    person: Person, given: dict[str, str], field: str, says: str
) -> None:
    person.press(KEY.Key_O, CONTROL | SHIFT)
    for name, value in given.items():
        person.fill(name, value)
    person.accept()
    assert says in person.form().form.fields[field].error.text()
    person.close_dialog()


def test_a_server_that_is_not_there_is_said_and_the_form_stays(person: Person) -> None:
    person.press(KEY.Key_O, CONTROL | SHIFT)
    for name, value in {"host": "/nowhere", "database": "x", "user": "y"}.items():
        person.fill(name, value)
    person.accept()
    assert "can't be reached" in person.form().form.message.text()
    assert person.form().form.fields["host"].value() == "/nowhere"
    person.close_dialog()


def test_address_alone_opens_the_window_or_asks(
    person: Person, served: ServedDesk, qtbot: QtBot
) -> None:
    place = ServedPlace(served.server.host, served.database, served.login("Ann Reed"))
    person.doors.begin(place, None)
    assert person.form().form.fields["database"].value() == served.database
    person.close_dialog()
    person.doors.begin(place, "any")
    qtbot.waitUntil(person.window.isVisible)
    person.leave()


def test_secretariat_writes_the_served_board_as_a_file_that_opens(
    person: Person, served: ServedDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    served.action("Report", lead_id=served.agencies["state"])
    place = ServedPlace(served.server.host, served.database, served.login("Ann Reed"))
    person.doors.begin(place, "any")
    qtbot.waitUntil(person.window.isVisible)
    person.press(KEY.Key_7, CONTROL)
    person.jump("Write the board as a file")
    person.fill("passphrase", PASSPHRASE)
    person.fill("again", "something else")
    person.accept()
    assert "differ" in person.form().form.fields["again"].error.text()
    person.fill("again", PASSPHRASE)
    person.accept()
    person.save_as(tmp_path / "mine.board")
    assert "The whole board is in" in person.text("file_said")
    person.leave()

    written = open_board(tmp_path / "mine.board", PASSPHRASE)
    assert [row.title for row in written.reading.actions.actions(ActionFilter())] == ["Report"]
    assert written.store.faults() == []
    written.store.close()
