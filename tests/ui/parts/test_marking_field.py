"""The two fields of a marking: by keys and by mouse, and what can't stand is said at once."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem
from board_app.domain.agenda import AgendaItem
from board_app.domain.errors import Invalid
from board_app.domain.vocabulary import vocabulary_of
from board_app.services.actions import ReviseAction
from board_app.services.papers.release import Release, TooHighPortion
from board_app.services.scheme import shipped
from tests.desk import Desk as Board
from tests.ui.acting import KEY, LEFT, accept, dialog_of, fill, problem, push, said, seen
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.action_form import open_action_dialog
from ui.parts.marking_field import HandlingField
from ui.parts.release_choice import ReleaseChoice

CUI = vocabulary_of(shipped())


@pytest.fixture
def frame(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1024, 680)
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(context: Context, frame: QMainWindow, item: ActionItem | None = None) -> FormDialog:
    open_action_dialog(context, frame, action_id=item.id if item else None)
    return dialog_of(frame)


def more_of(dialog: FormDialog) -> HandlingField:
    field = dialog.form.fields["handling"].editor
    assert isinstance(field, HandlingField)
    return field


def mark(dialog: FormDialog) -> str:
    return seen(dialog, PlainLabel, "resulting_mark").text()


def tick(qtbot: QtBot, dialog: FormDialog, name: str) -> None:
    box = seen(dialog, QCheckBox, name)
    dialog.activateWindow()
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Space)
    QApplication.processEvents()


def test_marking_is_given_by_keys_alone(
    context: Context, frame: QMainWindow, desk: Board, qtbot: QtBot
) -> None:
    dialog = opened(context, frame)
    fill(qtbot, dialog, title="Report")
    level = dialog.form.fields["marking"].editor
    assert isinstance(level, ChoiceField)
    assert mark(dialog) == "(U)"
    level.setFocus()
    qtbot.keyClick(level, KEY.Key_C)
    assert mark(dialog) == "(CUI)"
    more = more_of(dialog)
    dialog.activateWindow()
    QApplication.processEvents()
    more.setFocus()
    assert more.button.hasFocus()
    qtbot.keyClick(more.button, KEY.Key_Space)
    words = seen(dialog, QLineEdit, "find_category")
    assert words.hasFocus()
    qtbot.keyClicks(words, "law")
    tick(qtbot, dialog, "category_SP-LEI")
    tick(qtbot, dialog, "limit_REL_TO")
    countries = seen(dialog, QLineEdit, "countries_REL_TO")
    countries.setFocus()
    qtbot.keyClicks(countries, "gbr aus")
    assert mark(dialog) == "(CUI//SP-LEI//REL TO USA, AUS, GBR)"

    accept(qtbot, dialog)

    (row,) = [desk.record(ActionItem, one.id) for one in actions(desk)]
    assert (row.marking, row.handling) == (1, "SP-LEI//REL TO USA, AUS, GBR")


def actions(desk: Board) -> list[ActionItem]:
    ids = [one["id"] for one in desk.engine.rows("SELECT id FROM action_item")]
    return [desk.record(ActionItem, id) for id in ids]


def test_limits_that_cannot_stand_are_said_at_once_and_not_saved(
    context: Context, frame: QMainWindow, desk: Board, qtbot: QtBot
) -> None:
    item = desk.action("Report", marking=1, handling="NOFORN")
    dialog = opened(context, frame, item)
    assert mark(dialog) == "(CUI//NOFORN)"
    push(qtbot, dialog, "more_marking")
    tick(qtbot, dialog, "limit_FED_ONLY")
    assert "(CUI//FED ONLY/NOFORN)" in mark(dialog)
    tick(qtbot, dialog, "limit_FEDCON")
    assert any("FED ONLY and FEDCON can't stand side by side" in one for one in said(dialog))
    accept(qtbot, dialog)
    assert "side by side" in problem(dialog, "handling")
    assert desk.record(ActionItem, item.id).handling == "NOFORN"
    tick(qtbot, dialog, "limit_FEDCON")
    accept(qtbot, dialog)
    assert desk.record(ActionItem, item.id).handling == "FED ONLY/NOFORN"


def test_open_level_takes_the_rest_away_and_gives_it_back(
    context: Context, frame: QMainWindow, desk: Board, qtbot: QtBot
) -> None:
    item = desk.action("Report", marking=1, handling="LEI")
    dialog = opened(context, frame, item)
    level = dialog.form.fields["marking"].editor
    assert isinstance(level, ChoiceField)
    push(qtbot, dialog, "more_marking")
    level.setFocus()
    qtbot.keyClick(level, KEY.Key_U)
    assert mark(dialog) == "(U)"
    assert more_of(dialog).panel.isHidden()
    assert not more_of(dialog).button.isEnabled()
    qtbot.keyClick(level, KEY.Key_Down)
    assert mark(dialog) == "(CUI//LEI)"
    qtbot.keyClick(level, KEY.Key_Up)
    accept(qtbot, dialog)
    stored = desk.record(ActionItem, item.id)
    assert (stored.marking, stored.handling) == (0, "")


def test_what_they_marked_meanwhile_stands_beside_mine(
    context: Context, frame: QMainWindow, desk: Board, qtbot: QtBot
) -> None:
    item = desk.action("Report", marking=1)
    dialog = opened(context, frame, item)
    desk.do(revised(item, handling="LEI"))
    push(qtbot, dialog, "more_marking")
    tick(qtbot, dialog, "limit_NOFORN")
    accept(qtbot, dialog)
    assert any("Theirs: LEI" in one for one in said(dialog))
    push(qtbot, dialog, "take_theirs")
    assert mark(dialog) == "(CUI//LEI)"


def revised(item: ActionItem, **more: object) -> ReviseAction:
    known = {
        name: getattr(item, name) for name in ReviseAction.model_fields if name != "supporting"
    }
    return ReviseAction(**{**known, **more})


def test_few_categories_are_offered_and_typing_finds_the_others(
    context: Context, frame: QMainWindow, qtbot: QtBot
) -> None:
    dialog = opened(context, frame)
    dialog.form.fields["marking"].set_value(1)
    push(qtbot, dialog, "more_marking")
    boxes = more_of(dialog).categories
    shown = [box for box in boxes.findChildren(QCheckBox) if box.isVisible()]
    assert len(shown) == 8
    assert "more: type what they are about" in boxes.rest.text()
    boxes.words.setFocus()
    qtbot.keyClicks(boxes.words, "witness prot")
    names = [box.text() for box in boxes.findChildren(QCheckBox) if box.isVisible()]
    assert names == ["WIT  Witness protection", "SP-WIT  Witness protection, specified"]


def test_term_that_the_scheme_lost_stays_until_it_is_taken(
    context: Context, frame: QMainWindow, desk: Board, qtbot: QtBot
) -> None:
    item = desk.item(marking=1)
    desk.engine.run("UPDATE agenda_item SET handling = 'OLD' WHERE id = :id", {"id": item.id})
    assert desk.record(AgendaItem, item.id).handling == "OLD"
    level = ChoiceField([(0, "U"), (1, "CUI")])
    field = HandlingField(CUI, level)
    for widget in (level, field):
        qtbot.addWidget(widget)
    level.set_value(1)
    field.set_value("OLD")
    assert field.mark.text() == "(CUI//OLD)"
    with pytest.raises(Invalid, match="no category"):
        field.value()


def test_release_is_chosen_and_what_is_too_high_is_listed(qtbot: QtBot) -> None:
    choice = ReleaseChoice(CUI, 1)
    qtbot.addWidget(choice)
    choice.show()
    assert choice.value() == Release(1)
    qtbot.keyClicks(choice.countries, "gbr, usa")
    qtbot.mouseClick(choice.variant, LEFT, pos=choice.variant.rect().center())
    choice.variant.setChecked(True)
    assert choice.value() == Release(1, ("GBR",), leaves_out=True)
    choice.show_too_high([TooHighPortion("Item 1", "(CUI)", "Held.")] * 8)
    assert "• Item 1: (CUI) Held." in choice.too_high.text()
    assert "and 2 more" in choice.too_high.text()
    choice.countries.setFocus()
    qtbot.keyClicks(choice.countries, "!")
    assert choice.too_high.isHidden(), "the list is about what was asked before"
    with pytest.raises(Invalid) as refused:
        choice.value()
    choice.show_problem(refused.value.message)
    assert choice.countries_field.error.isVisible()
