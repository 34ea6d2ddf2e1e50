"""Papers that belong to no single meeting, from the pages where one looks for them."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from board_app.domain.risk import Tier
from board_app.services.actions import AssignAction
from board_app.services.watch import WatchCountry
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, SHIFT
from tests.ui.papers import export_paper
from ui.kit.dialogs import FormDialog
from ui.pages.settings.page import SettingsPage
from ui.parts.export import ExportedDialog
from ui.parts.paper_asking import LOOKS
from ui.places import ACTIONS, COUNTRIES, MEETINGS, SEARCH, SETTINGS, Place
from ui.window import MainWindow

BOTH = CONTROL | SHIFT


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def answer(window: MainWindow, **values: object) -> None:
    """Answer the question of a paper."""
    dialog: FormDialog = acting.dialog_of(window.page)
    for name, value in values.items():
        dialog.form.fields[name].set_value(value)
    dialog.accept_button.click()


def press(qtbot: QtBot, window: MainWindow, modifiers: Qt.KeyboardModifier) -> None:
    """Press E with modifiers in the window, which is active again after a dialog."""
    window.activateWindow()
    QApplication.processEvents()
    qtbot.keyClick(window, KEY.Key_E, modifiers)


def promise(desk: Board) -> None:
    for title, agency in (("Options memo", "state"), ("Fact sheet", "dod")):
        desk.do(AssignAction(title=title, lead_id=desk.agencies[agency], deliverable="Ten pages"))


def test_register_asks_which_items_how_much_and_whose(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    promise(desk)
    window.go(Place(ACTIONS))
    press(qtbot, window, CONTROL)
    answer(window, agency_id=desk.agencies["state"])
    export_paper(qtbot, window, tmp_path / "compact.pdf").accept()
    compact = text_of(tmp_path / "compact.pdf")
    assert "Options memo" in compact
    assert "Fact sheet" not in compact
    assert "Ten pages" not in compact

    press(qtbot, window, CONTROL)
    answer(window, form="full", extent="all")
    export_paper(qtbot, window, tmp_path / "full.pdf").accept()
    assert text_of(tmp_path / "full.pdf").count("Ten pages") == 2


def test_follow_up_report_of_one_agency_and_one_for_each(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    promise(desk)
    window.go(Place(ACTIONS))
    press(qtbot, window, BOTH)
    answer(window, agency_id=desk.agencies["dod"])
    export_paper(qtbot, window, tmp_path / "dod.pdf").accept()
    assert "Fact sheet" in text_of(tmp_path / "dod.pdf")

    folder = tmp_path / "reports"
    folder.mkdir()
    press(qtbot, window, BOTH)
    answer(window)
    asked = acting.dialog_of(window.page)
    asked.form.fields["folder"].set_value(str(folder))
    acting.accept(qtbot, asked)
    (done,) = (one for one in window.findChildren(ExportedDialog) if one.isVisible())
    assert f"The files are in {folder}." in done.words.text()
    assert "4 reports written, one for each agency." in done.words.text()
    assert not done.findChildren(QFileDialog)
    assert len(list(folder.glob("*.pdf"))) == 4
    done.accept()


def test_name_that_is_none_of_the_agencies_does_not_pass_for_all(
    window: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    window.go(Place(ACTIONS))
    press(qtbot, window, BOTH)
    dialog = acting.dialog_of(window.page)
    field = dialog.form.fields["agency_id"]
    field.set_value("nobody")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "This is none of the list. Choose one of it." in field.error.text()
    assert not window.findChildren(QFileDialog)


def test_watch_list_goes_out_from_the_countries(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    row = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "BI")
    desk.do(WatchCountry(country_id=row.id, tier=Tier.PRIORITY, reason="Failed coup"))
    window.go(Place(COUNTRIES))
    press(qtbot, window, CONTROL)
    export_paper(qtbot, window, tmp_path / "watch.pdf").accept()
    assert "Failed coup" in text_of(tmp_path / "watch.pdf")


@pytest.mark.parametrize("page", [MEETINGS, SEARCH])
def test_decision_register_goes_out_where_decisions_are_found(
    page: str, window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.decision(desk.item("Sudan"), "To meet monthly.")
    window.go(Place(page))
    press(qtbot, window, CONTROL)
    answer(window)
    export_paper(qtbot, window, tmp_path / "decisions.pdf").accept()
    assert "To meet monthly." in text_of(tmp_path / "decisions.pdf")


def test_attendance_offers_the_years_with_meetings(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go(Place(MEETINGS))
    press(qtbot, window, BOTH)
    answer(window)
    export_paper(qtbot, window, tmp_path / "attendance.pdf").accept()
    assert "Attendance in 2015" in text_of(tmp_path / "attendance.pdf")


def test_any_paper_goes_out_from_the_settings_by_mouse(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go(Place(SETTINGS))
    page = window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    acting.push(qtbot, page, "export_any_paper")
    offered = acting.dialog_of(page).form.fields["kind"].editor
    assert offered.count() == len(LOOKS)  # type: ignore[attr-defined]  # a combo box
    answer(window, kind="watch-list")
    export_paper(qtbot, window, tmp_path / "list.pdf").accept()
    assert "No country is on the watch list." in text_of(tmp_path / "list.pdf")

    acting.push(qtbot, page, "export_any_paper")
    answer(window, kind="decisions")
    answer(window)
    export_paper(qtbot, window, tmp_path / "none.pdf").accept()
    assert "No decision was taken" in text_of(tmp_path / "none.pdf")
