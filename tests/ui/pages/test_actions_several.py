"""Action items changed in the list, several at once, and on the board."""

from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem, ActionStatus, Priority
from tests.desk import Desk as Board
from tests.ui.acting import (
    ALT,
    CONTROL,
    KEY,
    LEFT,
    accept,
    cells,
    dialog_of,
    fill,
    has_dialog,
    pick,
    press,
    problem,
    push,
)
from tests.ui.conftest import MakePage
from tests.ui.pages.test_actions import FAR, SOON, choose, items, page, titles
from tests.ui.pages.test_actions_list import LateRunner
from ui.kit.cards import CardList
from ui.kit.inline_form import InlineForm
from ui.pages.actions.page import ActionsPage
from ui.places import ACTIONS, Place

__all__ = ["items", "page"]  # fixtures of the page

Items = dict[str, ActionItem]


def now(desk: Board, item: ActionItem) -> ActionItem:
    return desk.record(ActionItem, item.id)


class TestInPlace:
    """D, S and A change one thing where it stands."""

    def test_a_later_date_asks_for_its_reason(
        self, page: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        choose(page, items["Options memo"])
        press(qtbot, page.list, KEY.Key_D)
        dialog = dialog_of(page)
        assert isinstance(dialog, InlineForm)
        fill(qtbot, dialog, new_due_on="1 Sep")
        accept(qtbot, dialog)
        assert "needs a reason" in problem(dialog, "reason")
        fill(qtbot, dialog, reason="No visas")
        accept(qtbot, dialog)
        assert (
            now(desk, items["Options memo"]).due_on,
            now(desk, items["Options memo"]).slips,
        ) == (
            FAR,
            1,
        )
        assert not has_dialog(page)

    def test_the_form_stands_at_its_cell(
        self, page: ActionsPage, items: Items, qtbot: QtBot
    ) -> None:
        choose(page, items["Options memo"])
        row = page.list.visualRect(page.list.currentIndex())
        press(qtbot, page.list, KEY.Key_D)
        dialog = dialog_of(page)
        below = page.list.viewport().mapToGlobal(row.bottomLeft()).y()
        assert abs(dialog.y() - below) <= 2
        assert dialog.geometry().right() <= page.window().geometry().right()

    def test_what_is_wrong_is_in_sight(self, page: ActionsPage, items: Items, qtbot: QtBot) -> None:
        choose(page, items["Options memo"])
        press(qtbot, page.list, KEY.Key_D)
        dialog = dialog_of(page)
        before = dialog.height()
        fill(qtbot, dialog, new_due_on="1 Sep")
        accept(qtbot, dialog)
        QApplication.processEvents()
        said = dialog.form.fields["reason"].error
        assert dialog.height() > before
        assert said.visibleRegion().boundingRect().height() == said.height() > 0

    def test_an_empty_date_is_said(self, page: ActionsPage, items: Items, qtbot: QtBot) -> None:
        choose(page, items["Options memo"])
        press(qtbot, page.list, KEY.Key_D)
        accept(qtbot, dialog_of(page))
        assert "Write a date" in problem(dialog_of(page), "new_due_on")

    def test_status_and_lead_change_in_the_list(
        self, page: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        item = items["Unowned"]
        choose(page, item)
        press(qtbot, page.list, KEY.Key_A)
        pick(dialog_of(page), lead_id=desk.agencies["doj"])
        accept(qtbot, dialog_of(page))
        assert now(desk, item).lead_id == desk.agencies["doj"]
        choose(page, item)
        press(qtbot, page.list, KEY.Key_S)
        pick(dialog_of(page), status=ActionStatus.CLOSED.value)
        accept(qtbot, dialog_of(page))
        assert "what shows" in problem(dialog_of(page), "evidence")
        fill(qtbot, dialog_of(page), evidence="The list")
        accept(qtbot, dialog_of(page))
        assert now(desk, item).status is ActionStatus.CLOSED

    def test_the_menu_of_a_row_offers_the_same(
        self, page: ActionsPage, items: Items, qtbot: QtBot
    ) -> None:
        choose(page, items["Options memo"])
        page.views.customContextMenuRequested.emit(QPoint(20, 60))
        menu = page.findChild(QMenu, "row_menu")
        assert menu is not None
        assert [made.text() for made in menu.actions()][:4] == [
            "Log follow-up",
            "Close",
            "Change date",
            "Change status",
        ]
        menu.close()

    def test_close_asks_for_the_evidence_alone(
        self, page: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        choose(page, items["Options memo"])
        press(qtbot, page.list, KEY.Key_C)
        fill(qtbot, dialog_of(page), evidence="Memo of 6 July")
        accept(qtbot, dialog_of(page))
        assert now(desk, items["Options memo"]).status is ActionStatus.CLOSED


class TestSeveral:
    """Space chooses, B changes, one Undo takes it back."""

    def test_chosen_items_change_in_one_step(
        self, page: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        choose(page, items["Airlift memo"])
        press(qtbot, page.list, KEY.Key_Space)
        press(qtbot, page.list, KEY.Key_Space)
        assert page.mark_bar.words.text() == "2 items chosen"
        assert [row[0] for row in cells(page.list) if row[0].startswith("chosen")]
        press(qtbot, page.list, KEY.Key_B)
        dialog = dialog_of(page)
        pick(dialog, priority=Priority.HIGH.value)
        accept(qtbot, dialog)

        changed = {title for title, one in items.items() if now(desk, one).priority == "high"}
        assert changed == {"Airlift memo", "Options memo"}
        assert page.mark_bar.isHidden()
        page.desk.undo()
        assert not any(now(desk, one).priority == "high" for one in items.values())

    def test_a_click_on_the_mark_chooses(
        self, page: ActionsPage, items: Items, qtbot: QtBot
    ) -> None:
        rect = page.list.visualRect(page.list.model().index(2, 0))
        qtbot.mouseClick(page.list.viewport(), LEFT, pos=rect.topLeft() + QPoint(20, 12))
        assert [row.title for row in page.marks.rows] == ["Airlift memo"]
        qtbot.mouseClick(page.list.viewport(), LEFT, pos=rect.topLeft() + QPoint(90, 12))
        assert [row.title for row in page.marks.rows] == ["Airlift memo"]
        qtbot.mouseClick(page.list.viewport(), LEFT, pos=rect.topLeft() + QPoint(20, 12))
        assert page.marks.rows == ()

    def test_all_that_match_are_chosen_and_let_go(self, page: ActionsPage, qtbot: QtBot) -> None:
        press(qtbot, page.list, KEY.Key_A, CONTROL)
        assert len(page.marks.rows) == 5
        push(qtbot, page, "clear_marks")
        assert not page.marks.rows

    def test_more_than_can_be_changed_is_said(
        self, page: ActionsPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ui.pages.actions.doing.MOST", 3)
        said: list[object] = []
        page.desk.refused.connect(said.append)
        press(qtbot, page.list, KEY.Key_A, CONTROL)
        assert "More than 3 match" in str(said)
        assert page.marks.rows == ()

    def test_the_chosen_are_taken_as_they_are_now(
        self, page: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        press(qtbot, page.list, KEY.Key_A, CONTROL)
        choose(page, items["Options memo"])
        press(qtbot, page.list, KEY.Key_Delete)
        assert len(page.marks.rows) == 4, "what is archived is let go"
        press(qtbot, page.list, KEY.Key_B)
        fill(qtbot, dialog_of(page), text="Asked all leads")
        accept(qtbot, dialog_of(page))
        ids = [one.id for one in items.values()]
        assert len(desk.session.reading.actions.follow_ups(ids)) == 4


class TestBoard:
    """Cards in columns, moved by keys and by mouse."""

    @pytest.fixture
    def board(self, page: ActionsPage, qtbot: QtBot) -> ActionsPage:
        press(qtbot, page, KEY.Key_B, CONTROL)
        assert page.is_board
        return page

    def lane(self, page: ActionsPage, number: int) -> CardList:
        return page.board.lists()[number]

    def test_every_item_has_a_card(self, board: ActionsPage) -> None:
        assert sorted(card.title for card in self.lane(board, 0).cards()) == sorted(
            ["Hotline", "Unowned", "Airlift memo", "Options memo", "Radio plan"]
        )
        assert board.filters.shown.isHidden()
        assert "late" in self.lane(board, 0).cards()[2].spoken

    def test_a_card_is_carried_by_keys_and_stays_chosen(
        self, board: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        lane = self.lane(board, 0)
        lane.setFocus()
        assert lane.choose(items["Options memo"].id)
        press(qtbot, lane, KEY.Key_Right, ALT)
        assert now(desk, items["Options memo"]).status is ActionStatus.IN_PROGRESS
        other = self.lane(board, 1)
        assert other.chosen() == items["Options memo"].id
        assert other.hasFocus()
        press(qtbot, other, KEY.Key_Right, ALT)
        assert dialog_of(board).form.fields["status"].value() == "submitted"
        dialog_of(board).reject()
        page_undo(board)
        assert now(desk, items["Options memo"]).status is ActionStatus.OPEN

    def test_the_end_of_a_card_asks_for_its_evidence(
        self, board: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        self.lane(board, 3).card_dropped.emit(items["Radio plan"].id)
        fill(qtbot, dialog_of(board), evidence="Broadcast of 5 July")
        accept(qtbot, dialog_of(board))
        assert now(desk, items["Radio plan"]).status is ActionStatus.CLOSED
        assert [card.title for card in self.lane(board, 3).cards()] == ["Radio plan"]

    def test_leads_and_dates_are_columns_too(
        self, board: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        board.doing.group.set_value("lead")
        board.doing.group.edited.emit()
        names = [lane.accessibleName() for lane in board.board.lists()]
        assert names == ["No lead yet, 1 item", "DoD/OSD, 2 items", "State, 2 items"]
        self.lane(board, 1).card_dropped.emit(items["Unowned"].id)
        assert now(desk, items["Unowned"]).lead_id == desk.agencies["dod"]
        board.doing.group.set_value("due")
        board.doing.group.edited.emit()
        assert len(board.board.lists()) == 5
        before = desk.digest()
        self.lane(board, 4).card_dropped.emit(items["Airlift memo"].id)
        assert desk.digest() == before, "a date is not changed by the hand that slips"

    def test_keys_go_from_column_to_column(
        self, board: ActionsPage, items: Items, qtbot: QtBot
    ) -> None:
        self.lane(board, 3).card_dropped.emit(items["Radio plan"].id)
        fill(qtbot, dialog_of(board), evidence="Broadcast")
        accept(qtbot, dialog_of(board))
        self.lane(board, 0).setFocus()
        press(qtbot, self.lane(board, 0), KEY.Key_Right)
        assert self.lane(board, 3).hasFocus(), "empty columns are passed over"
        press(qtbot, self.lane(board, 3), KEY.Key_Return)
        assert board.panel.title.text() == "Radio plan"

    def test_the_keys_of_the_list_work_on_cards(
        self, board: ActionsPage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        lane = self.lane(board, 0)
        lane.setFocus()
        lane.choose(items["Hotline"].id)
        press(qtbot, lane, KEY.Key_D)
        fill(qtbot, dialog_of(board), new_due_on="10 Jul")
        accept(qtbot, dialog_of(board))
        assert now(desk, items["Hotline"]).due_on == SOON

    def test_the_first_card_has_the_focus_once_the_cards_are_there(
        self, page: ActionsPage, qtbot: QtBot
    ) -> None:
        runner = LateRunner()
        page.desk._runner = runner
        runner.held = []
        press(qtbot, page, KEY.Key_B, CONTROL)
        held, runner.held = runner.held, None
        for run in held:
            run()
        assert page.board.has_focus()
        assert page.board.chosen() is not None

    def test_a_drag_brings_the_id_and_takes_nothing_away(
        self, board: ActionsPage, items: Items
    ) -> None:
        lane = self.lane(board, 0)
        model = lane.model()
        data = model.mimeData([model.index(0, 0)])
        assert bytes(data.data("application/x-upstream-card").data()).isdigit()
        assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled


def page_undo(page: ActionsPage) -> None:
    page.desk.undo()
    QApplication.processEvents()


class TestRepresentative:
    """An agency submits, the board closes."""

    def test_submits_by_c_and_by_card(
        self, make_page: MakePage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        desk.become("Ben Okoro")
        page = cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))
        choose(page, items["Options memo"])
        assert page.doing.finish.text() == "Submit"
        press(qtbot, page.list, KEY.Key_C)
        dialog = dialog_of(page)
        offered = dialog.form.fields["status"].editor
        assert "Closed" not in [offered.itemText(at) for at in range(offered.count())]  # type: ignore[attr-defined]  # a combo box
        fill(qtbot, dialog, text="Sent to the chair")
        accept(qtbot, dialog)
        assert now(desk, items["Options memo"]).status is ActionStatus.SUBMITTED
        press(qtbot, page, KEY.Key_B, CONTROL)
        page.board.lists()[3].card_dropped.emit(items["Hotline"].id)
        assert dialog_of(page).form.fields["status"].value() == "submitted"
        dialog_of(page).reject()

    def test_changes_neither_leads_nor_several(
        self, make_page: MakePage, items: Items, desk: Board, qtbot: QtBot
    ) -> None:
        desk.become("Ben Okoro")
        page = cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))
        choose(page, items["Options memo"])
        for key in (KEY.Key_A, KEY.Key_B):
            press(qtbot, page.list, key)
            assert not has_dialog(page)
        assert titles(page)
