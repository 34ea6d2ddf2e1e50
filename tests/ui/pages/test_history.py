"""The history page: who changed what, both sides, and back from the archive."""

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem
from board_app.domain.base import RecordId
from board_app.domain.decision import Stance
from board_app.services.actions import LogFollowUp, ReviseAction
from board_app.services.archive import Archive
from board_app.services.board import NameCountry
from board_app.services.decisions import TakePosition
from tests.desk import Desk as Board
from tests.services.test_issues import give
from tests.ui import acting
from tests.ui.acting import KEY, cells, column, press, push
from tests.ui.conftest import MakePage
from ui.pages.history.page import HistoryPage
from ui.places import ACTIONS, COUNTRY, HISTORY, MEETING, Place


@pytest.fixture
def item(desk: Board) -> ActionItem:
    """Give an item that was assigned, changed and archived."""
    made = desk.action("Options memo", lead_id=desk.agencies["state"])
    desk.clock.go(timedelta(minutes=5))
    desk.do(
        ReviseAction(id=made.id, version=made.version, title="Options paper", lead_id=made.lead_id)
    )
    now = desk.record(ActionItem, made.id)
    desk.do(Archive(table="action_item", id=now.id, version=now.version))
    return desk.record(ActionItem, made.id)


@pytest.fixture
def page(item: ActionItem, make_page: MakePage) -> HistoryPage:
    return cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))


def open_change(qtbot: QtBot, page: HistoryPage, row_id: RecordId, label: str) -> None:
    found = [
        row
        for row in page.list.rows()[:200]
        if row.row_id == row_id and row.label.startswith(label)
    ]
    assert found, f"no {label} among {column(page.list, 2)[:5]}"
    page.list.select_id(found[0].id)
    press(qtbot, page.list, KEY.Key_Return)
    assert page.panel.isVisible()


def test_newest_change_comes_first_with_both_sides(page: HistoryPage) -> None:
    rows = cells(page.list)
    assert rows[0][2].startswith("Archive")
    assert rows[1][1:3] == ("Ann Reed", "Change action item")
    assert "Options memo → Options paper" in rows[1][4]
    assert rows[1][0] == "Mon 6 Jul, 10:05", "the board's own wall time"


def test_panel_shows_before_and_after(page: HistoryPage, item: ActionItem, qtbot: QtBot) -> None:
    open_change(qtbot, page, item.id, "Change action item")
    words = acting.said(page.panel)
    assert words.index("Options memo") < words.index("became") < words.index("Options paper")
    press(qtbot, page.list, KEY.Key_Escape)
    assert not page.panel.isVisible()
    assert QApplication.focusWidget() is page.list


