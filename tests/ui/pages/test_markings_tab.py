"""Settings, Markings: the scheme in force, another one after a look at it, the block."""

import json
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from board_app.domain.agenda import AgendaItem
from board_app.services.markings import UseScheme
from board_app.services.scheme import scheme_of
from tests.desk import Desk as Board
from tests.services.test_markings import PARTNER
from tests.ui.acting import CONTROL, KEY, SHIFT, accept, dialog_of, has_dialog, press, push, said
from tests.ui.conftest import MakePage
from ui.kit.banner import MarkingBanner
from ui.pages.settings.page import SettingsPage
from ui.places import SETTINGS, Place
from ui.window import MainWindow

MARKINGS = 3


@pytest.fixture
def page(make_page: MakePage) -> SettingsPage:
    made = cast("SettingsPage", make_page(SettingsPage, Place(SETTINGS)))
    made.tabs.setCurrentIndex(MARKINGS)
    return made


def choose(page: SettingsPage, path: Path) -> None:
    """Give a file to the dialog that asks for one."""
    (dialog,) = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(path))
    dialog.close()
    QApplication.processEvents()


def test_own_scheme_comes_from_a_file_after_a_look_at_it(
    page: SettingsPage, desk: Board, tmp_path: Path, qtbot: QtBot
) -> None:
    item = desk.item(marking=1, handling="NOFORN")
    path = tmp_path / "partner.json"
    path.write_text(json.dumps(PARTNER), encoding="utf-8")
    push(qtbot, page, "load_scheme")
    choose(page, path)
    dialog = dialog_of(page)
    assert any("Public (P), Internal (I) and Limited (L)" in one for one in said(dialog))
    assert any("1 marked portion" in one for one in said(dialog))
    accept(qtbot, dialog)
    assert "CUI becomes" in dialog.form.message.text() or has_dialog(page)
    assert scheme_of(desk.session.board()).code == "cui-1", "a term without a home is asked for"
    dialog.form.fields["becomes_CUI"].set_value("I")
    accept(qtbot, dialog)

    assert scheme_of(desk.session.board()).code == "partner-1"
    stored = desk.record(AgendaItem, item.id)
    assert (stored.marking, stored.handling) == (1, "HOME ONLY")
    assert page.markings.title.text() == "Partner handling"
    assert [page.ceiling.itemText(n) for n in range(page.ceiling.count())] == [
        "Up to Limited",
        "Public and Internal",
        "Public only",
    ]
    desk.session.undo()
    assert scheme_of(desk.session.board()).code == "cui-1"
    assert desk.record(AgendaItem, item.id).handling == "NOFORN"


def test_bad_file_is_refused_with_its_place(
    page: SettingsPage, desk: Board, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({**PARTNER, "levels": PARTNER["levels"][:1]}), encoding="utf-8")
    push(qtbot, page, "load_scheme")
    choose(page, path)
    assert not has_dialog(page)
    assert "bad.json can't be used. levels: At least 2" in page.markings.said.text()
    assert page.markings.said.isVisible()
    assert desk.session.reading.board.schemes() == []


def test_shipped_scheme_is_chosen_from_the_list(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "use_scheme")
    accept(qtbot, dialog_of(page))
    assert scheme_of(desk.session.board()).code == "sbu-1"
    assert page.markings.known.value() is not None, "CUI is offered now"
    assert not page.markings.form.fields["decontrol"].isVisible(), "SBU has no such line"


def test_scheme_in_force_is_written_to_be_edited(
    page: SettingsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    push(qtbot, page, "write_scheme")
    choose(page, tmp_path / "cui.json")
    assert json.loads((tmp_path / "cui.json").read_text(encoding="utf-8"))["code"] == "cui-1"
    assert "Edit it, then load it." in page.markings.said.text()


def test_designation_block_is_one_change(page: SettingsPage, desk: Board, qtbot: QtBot) -> None:
    fields = page.markings.form.fields
    fields["contact"].editor.setFocus()
    qtbot.keyClicks(fields["contact"].editor, "Secretariat, ext. 5")
    press(qtbot, fields["contact"].editor, KEY.Key_S, CONTROL | SHIFT)
    assert desk.session.board().contact == "Secretariat, ext. 5"
    desk.session.undo()
    assert desk.session.board().contact == ""


def test_classified_words_in_the_block_are_refused_beside_their_field(
    page: SettingsPage, desk: Board, qtbot: QtBot
) -> None:
    field = page.markings.form.fields["contact"]
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "SECRET//NOFORN desk")
    push(qtbot, page, "save_designation")
    text = field.error.text() or page.markings.form.message.text()
    assert "classified marking" in text
    assert field.value() == "SECRET//NOFORN desk", "what was typed stays"
    assert desk.session.board().contact == ""


def test_banner_of_the_window_follows_the_scheme(window: MainWindow, desk: Board) -> None:
    banner = window.findChild(MarkingBanner)
    assert banner is not None
    assert banner.text() == "UNCLASSIFIED // CUI ONLY"
    window._desk.do(window, UseScheme(body=json.dumps(PARTNER)))
    assert banner.text() == "UP TO LIMITED"
