"""Two people at two machines on one server: what one writes, the other sees without a click."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from board_app.services.served import ServedPlace
from tests.desk import Desk, HandClock
from tests.server.proxy import Proxy, between
from tests.server.serving import ServedDesk, Server
from tests.stories.person import CONTROL, KEY, Person
from ui.app import application
from ui.kit.rows import RowList
from ui.theme.service import theme


@pytest.fixture
def served(server: Server, board_file: tuple[Path, bytes], tmp_path: Path) -> Iterator[ServedDesk]:
    database = server.copy_of(*board_file, Desk)
    desk = ServedDesk(tmp_path / "none.board", board_file[1], server=server, database=database)
    desk.action("Report on visas", lead_id=desk.agencies["state"])
    yield desk
    desk.close()
    server.drop(database)


@pytest.fixture
def wire(server: Server) -> Iterator[Proxy]:
    with between(server.host) as proxy:
        yield proxy


def arrived(qtbot: QtBot, desk: ServedDesk, name: str, home: Path, host: str) -> Person:
    """Return somebody who has opened the served board with their own login."""
    person = Person(qtbot, home, HandClock(), keyboard_only=True)
    application(person.program)
    theme().show("light", "comfortable")
    place = ServedPlace(host, desk.database, desk.login(name))
    person.doors.begin(place, "any")
    assert isinstance(person.doors.window, QMainWindow)
    qtbot.waitUntil(person.window.isVisible)
    return person


def before(person: Person) -> Person:
    """Sit down at a person's machine: both windows of this test are of one program."""
    person.window.activateWindow()
    QApplication.processEvents()
    return person


def listed(person: Person) -> str:
    """Return what a screen shows at which nobody sits."""
    rows = person.window.findChild(RowList, "actions_list")
    assert rows is not None
    model = rows.model()
    return str([model.index(y, x).data() for y in range(model.rowCount()) for x in range(6)])


def test_a_follow_up_is_on_the_other_screen_without_a_click(
    qtbot: QtBot, qapp: QApplication, served: ServedDesk, tmp_path: Path
) -> None:
    host = served.server.host
    ann = arrived(qtbot, served, "Ann Reed", tmp_path / "ann", host)
    ann.press(KEY.Key_3, CONTROL)
    assert "Open" in str(ann.rows("actions_list"))

    ben = arrived(qtbot, served, "Ben Okoro", tmp_path / "ben", host)
    before(ben)
    assert "Ben Okoro" in ben.text("who_am_i")
    ben.press(KEY.Key_3, CONTROL)
    ben.press(KEY.Key_F)
    ben.fill("text", "Two posts agreed.")
    ben.pick("status", "In progress")
    ben.accept()
    assert "In progress" in str(ben.rows("actions_list"))

    qtbot.waitUntil(lambda: "In progress" in listed(ann), timeout=2000)
    assert ann.window.connection.isHidden()
    for person in (ben, ann):
        before(person).leave()


def test_silence_is_told_and_what_was_typed_stays(
    qtbot: QtBot, qapp: QApplication, served: ServedDesk, wire: Proxy, tmp_path: Path
) -> None:
    ben = before(arrived(qtbot, served, "Ben Okoro", tmp_path / "ben", wire.host))
    ben.press(KEY.Key_3, CONTROL)
    ben.press(KEY.Key_F)
    ben.fill("text", "Two posts agreed.")
    wire.is_down = True
    wire.drop()

    ben.accept()
    assert "does not answer" in ben.form().form.message.text()
    assert ben.form().form.fields["text"].value() == "Two posts agreed."
    qtbot.waitUntil(ben.window.connection.isVisible, timeout=3000)
    assert "tries again" in ben.window.connection.words.text()

    wire.is_down = False
    qtbot.waitUntil(lambda: not ben.window.connection.isVisible(), timeout=5000)
    ben.accept()
    stored = served.engine.rows("SELECT text FROM follow_up")
    assert [row["text"] for row in stored] == ["Two posts agreed."]

    # What others do is heard again as well.
    served.action("Asked later", lead_id=served.agencies["state"])
    qtbot.waitUntil(lambda: "Asked later" in str(ben.rows("actions_list")), timeout=5000)
    ben.leave()
