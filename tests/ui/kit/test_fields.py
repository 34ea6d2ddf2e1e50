"""Fields: what is typed is understood or explained, and never lost."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.errors import Invalid
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.day_field import DayField, TimeField
from ui.kit.fields import Field, Form, LineField, NumberField, TextField

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key
TODAY = date(2015, 7, 6)


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("typed", "value"), [("5", 5), (" 7 ", 7), ("10 min", 10), ("007", 7), ("600min", 600)]
)
def test_numbers_are_understood_with_their_unit(qtbot: QtBot, typed: str, value: int) -> None:
    field = NumberField(1, 600, suffix=" min")
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.value() == value


@pytest.mark.parametrize(
    "typed", ["", "ten", "1.5", "-1", "0", "601", "٣", "²", "9" * 5000, "1e3", "min"]
)
def test_other_numbers_are_refused_in_words_and_stay(qtbot: QtBot, typed: str) -> None:
    field = NumberField(1, 600, suffix=" min")
    shown(qtbot, field)
    field.setText(typed)
    with pytest.raises(Invalid):
        field.value()
    field.setFocus()
    field.clearFocus()
    assert field.text() == typed


def test_arrows_count_within_the_limits(qtbot: QtBot) -> None:
    field = NumberField(1, 3, suffix=" days")
    shown(qtbot, field)
    field.set_value(2)
    for _ in range(3):
        qtbot.keyClick(field, KEY.Key_Up)
    assert field.value() == 3
    for _ in range(5):
        qtbot.keyClick(field, KEY.Key_Down)
    assert field.text() == "1 days"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("10:00", "10:00"),
        ("930", "09:30"),
        ("9", "09:00"),
        ("9.30", "09:30"),
        ("", ""),
        ("0", "00:00"),
    ],
)
def test_times_are_understood(qtbot: QtBot, typed: str, value: str) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.value() == value


@pytest.mark.parametrize("typed", ["24:00", "9:60", "noon", "9:5", "10:00:00", "9" * 5000, ":30"])
def test_other_times_are_refused_in_words(qtbot: QtBot, typed: str) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    field.setText(typed)
    with pytest.raises(Invalid, match="10:00"):
        field.value()


def test_day_shows_what_it_understood_while_typing(qtbot: QtBot) -> None:
    field = DayField(TODAY)
    shown(qtbot, field)
    field.setFocus()
    qtbot.keyClicks(field.line, "16 jul")
    assert field.understood.text() == "Thursday 16 July 2015"
    assert field.understood.isVisible()
    assert field.value() == date(2015, 7, 16)
    qtbot.keyClick(field.line, KEY.Key_Return)
    assert field.line.text() == "Thursday 16 July 2015"
    assert field.value() == date(2015, 7, 16), "what it writes it understands"


def test_day_that_is_none_stays_typed(qtbot: QtBot) -> None:
    field = DayField(TODAY)
    shown(qtbot, field)
    field.line.setText("31 Feb 2015")
    with pytest.raises(Invalid):
        field.value()
    qtbot.keyClick(field.line, KEY.Key_Return)
    assert field.line.text() == "31 Feb 2015"
    assert not field.understood.isVisible()


def test_calendar_opens_with_alt_down_and_gives_its_day(qtbot: QtBot) -> None:
    field = DayField(TODAY)
    shown(qtbot, field)
    field.setFocus()
    qtbot.keyClick(field.line, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field._calendar
    assert calendar is not None
    assert calendar.isVisible()
    calendar.clicked.emit(calendar.selectedDate())
    assert not calendar.isVisible()
    assert field.value() == TODAY


def test_long_choice_is_searched_by_any_part(qtbot: QtBot) -> None:
    field = ChoiceField(
        [(number, f"Agency {number}", f"Office of {number}") for number in range(20)]
    )
    shown(qtbot, field)
    assert field.isEditable()
    field.setEditText("office of 17")
    assert field.value() == 17
    field.setEditText("Agency")
    assert field.value() is None, "many are called so: none is guessed"
    field.setEditText("")
    assert field.value() is None


def test_emptied_choice_is_none_where_none_is_offered(qtbot: QtBot) -> None:
    field = ChoiceField([(None, "All agencies"), *((one, f"Agency {one}") for one in range(20))])
    shown(qtbot, field)
    field.set_value(7)
    told: list[object] = []
    field.edited.connect(lambda: told.append(field.value()))
    field.setFocus()
    field.setEditText("")
    qtbot.keyClick(field, KEY.Key_Return)
    assert told == [None]
    assert field.currentText() == "All agencies"


def test_short_choice_keeps_its_value_and_none_for_unknown_ones(qtbot: QtBot) -> None:
    field = ChoiceField([(None, "None"), ("a", "A")])
    qtbot.addWidget(field)
    field.set_value("a")
    assert field.value() == "a"
    field.set_value("gone")
    assert field.value() is None


def test_several_are_ticked(qtbot: QtBot) -> None:
    field = MultiChoice([(1, "One"), (2, "Two"), (3, "Three")])
    qtbot.addWidget(field)
    field.set_value([3, 1, 99])
    assert field.value() == [1, 3]


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    made.add(Field("Title", LineField(), name="title", help="As papers say."))
    made.add(Field("Length", NumberField(1, 9), name="minutes"))
    made.add(Field("Note", TextField(), name="note"))
    shown(qtbot, made)
    return made


def test_problems_stand_beside_their_fields_and_the_first_gets_the_focus(form: Form) -> None:
    form.fields["note"].set_value("Kept")
    form.show_problems({"note": "Too long.", "minutes": "Too many.", "elsewhere": "Not now."})
    assert form.fields["minutes"].error.text() == "▲ Too many."
    assert form.message.text() == "▲ Not now."
    assert not form.fields["title"].error.isVisible()
    assert QApplication.focusWidget() is form.fields["minutes"].editor
    assert form.fields["minutes"].editor.accessibleDescription() == "Too many."
    assert form.fields["minutes"].editor.property("invalid") == "true"

    form.clear_problems()
    assert not form.fields["minutes"].error.isVisible()
    assert not form.message.isVisible()
    assert form.fields["note"].value() == "Kept"


def test_help_is_described_again_once_the_error_is_gone(form: Form) -> None:
    field = form.fields["title"]
    field.show_error("Can't be empty.")
    assert field.editor.accessibleDescription() == "Can't be empty."
    field.clear_error()
    assert field.editor.accessibleDescription() == "As papers say."


def test_value_that_is_not_clear_names_its_field(form: Form) -> None:
    form.fields["minutes"].editor.setFocus()
    with pytest.raises(Invalid) as refused:
        form.values()
    assert refused.value.field == "minutes"