def test_archived_record_is_brought_back(
    page: HistoryPage, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    open_change(qtbot, page, item.id, "Archive")
    push(qtbot, page.panel, "restore_archived")
    assert desk.record(ActionItem, item.id).archived_at is None
    assert column(page.list, 2)[0].startswith("Restore")

    open_change(qtbot, page, item.id, "Archive")
    restore = page.panel.findChildren(QPushButton, "restore_archived_button")
    assert not any(one.isVisible() for one in restore), "it is back already"
    page.panel.close_panel()
    page.desk.undo()
    assert desk.record(ActionItem, item.id).archived_at is not None


def test_record_is_opened_on_its_page(page: HistoryPage, item: ActionItem, qtbot: QtBot) -> None:
    asked = acting.places(page)
    open_change(qtbot, page, item.id, "Change action item")
    push(qtbot, page.panel, "open_record")
    assert asked == [Place(ACTIONS, item.id)]
    assert not page.panel.isVisible()


def test_agenda_item_is_opened_in_its_meeting(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    made = desk.item("Burundi")
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    asked = acting.places(page)
    open_change(qtbot, page, made.id, "Add")
    push(qtbot, page.panel, "open_record")
    assert asked == [Place(MEETING, desk.meeting_id, made.id)]


def test_follow_up_is_opened_with_its_item(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    made = desk.action("Memo")
    entry = desk.do(LogFollowUp(action_id=made.id, text="Asked"))
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    asked = acting.places(page)
    open_change(qtbot, page, entry, "Log")
    push(qtbot, page.panel, "open_record")
    assert asked == [Place(ACTIONS, made.id)]


def test_position_has_no_page_of_its_own_and_no_open_button(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    decision = desk.decision(desk.item())
    said = TakePosition(
        decision_id=decision.id,
        agency_id=desk.agencies["doj"],
        stance=Stance.NON_CONCUR,
        note="It names sources.",
    )
    position = desk.do(said)
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    open_change(qtbot, page, position, "")
    found = page.panel.findChildren(QPushButton, "open_record_button")
    assert not any(one.isVisible() for one in found)


def test_named_country_is_opened_on_its_page(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    row = desk.session.reading.board.countries()[0]
    desk.do(NameCountry(id=row.id, version=row.version, board_name="Another name"))
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    asked = acting.places(page)
    open_change(qtbot, page, row.id, "Name country")
    push(qtbot, page.panel, "open_record")
    assert asked == [Place(COUNTRY, row.id)]


def test_one_records_history_and_back_to_the_whole(
    page: HistoryPage, item: ActionItem, qtbot: QtBot
) -> None:
    whole = len(page.list.rows())
    open_change(qtbot, page, item.id, "Archive")
    push(qtbot, page.panel, "history_of_record")
    assert len(page.list.rows()) == 3
    assert {row.row_id for row in page.list.rows()} == {item.id}
    assert "Options paper" in page.head.facts._whole
    push(qtbot, page, "whole_history")
    assert len(page.list.rows()) == whole


def test_the_history_of_a_meeting_holds_what_went_out(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    made = give(desk)
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY, desk.meeting_id)))
    assert column(page.list, 3)[0].endswith("agenda given to State, DoD/OSD and Justice")
    assert page.head.facts._whole.startswith("Every change of Meeting Monthly board")
    asked = acting.places(page)
    open_change(qtbot, page, made.id, "Give out a paper")
    push(qtbot, page.panel, "open_record")
    assert asked == [Place(MEETING, desk.meeting_id)]


def test_words_are_found_once_typing_rests(page: HistoryPage, qtbot: QtBot) -> None:
    page.filters.words.setFocus()
    qtbot.keyClicks(page.filters.words, "options")
    qtbot.waitUntil(lambda: page.card.count.text() == "3 changes")
    qtbot.keyClicks(page.filters.words, " of nobody")
    qtbot.waitUntil(lambda: page.list.rows() == ())
    assert page.list.empty_text.startswith("No change matches.")


def test_change_made_meanwhile_is_seen(page: HistoryPage, desk: Board) -> None:
    before = len(page.list.rows())
    page.desk.undo()
    row = desk.session.reading.board.countries()[0]
    page.desk.do(page, NameCountry(id=row.id, version=row.version, board_name="Another"))
    assert len(page.list.rows()) > before
    assert "Another" in page.list.rows()[0].in_words


def test_older_changes_have_their_place_from_the_first(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    for number in range(520):
        desk.action(f"Item {number}")
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    # True scroll bar: every change has its place at once, and is read when it comes into view.
    whole = len(page.list.rows())
    assert whole > 520
    assert page.card.count.text() == f"{whole} changes"
    press(qtbot, page.list, KEY.Key_End)
    qtbot.waitUntil(lambda: page.list.selected_row() is not None)
    assert page.list.selected_id() == 1


def test_representative_may_look_but_not_restore(
    page: HistoryPage, desk: Board, item: ActionItem, qtbot: QtBot
) -> None:
    people = desk.session.reading.directory.people(desk.session.board().today)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    refused = acting.refusals(page)
    open_change(qtbot, page, item.id, "Archive")
    push(qtbot, page.panel, "restore_archived")
    assert "secretariat" in refused[0]
    assert desk.record(ActionItem, item.id).archived_at is not None


def test_name_that_begins_with_an_accent_is_found(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    desk.action("École report")
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    page.filters.words.setText("École")
    page.reload()
    assert len(page.list.rows()) == 1
