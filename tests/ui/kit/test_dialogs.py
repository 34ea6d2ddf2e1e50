"""Dialogs: what was typed stays until it is stored; a fault's report names no content."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from ui.kit.dialogs import Confirm, FaultDialog, FormDialog, report_of
from ui.kit.fields import Field, Form, LineField, NumberField, TextField

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def home(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1024, 680)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def dialog(home: QMainWindow) -> FormDialog:
    form = Form()
    form.add(Field("Title", LineField(), name="title"))
    form.add(Field("Length", NumberField(1, 9), name="minutes"))
    form.add(Field("Note", TextField(), name="note"))
    form.fields["minutes"].set_value(5)
    made = FormDialog("New thing", form, accept="Make it", parent=home)
    made.open()
    made.activateWindow()
    QApplication.processEvents()
    return made


def answers(dialog: FormDialog) -> list[dict[str, object]]:
    told: list[dict[str, object]] = []
    dialog.submitted.connect(told.append)
    return told


def test_first_field_has_the_focus(dialog: FormDialog) -> None:
    assert QApplication.focusWidget() is dialog.form.fields["title"].editor


@pytest.mark.parametrize("modifiers", [Qt.KeyboardModifier.NoModifier, CONTROL])
def test_enter_in_a_line_gives_the_answer(
    dialog: FormDialog, qtbot: QtBot, modifiers: Qt.KeyboardModifier
) -> None:
    told = answers(dialog)
    line = dialog.form.fields["title"].editor
    qtbot.keyClicks(line, "Words")
    qtbot.keyClick(line, KEY.Key_Return, modifiers)
    assert told == [{"title": "Words", "minutes": 5, "note": ""}]
    assert dialog.isVisible(), "it stays until the answer is stored"
    dialog.finish()


def test_enter_in_a_text_begins_a_line(dialog: FormDialog, qtbot: QtBot) -> None:
    told = answers(dialog)
    note = dialog.form.fields["note"].editor
    note.setFocus()
    qtbot.keyClicks(note, "one")
    qtbot.keyClick(note, KEY.Key_Return)
    assert told == []
    assert dialog.form.fields["note"].value() == "one\n"


def test_field_that_is_not_clear_is_said_before_the_answer(
    dialog: FormDialog, qtbot: QtBot
) -> None:
    told = answers(dialog)
    dialog.form.fields["minutes"].editor.setText("many")  # type: ignore[attr-defined]  # a line
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert told == []
    assert dialog.form.fields["minutes"].error.isVisible()
    assert QApplication.focusWidget() is dialog.form.fields["minutes"].editor


def test_esc_closes_without_an_answer(dialog: FormDialog, qtbot: QtBot) -> None:
    told = answers(dialog)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, KEY.Key_Escape)
    assert told == []


def test_form_is_not_higher_than_the_window_below(home: QMainWindow) -> None:
    form = Form()
    for number in range(30):
        form.add(Field(f"Field {number}", LineField(), name=f"f{number}"))
    made = FormDialog("Long", form, accept="Make it", parent=home)
    made.open()
    QApplication.processEvents()
    assert made.height() <= home.height()
    assert made.accept_button.isVisible()
    assert made.rect().contains(made.accept_button.geometry())
    assert made.area.verticalScrollBar().maximum() > 0
    made.close()


def test_field_that_is_wrong_comes_into_view(home: QMainWindow, qtbot: QtBot) -> None:
    form = Form()
    for number in range(30):
        form.add(Field(f"Field {number}", LineField(), name=f"f{number}"))
    made = FormDialog("Long", form, accept="Make it", parent=home)
    made.open()
    made.activateWindow()
    QApplication.processEvents()
    made.show_problems({"f20": "This is wrong."})
    QApplication.processEvents()
    error = form.fields["f20"].error
    top = error.mapTo(made.area, error.rect().topLeft()).y()
    assert 0 <= top < made.area.height()
    made.close()


def test_question_is_answered_by_its_verb(home: QMainWindow, qtbot: QtBot) -> None:
    told: list[None] = []
    for name, expected in (("cancel", 0), ("confirm_yes", 1)):
        made = Confirm("Erase?", "It can't be brought back.", "Erase", parent=home)
        made.confirmed.connect(lambda: told.append(None))
        made.open()
        made.activateWindow()
        button = made.findChild(QPushButton, f"{name}_button")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(told) == expected


def fault() -> Exception:
    try:
        secret = "the source in Bujumbura"
        raise ValueError(f"bad text {secret}")
    except ValueError as caught:
        return caught


def test_report_of_a_fault_names_places_and_no_content(home: QMainWindow, qtbot: QtBot) -> None:
    report = report_of(fault())
    assert report.splitlines()[0] == "ValueError"
    assert "test_dialogs.py" in report
    assert "Bujumbura" not in report
    assert "/" not in report

    made = FaultDialog(fault(), home)
    made.open()
    made.activateWindow()
    button = made.findChild(QPushButton, "copy_report_button")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == made.report.toPlainText()
    made.close()
