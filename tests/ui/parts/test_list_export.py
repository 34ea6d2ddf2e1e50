"""Lists, a review and the whole board, exported from the window."""

import json
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from board_app.services.actions import AssignAction
from board_app.services.lists_out import LISTS
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, SHIFT
from tests.ui.papers import export_paper
from ui.pages.actions.page import ActionsPage
from ui.pages.review.page import ReviewPage
from ui.pages.settings.page import SettingsPage
from ui.parts.export import ExportedDialog
from ui.places import ACTIONS, COUNTRIES, DIRECTORY, HISTORY, MEETINGS, REVIEW, SETTINGS, Place
from ui.window import MainWindow

BOTH = CONTROL | SHIFT


def save(qtbot: QtBot, window: MainWindow, path: Path) -> ExportedDialog:
    (dialog,) = (one for one in window.findChildren(QFileDialog) if one.isVisible())
    line = acting.seen(dialog, QLineEdit, "fileNameEdit")
    line.setText(str(path))
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()
    (done,) = (one for one in window.findChildren(ExportedDialog) if one.isVisible())
    return done


@pytest.mark.parametrize("name", [ACTIONS, COUNTRIES, DIRECTORY, HISTORY, MEETINGS])
def test_every_list_goes_out_by_its_keys(
    name: str, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go(Place(name))
    qtbot.keyClick(window, KEY.Key_X, BOTH)
    target = tmp_path / "list.xlsx"

    done = save(qtbot, window, target)

    assert "written." in done.words.text()
    assert openpyxl.load_workbook(target).active.max_row >= 1
    done.accept()


def test_the_list_of_action_items_is_that_on_the_screen(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    for title in ("Options memo", "=1+1"):
        desk.do(AssignAction(title=title))
    window.go(Place(ACTIONS))
    page = window.page
    assert isinstance(page, ActionsPage)
    page.filters.words.setText("1")
    qtbot.waitUntil(lambda: len(page.list.rows()) == 1)
    qtbot.keyClick(window, KEY.Key_X, BOTH)

    done = save(qtbot, window, tmp_path / "list.csv")

    assert "1 row written. 1 cell now begin" in done.words.text()
    assert "Options memo" not in (tmp_path / "list.csv").read_text("utf-8-sig")
    done.accept()


def test_a_review_goes_out_as_pdf(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go(Place(REVIEW, acting.thing_on(desk, REVIEW)))
    assert isinstance(window.page, ReviewPage)
    qtbot.keyClick(window, KEY.Key_E, CONTROL)
    done = export_paper(qtbot, window, tmp_path / "review.pdf")
    assert (tmp_path / "review.pdf").read_bytes().startswith(b"%PDF")
    done.accept()


def test_any_list_goes_out_from_the_settings(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go(Place(SETTINGS))
    page = window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    acting.push(qtbot, page, "export_any_list")
    form = acting.dialog_of(page)
    offered = form.form.fields["list"].editor
    assert offered.count() == len(LISTS)  # type: ignore[attr-defined]  # a combo box
    form.form.fields["list"].set_value("attendance")
    form.accept_button.click()

    done = save(qtbot, window, tmp_path / "who.xlsx")

    rows = list(openpyxl.load_workbook(tmp_path / "who.xlsx").active.values)
    assert rows[0][2] == "Agency"
    assert len(rows) > 1
    done.accept()


def test_the_whole_board_goes_out_after_a_warning(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go(Place(SETTINGS))
    page = window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    acting.push(qtbot, page, "export_board")
    (warning,) = (
        one
        for one in window.findChildren(QDialog)
        if one.isVisible() and not isinstance(one, QFileDialog)
    )
    assert any("not encrypted" in words for words in acting.said(warning))
    accept = next(b for b in warning.findChildren(QPushButton) if "Choose where" in b.text())
    accept.click()

    done = save(qtbot, window, tmp_path / "whole.json")

    assert json.loads((tmp_path / "whole.json").read_text("utf-8"))["format"] == "upstream-board"
    done.accept()
