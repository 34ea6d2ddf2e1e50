"""The bin's page: what is there, back with one key, and gone for good after a question."""

from datetime import timedelta
from typing import cast

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem
from board_app.domain.meeting import Meeting, Series
from board_app.services.actions import LogFollowUp
from board_app.services.archive import Archive
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, cells, column, press, push
from tests.ui.conftest import MakePage
from ui.kit.dialogs import Confirm
from ui.pages.bin import BinPage
from ui.places import BIN, HISTORY, Place
from ui.window import MainWindow


def archived(desk: Board, title: str) -> ActionItem:
    made = desk.action(title)
    desk.do(Archive(table="action_item", id=made.id, version=made.version))
    return made


def bin_page(make_page: MakePage) -> BinPage:
    return cast("BinPage", make_page(BinPage, Place(BIN)))


def question(page: BinPage) -> Confirm:
    (found,) = [one for one in page.findChildren(Confirm) if one.isVisible()]
    return found


def test_empty_bin_says_where_things_come_from(make_page: MakePage) -> None:
    page = bin_page(make_page)
    assert not page.list.rows()
    assert "What is archived on any page comes here" in page.list.empty_text
    assert not page.old.isVisible()
    assert not page.empty.isEnabled()
    assert not page.restore.isEnabled()


def test_list_says_what_when_by_whom_and_how_long(desk: Board, make_page: MakePage) -> None:
    first = archived(desk, "First")
    desk.clock.go(timedelta(days=31))
    second = archived(desk, "Second")
    page = bin_page(make_page)
    assert cells(page.list) == [
        ("Action item", f"{second.reference} Second", "Ann Reed", "Thu 6 Aug", "30 days"),
        ("Action item", f"{first.reference} First", "Ann Reed", "Mon 6 Jul", "over 30 days"),
    ]
    assert page.card.count.text() == "2 things"
    assert "1 thing has been here longer than 30 days." in acting.said(page)


def test_words_narrow_it(desk: Board, make_page: MakePage) -> None:
    archived(desk, "First")
    archived(desk, "Second")
    page = bin_page(make_page)
    page.words.setText("sec action")
    assert [row.endswith("Second") for row in column(page.list, 1)] == [True]
    page.words.setText("sec meeting")
    assert not page.list.rows()
    assert page.list.empty_text.startswith("Nothing in the bin has these words.")


def test_one_key_brings_it_back(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    made = archived(desk, "Memo")
    page = bin_page(make_page)
    press(qtbot, page.list, KEY.Key_R)
    assert not desk.record(ActionItem, made.id).is_archived
    assert not page.list.rows()


def test_enter_shows_its_history(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    made = archived(desk, "Memo")
    page = bin_page(make_page)
    asked = acting.places(page)
    press(qtbot, page.list, KEY.Key_Return)
    assert asked == [Place(HISTORY, made.id)]


def test_deleting_asks_with_what_goes_and_is_one_undo(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    made = desk.action("Memo")
    desk.do(LogFollowUp(action_id=made.id, text="Asked"))
    now = desk.record(ActionItem, made.id)
    desk.do(Archive(table="action_item", id=now.id, version=now.version))
    page = bin_page(make_page)
    before = desk.digest()
    press(qtbot, page.list, KEY.Key_Delete)
    asked = question(page)
    words = " ".join(acting.said(asked))
    assert f"Delete for good: action item “{made.reference} Memo”?" in words
    assert "With it goes 1 follow-up." in words
    assert "The history keeps what it was." in words
    assert desk.digest() == before, "nothing goes before the answer"
    press(qtbot, asked, KEY.Key_Escape)
    assert desk.digest() == before

    press(qtbot, page.list, KEY.Key_Delete)
    push(qtbot, question(page), "confirm_yes")
    assert not page.list.rows()
    assert ("action_item", made.id) not in desk.digest()
    page.desk.undo()
    assert desk.digest() == before
    assert len(page.list.rows()) == 1


def test_what_is_still_needed_stays_and_says_why(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    series = desk.record(Series, desk.series_id)
    desk.do(Archive(table="series", id=series.id, version=series.version))
    page = bin_page(make_page)
    refused = acting.refusals(page)
    press(qtbot, page.list, KEY.Key_Delete)
    assert "still points to it" in refused[0]
    assert not page.findChildren(Confirm)


def test_emptying_takes_only_what_is_old(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    archived(desk, "First")
    archived(desk, "Second")
    series = desk.record(Series, desk.series_id)
    desk.do(Archive(table="series", id=series.id, version=series.version))
    desk.clock.go(timedelta(days=31))
    fresh = archived(desk, "Fresh")
    meeting = desk.record(Meeting, desk.meeting_id)
    desk.do(Archive(table="meeting", id=meeting.id, version=meeting.version))
    page = bin_page(make_page)
    push(qtbot, page, "empty_bin")
    words = " ".join(acting.said(question(page)))
    assert "2 things will be deleted." in words
    assert "1 thing will stay. Series “Monthly board”: Meeting" in words
    push(qtbot, question(page), "confirm_yes")
    left = {row.id for row in page.list.rows()}
    assert left == {fresh.id, series.id, meeting.id}
    page.desk.undo()
    assert len(page.list.rows()) == 5, "one step brings all of it back"


def test_representative_sees_the_bin_and_may_not_touch_it(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    made = archived(desk, "Memo")
    desk.clock.go(timedelta(days=31))
    page = bin_page(make_page)
    people = desk.session.reading.directory.people(desk.session.board().today)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    assert len(page.list.rows()) == 1
    for made_action in (page.empty, page.restore, page.purge):
        assert not made_action.isEnabled()
        assert "secretariat" in made_action.property("why")
    press(qtbot, page.list, KEY.Key_Delete)
    press(qtbot, page.list, KEY.Key_R)
    assert not page.findChildren(Confirm)
    assert desk.record(ActionItem, made.id).is_archived


def test_bin_is_reached_from_the_palette_and_from_the_history(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert "Bin: what was archived" in [one.text() for one in window.commands()]
    window.go(Place(HISTORY))
    push(qtbot, window.page, "open_bin")
    assert isinstance(window.page, BinPage)
    assert window.page.findChildren(QPushButton, "empty_bin_button")


def test_five_thousand_things_are_shown_and_emptied(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    # One command each would be five thousand: they are put away past the program, then sealed.
    first = desk.record(ActionItem, desk.action("Memo 0").id)
    with desk.session.store.work(desk.session.actor, "Prepare") as work:
        for number in range(5000):
            work.add(
                first.revised(
                    id=0,
                    version=0,
                    reference=f"B-2015-{number:05}",
                    archived_at="2015-06-01T12:00:00+00:00",
                )
            )
    page = bin_page(make_page)
    assert page.card.count.text() == "5,000 things"
    press(qtbot, page.list, KEY.Key_End)
    push(qtbot, page, "empty_bin")
    push(qtbot, question(page), "confirm_yes")
    assert not page.list.rows()
    assert ("action_item", first.id) in desk.digest()
