"""The settings: the board's rules, countries, looks, and the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot

from board_app.domain.style import DateStyle, Language
from board_app.services.board import NameCountry, ReviseBoard
from board_app.services.rows import CountryRow
from tests.desk import PASSPHRASE
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, cells, column, dialog_of, fill, press, problem, push, said
from tests.ui.conftest import MakePage
from ui.kit.fields import Field
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.pages.settings.page import SettingsPage
from ui.places import SETTINGS, Place
from ui.theme.service import theme

BOARD, COUNTRIES, LOOKS, MARKINGS, FILE = range(5)


@pytest.fixture
def page(desk: Board, context: Context, make_page: MakePage) -> SettingsPage:
    context.board_path = desk.path
    return cast("SettingsPage", make_page(SettingsPage, Place(SETTINGS)))


@pytest.fixture(autouse=True)
def _usual_looks() -> Iterator[None]:
    yield
    theme().show("light", "comfortable")


def write(qtbot: QtBot, field: Field, text: str) -> None:
    line = field.editor if isinstance(field.editor, QLineEdit) else field.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    qtbot.keyClick(line, KEY.Key_A, acting.CONTROL)
    qtbot.keyClick(line, KEY.Key_Delete)
    qtbot.keyClicks(line, text)


def country(desk: Board, code: str) -> CountryRow:
    return next(one for one in desk.session.reading.board.countries() if one.alpha2 == code)


def test_rules_of_the_board_are_one_change(page: SettingsPage, desk: Board, qtbot: QtBot) -> None:
    fields = page.form.fields
    assert fields["name"].value() == "Prevention Board"
    write(qtbot, fields["name"], "Board for Prevention")
    write(qtbot, fields["quorum"], "3")
    write(qtbot, fields["country_code"], "us")
    press(qtbot, fields["name"].editor, KEY.Key_S, acting.CONTROL)

    board = desk.session.board()
    assert (board.name, board.quorum, board.country_code) == ("Board for Prevention", 3, "US")
    page.desk.undo()
    assert desk.session.board().name == "Prevention Board"
    assert fields["name"].value() == "Prevention Board"


def test_language_and_dates_of_papers_are_chosen_and_taken_back(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    fields = page.form.fields
    assert fields["language"].value() is Language.ENGLISH
    fields["language"].set_value(Language.FRENCH)
    fields["date_style"].set_value(DateStyle.ISO)
    push(qtbot, page, "save_settings")
    board = desk.session.board()
    assert (board.language, board.date_style) == (Language.FRENCH, DateStyle.ISO)
    page.desk.undo()
    assert fields["language"].value() is Language.ENGLISH
    assert fields["date_style"].value() is DateStyle.DAY_FIRST


def test_bad_rule_keeps_what_was_typed_and_says_why(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    before = desk.digest()
    fields = page.form.fields
    write(qtbot, fields["place"], "Room 4")
    write(qtbot, fields["quorum"], "many")
    push(qtbot, page, "save_settings")
    assert "whole number" in fields["quorum"].error.text()
    write(qtbot, fields["quorum"], "2")
    write(qtbot, fields["name"], "")
    push(qtbot, page, "save_settings")
    assert "can't be empty" in fields["name"].error.text()
    assert not fields["quorum"].error.isVisible()
    assert fields["place"].value() == "Room 4"
    assert desk.digest() == before


def test_change_elsewhere_leaves_what_is_being_typed(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page.form.fields["place"], "Room 4")
    row = country(desk, "TR")
    page.desk.do(page, NameCountry(id=row.id, version=row.version, board_name="Turkey"))
    assert page.form.fields["place"].value() == "Room 4"

    board = desk.session.board()
    values = {
        name: getattr(board, name) for name in ReviseBoard.model_fields if hasattr(board, name)
    }
    page.desk.do(page, ReviseBoard(**{**values, "name": "Renamed by another"}))
    assert page.form.fields["name"].value() == "Renamed by another"
    assert page.form.fields["place"].value() == "Room 4"
    push(qtbot, page, "save_settings")
    assert (desk.session.board().name, desk.session.board().place) == (
        "Renamed by another",
        "Room 4",
    )


def test_country_is_found_and_named_as_the_board_does(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(COUNTRIES)
    page.country_words.setFocus()
    qtbot.keyClicks(page.country_words, "burkina")
    assert column(page.countries, 0) == ["BF BFA"]
    press(qtbot, page.countries, KEY.Key_Return)
    fill(qtbot, dialog_of(page), board_name="Upper Volta")
    accept(qtbot, dialog_of(page))

    assert country(desk, "BF").board_name == "Upper Volta"
    assert cells(page.countries)[0][2] == "Upper Volta"
    qtbot.keyClicks(page.country_words, "nowhere")
    assert page.countries.rows() == ()
    assert page.countries.empty_text.startswith("No country is called like that.")


def test_own_code_is_added_or_refused_beside_its_field(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    page.tabs.setCurrentIndex(COUNTRIES)
    push(qtbot, page, "add_country")
    dialog = dialog_of(page)
    fill(qtbot, dialog, alpha2="X", alpha3="XKX", name="Kosovo")
    accept(qtbot, dialog)
    assert problem(dialog, "alpha2")
    assert dialog.form.fields["name"].value() == "Kosovo"
    fill(qtbot, dialog, alpha2="XK")
    accept(qtbot, dialog)
    assert country(desk, "XK").name == "Kosovo"


def test_looks_are_taken_at_once_and_remembered(page: SettingsPage) -> None:
    page.tabs.setCurrentIndex(LOOKS)
    page.theme_choice.set_value("dark")
    page.density_choice.set_value("compact")
    page.theme_choice.edited.emit()
    assert theme().tokens.name == "dark"
    assert theme().density.name == "compact"
    memory = page.context.outside.memory.now
    assert (memory.theme, memory.density) == ("dark", "compact")


def test_sound_file_is_said_to_be_sound(page: SettingsPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(FILE)
    assert str(page.context.board_path) in page.file.path.text()
    push(qtbot, page, "check_board")
    assert page.file.said.text() == "The file is sound, and its history is whole."


def choose_path(qtbot: QtBot, page: SettingsPage, path: Path) -> None:
    (dialog,) = (one for one in page.findChildren(QFileDialog) if one.isVisible())
    line = acting.seen(dialog, QLineEdit, "fileNameEdit")
    line.setText(str(path))
    qtbot.keyClick(line, KEY.Key_Return)


def test_backup_is_written_where_it_was_asked_for(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(FILE)
    push(qtbot, page, "backup_board")
    choose_path(qtbot, page, tmp_path / "copy")
    assert (tmp_path / "copy.board").stat().st_size > 0
    assert "A checked copy is in" in page.file.said.text()


def test_backup_that_fails_says_why(page: SettingsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.tabs.setCurrentIndex(FILE)
    push(qtbot, page, "backup_board")
    assert page.context.board_path is not None
    page.file._on_backup_path(page.context.board_path)
    assert page.file.said.text()
    assert "A checked copy" not in page.file.said.text()


def test_recovery_code_needs_the_passphrase(page: SettingsPage, qtbot: QtBot, desk: Board) -> None:
    page.tabs.setCurrentIndex(FILE)
    push(qtbot, page, "recovery_code")
    dialog = dialog_of(page)
    editor = dialog.form.fields["passphrase"].editor
    assert isinstance(editor, QLineEdit)
    assert editor.echoMode() is QLineEdit.EchoMode.Password
    fill(qtbot, dialog, passphrase="wrong")
    accept(qtbot, dialog)
    assert acting.has_dialog(page), "a code of a mistyped passphrase opens nothing"
    assert "does not fit" in dialog.form.message.text()
    fill(qtbot, dialog, passphrase=PASSPHRASE)
    accept(qtbot, dialog)
    assert not acting.has_dialog(page)
    assert len(acting.seen(page, PlainLabel, "recovery_code").text()) > 20


def test_tabs_are_reached_by_keyboard(page: SettingsPage, qtbot: QtBot) -> None:
    bar = page.findChildren(QTabWidget)[0].tabBar()
    assert QApplication.focusWidget() is bar
    press(qtbot, bar, KEY.Key_Right)
    assert page.tabs.currentIndex() == COUNTRIES


def test_representative_is_told_what_is_for_the_secretariat(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    people = desk.session.reading.directory.people(desk.session.board().today)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    write(qtbot, page.form.fields["place"], "Our place")
    push(qtbot, page, "save_settings")
    assert "secretariat" in page.form.message.text()
    assert page.form.fields["place"].value() == "Our place"
    assert desk.session.board().place != "Our place"


def test_refused_rules_are_still_being_typed(page: SettingsPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page.form.fields["place"], "Room 4")
    write(qtbot, page.form.fields["country_code"], "nowhere")
    push(qtbot, page, "save_settings")
    row = country(desk, "TR")
    page.desk.do(page, NameCountry(id=row.id, version=row.version, board_name="Turkey"))
    assert page.form.fields["place"].value() == "Room 4"
    assert page.form.fields["country_code"].value() == "nowhere"


@pytest.mark.parametrize(
    ("tab", "name"), [(BOARD, "save_settings"), (MARKINGS, "save_designation")]
)
def test_saving_stays_in_view_in_a_low_window(page: SettingsPage, tab: int, name: str) -> None:
    page.window().resize(1024, 680)
    page.tabs.setCurrentIndex(tab)
    QApplication.processEvents()
    button = acting.seen(page, QPushButton, f"{name}_button")
    assert button.visibleRegion().boundingRect() == button.rect()


def test_commands_of_the_file_stand_under_what_they_are_for(page: SettingsPage) -> None:
    page.tabs.setCurrentIndex(FILE)
    QApplication.processEvents()
    words = said(page.file)
    assert [one for one in words if one in ("Keep", "Export", "Archive")] == [
        "Keep",
        "Export",
        "Archive",
    ]
    tops = {
        name: acting.seen(page, QPushButton, f"{name}_button").y()
        for name in ("check_board", "change_passphrase", "export_board", "export_transfer")
    }
    assert tops["check_board"] == tops["change_passphrase"] < tops["export_board"]
    assert tops["export_board"] < tops["export_transfer"]


def test_nobody_trusted_yet_has_a_button(page: SettingsPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.signatures)
    nothing = page.signatures.nothing
    qtbot.waitUntil(nothing.isVisible)
    assert not page.signatures.remove.isVisible()
    push(qtbot, nothing, "trust_certificate")
    assert any(one.isVisible() for one in page.findChildren(QFileDialog))


def test_backup_that_can_be_restored_is_chosen(page: SettingsPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentWidget(page.backups)
    assert not page.backups.restore.isVisible(), "nothing is greyed without a reason"
    push(qtbot, page, "back_up_now")
    qtbot.waitUntil(lambda: bool(page.backups.list.rows()))
    assert page.backups.restore.isEnabled()
    assert page.backups.list.selected_row() is not None
