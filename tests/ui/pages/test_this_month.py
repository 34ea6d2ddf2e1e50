"""The first page: what it says about the month, and where each line goes."""

from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionStatus
from board_app.domain.agenda import ItemKind
from board_app.domain.base import RecordId
from board_app.domain.meeting import Meeting, MeetingState
from board_app.domain.risk import RiskLevel, Tier
from board_app.services import agenda
from board_app.services.actions import LogFollowUp
from board_app.services.archive import Archive
from board_app.services.meetings import ChangeMeetingState, PublishAgenda
from board_app.services.month import StepState
from board_app.services.reviews import AdoptReview, ReviseReview, StartReview
from board_app.services.watch import WatchCountry
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, cells, column, press
from tests.ui.conftest import MakePage
from ui.pages.this_month.page import ThisMonthPage
from ui.places import ACTIONS, COUNTRY, MEETING, MEETINGS, REVIEW, THIS_MONTH, Place
from ui.window import MainWindow

TODAY = date(2015, 7, 6)


def opened(make_page: MakePage) -> ThisMonthPage:
    return cast("ThisMonthPage", make_page(ThisMonthPage, Place(THIS_MONTH)))


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> ThisMonthPage:
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    desk.action("Late memo", lead_id=state, due_on=TODAY - timedelta(days=3))
    desk.action("Soon memo", lead_id=dod, due_on=TODAY + timedelta(days=14))
    desk.action("Far memo", lead_id=dod, due_on=TODAY + timedelta(days=15))
    desk.action("Undated memo", lead_id=state)
    desk.action("Unowned memo", due_on=TODAY + timedelta(days=40))
    return opened(make_page)


def test_head_names_the_next_meeting(page: ThisMonthPage) -> None:
    assert page.head.title.text() == "July board"
    assert page.head.facts._whole == (
        "Thu 16 Jul, 10:00 (New York) · 1 h 30 · in 10 days · quorum 2 of 3"
    )


def test_each_item_stands_under_its_question(page: ThisMonthPage) -> None:
    assert column(page.lists.late, 1) == ["Late memo"]
    assert column(page.lists.late, 3)[0].startswith("3 d late")
    assert column(page.lists.soon, 1) == ["Soon memo"]
    assert set(column(page.lists.undated, 1)) == {"Undated memo", "Unowned memo"}
    assert "no lead" in column(page.lists.undated, 2)
    assert [page.cards[name].count.text() for name in ("late", "soon", "undated")] == [
        "1 item",
        "1 item",
        "2 items",
    ]


def test_nothing_waiting_is_said_in_a_sentence(desk: Board, make_page: MakePage) -> None:
    page = opened(make_page)
    assert page.lists.late.rows() == ()
    assert page.lists.late.empty_text == "Nothing is late."
    assert page.lists.soon.empty_text == "Nothing is due in the next two weeks."
    assert not page.cards["undated"].isVisible()
    assert page.lists.late.height() > 0, "the sentence has its line"


def test_steps_follow_what_is_done(desk: Board, make_page: MakePage) -> None:
    page = opened(make_page)
    texts = column(page.lists.steps, 0)
    assert texts == ["Build the agenda", "Publish the agenda", "Hold the meeting"]
    assert page.cards["steps"].count.text() == "0 of 3 done"

    add = agenda.AddItem(
        meeting_id=desk.meeting_id, title="Burundi", lead_id=desk.agencies["state"]
    )
    page.desk.do(page, add)
    meeting = desk.meeting()
    page.desk.do(page, PublishAgenda(id=meeting.id, version=meeting.version))

    assert column(page.lists.steps, 0)[0].startswith("Agenda has")
    assert page.cards["steps"].count.text() == "2 of 3 done"
    page.desk.undo()
    assert page.cards["steps"].count.text() == "1 of 3 done"


def test_enter_on_a_step_opens_its_meeting(page: ThisMonthPage, desk: Board, qtbot: QtBot) -> None:
    asked = acting.places(page)
    assert QApplication.focusWidget() is page.lists.steps
    press(qtbot, page.lists.steps, KEY.Key_Return)
    press(qtbot, page.lists.ahead, KEY.Key_Return)
    acting.push(qtbot, page, "open_next_meeting")
    assert asked == [Place(MEETING, desk.meeting_id)] * 3


