"""The minutes in other ways, from the palette of a meeting that has begun."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from board_app.domain.decision import Stance
from board_app.domain.meeting import MeetingState
from board_app.services.decisions import TakePosition
from board_app.services.meetings import ChangeMeetingState
from tests.desk import Desk as Board
from tests.ui.papers import export_paper, words_of
from ui.pages.meeting.page import MeetingPage
from ui.places import MEETING, Place
from ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow, desk: Board) -> MeetingPage:
    decision = desk.decision(desk.item("Sudan"), "To meet monthly.")
    state = desk.agencies["state"]
    desk.do(TakePosition(decision_id=decision.id, agency_id=state, stance=Stance.CONCUR))
    version = desk.meeting().version
    desk.do(ChangeMeetingState(id=desk.meeting_id, version=version, state=MeetingState.IN_SESSION))
    window.go(Place(MEETING, desk.meeting_id))
    assert isinstance(window.page, MeetingPage)
    return window.page


def test_nobody_is_named_without_attribution(
    page: MeetingPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page.variants.made[0].trigger()
    export_paper(qtbot, window, tmp_path / "m.pdf").accept()

    words = words_of(tmp_path / "m.pdf")
    assert "Without attribution" in words
    assert "Concur 1" in words
    assert "(State)" not in words


def test_lines_are_numbered_for_comments(
    page: MeetingPage, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page.variants.made[1].trigger()
    export_paper(qtbot, window, tmp_path / "m.pdf").accept()

    words = words_of(tmp_path / "m.pdf")
    assert "DRAFT" in words
    assert " 12 " in words


def test_meeting_that_is_ahead_has_no_minutes(window: MainWindow, desk: Board) -> None:
    window.go(Place(MEETING, desk.meeting_id))
    assert isinstance(window.page, MeetingPage)
    assert not any(made.isVisible() for made in window.page.variants.made)
