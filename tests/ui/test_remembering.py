"""The keyring in the window: offered where there is one, used, renewed and emptied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.os_keyring import OsKeyring
from tests.desk import PASSPHRASE, HandClock
from tests.stories.person import Person
from tests.test_os_keyring import Held
from ui.app import application
from ui.pages.settings.page import SettingsPage
from ui.places import SETTINGS, Place

SERVICE = "Upstream"


@pytest.fixture
def path(board_file: tuple[Path, bytes], tmp_path: Path) -> Path:
    copy = tmp_path / "own.board"
    shutil.copyfile(board_file[0], copy)
    return copy


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path, held: Held) -> Iterator[Person]:
    made = Person(qtbot, tmp_path / "home", HandClock(), keyboard_only=False)
    made.program._secrets = OsKeyring(held)
    application(made.program)
    made.start()
    yield made
    while (front := QApplication.activeModalWidget()) is not None:
        front.close()
    made.doors.leave()


def opened(person: Person) -> bool:
    return person.doors.context is not None


def test_passphrase_is_kept_only_if_asked_and_opens_the_board_then(
    person: Person, path: Path, held: Held
) -> None:
    person.welcome.open_asked.emit(str(path))
    assert person.form().form.fields["remember"].value() is False
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert opened(person)
    assert held.kept == {}
    person.close_dialog()
    person.leave()

    person.welcome.open_asked.emit(str(path))
    person.form().form.fields["remember"].set_value(True)
    person.fill("passphrase", "wrong")
    person.accept()
    assert held.kept == {}, "what opens nothing is not kept"
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert held.kept == {(SERVICE, str(path)): PASSPHRASE}
    person.close_dialog()
    person.leave()

    person.welcome.open_asked.emit(str(path))
    assert opened(person), "without a question"
    assert held.kept == {(SERVICE, str(path)): PASSPHRASE}


def test_a_kept_passphrase_that_fits_no_more_is_asked_for(
    person: Person, path: Path, held: Held
) -> None:
    held.kept[SERVICE, str(path)] = "of last year"
    person.welcome.open_asked.emit(str(path))
    assert "does not fit" in person.form().form.message.text()
    person.form().form.fields["remember"].set_value(False)
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert opened(person)
    assert held.kept == {}, "it was taken out again"


def test_a_new_passphrase_is_new_in_the_keyring_too(person: Person, path: Path, held: Held) -> None:
    held.kept[SERVICE, str(path)] = PASSPHRASE
    person.welcome.open_asked.emit(str(path))
    person.close_dialog()
    context = person.doors.context
    assert context is not None
    people = context.desk.session.reading.directory.people(context.desk.board.today)
    context.desk.become(next(one for one in people if one.role and one.role.runs_the_board))
    person.window.go(Place(SETTINGS))
    page = person.window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    person.push("change_passphrase")
    for field, text in (("old", PASSPHRASE), ("passphrase", "new"), ("again", "new")):
        person.fill(field, text)
    person.accept()
    assert held.kept == {(SERVICE, str(path)): "new"}


def test_a_computer_without_a_keyring_asks_nothing(
    person: Person, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OsKeyring, "is_there", False)
    person.welcome.open_asked.emit(str(path))
    assert "remember" not in person.form().form.fields
    person.close_dialog()


def test_the_server_form_offers_it_too(person: Person) -> None:
    person.welcome.server_asked.emit()
    assert person.form().form.fields["remember"].value() is False
    person.close_dialog()
