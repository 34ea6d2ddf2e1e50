"""The actions page, driven as a secretary and as a representative drive it."""

from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem, ActionStatus
from board_app.services import agenda
from board_app.services.reading import ActionFilter
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, cells, column, dialog_of, fill, pick, press, problem
from tests.ui.conftest import MakePage
from ui.pages.actions.page import ActionsPage
from ui.places import ACTIONS, MEETING, Place

TODAY = date(2015, 7, 6)
LATE, SOON, FAR = TODAY - timedelta(days=4), date(2015, 7, 10), date(2015, 9, 1)


@pytest.fixture
def items(desk: Board) -> dict[str, ActionItem]:
    """Give one item of each kind by its title."""
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    made = (
        desk.action("Options memo", lead_id=state, due_on=SOON),
        desk.action("Airlift memo", lead_id=dod, due_on=LATE),
        desk.action("Radio plan", lead_id=dod, due_on=FAR, supporting=[state]),
        desk.action("Hotline", lead_id=state),
        desk.action("Unowned", due_on=FAR),
    )
    return {one.title: one for one in made}


@pytest.fixture
def page(items: dict[str, ActionItem], make_page: MakePage) -> ActionsPage:
    return cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))


def titles(page: ActionsPage) -> list[str]:
    return column(page.list, 1)


def choose(page: ActionsPage, item: ActionItem) -> None:
    page.list.setFocus()
    assert page.list.select_id(item.id)


def test_what_lacks_a_date_or_a_lead_comes_first(page: ActionsPage) -> None:
    assert titles(page) == ["Hotline", "Unowned", "Airlift memo", "Options memo", "Radio plan"]
    words = {row[1]: row for row in cells(page.list)}
    assert words["Hotline"][-1] == "No date"
    assert "No lead" in words["Unowned"][2]
    assert words["Airlift memo"][-1].startswith("4 d late")
    assert words["Radio plan"][2] == "DoD/OSD +1"
    assert page.head.facts.text() == "5 items · 1 late · 1 due within 7 days"


def test_new_item_is_assigned_by_keyboard(page: ActionsPage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.list, KEY.Key_N)
    dialog = dialog_of(page)
    fill(qtbot, dialog, title="Call the embassies", due_on="16 Jul", measure="A list of calls")
    pick(dialog, lead_id=desk.agencies["doj"])
    accept(qtbot, dialog)

    (row,) = desk.session.reading.actions.actions(ActionFilter(words="embassies"))
    assert (row.lead_id, row.due_on, row.measure) == (
        desk.agencies["doj"],
        date(2015, 7, 16),
        "A list of calls",
    )
    assert "Call the embassies" in titles(page)
    page.desk.undo()
    assert "Call the embassies" not in titles(page)


def test_bad_input_stays_typed_and_is_explained_beside_its_field(
    page: ActionsPage, desk: Board, qtbot: QtBot
) -> None:
    before = desk.digest()
    press(qtbot, page.list, KEY.Key_N)
    dialog = dialog_of(page)
    fill(qtbot, dialog, due_on="the day after", deliverable="A memo")
    accept(qtbot, dialog)
    assert problem(dialog, "due_on")
    fill(qtbot, dialog, due_on="16 Jul")
    accept(qtbot, dialog)

    assert "can't be empty" in problem(dialog, "title")
    assert not problem(dialog, "due_on")
    assert dialog.form.fields["deliverable"].value() == "A memo"
    assert dialog.form.fields["due_on"].value() == date(2015, 7, 16)
    assert QApplication.focusWidget() is dialog.form.fields["title"].editor
    assert desk.digest() == before


