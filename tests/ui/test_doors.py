"""Opening boards: passphrase, who am I, one window a file, one board after another."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.bootstrap import export_board, open_board
from tests.desk import PASSPHRASE, HandClock
from tests.stories.person import CONTROL, KEY, Person
from ui.app import application, pages
from ui.opening.doors import Doors
from ui.single import Doorbell, raise_other
from ui.theme.service import theme
from ui.window import MainWindow
from ui.work import InlineRunner


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Person:
    made = Person(qtbot, tmp_path / "home", HandClock(), keyboard_only=False)
    application(made.program)
    theme().show("light", "comfortable")
    return made


@pytest.fixture
def path(board_file: tuple[Path, bytes], tmp_path: Path) -> Path:
    copy = tmp_path / "first.board"
    shutil.copyfile(board_file[0], copy)
    return copy


def test_wrong_passphrase_is_said_and_asked_again(person: Person, path: Path) -> None:
    before = path.read_bytes()
    person.start()
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", "wrong")
    person.accept()

    assert "passphrase does not fit" in person.form().form.message.text()
    assert path.read_bytes() == before

    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert person.window.isVisible()
    person.close_dialog()
    person.leave()


def test_board_that_is_gone_is_said_and_forgotten(person: Person, tmp_path: Path) -> None:
    gone = tmp_path / "gone.board"
    person.program.memory.opened(gone)
    person.start()

    person.welcome.open_asked.emit(str(gone))

    assert "is not there any more" in person.welcome.notice.words.text()
    assert person.program.memory.now.recent == ()


def test_person_is_remembered_on_this_machine(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    names = [
        person.form().form.fields["person"].editor.itemText(at)  # type: ignore[attr-defined]  # a combo box
        for at in range(3)
    ]
    person.pick("person", names[1].split(" · ")[0])
    person.accept()
    who = person.text("who_am_i")
    person.leave()

    person.start(path, PASSPHRASE)

    assert person.text("who_am_i") == who
    assert names[1].split(" · ")[0] in who
    person.leave()


def test_boards_are_opened_one_after_another(person: Person, path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.board"
    shutil.copyfile(path, other)
    person.start(path, PASSPHRASE)
    person.close_dialog()
    first = person.window

    first.boards_asked.emit()
    assert not first.isVisible()
    person.doors.open_path(other, PASSPHRASE)

    assert person.window is not first
    assert person.window.isVisible()
    assert person.program.memory.now.recent == (str(other), str(path))
    person.close_dialog()
    person.leave()


def test_windows_of_boards_that_were_left_are_put_away(
    person: Person, path: Path, qtbot: QtBot
) -> None:
    for _ in range(3):
        person.start(path, PASSPHRASE)
        person.close_dialog()
        person.leave()
    person.start(path, PASSPHRASE)
    person.close_dialog()

    def windows() -> int:
        return sum(isinstance(one, MainWindow) for one in QApplication.topLevelWidgets())

    qtbot.waitUntil(lambda: windows() == 1)


def test_second_start_on_an_open_board_shows_nothing(
    person: Person, path: Path, qtbot: QtBot
) -> None:
    person.start(path, PASSPHRASE)
    person.close_dialog()
    second = Doors(person.program, pages(), InlineRunner)
    qtbot.waitUntil(lambda: person.doors.is_listening)  # once the first page has been painted

    assert second.begin(path, PASSPHRASE) is False

    assert second.window is None
    person.leave()


def test_second_start_raises_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "one.board"
    assert not raise_other(path), "nobody has it open"
    bell = Doorbell(path)

    with qtbot.waitSignal(bell.rung, timeout=2000):
        assert raise_other(path)

    bell.close()
    assert not raise_other(path)


def test_a_new_board_is_made_of_an_exported_one(person: Person, path: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "whole.json", tmp_path / "again.board"
    session = open_board(path, PASSPHRASE)
    export_board(session, source)
    session.store.close()
    person.start()
    person.push("board_from_export", keys=(KEY.Key_I, CONTROL))
    person.save_as(source)
    person.fill("passphrase", "one")
    person.fill("again", "two")
    person.accept()
    assert "differ" in person.form().form.fields["again"].error.text()
    person.fill("passphrase", "new words")
    person.fill("again", "new words")
    person.accept()
    person.save_as(target)

    assert person.window.isVisible()
    person.close_dialog()
    person.leave()
    open_board(target, "new words").store.close()


def test_a_file_that_is_no_export_is_said(person: Person, tmp_path: Path) -> None:
    source = tmp_path / "letter.json"
    source.write_text("Dear board")
    person.start()
    person.push("board_from_export", keys=(KEY.Key_I, CONTROL))
    person.save_as(source)
    person.fill("passphrase", "new words")
    person.fill("again", "new words")
    person.accept()
    person.save_as(tmp_path / "again.board")

    assert "is not JSON" in person.form().form.message.text()
    assert not (tmp_path / "again.board").exists()
    person.close_dialog()
