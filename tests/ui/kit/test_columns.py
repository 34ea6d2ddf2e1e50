"""Columns fold into tabs in a narrow window, and nothing that is typed is lost."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from ui.kit.columns import FoldingColumns, Part

pytestmark = pytest.mark.usefixtures("program")


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    columns = FoldingColumns(
        (
            Part("Agenda", QLabel("agenda"), 2),
            Part("Minutes", QLineEdit("minutes"), 3),
            Part("Attendance", QLineEdit("attendance"), 2, folds=True),
        )
    )
    made.setCentralWidget(columns)
    made.resize(1280, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def columns_of(window: QMainWindow) -> FoldingColumns:
    columns = window.centralWidget()
    assert isinstance(columns, FoldingColumns)
    return columns


def test_wide_window_shows_all_columns(window: QMainWindow) -> None:
    columns = columns_of(window)
    assert not columns.is_folded
    assert not columns.tabs.isVisible()
    assert all(part.widget.isVisible() for part in columns._parts)


def test_narrow_window_folds_the_last_into_tabs_and_back(window: QMainWindow) -> None:
    columns = columns_of(window)
    editor = columns._parts[1].widget
    assert isinstance(editor, QLineEdit)
    editor.setText("half a sent")
    for _ in range(2):
        window.resize(1024, 680)
        QApplication.processEvents()
        assert columns.is_folded
        assert [columns.tabs.tabText(one) for one in range(columns.tabs.count())] == [
            "Minutes",
            "Attendance",
        ]
        assert columns._parts[0].widget.isVisible()
        columns.show_part("Attendance")
        assert columns._parts[2].widget.isVisible()
        assert not editor.isVisible()

        window.resize(1280, 700)
        QApplication.processEvents()
        assert not columns.is_folded
        assert columns.tabs.count() == 0
        assert all(part.widget.isVisible() for part in columns._parts)
    assert editor.text() == "half a sent"
    places = [part.widget.x() for part in columns._parts]
    assert places == sorted(places)


@pytest.mark.parametrize("number", [1, 2])
def test_focus_survives_the_fold(window: QMainWindow, number: int) -> None:
    editor = columns_of(window)._parts[number].widget
    editor.setFocus()
    window.resize(1024, 680)
    QApplication.processEvents()
    assert QApplication.focusWidget() is editor
    window.resize(1280, 700)
    QApplication.processEvents()
    assert QApplication.focusWidget() is editor
