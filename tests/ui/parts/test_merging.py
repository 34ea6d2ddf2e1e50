"""Forms whose record somebody else changed meanwhile: nothing typed and nothing stored is lost."""

from datetime import date

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem
from board_app.services import actions
from board_app.services.directory import RevisePerson
from board_app.services.rows import PersonRow
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import accept, dialog_of, fill, push
from ui.kit.dialogs import FormDialog
from ui.page import Context
from ui.parts.action_form import open_action_dialog
from ui.parts.action_inline import open_lead
from ui.parts.person_form import open_person

DAY = date(2015, 7, 6)


@pytest.fixture
def frame(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1024, 680)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def item(desk: Board) -> ActionItem:
    return desk.action("Report", deliverable="A report.", lead_id=desk.agencies["state"])


def revise(desk: Board, item: ActionItem, **more: object) -> None:
    """Change the item elsewhere, as somebody else."""
    now = desk.record(ActionItem, item.id)
    known = {
        name: getattr(now, name)
        for name in actions.ReviseAction.model_fields
        if name != "supporting"
    }
    desk.become("Ben Okoro")
    desk.become("Ann Reed")
    desk.do(actions.ReviseAction(**{**known, **more}))


def opened(context: Context, frame: QMainWindow, item: ActionItem) -> FormDialog:
    open_action_dialog(context, frame, action_id=item.id)
    return dialog_of(frame)


def test_what_only_they_changed_is_taken_and_mine_stays(
    context: Context, frame: QMainWindow, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    dialog = opened(context, frame, item)
    fill(qtbot, dialog, title="Mine")
    revise(desk, item, deliverable="Their deliverable.", supporting=[desk.agencies["dod"]])
    accept(qtbot, dialog)

    assert acting.has_dialog(frame), "it waits to be looked at"
    said = dialog.form.message.text()
    assert "Ann Reed changed this meanwhile." in said
    assert "Taken over from there: Supporting agencies and Deliverable." in said
    assert dialog.form.fields["title"].value() == "Mine"
    assert dialog.form.fields["deliverable"].value() == "Their deliverable."
    assert desk.record(ActionItem, item.id).title == "Report"

    accept(qtbot, dialog)
    stored = desk.record(ActionItem, item.id)
    assert (stored.title, stored.deliverable) == ("Mine", "Their deliverable.")
    supporting = desk.session.reading.actions.supporting(item.id)
    assert supporting == [desk.agencies["dod"]]


def test_what_both_changed_stands_below_and_saving_again_keeps_mine(
    context: Context, frame: QMainWindow, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    dialog = opened(context, frame, item)
    fill(qtbot, dialog, title="Mine", deliverable="My deliverable.")
    revise(desk, item, title="Theirs", deliverable="Their deliverable.")
    accept(qtbot, dialog)

    assert "You both changed What is to be done and Deliverable" in dialog.form.message.text()
    shown = acting.said(dialog)
    assert "Theirs: Theirs" in shown
    assert dialog.form.fields["title"].value() == "Mine"
    accept(qtbot, dialog)
    stored = desk.record(ActionItem, item.id)
    assert (stored.title, stored.deliverable) == ("Mine", "My deliverable.")


@pytest.mark.parametrize(
    ("button", "deliverable"),
    [
        ("keep_mine", "My deliverable."),
        ("take_theirs", "Their deliverable."),
        ("keep_both", "My deliverable.\n\nTheir deliverable."),
    ],
)
def test_long_texts_are_chosen_side_by_side(  # noqa: PLR0917  (pytest gives them)
    context: Context,
    frame: QMainWindow,
    desk: Board,
    item: ActionItem,
    qtbot: QtBot,
    button: str,
    deliverable: str,
) -> None:
    dialog = opened(context, frame, item)
    fill(qtbot, dialog, deliverable="My deliverable.")
    revise(desk, item, deliverable="Their deliverable.")
    accept(qtbot, dialog)
    push(qtbot, dialog.form.fields["deliverable"], button)
    accept(qtbot, dialog)
    assert desk.record(ActionItem, item.id).deliverable == deliverable
    assert not acting.has_dialog(frame)


def test_a_short_field_is_taken_by_its_button(
    context: Context, frame: QMainWindow, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    dialog = opened(context, frame, item)
    dialog.form.fields["lead_id"].set_value(desk.agencies["dod"])
    revise(desk, item, lead_id=desk.agencies["doj"])
    accept(qtbot, dialog)
    field = dialog.form.fields["lead_id"]
    assert field.value() == desk.agencies["dod"]
    assert any(text.startswith("Theirs: DOJ") for text in acting.said(field))
    push(qtbot, field, "take_theirs")
    accept(qtbot, dialog)
    assert desk.record(ActionItem, item.id).lead_id == desk.agencies["doj"]


def test_a_third_change_is_met_too(
    context: Context, frame: QMainWindow, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    dialog = opened(context, frame, item)
    fill(qtbot, dialog, title="Mine")
    revise(desk, item, measure="Once.")
    accept(qtbot, dialog)
    revise(desk, item, measure="Twice.")
    accept(qtbot, dialog)
    assert "Measure of done" in dialog.form.message.text()
    accept(qtbot, dialog)
    stored = desk.record(ActionItem, item.id)
    assert (stored.title, stored.measure) == ("Mine", "Twice.")


def test_a_field_at_a_cell_meets_a_change_and_goes_on(
    context: Context, frame: QMainWindow, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    row = desk.session.reading.actions.action(item.id)
    agencies = desk.session.reading.directory.agencies(DAY)
    dialog = open_lead(context, frame, row, agencies, frame.pos())
    revise(desk, item, title="Theirs")
    dialog.form.fields["lead_id"].set_value(desk.agencies["dod"])
    dialog.submit()
    assert "changed this meanwhile" in dialog.form.message.text()
    dialog.submit()
    stored = desk.record(ActionItem, item.id)
    assert (stored.title, stored.lead_id) == ("Theirs", desk.agencies["dod"])


def test_a_person_whose_note_others_wrote(
    context: Context, frame: QMainWindow, desk: Board, qtbot: QtBot
) -> None:
    people = desk.session.reading.directory.people(DAY)
    person: PersonRow = next(one for one in people if one.name == "Ben Okoro")
    agencies = desk.session.reading.directory.agencies(DAY)
    open_person(context, frame, agencies, person)
    dialog = dialog_of(frame)
    fill(qtbot, dialog, phone="555 0100")
    known = {name: getattr(person, name) for name in RevisePerson.model_fields}
    desk.do(RevisePerson(**{**known, "note": "Met in Geneva."}))
    accept(qtbot, dialog)
    accept(qtbot, dialog)
    people = desk.session.reading.directory.people(DAY)
    person = next(one for one in people if one.name == "Ben Okoro")
    assert (person.phone, person.note) == ("555 0100", "Met in Geneva.")
