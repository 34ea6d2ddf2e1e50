"""Ways back in the window: backups, restore, another passphrase, damage, a lost file, a share."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from board_app import bootstrap
from board_app.domain.errors import StorageUnavailable
from board_app.domain.ids import RecordId
from board_app.services.agenda import AddItem
from board_app.services.keeping import Why
from board_app.services.session import Session
from db import medium
from tests.desk import MEETING_DAY, PASSPHRASE, HandClock
from tests.stories.person import Person
from ui.app import application, pages
from ui.keeper import Keeper
from ui.kit.dialogs import Confirm, FormDialog
from ui.kit.text import PlainLabel
from ui.opening.doors import Doors
from ui.pages.settings.page import SettingsPage
from ui.places import SETTINGS, Place
from ui.theme.service import theme
from ui.work import ThreadRunner


@pytest.fixture
def path(board_file: tuple[Path, bytes], tmp_path: Path) -> Path:
    folder = tmp_path / "boards"
    folder.mkdir()
    copy = folder / "own.board"
    shutil.copyfile(board_file[0], copy)
    return copy


@pytest.fixture
def person(qtbot: QtBot, qapp: QApplication, tmp_path: Path, path: Path) -> Iterator[Person]:
    """Give the secretary at a machine that knows them."""
    made = Person(qtbot, tmp_path / "home", HandClock(), keyboard_only=False)
    session = bootstrap.open_board(path, PASSPHRASE, made.clock)
    people = session.reading.directory.people(MEETING_DAY)
    secretary = next(one for one in people if one.role and one.role.runs_the_board)
    made.program.memory.is_person(session.board().uid, secretary.id)
    session.store.close()
    application(made.program)
    theme().show("light", "comfortable")
    yield made
    made.doors.leave()


def session_of(person: Person) -> Session:
    context = person.doors.context
    assert context is not None
    return context.desk.session


def settings_of(person: Person) -> SettingsPage:
    person.window.go(Place(SETTINGS))
    page = person.window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.backups)
    return page


def titles(session: Session) -> list[str]:
    meetings = session.reading.meetings
    return [row.title for row in meetings.agenda(meetings.by_reference("2015-07").id)]


def add(person: Person, title: str) -> None:
    session = session_of(person)
    meeting: RecordId = session.reading.meetings.by_reference("2015-07").id
    context = person.doors.context
    assert context is not None
    context.desk.do(person.window, AddItem(meeting_id=meeting, title=title))


def back_up(person: Person) -> None:
    assert person.program.keeping.back_up(session_of(person), Why.ASKED) is not None
    person.clock.go(timedelta(hours=1))


def question() -> Confirm:
    front = QApplication.activeModalWidget()
    assert isinstance(front, Confirm), f"no question is asked, but {front}"
    return front


def asked() -> str:
    return " ".join(label.text() for label in question().findChildren(PlainLabel))


def say_yes() -> None:
    next(
        one for one in question().findChildren(QAction) if one.objectName() == "confirm_yes"
    ).trigger()
    QApplication.processEvents()


def spoil(path: Path, at: int = 100) -> bytes:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    return bytes(data)


def shown_dialog() -> QDialog | None:
    front = QApplication.activeModalWidget()
    return front if isinstance(front, QDialog) else None


# Backups and the way back to one


def test_backup_by_hand_is_listed_with_its_reason(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    page = settings_of(person)
    assert page.backups.list.empty_text.startswith("No backup yet")
    person.push("back_up_now")
    assert "Backed up and checked" in page.backups.said.text()
    ((made, why, seal, changes, size),) = person.rows("backup_list")
    assert made == "6 Jul 2015, 10:00"
    assert why == "By hand"
    assert int(changes) > 0
    assert len(seal) == 8
    assert size.endswith(" MB")


def test_board_is_restored_and_what_was_there_can_come_back(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    add(person, "Before the backup")
    back_up(person)
    add(person, "After the backup")
    settings_of(person)
    person.choose("backup_list", "By hand")
    person.push("restore_backup")
    assert "What was changed since 6 Jul 2015, 10:00" in " ".join(person.labels())
    person.accept()

    assert shown_dialog() is None
    assert titles(session_of(person)) == ["Before the backup"]
    assert "This is the board of 6 Jul 2015, 10:00." in person.labels()
    assert session_of(person).actor.runs_the_board, "the machine still knows who this is"
    add(person, "Work goes on")
    person.window.undo_action.trigger()
    assert titles(session_of(person)) == ["Before the backup"]

    settings_of(person)
    reasons = [row[1] for row in person.rows("backup_list")]
    # The timed one may come in between: the window was open for a moment.
    assert [one for one in reasons if one != "While at work"] == [
        "After a restore",
        "Before a restore",
        "By hand",
    ]
    person.choose("backup_list", "Before a restore")
    person.push("restore_backup")
    person.accept()
    assert titles(session_of(person)) == ["Before the backup", "After the backup"]
    person.leave()

    session = bootstrap.open_board(path, PASSPHRASE)
    assert titles(session) == ["Before the backup", "After the backup"]
    assert session.store.faults() == []
    session.store.close()


def test_restore_works_with_the_store_on_its_own_thread(
    person: Person, path: Path, qtbot: QtBot
) -> None:
    doors = Doors(person.program, pages(), ThreadRunner)
    doors.begin(path, PASSPHRASE)
    qtbot.waitUntil(lambda: doors.window is not None and doors.window.isVisible())
    first = doors.window
    assert first is not None
    first.go(Place(SETTINGS))
    page = first.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentWidget(page.backups)
    page.backups.make.trigger()
    qtbot.waitUntil(lambda: bool(page.backups.list.model().rowCount()))
    page.backups.list.select_id(page.backups.list.rows()[0].id)
    page.backups.restore.trigger()
    dialog = first.findChild(FormDialog)
    assert dialog is not None
    dialog.submit()
    qtbot.waitUntil(lambda: doors.window is not first)
    second = doors.window
    assert second is not None
    qtbot.waitUntil(second.isVisible)
    assert "This is the board of" in second.strips.text_of("opened")
    qtbot.waitUntil(lambda: doors.is_listening)
    second.close()
    doors.stop()


def test_representative_can_restore_nothing(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    back_up(person)
    page = settings_of(person)
    person.choose("backup_list", "By hand")
    assert page.backups.restore.isEnabled()
    people = session_of(person).reading.directory.people(MEETING_DAY)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    assert not page.backups.restore.isEnabled()
    assert not page.file.change.isEnabled()
    assert page.backups.make.isEnabled(), "a backup more harms nobody"


def test_restore_that_fails_leaves_the_board_open(
    person: Person, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start(path, PASSPHRASE)
    back_up(person)
    add(person, "Kept")
    settings_of(person)
    person.choose("backup_list", "By hand")
    person.push("restore_backup")

    def full(*_: object) -> None:
        raise StorageUnavailable("The disk is full.")

    monkeypatch.setattr("db.restoring._must_be_sound", full)
    person.accept()
    assert "The disk is full." in person.form().form.message.text()
    person.close_dialog()
    assert titles(session_of(person)) == ["Kept"]
    add(person, "Goes on")
    assert titles(session_of(person)) == ["Kept", "Goes on"]


# Another passphrase


def test_passphrase_is_changed_and_the_old_one_opens_no_more(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    add(person, "Kept")
    page = settings_of(person)
    page.tabs.setCurrentIndex(4)
    person.push("change_passphrase")
    person.fill("old", "wrong")
    person.fill("passphrase", "new words")
    person.fill("again", "other words")
    person.accept()
    assert "differ" in person.form().form.fields["again"].error.text()
    person.fill("again", "new words")
    person.accept()
    assert "not the passphrase" in person.form().form.fields["old"].error.text()
    person.fill("old", PASSPHRASE)
    person.accept()

    assert shown_dialog() is None
    assert "Print the new recovery code" in " ".join(person.labels())
    assert titles(session_of(person)) == ["Kept"]
    person.leave()
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert "does not fit" in person.form().form.message.text(), "no backup is offered for it"
    person.fill("passphrase", "new words")
    person.accept()
    assert titles(session_of(person)) == ["Kept"]


# What can't be opened as it lies there


def test_damaged_board_is_opened_from_its_last_backup(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    add(person, "Kept")
    back_up(person)
    person.leave()
    spoilt = spoil(path)
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", PASSPHRASE)
    person.accept()

    said = asked()
    assert "is damaged" in said
    assert "6 Jul 2015" in said
    assert path.read_bytes() == spoilt, "asking changes nothing"
    person.close_dialog()
    assert "is damaged" in person.form().form.message.text()
    assert path.read_bytes() == spoilt
    person.accept()
    say_yes()

    assert titles(session_of(person)) == ["Kept"]
    kept = [one for one in path.parent.iterdir() if "damaged" in one.name]
    assert [one.read_bytes() for one in kept] == [spoilt]
    assert kept[0].name in person.window.strips.text_of("opened")


def test_damage_that_is_met_while_opening_is_mended_too(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    add(person, "Kept")
    back_up(person)
    person.leave()
    spoil(path, at=-100)  # on a page that is read once the file is open
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert "is damaged" in asked()
    say_yes()
    assert titles(session_of(person)) == ["Kept"]
    assert [one for one in path.parent.iterdir() if "damaged" in one.name]


def test_file_that_another_took_the_place_of_is_noticed(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    back_up(person)
    person.leave()
    path.write_bytes(bytes(reversed(path.read_bytes())))
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", "never a passphrase of it")
    person.accept()
    assert "does not fit" in person.form().form.message.text()
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert "another file took its place" in asked()
    say_yes()
    assert titles(session_of(person)) == []


def test_damage_without_a_backup_is_said(person: Person, path: Path) -> None:
    spoil(path)
    person.start()
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert "is damaged" in person.form().form.message.text()


def test_lost_board_comes_back_from_its_backup(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    add(person, "Kept")
    back_up(person)
    person.leave()
    path.unlink()
    person.welcome.open_asked.emit(str(path))
    assert "If it was moved" in " ".join(person.labels())
    person.fill("passphrase", "wrong")
    person.accept()
    assert "does not fit" in person.form().form.message.text()
    assert not path.exists()
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    assert titles(session_of(person)) == ["Kept"]


def test_board_on_a_disk_that_was_taken_out_is_not_made_anew(person: Person, path: Path) -> None:
    person.start(path, PASSPHRASE)
    back_up(person)
    person.leave()
    shutil.rmtree(path.parent)
    person.welcome.open_asked.emit(str(path))
    assert "is not there any more" in person.welcome.notice.words.text()
    assert shown_dialog() is None


def test_board_on_a_share_is_worked_at_as_a_copy(
    person: Person, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = path.parent

    def kind(where: Path) -> str:
        return "nfs4" if where == share else ""

    monkeypatch.setattr(medium, "share_of", kind)
    before = path.read_bytes()
    person.start()
    person.welcome.open_asked.emit(str(path))
    person.fill("passphrase", PASSPHRASE)
    person.accept()
    say_yes()
    person.save_as(tmp_path / "mine.board")
    add(person, "On this computer")
    assert titles(session_of(person)) == ["On this computer"]
    assert path.read_bytes() == before
    assert [one.name for one in share.iterdir()] == [path.name]


# What is open


def test_board_that_may_only_be_read_says_so_and_refuses(
    person: Person, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(medium, "why_read_only", lambda _: "own.board may only be read")
    before = path.read_bytes()
    person.start(path, PASSPHRASE)
    assert "open to read only" in person.window.strips.text_of("read_only")
    page = settings_of(person)
    assert not page.file.change.isEnabled()
    page.desk.keep_draft(page, "notes.1", "typed")
    add(person, "Never")
    assert titles(session_of(person)) == []
    assert path.read_bytes() == before


def test_backup_is_made_once_one_is_due(person: Person, path: Path, qtbot: QtBot) -> None:
    person.start(path, PASSPHRASE)
    keeper = waited_for(person, qtbot)
    assert len(person.program.keeping.at(path)) == 1, "the first comes at once"
    add(person, "A change")
    keeper.look()
    assert len(person.program.keeping.at(path)) == 1, "the last one is young"
    person.clock.go(timedelta(minutes=31))
    keeper.look()
    assert [one.why for one in person.program.keeping.at(path)] == [Why.TIMED] * 2
    person.clock.go(timedelta(minutes=31))
    keeper.look()
    assert len(person.program.keeping.at(path)) == 2, "nothing changed since"


def test_backup_that_fails_is_said_until_one_succeeds(
    person: Person, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.start(path, PASSPHRASE)
    keeper = waited_for(person, qtbot)
    add(person, "A change")
    person.clock.go(timedelta(minutes=31))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("db.backups.verified_copy", full)
        keeper.look()
    assert "has no backup" in person.window.strips.text_of("kept")
    assert "room" in person.window.strips.text_of("kept")
    keeper.look()
    assert person.window.strips.text_of("kept") == ""


def test_file_behind_its_backup_is_doubted(person: Person, path: Path, qtbot: QtBot) -> None:
    older = path.read_bytes()
    person.start(path, PASSPHRASE)
    add(person, "Lost with the older copy")
    back_up(person)
    person.leave()
    path.write_bytes(older)
    person.start(path, PASSPHRASE)
    waited_for(person, qtbot)
    assert "does not hold everything" in person.window.strips.text_of("doubt")


def test_cloud_folder_is_warned_of(
    person: Person, path: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    moved = folder / path.name
    path.rename(moved)
    person.start(moved, PASSPHRASE)
    waited_for(person, qtbot)
    assert "Dropbox copies the folder" in person.window.strips.text_of("doubt")


def waited_for(person: Person, qtbot: QtBot) -> Keeper:
    qtbot.waitUntil(lambda: person.doors.is_listening)
    keeper = person.doors._keeper
    assert keeper is not None
    return keeper