def test_item_is_changed_and_taken_back(
    page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    item = items["Radio plan"]
    choose(page, item)
    press(qtbot, page.list, KEY.Key_E)
    dialog = dialog_of(page)
    assert dialog.form.fields["supporting"].value() == [desk.agencies["state"]]
    fill(qtbot, dialog, title="Radio and print plan")
    accept(qtbot, dialog)

    assert desk.record(ActionItem, item.id).title == "Radio and print plan"
    assert page.list.selected_id() == item.id
    page.desk.undo()
    assert desk.record(ActionItem, item.id).title == "Radio plan"
    assert "Radio plan" in titles(page)


def test_archived_item_goes_and_comes_back_with_undo(
    page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    item = items["Radio plan"]
    choose(page, item)
    press(qtbot, page.list, KEY.Key_Delete)
    assert desk.record(ActionItem, item.id).archived_at is not None
    assert "Radio plan" not in titles(page)

    page.desk.undo()
    assert "Radio plan" in titles(page)


def test_blocked_needs_its_reason_and_then_stands_in_the_list(
    page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    item = items["Options memo"]
    choose(page, item)
    press(qtbot, page.list, KEY.Key_F)
    dialog = dialog_of(page)
    fill(qtbot, dialog, text="No answer from the field")
    pick(dialog, status=ActionStatus.BLOCKED.value)
    accept(qtbot, dialog)
    assert "reason" in problem(dialog, "reason")
    assert dialog.form.fields["text"].value() == "No answer from the field"

    fill(qtbot, dialog, reason="No visas")
    accept(qtbot, dialog)

    assert not acting.has_dialog(page)
    assert desk.record(ActionItem, item.id).status is ActionStatus.BLOCKED
    (entry,) = desk.session.reading.actions.follow_ups([item.id])
    assert (entry.text, entry.reason) == ("No answer from the field", "No visas")
    assert {row[1]: row[5] for row in cells(page.list)}["Options memo"] == "Blocked"


def test_later_date_is_a_slip(
    page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    choose(page, items["Options memo"])
    press(qtbot, page.list, KEY.Key_F)
    dialog = dialog_of(page)
    fill(qtbot, dialog, new_due_on="1 Aug", reason="Late figures")
    accept(qtbot, dialog)

    row = {one[1]: one for one in cells(page.list)}["Options memo"]
    assert (row[6], row[7]) == ("1", "Sat 1 Aug")
    assert desk.record(ActionItem, items["Options memo"].id).first_due_on == SOON


def test_enter_opens_the_item_and_esc_gives_the_focus_back(
    page: ActionsPage, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    choose(page, items["Airlift memo"])
    press(qtbot, page.list, KEY.Key_Return)
    assert page.panel.isVisible()
    assert page.panel.title.text() == "Airlift memo"
    assert "late" in page.panel.state.text()
    assert "None yet. F logs the first." in acting.said(page.panel)

    press(qtbot, page.list, KEY.Key_Escape)
    assert not page.panel.isVisible()
    assert QApplication.focusWidget() is page.list


def test_keys_of_an_item_work_within_its_panel(
    page: ActionsPage, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    choose(page, items["Airlift memo"])
    press(qtbot, page.list, KEY.Key_Return)
    page.panel.closer.setFocus()

    press(qtbot, page.panel.closer, KEY.Key_F)

    assert "Airlift memo" in dialog_of(page).heading.text()


def test_panel_follows_the_selection(
    page: ActionsPage, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    choose(page, items["Airlift memo"])
    press(qtbot, page.list, KEY.Key_Return)
    press(qtbot, page.list, KEY.Key_Down)
    assert page.panel.title.text() == "Options memo"


def test_origin_goes_to_its_meeting(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    item = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Burundi"))
    made = desk.action("Memo", meeting_id=desk.meeting_id, item_id=item)
    page = make_page(ActionsPage, Place(ACTIONS, made.id))
    asked = acting.places(page)
    acting.push(qtbot, page, "open_origin")
    assert asked == [Place(MEETING, desk.meeting_id, item)]


def test_item_that_was_asked_for_is_the_one_that_is_changed(
    page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    """A closed item opened from elsewhere is not in the list of open ones."""
    closed = items["Radio plan"]
    choose(page, closed)
    press(qtbot, page.list, KEY.Key_F)
    pick(dialog_of(page), status=ActionStatus.CLOSED.value)
    fill(qtbot, dialog_of(page), text="Done", evidence="Printed")
    accept(qtbot, dialog_of(page))
    choose(page, items["Airlift memo"])
    page.show_place(Place(ACTIONS, closed.id))
    assert page.panel.title.text() == "Radio plan"

    acting.push(qtbot, page.panel, "edit_action")
    assert dialog_of(page).form.fields["title"].value() == "Radio plan"
    dialog_of(page).reject()
    acting.push(qtbot, page.panel, "archive_action")
    assert desk.record(ActionItem, closed.id).archived_at is not None
    assert desk.record(ActionItem, items["Airlift memo"].id).archived_at is None


def test_panel_closes_when_its_item_is_taken_back(
    page: ActionsPage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.list, KEY.Key_N)
    fill(qtbot, dialog_of(page), title="A mistake")
    accept(qtbot, dialog_of(page))
    row = next(one for one in page.list.rows() if one.title == "A mistake")
    page.show_place(Place(ACTIONS, row.id))
    refused = acting.refusals(page)
    assert page.panel.isVisible()

    page.desk.undo()

    assert not page.panel.isVisible()
    assert refused == []


def test_focus_stays_on_the_page_after_a_follow_up_from_the_panel(
    page: ActionsPage, items: dict[str, ActionItem], qtbot: QtBot
) -> None:
    choose(page, items["Airlift memo"])
    press(qtbot, page.list, KEY.Key_Return)
    button = acting.seen(page.panel, QPushButton, "log_follow_up_button")
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_Space)
    fill(qtbot, dialog_of(page), text="Asked again")
    accept(qtbot, dialog_of(page))
    page.window().activateWindow()
    QApplication.processEvents()

    assert "Asked again" in acting.said(page.panel)
    focused = QApplication.focusWidget()
    assert focused is acting.seen(page.panel, QPushButton, "log_follow_up_button")


class TestRepresentative:
    @pytest.fixture
    def page(
        self, items: dict[str, ActionItem], desk: Board, make_page: MakePage, page: ActionsPage
    ) -> ActionsPage:
        person = next(
            one for one in desk.session.reading.directory.people(TODAY) if one.name == "Ben Okoro"
        )
        page.desk.become(person)
        return page

    def test_sees_the_own_agency_and_may_look_at_all(self, page: ActionsPage) -> None:
        assert set(titles(page)) == {"Options memo", "Radio plan", "Hotline"}
        page.filters.mine.click()
        assert len(titles(page)) == 5

    def test_logs_a_follow_up(
        self, page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
    ) -> None:
        choose(page, items["Hotline"])
        press(qtbot, page.list, KEY.Key_F)
        fill(qtbot, dialog_of(page), text="The line is open")
        accept(qtbot, dialog_of(page))
        (entry,) = desk.session.reading.actions.follow_ups([items["Hotline"].id])
        assert (entry.text, entry.person) == ("The line is open", "Ben Okoro")

    def test_may_not_log_for_another_agency(
        self, page: ActionsPage, desk: Board, items: dict[str, ActionItem], qtbot: QtBot
    ) -> None:
        page.filters.mine.click()
        choose(page, items["Airlift memo"])
        press(qtbot, page.list, KEY.Key_F)
        dialog = dialog_of(page)
        fill(qtbot, dialog, text="We did it for them")
        accept(qtbot, dialog)
        assert dialog.isVisible()
        assert dialog.form.message.isVisible()
        assert dialog.form.fields["text"].value() == "We did it for them"
        assert desk.session.reading.actions.follow_ups([items["Airlift memo"].id]) == []

    @pytest.mark.parametrize("key", [KEY.Key_N, KEY.Key_E, KEY.Key_Delete])
    def test_may_not_change_items(
        self,
        page: ActionsPage,
        desk: Board,
        items: dict[str, ActionItem],
        key: KEY,
        qtbot: QtBot,
    ) -> None:
        before = desk.digest()
        choose(page, items["Hotline"])
        press(qtbot, page.list, key)
        assert not acting.has_dialog(page)
        assert desk.digest() == before
        for made in (page.doing.new, page.doing.edit, page.doing.archive):
            assert not made.isEnabled()
            assert made.property("why") == "for the secretariat"
