"""The search page and the palette's full text, by keyboard."""

import json
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from board_app.domain.base import RecordId
from board_app.domain.fold import words
from board_app.domain.risk import Tier
from board_app.services.actions import LogFollowUp
from board_app.services.minutes import AddNote
from board_app.services.search import search
from board_app.services.search_rows import SearchQuery
from board_app.services.watch import WatchCountry
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, press
from tests.ui.conftest import MakePage
from ui.pages.search.page import SearchEverything
from ui.places import ACTIONS, COUNTRY, MEETING, SEARCH, Place
from ui.window import MainWindow

BLNS = json.loads((Path(__file__).parents[2] / "corpora" / "blns.json").read_text(encoding="utf-8"))


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> SearchEverything:
    item = desk.item("Burundi before the vote")
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Radio stations closed."))
    action = desk.action("Options memo", lead_id=desk.agencies["state"])
    desk.do(LogFollowUp(action_id=action.id, text="The Zanzibar paper is late."))
    return cast("SearchEverything", make_page(SearchEverything, Place(SEARCH)))


def ask(page: SearchEverything, qtbot: QtBot, typed: str) -> None:
    page.words.setFocus()
    page.words.clear()
    qtbot.keyClicks(page.words, typed)
    qtbot.keyClick(page.words, KEY.Key_Return)


def labels(page: SearchEverything) -> list[str]:
    return [row.label.text for row in page.results.rows()]


def test_word_of_a_follow_up_opens_its_action_item(
    page: SearchEverything, desk: Board, qtbot: QtBot
) -> None:
    ask(page, qtbot, "zanzib")
    (row,) = page.results.rows()
    start, end = row.text.marks[0]
    assert row.text.text[start:end] == "Zanzibar"
    assert row.place == "Follow-up of NSC"
    asked = acting.places(page)
    press(qtbot, page.results, KEY.Key_Return)
    action = desk.session.reading.history.find("Options")[0]
    assert asked == [Place(ACTIONS, action.id)]


def test_word_of_the_minutes_opens_the_item(
    page: SearchEverything, desk: Board, qtbot: QtBot
) -> None:
    ask(page, qtbot, "radio")
    asked = acting.places(page)
    press(qtbot, page.results, KEY.Key_Return)
    item = desk.session.reading.meetings.agenda(desk.meeting_id)[0]
    assert asked == [Place(MEETING, desk.meeting_id, item.id)]


def test_kinds_agencies_and_days_filter(page: SearchEverything, desk: Board, qtbot: QtBot) -> None:
    ask(page, qtbot, "burundi")
    assert labels(page)
    page.kind.set_value("decision")
    page.reload()
    assert labels(page) == []
    assert "Try fewer" in page.results.empty_text
    acting.push(qtbot, page, "clear_search_filters")
    assert labels(page)
    page.start.set_value(date(2016, 1, 1))
    page.reload()
    assert labels(page) == []
    page.start.set_value(None)
    ask(page, qtbot, "memo")
    page.agency.set_value(desk.agencies["dod"])
    page.reload()
    assert labels(page) == []


def test_day_that_is_none_is_said(page: SearchEverything, qtbot: QtBot) -> None:
    ask(page, qtbot, "burundi")
    page.start.line.setText("someday")
    page.reload()
    assert labels(page) == []
    assert page.results.empty_text


def test_undone_thing_is_found_no_more(page: SearchEverything, desk: Board, qtbot: QtBot) -> None:
    country = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "NG")
    page.desk.do(
        page, WatchCountry(country_id=country.id, tier=Tier.WATCH, reason="Quarrelsome ballots.")
    )
    ask(page, qtbot, "quarrelsome")
    asked = acting.places(page)
    press(qtbot, page.results, KEY.Key_Return)
    assert asked == [Place(COUNTRY, country.id)]
    page.desk.undo()
    assert labels(page) == [], "the page learnt of the change by itself"


@pytest.mark.parametrize("typed", ['"', "*", "(", "a AND", "NEAR(", "x:y", "'; --", "-", "^a"])
def test_signs_of_a_query_language_are_only_signs(
    page: SearchEverything, qtbot: QtBot, typed: str
) -> None:
    ask(page, qtbot, typed)
    assert page.results.empty_text


def test_every_string_is_found_by_itself_and_by_its_beginning(
    desk: Board, engine_name: str
) -> None:
    item = desk.item("Strings")
    kept: dict[RecordId, str] = {}
    for text in BLNS[:: 3 if engine_name == "server" else 1]:
        if not words(text) or "\x00" in text:
            continue
        note = AddNote(meeting_id=desk.meeting_id, item_id=item.id, text=text)
        kept[desk.do(note)] = text
    for id, text in kept.items():
        for asked in (text, words(text)[0][:3]):
            found = search(desk.session, SearchQuery(asked), limit=600)
            assert id in {row.id for row in found.rows}, repr(asked)


def test_palette_asks_full_text_and_leads_to_the_page(
    window: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    item = desk.item("Sudan")
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Zanzibar coast."))
    window.jump.open()
    palette = window.jump._palette
    qtbot.keyClicks(palette.line, "/zanz")
    qtbot.waitUntil(lambda: len(palette.list.rows()) == 2)
    assert [row.label for row in palette.list.rows()] == [
        "Sudan",
        "Search everything for “zanz”",
    ]
    qtbot.keyClick(palette.line, KEY.Key_Down)
    qtbot.keyClick(palette.line, KEY.Key_Return)
    page = window.page
    assert isinstance(page, SearchEverything)
    assert page.words.text() == "zanz"
    assert len(page.results.rows()) == 1
    qtbot.keyClick(window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier | acting.SHIFT)
    assert window.page is page
