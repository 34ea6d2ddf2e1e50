"""A meeting that was held says where its minutes stand, and leads to what comes next."""

from datetime import timedelta
from typing import cast

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.clearing import Answer, Resolution
from board_app.services.clearance import ApproveMinutes, CloseRound, RecordAnswer
from board_app.services.clearance_comments import ResolveComment
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, in_clearance, press, push
from tests.ui.conftest import MakePage
from ui.kit.menu_button import MenuButton
from ui.pages.meeting.page import MeetingPage
from ui.places import CLEARANCE, MEETING, Place


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> MeetingPage:
    in_clearance(desk)
    return cast("MeetingPage", make_page(MeetingPage, Place(MEETING, desk.meeting_id)))


def primary(page: MeetingPage) -> list[str]:
    """Return the buttons of the head that stand out."""
    return [
        one.text()
        for one in page.head.findChildren(QPushButton)
        if one.isVisible() and one.property("kind") == "primary"
    ]


def answer_all(desk: Board, page: MeetingPage) -> None:
    (row,) = desk.session.reading.clearance.rounds(desk.meeting_id)
    for agency_id in desk.agencies.values():
        answer = RecordAnswer(round_id=row.id, agency_id=agency_id, answer=Answer.CONCUR)
        page.desk.do(page, answer)
    (comment,) = desk.session.reading.clearance.comments(row.id)
    page.desk.do(page, ResolveComment(id=comment.id, resolution=Resolution.WITHDRAWN))


def test_answers_are_counted_until_the_deadline(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    facts = page.head.facts
    assert facts._whole.startswith(
        "Adjourned · minutes in clearance until Mon 20 Jul, 17:00, 0 of 4 answered · Thu 16 Jul"
    )
    assert primary(page) == ["Clearance"]
    (row,) = desk.session.reading.clearance.rounds(desk.meeting_id)
    answer = RecordAnswer(round_id=row.id, agency_id=desk.agencies["state"], answer=Answer.CONCUR)
    page.desk.do(page, answer)
    assert "1 of 4 answered" in facts._whole

    desk.clock.go(timedelta(days=20))
    page.refresh()
    assert "minutes overdue for clearance since Mon 20 Jul, 17:00" in facts._whole
    asked = acting.places(page)
    push(qtbot, page, "open_clearance")
    assert asked == [Place(CLEARANCE, desk.meeting_id)]


def test_approved_minutes_leave_the_meeting_to_be_closed(page: MeetingPage, desk: Board) -> None:
    answer_all(desk, page)
    (row,) = desk.session.reading.clearance.rounds(desk.meeting_id)
    page.desk.do(page, CloseRound(id=row.id, version=row.version))
    assert "minutes cleared, not approved yet" in page.head.facts._whole
    assert primary(page) == ["Clearance"]

    text = desk.session.reading.clearance.text_now(desk.meeting_id)
    page.desk.do(
        page,
        ApproveMinutes(
            meeting_id=desk.meeting_id,
            sha256=text.sha256,
            chair="Gus Amari",
            secretary="Ann Reed",
        ),
    )
    assert "minutes approved on Mon 6 Jul and locked" in page.head.facts._whole
    assert primary(page) == ["Close meeting"]
    # What is locked is not offered, and says why; a paper may be attached still.
    for made in (page.agenda.add_action, page.agenda.edit_action, page.attendance.rest_action):
        assert not made.isEnabled()
        assert "approved and locked" in str(made.property("why"))
    assert not page.steps.reopen.isVisible()
    assert page.papers.attach_action.isEnabled()


def test_other_forms_of_the_minutes_are_in_a_menu(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    more = acting.seen(page, MenuButton, "more_minutes")
    press(qtbot, more, KEY.Key_Down)
    menu = more.menu_shown
    assert menu.isVisible()
    assert [made.text() for made in menu.actions() if made.isVisible()] == [
        "Minutes without attribution",
        "Minutes with numbered lines",
        "Clearance record",
        "Agenda PDF",
    ]
    assert menu.activeAction() is page.variants.made[0]
    menu.close()


def test_meeting_that_is_ahead_has_no_menu_of_minutes(desk: Board, make_page: MakePage) -> None:
    page = make_page(MeetingPage, Place(MEETING, desk.meeting_id))
    assert not page.findChildren(MenuButton, "more_minutes")[0].isVisible()
