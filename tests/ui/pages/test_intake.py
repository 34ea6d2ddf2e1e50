"""The import page: a person brings a spreadsheet, corrects it in the preview and takes it in."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from board_app.services.keeping import Why
from board_app.services.reading import ActionFilter
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, accept, column, dialog_of, fill, pick, press, push
from tests.ui.test_accessibility import clipped, each_tab, name_of, named, outside, stops
from ui.desk import Desk
from ui.page import Context
from ui.pages.intake.page import IntakePage
from ui.places import ACTIONS, INTAKE, Navigator, Place
from ui.theme.service import theme
from ui.window import MainWindow
from ui.work import ThreadRunner

HEAD = ("Tasking no", "Due-out", "OPR", "Suspense", "Status", "Remarks")
LEFT = acting.LEFT


@pytest.fixture
def page(window: MainWindow) -> IntakePage:
    window.go(Place(INTAKE))
    assert isinstance(window.page, IntakePage)
    return window.page


def write(folder: Path, rows: Sequence[Sequence[str]], name: str = "taskings.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def rows_of(count: int) -> list[tuple[str, ...]]:
    return [
        (f"T-{n}", f"Options memo {n}", "State", "2015-09-01", "Open", f"Cable {n} sent")
        for n in range(1, count + 1)
    ]


def choose(qtbot: QtBot, page: IntakePage, path: Path) -> None:
    """Choose a file in the dialog that the button opens."""
    page.choose.trigger()
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    dialog.selectFile(str(path))
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    QApplication.processEvents()


def show_only(qtbot: QtBot, page: IntakePage, state: str) -> None:
    qtbot.mouseClick(acting.seen(page, QPushButton, f"show_{state}"), LEFT)


def filters(page: IntakePage) -> list[str]:
    found = page.view.shown.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible()]


def stored(board: Board) -> int:
    return board.session.reading.actions.count(ActionFilter())


def test_three_hundred_taskings_with_ten_faults_are_corrected_and_taken_in(
    window: MainWindow, page: IntakePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = rows_of(300)
    for at in range(9):
        rows[at * 30 + 5] = (*rows[at * 30 + 5][:3], "31 Feb 2015", *rows[at * 30 + 5][4:])
    rows[299] = (rows[299][0], "", *rows[299][2:])
    before = desk.digest()
    choose(qtbot, page, write(tmp_path, [HEAD, *rows]))
    assert filters(page) == ["All 300", "Fault 10", "New 290"]
    assert not page.take_in.isEnabled()
    assert page.view.head.facts.text().startswith("10 faults: correct them")

    show_only(qtbot, page, "fault")
    assert len(page.view.lines.rows()) == 10
    for left in range(10, 0, -1):
        press(qtbot, page.view.lines, KEY.Key_Return)
        dialog = dialog_of(page)
        if left > 1:
            assert "no 31 February" in acting.problem(dialog, "cell_3")
            fill(qtbot, dialog, cell_3="28 Feb 2015")
        else:
            fill(qtbot, dialog, cell_1="Options memo 300")
        accept(qtbot, dialog)
        assert not acting.has_dialog(page)
    assert filters(page) == ["All 300", "New 300"]
    assert desk.digest() == before

    push(qtbot, page, "take_in")
    assert stored(desk) == 300
    assert page.view.sentence.text() == "Imported 300 lines from taskings.csv: 300 new."
    (backup,) = page.context.outside.keeping.backups(desk.session)
    assert backup.why is Why.IMPORT
    assert backup.changes is not None
    assert backup.changes < 300, "it is the board of before"
    push(qtbot, page, "show_imported")
    assert window.page.name == ACTIONS
    window.undo_action.trigger()
    assert desk.digest() == before


def test_a_correction_that_is_still_wrong_stays_in_the_form(
    page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    row = ("T-1", "Memo", "State", "31 Feb 2015", "Open", "")
    choose(qtbot, page, write(tmp_path, [HEAD, row]))
    press(qtbot, page.view.lines, KEY.Key_E)
    dialog = dialog_of(page)
    fill(qtbot, dialog, cell_3="30 Feb 2015", cell_1="Longer memo")
    accept(qtbot, dialog)
    assert "no 30 February" in acting.problem(dialog, "cell_3")
    dialog.reject()
    assert page.view.lines.rows()[0].text == "T-1 Longer memo"
    press(qtbot, page.view.lines, KEY.Key_Return)
    again = dialog_of(page)
    assert again.form.fields["cell_3"].value() == "30 Feb 2015"
    again.reject()


def test_a_line_is_left_out_and_taken_in_again(
    page: IntakePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = ("T-9", "", "State", "", "", "")
    choose(qtbot, page, write(tmp_path, [HEAD, bad, *rows_of(2)]))
    press(qtbot, page.view.lines, KEY.Key_Delete)
    assert filters(page) == ["All 3", "New 2", "Left out 1"]
    press(qtbot, page.view.lines, KEY.Key_Delete)
    assert filters(page) == ["All 3", "Fault 1", "New 2"]
    press(qtbot, page.view.lines, KEY.Key_Delete)
    press(qtbot, page.view.lines, KEY.Key_Return, CONTROL)
    assert stored(desk) == 2
    assert "2 new, 1 left out" in page.view.sentence.text()


def test_the_good_ones_can_be_taken_alone(
    page: IntakePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = ("T-9", "", "State", "", "", "")
    choose(qtbot, page, write(tmp_path, [HEAD, bad, *rows_of(4)]))
    assert page.take_good.text() == "Import the good 4"
    push(qtbot, page, "take_good")
    assert stored(desk) == 4


def test_names_and_dates_are_asked_once_for_all_lines(
    page: IntakePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [(f"T-{n}", "Memo", "Stat Dept", "01/08/2015", "Open", "") for n in range(40)]
    choose(qtbot, page, write(tmp_path, [HEAD, *rows]))
    view = page.view
    assert column(view.questions, 0) == [
        "“Stat Dept” is which agency?",
        "Dates like 01/08/2015: in which order?",
    ]
    press(qtbot, view.questions, KEY.Key_Return)
    accept(qtbot, dialog_of(page))
    assert acting.problem(dialog_of(page), "value").endswith("Choose one of the list.")
    pick(dialog_of(page), value=desk.agencies["state"])
    accept(qtbot, dialog_of(page))
    press(qtbot, view.questions, KEY.Key_Return)
    assert "01/08/2015 is Saturday 1 August 2015" in dialog_of(page).form.fields[
        "value"
    ].editor.itemText(0)  # type: ignore[attr-defined]  # a ChoiceField
    pick(dialog_of(page), value="dmy")
    accept(qtbot, dialog_of(page))
    assert filters(page) == ["All 40", "New 40"]
    push(qtbot, page, "ask_again")
    assert len(view.questions.rows()) == 2


def test_what_a_column_becomes_can_be_changed(
    page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [("Colour", "Due-out", "OPR"), ("red", "Memo", "State")]
    choose(qtbot, page, write(tmp_path, rows))
    columns = page.view.columns
    assert column(columns, 2) == ["Not imported", "What is to be done", "Lead agency"]
    press(qtbot, columns, KEY.Key_Return)
    pick(dialog_of(page), becomes="title")
    accept(qtbot, dialog_of(page))
    assert column(columns, 2) == ["What is to be done", "Not imported", "Lead agency"]
    assert page.view.lines.rows()[0].text == "red"


def test_people_are_recognised_by_their_headings(
    page: IntakePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [("Name", "Agency", "E-mail"), ("Hal Moss", "State", "hal@state.example")]
    choose(qtbot, page, write(tmp_path, rows, "people.csv"))
    assert page.view.kind.value() == "people"
    push(qtbot, page, "take_in")
    today = date(2015, 7, 6)
    assert "Hal Moss" in [one.name for one in desk.session.reading.directory.people(today)]


def test_the_sheet_of_a_workbook_is_asked(page: IntakePage, qtbot: QtBot, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Old"
    book.create_sheet("New").append(HEAD)
    book["New"].append(("T-1", "Memo", "State", date(2015, 9, 1), "Open", ""))
    path = tmp_path / "t.xlsx"
    book.save(path)
    choose(qtbot, page, path)
    assert page.view.sheet.isVisible()
    assert not page.view.work.isVisible()
    page.view.sheet.set_value("New")
    page.view.sheet.edited.emit()
    assert page.view.lines.rows()[0].text == "T-1 Memo"
    assert not page.view.encoding.isVisible()


def test_a_guessed_encoding_is_shown_and_can_be_changed(
    page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Due-out,OPR\nMémo,State\n".encode("cp1252"))
    choose(qtbot, page, path)
    assert "not UTF-8" in page.view.notes.words.text()
    assert page.view.encoding.value() == "windows-1252"
    page.view.encoding.set_value("utf-8")
    page.view.encoding.edited.emit()
    assert "is not UTF-8" in page.view.fault.words.text()
    assert page.view.encoding.value() == "windows-1252"
    assert page.view.lines.rows()[0].text == "Mémo"


def test_a_refused_file_says_why_and_can_be_read_in_another_way(
    page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Due-out|OPR\n"Memo" now|State\n')
    choose(qtbot, page, path)
    assert "line 2" in page.view.fault.words.text()
    assert page.view.delimiter.isVisible()
    path.write_text("Due-out|OPR\nMemo now|State\n")
    page.view.delimiter.set_value("|")
    page.view.delimiter.edited.emit()
    assert not page.view.fault.isVisible()
    assert page.view.lines.rows()[0].text == "Memo now"


def test_the_same_file_is_recognised(page: IntakePage, qtbot: QtBot, tmp_path: Path) -> None:
    path = write(tmp_path, [HEAD, *rows_of(3)])
    choose(qtbot, page, path)
    assert not page.view.taken.isVisible()
    push(qtbot, page, "take_in")
    choose(qtbot, page, path)
    said = page.view.taken.words.text()
    assert said.startswith("This very file was imported on Monday 6 July 2015 by Ann Reed")
    assert filters(page) == ["All 3", "Same 3"]
    assert page.view.head.facts.text() == "There is nothing new in this file."
    assert not page.take_in.isEnabled()


def test_undo_brings_the_preview_back(
    window: MainWindow, page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(qtbot, page, write(tmp_path, [HEAD, *rows_of(3)]))
    push(qtbot, page, "take_in")
    assert page.view.finished.isVisible()
    window.undo_action.trigger()
    assert not page.view.finished.isVisible()
    assert filters(page) == ["All 3", "New 3"]


def test_a_change_elsewhere_renews_the_preview(
    page: IntakePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    item = desk.action("Memo")
    rows = [HEAD, (item.reference, "Memo", "", "", "", "")]
    choose(qtbot, page, write(tmp_path, rows))
    assert filters(page) == ["All 1", "Same 1"]
    desk.action("Another")
    window_desk: Desk = page.desk
    window_desk.undo()
    assert filters(page) == ["All 1", "Same 1"]


def test_everywhere_the_import_is_one_key_away(window: MainWindow, qtbot: QtBot) -> None:
    press(
        qtbot,
        window,
        KEY.Key_I,
        CONTROL | Qt.KeyboardModifier.ShiftModifier,
    )
    assert window.page.name == INTAKE
    for name in (ACTIONS, "directory"):
        window.go(Place(name))
        push(qtbot, window.page, "import_here")
        assert window.page.name == INTAKE


@pytest.mark.parametrize("lines", [0, 5, 5000])
def test_nothing_is_cut_and_everything_is_named_in_the_smallest_window(
    lines: int, window: MainWindow, page: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(1024, 680)
    if lines:
        rows = [(*row[:2], "Stat Dept", *row[3:]) for row in rows_of(lines)]
        choose(qtbot, page, write(tmp_path, [HEAD, *rows], "A long name of a spreadsheet 2015.csv"))
    try:
        for density in ("compact", "comfortable"):
            theme().show("light", density)
            for _ in each_tab(window):
                assert clipped(window) == []
                assert outside(window) == []
                assert [named(one) for one in stops(window) if not name_of(one)] == []
    finally:
        theme().show("light", "comfortable")


def test_reading_and_writing_can_be_stopped(
    desk: Board, program: object, qtbot: QtBot, tmp_path: Path
) -> None:
    """With the real store thread: the page stays awake, and Cancel leaves nothing behind."""
    runner = ThreadRunner()
    context = Context(Desk(desk.session, runner), Navigator(), program)  # type: ignore[arg-type]
    page = IntakePage(context)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    before = desk.digest()
    try:
        page.open_file(write(tmp_path, [HEAD, *rows_of(20_000)], "many.csv"))
        assert page.view.strip.isVisible()
        page.cancel.trigger()
        qtbot.waitUntil(page.view.fault.isVisible, timeout=10_000)
        assert page.view.fault.words.text() == "Stopped. Nothing was imported."

        page.open_file(write(tmp_path, [HEAD, *rows_of(1500)]))
        qtbot.waitUntil(page.take_in.isEnabled, timeout=10_000)
        page.take_in.trigger()
        page.cancel.trigger()
        qtbot.waitUntil(page.view.fault.isVisible, timeout=10_000)
        assert page.view.fault.words.text() == "Stopped. Nothing was imported."
        qtbot.waitUntil(page.take_in.isEnabled, timeout=10_000)
    finally:
        runner.stop()
    assert desk.digest() == before
