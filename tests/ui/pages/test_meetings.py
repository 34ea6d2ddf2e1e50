"""The meetings page: the list, the series with its dates, the standing items."""

from datetime import date, datetime
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.domain.agenda import StandingItem
from board_app.domain.meeting import Meeting, MeetingKind, MeetingState
from board_app.services.archive import Archive
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, cells, column, dialog_of, fill, pick, press, problem, push
from tests.ui.conftest import MakePage
from ui.kit.text import PlainLabel
from ui.pages.meetings.page import MeetingsPage
from ui.places import MEETING, MEETINGS, Place

AUGUST = date(2015, 8, 20)


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> MeetingsPage:
    return cast("MeetingsPage", make_page(MeetingsPage, Place(MEETINGS)))


def choose_date(page: MeetingsPage, day: date) -> None:
    page.series.list.setFocus()
    assert page.series.list.select_id(day)


def meetings(desk: Board) -> dict[str, MeetingState]:
    return {row.reference: row.state for row in desk.session.reading.meetings.meetings()}


def test_series_shows_its_next_six_dates(page: MeetingsPage) -> None:
    texts = column(page.series.list, 0)
    assert texts[:3] == ["Thu 16 Jul, 10:00", "Thu 20 Aug, 10:00", "Thu 17 Sep, 10:00"]
    assert len(texts) == 6
    assert column(page.series.list, 1)[:2] == ["Planned", ""]
    assert "Third Thursday" in page.series.rule.text()