@pytest.mark.parametrize("name", ["late", "soon", "undated"])
def test_enter_on_an_item_opens_it(page: ThisMonthPage, name: str, qtbot: QtBot) -> None:
    asked = acting.places(page)
    rows = getattr(page.lists, name)
    press(qtbot, rows, KEY.Key_Return)
    assert asked == [Place(ACTIONS, rows.rows()[0].id)]


def test_representative_sees_items_of_the_own_agency(page: ThisMonthPage, desk: Board) -> None:
    people = desk.session.reading.directory.people(TODAY)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    assert column(page.lists.late, 1) == ["Late memo"]
    assert column(page.lists.soon, 1) == []
    assert column(page.lists.undated, 1) == ["Undated memo"]


def test_held_meeting_asks_for_its_minutes(desk: Board, make_page: MakePage) -> None:
    desk.clock.go(timedelta(days=10))
    for state in (MeetingState.CALLED, MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        meeting = desk.meeting()
        desk.do(ChangeMeetingState(id=meeting.id, version=meeting.version, state=state))
    page = opened(make_page)
    assert "Finish the minutes of 16 July" in column(page.lists.steps, 0)


def without_meetings(desk: Board) -> None:
    meeting = desk.record(Meeting, desk.meeting_id)
    desk.do(Archive(table="meeting", id=meeting.id, version=meeting.version))


def test_board_without_a_meeting_says_what_to_do(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    without_meetings(desk)
    page = opened(make_page)
    asked = acting.places(page)
    assert page.stack.currentWidget() is page.nothing
    assert page.nothing.sentence.text().startswith("This board has no meeting yet.")
    assert not page.open_meeting.isVisible()
    acting.push(qtbot, page, "plan_meeting")
    assert asked == [Place(MEETINGS)]


def test_undated_item_is_seen_before_the_first_meeting(desk: Board, make_page: MakePage) -> None:
    without_meetings(desk)
    desk.action("Nobody's")
    page = opened(make_page)
    assert page.lists.undated.isVisible()
    assert cells(page.lists.undated)[0][1] == "Nobody's"


def reviewed(desk: Board, alpha2: str, level: RiskLevel, on: date) -> RecordId:
    """Adopt a review of a country; return the country's id."""
    country = next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == alpha2)
    review = desk.do(StartReview(country_id=country, as_of=on))
    desk.do(ReviseReview(id=review, version=1, as_of=on, level=level))
    decision = desk.decision(desk.item(f"Review of {alpha2}"))
    desk.do(AdoptReview(id=review, version=2, decision_id=decision.id))
    return country


def test_reviews_that_are_due_lead_to_their_country(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    country = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "BI")
    for days, alpha2 in ((-2, "BI"), (9, "SS"), (40, "NG")):
        id = next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == alpha2)
        desk.do(
            WatchCountry(
                country_id=id,
                tier=Tier.WATCH,
                reason="Elections.",
                next_review_on=TODAY + timedelta(days=days),
            )
        )
    page = opened(make_page)

    assert column(page.lists.reviews, 0) == ["Burundi", "South Sudan"]
    assert column(page.lists.reviews, 3)[0].startswith("2 d late")
    asked = acting.places(page)
    page.lists.reviews.setFocus()
    press(qtbot, page.lists.reviews, KEY.Key_Return)
    assert asked == [Place(COUNTRY, country.id)]