def test_date_is_opened_as_a_meeting(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    choose_date(page, AUGUST)
    press(qtbot, page.series.list, KEY.Key_O)
    assert meetings(desk)["2015-08"] is MeetingState.PLANNED
    assert "2015-08" in column(page.list, 0)
    assert not page.series.skip.isEnabled(), "an open date is moved as a meeting"

    page.desk.undo()
    assert "2015-08" not in meetings(desk)


def test_open_date_leads_to_its_meeting(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    asked = acting.places(page)
    choose_date(page, date(2015, 7, 16))
    press(qtbot, page.series.list, KEY.Key_Return)
    assert asked == [Place(MEETING, desk.meeting_id)]


def test_skipped_date_says_so_and_comes_back(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    choose_date(page, AUGUST)
    press(qtbot, page.series.list, KEY.Key_S)
    fill(qtbot, dialog_of(page), reason="Recess")
    accept(qtbot, dialog_of(page))
    row = next(row for row in page.series.list.rows() if row.id == AUGUST)
    assert (row.state, row.exception.reason) == ("Skipped", "Recess")
    assert not page.series.open_it.isEnabled()

    choose_date(page, AUGUST)
    press(qtbot, page.series.list, KEY.Key_R)
    assert next(row for row in page.series.list.rows() if row.id == AUGUST).state == ""


def test_moved_date_is_opened_at_its_new_time(
    page: MeetingsPage, desk: Board, qtbot: QtBot
) -> None:
    choose_date(page, AUGUST)
    press(qtbot, page.series.list, KEY.Key_M)
    dialog = dialog_of(page)
    fill(qtbot, dialog, day="25 Aug", start="25:00")
    accept(qtbot, dialog)
    assert "not a time" in problem(dialog, "start")
    assert dialog.form.fields["day"].value() == date(2015, 8, 25)
    fill(qtbot, dialog, start="930", reason="Room")
    accept(qtbot, dialog)

    row = next(row for row in page.series.list.rows() if row.id == AUGUST)
    assert (row.text, row.state) == ("Tue 25 Aug, 09:30", "Moved")
    choose_date(page, AUGUST)
    press(qtbot, page.series.list, KEY.Key_O)
    opened = desk.session.reading.meetings.by_reference("2015-08")
    assert opened.wall_start == datetime.fromisoformat("2015-08-25T09:30")


def test_change_of_the_series_does_not_touch_open_meetings(
    page: MeetingsPage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "change_series")
    dialog = dialog_of(page)
    weekday = dialog.form.fields["weekday"].editor
    press(qtbot, weekday, KEY.Key_Up)
    press(qtbot, weekday, KEY.Key_Up)
    dates = acting.seen(dialog, PlainLabel, "next_dates")
    qtbot.waitUntil(lambda: "Tue 21 Jul" in dates.text())
    accept(qtbot, dialog)

    assert desk.meeting().day == date(2015, 7, 16)
    assert "Third Tuesday" in page.series.rule.text()


def test_series_without_an_end_day_says_what_is_missing(
    page: MeetingsPage, desk: Board, qtbot: QtBot
) -> None:
    before = desk.digest()
    push(qtbot, page, "change_series")
    dialog = dialog_of(page)
    pick(dialog, ends="until")
    fill(qtbot, dialog, title="Monthly board, renamed", until_on="")
    accept(qtbot, dialog)
    assert "until when" in problem(dialog, "until_on").lower()
    assert dialog.form.fields["title"].value() == "Monthly board, renamed"
    assert desk.digest() == before


def test_special_meeting_is_planned(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.list, KEY.Key_N, acting.CONTROL)
    dialog = dialog_of(page)
    fill(qtbot, dialog, title="Burundi", start="14:00", means="Video")
    accept(qtbot, dialog)
    assert "day" in problem(dialog, "day").lower()
    assert dialog.form.fields["title"].value() == "Burundi"
    fill(qtbot, dialog, day="10 Jul")
    accept(qtbot, dialog)

    made = next(row for row in desk.session.reading.meetings.meetings() if row.title == "Burundi")
    assert (made.wall_start, made.kind, made.means) == (
        datetime.fromisoformat("2015-07-10T14:00"),
        MeetingKind.SPECIAL,
        "Video",
    )
    page.desk.undo()
    assert "Burundi" not in column(page.list, 1)


def test_time_that_does_not_exist_is_asked_about(
    page: MeetingsPage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "plan_special")
    dialog = dialog_of(page)
    fill(qtbot, dialog, title="Night", day="13 Mar 2016", start="02:30")
    accept(qtbot, dialog)
    question = dialog_of(dialog)
    assert "Night" not in column(page.list, 1)
    accept(qtbot, question)
    assert "Night" in column(page.list, 1)


def test_meeting_is_moved_with_its_reason(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.list, KEY.Key_M)
    dialog = dialog_of(page)
    fill(qtbot, dialog, day="17 Jul", reason="Holiday")
    accept(qtbot, dialog)
    assert desk.meeting().wall_start == datetime.fromisoformat("2015-07-17T10:00")
    assert column(page.list, 2) == ["Fri 17 Jul, 10:00"]


def test_cancelled_meeting_is_reinstated(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.list, KEY.Key_X)
    dialog = dialog_of(page)
    accept(qtbot, dialog)
    assert problem(dialog, "reason")
    fill(qtbot, dialog, reason="No quorum")
    accept(qtbot, dialog)
    assert desk.meeting().state is MeetingState.CANCELLED
    assert column(page.list, 5) == ["Cancelled"]
    assert not page.cancel.isEnabled()

    press(qtbot, page.list, KEY.Key_R)
    assert desk.meeting().state is MeetingState.PLANNED


def test_meeting_is_changed(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.list, KEY.Key_E)
    dialog = dialog_of(page)
    fill(qtbot, dialog, place="Room 4", minutes="5")
    accept(qtbot, dialog)
    assert "from 10 to 600" in problem(dialog, "minutes")
    fill(qtbot, dialog, minutes="60")
    accept(qtbot, dialog)
    assert (desk.meeting().place, desk.meeting().minutes) == ("Room 4", 60)


def test_meeting_is_archived_and_taken_back(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.list, KEY.Key_Delete)
    assert desk.record(Meeting, desk.meeting_id).archived_at is not None
    assert page.list.rows() == ()
    assert page.list.empty_text.startswith("No meeting yet.")
    page.desk.undo()
    assert len(page.list.rows()) == 1


def test_lists_can_be_narrowed(page: MeetingsPage) -> None:
    for value, shown in (("held", 0), ("ahead", 1), ("all", 1)):
        page.shown.set_value(value)
        page.shown.edited.emit()
        assert len(page.list.rows()) == shown
        assert page.card.count.text() == ("1 meeting" if shown else "0 meetings")


def test_enter_opens_the_meeting(page: MeetingsPage, desk: Board, qtbot: QtBot) -> None:
    asked = acting.places(page)
    assert QApplication.focusWidget() is page.list
    press(qtbot, page.list, KEY.Key_Return)
    assert asked == [Place(MEETING, desk.meeting_id)]


def test_standing_item_is_added_changed_and_archived(
    page: MeetingsPage, desk: Board, qtbot: QtBot
) -> None:
    known = {row.id for row in page.standing.rows()}
    press(qtbot, page.standing, KEY.Key_N)
    fill(qtbot, dialog_of(page), title="Early warning", minutes="15")
    accept(qtbot, dialog_of(page))
    (made,) = (row for row in page.standing.rows() if row.id not in known)
    assert (made.title, made.minutes) == ("Early warning", 15)

    page.standing.select_id(made.id)
    press(qtbot, page.standing, KEY.Key_Return)
    fill(qtbot, dialog_of(page), title="Early warnings")
    accept(qtbot, dialog_of(page))
    assert "Early warnings" in column(page.standing, 0)

    page.standing.select_id(made.id)
    press(qtbot, page.standing, KEY.Key_Delete)
    assert desk.record(StandingItem, made.id).archived_at is not None
    assert "Early warnings" not in column(page.standing, 0)


def test_board_without_a_series_offers_to_start_one(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    (series,) = desk.session.reading.meetings.series()
    desk.do(Archive(table="series", id=series.id, version=series.version))
    page = cast("MeetingsPage", make_page(MeetingsPage, Place(MEETINGS)))
    assert page.series.rule.text().startswith("There is no series yet.")
    assert not page.series.open_it.isVisible()
    push(qtbot, page, "change_series")
    accept(qtbot, dialog_of(page))
    assert len(cells(page.series.list)) == 6
    assert not acting.has_dialog(page)


def test_representative_is_told_what_is_for_the_secretariat(
    page: MeetingsPage, desk: Board, qtbot: QtBot
) -> None:
    people = desk.session.reading.directory.people(date(2015, 7, 6))
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    before = desk.digest()
    refused = acting.refusals(page)
    press(qtbot, page.list, KEY.Key_Delete)
    choose_date(page, AUGUST)
    press(qtbot, page.series.list, KEY.Key_O)
    assert len(refused) == 1, "Del is not offered at all, opening a date says for whom it is"
    assert all("secretariat" in message for message in refused)
    assert desk.digest() == before