def test_countries_that_moved_say_from_what_to_what(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    reviewed(desk, "BI", RiskLevel.ELEVATED, TODAY - timedelta(days=60))
    country = reviewed(desk, "BI", RiskLevel.HIGH, TODAY)
    reviewed(desk, "SS", RiskLevel.SEVERE, TODAY - timedelta(days=60))
    reviewed(desk, "SS", RiskLevel.SEVERE, TODAY)
    meeting = desk.meeting()
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        desk.do(ChangeMeetingState(id=meeting.id, version=desk.meeting().version, state=state))
    desk.clock.go(timedelta(days=12))
    page = opened(make_page)

    assert column(page.lists.moved, 0) == ["Burundi"]
    assert column(page.lists.moved, 1) == ["3 Elevated → 4 High"]
    asked = acting.places(page)
    page.lists.moved.setFocus()
    press(qtbot, page.lists.moved, KEY.Key_Return)
    assert asked == [Place(COUNTRY, country)]


def test_secretariat_is_told_what_to_close_and_what_to_prepare(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    done = desk.action("Memo", lead_id=desk.agencies["state"], due_on=TODAY)
    desk.do(LogFollowUp(action_id=done.id, text="Sent.", status=ActionStatus.SUBMITTED))
    country = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "BI")
    item = desk.item("Review", kind=ItemKind.COUNTRY_REVIEW, country_id=country.id)
    page = opened(make_page)

    assert column(page.lists.waiting, 0) == [
        "Start the review of Burundi",
        f"Close {done.reference}: Memo",
    ]
    page.desk.do(page, StartReview(country_id=country.id, item_id=item.id))
    assert column(page.lists.waiting, 0)[0] == "Finish the review of Burundi"
    asked = acting.places(page)
    page.lists.waiting.setFocus()
    press(qtbot, page.lists.waiting, KEY.Key_Return)
    press(qtbot, page.lists.waiting, KEY.Key_Down)
    press(qtbot, page.lists.waiting, KEY.Key_Return)
    assert [place.page for place in asked] == [REVIEW, ACTIONS]


def test_representative_sees_what_waits_for_their_agency(desk: Board, make_page: MakePage) -> None:
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    old = TODAY - timedelta(days=90)
    far = TODAY + timedelta(days=60)
    silent = desk.action("Silent memo", lead_id=state, due_on=far, opened_on=old)
    desk.action("Silent memo of others", lead_id=dod, due_on=far, opened_on=old)
    desk.item("Sudan", lead_id=state)
    desk.item("Chad", lead_id=dod)
    page = opened(make_page)
    person = next(
        one
        for one in desk.session.reading.directory.people(TODAY)
        if one.agency_id == state and one.role and not one.role.runs_the_board
    )
    page.desk.become(person)

    assert cells(page.lists.waiting) == [
        ("Present “Sudan”", "10 min on the next agenda", "Thu 16 Jul"),
        (f"Log progress on {silent.reference}: Silent memo", "no word for 90 days", ""),
    ]


def test_agenda_that_changed_since_it_was_published_is_to_do(
    desk: Board, make_page: MakePage
) -> None:
    desk.item("Burundi", lead_id=desk.agencies["state"])
    desk.do(PublishAgenda(id=desk.meeting_id, version=desk.meeting().version))
    page = opened(make_page)
    assert page.cards["steps"].count.text() == "2 of 3 done"

    desk.clock.go(timedelta(minutes=1))
    page.desk.do(
        page,
        agenda.AddItem(meeting_id=desk.meeting_id, title="Sudan", lead_id=desk.agencies["state"]),
    )

    assert column(page.lists.steps, 0)[1] == "Publish agenda version 2"
    assert page.cards["steps"].count.text() == "1 of 3 done"


def test_what_is_late_is_not_cut_in_a_narrow_window(window: MainWindow, desk: Board) -> None:
    for title in ("Burundi", "Sudan"):
        desk.item(title, minutes=80)
    window.resize(1024, 680)
    window.go(Place(THIS_MONTH))
    page = window.page
    assert isinstance(page, ThisMonthPage)
    page.refresh()
    QApplication.processEvents()
    rows = page.lists.steps
    late = [row.text for row in rows.rows() if row.state is StepState.MISSING]
    assert late == ["2 items without a lead", "Agenda 70 minutes too long"]
    room = rows.columnWidth(0) - 12 - 16 - 8 - 4  # edges, glyph and its gap
    assert max(rows.fontMetrics().horizontalAdvance(text) for text in late) < room
    assert page.lists.late.isColumnHidden(0), "the title takes what the reference took"


def test_day_of_another_year_fits_its_column(desk: Board, make_page: MakePage) -> None:
    desk.clock.go(timedelta(days=170))
    desk.action("Memo", lead_id=desk.agencies["state"], due_on=date(2016, 1, 4))
    page = opened(make_page)
    assert column(page.lists.soon, 3) == ["4 Jan 2016"]
