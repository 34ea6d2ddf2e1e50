"""The countries page and the page of one country, by mouse and by keyboard."""

from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from board_app.domain.agenda import ItemKind
from board_app.domain.base import RecordId
from board_app.domain.errors import NotPossible
from board_app.domain.review import Review
from board_app.domain.risk import RiskLevel, Tier, Trend
from board_app.services.board import NameCountry
from board_app.services.meetings import CancelMeeting
from board_app.services.reviews import AdoptReview, ReviseReview, StartReview
from board_app.services.watch import PutOnAgenda, WatchCountry
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, column, dialog_of, fill, pick, press, problem, push
from tests.ui.conftest import MakePage
from ui.pages.countries.page import CountriesPage
from ui.pages.country.page import CountryPage
from ui.places import ACTIONS, COUNTRIES, COUNTRY, MEETING, REVIEW, Place

TODAY = date(2015, 7, 6)
HOSTILE = '<img src=x onerror="1">\u202e'


def named(desk: Board, alpha2: str) -> RecordId:
    return next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == alpha2)


def reviewed(desk: Board, alpha2: str, level: RiskLevel, on: date) -> Review:
    country = named(desk, alpha2)
    id = desk.do(StartReview(country_id=country, as_of=on))
    desk.do(ReviseReview(id=id, level=level, trend=Trend.WORSENING))
    decision = desk.decision(desk.item(f"Review of {alpha2}", country_id=country))
    version = desk.record(Review, id).version
    desk.do(AdoptReview(id=id, version=version, decision_id=decision.id))
    return desk.record(Review, id)


def watched(desk: Board, alpha2: str, tier: Tier, days: int | None = None) -> RecordId:
    country = named(desk, alpha2)
    due = None if days is None else TODAY + timedelta(days=days)
    desk.do(WatchCountry(country_id=country, tier=tier, reason="Elections.", next_review_on=due))
    return country


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> CountriesPage:
    watched(desk, "BI", Tier.PRIORITY, -5)
    watched(desk, "NG", Tier.WATCH, 90)
    reviewed(desk, "BI", RiskLevel.HIGH, date(2015, 5, 25))
    return cast("CountriesPage", make_page(CountriesPage, Place(COUNTRIES)))


@pytest.fixture
def country(desk: Board, make_page: MakePage) -> CountryPage:
    id = watched(desk, "BI", Tier.PRIORITY, 10)
    reviewed(desk, "BI", RiskLevel.ELEVATED, date(2015, 3, 16))
    reviewed(desk, "BI", RiskLevel.HIGH, date(2015, 5, 25))
    desk.action("Send observers", country_id=id, due_on=TODAY, lead_id=desk.agencies["state"])
    return cast("CountryPage", make_page(CountryPage, Place(COUNTRY, id)))


def test_table_and_map_show_the_same(page: CountriesPage) -> None:
    assert column(page.list, 0) == ["Burundi", "Nigeria"]
    assert column(page.list, 2) == ["4 High", "Not assessed"]
    assert column(page.list, 6)[0].startswith("5 d late")
    assert page.head.facts._whole.startswith("2 on the watch list · 1 review due")
    assert page.map.current() == "BI"
    page.list.select_id(page.list.rows()[1].id)
    assert page.map.current() == "NG"


def test_pointing_at_the_map_chooses_in_the_table(page: CountriesPage) -> None:
    page.map.country_hovered.emit("NG")
    assert page.list.selected_id() == page.list.rows()[1].id


def test_click_on_the_map_opens_the_country(page: CountriesPage, desk: Board, qtbot: QtBot) -> None:
    asked = acting.places(page)
    place = page.map.place_of("NG")
    assert place is not None
    qtbot.mouseClick(page.map, Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())
    assert asked == [Place(COUNTRY, named(desk, "NG"))]


def test_tier_is_changed_by_keyboard_and_undone(
    page: CountriesPage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.list, KEY.Key_W)
    dialog = dialog_of(page)
    accept(qtbot, dialog)
    assert "why" in problem(dialog, "reason").lower()
    fill(qtbot, dialog, reason="Killings by night.")
    pick(dialog, tier=Tier.MONITOR)
    accept(qtbot, dialog)

    lines = desk.session.reading.countries.tiers(named(desk, "BI"))
    assert [line.tier for line in lines] == [Tier.MONITOR, Tier.PRIORITY]
    page.desk.undo()
    assert len(desk.session.reading.countries.tiers(named(desk, "BI"))) == 1


def test_country_is_taken_off_with_its_reason(
    page: CountriesPage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.list, KEY.Key_Delete)
    dialog = dialog_of(page)
    accept(qtbot, dialog)
    assert problem(dialog, "because")
    fill(qtbot, dialog, because="Calm for two years")
    accept(qtbot, dialog)
    assert column(page.list, 0) == ["Nigeria"]


def test_every_country_is_found_and_sorted(page: CountriesPage, qtbot: QtBot) -> None:
    press(qtbot, page.everything, KEY.Key_Space)
    assert len(page.list.rows()) > 240
    page.words.setText("bur")
    qtbot.waitUntil(lambda: len(page.list.rows()) < 5)
    assert "Burundi" in column(page.list, 0)
    page.words.setText("")
    page.list.sort_asked.emit("level")
    qtbot.waitUntil(lambda: len(page.list.rows()) > 240)
    assert column(page.list, 0)[0] == "Burundi"


def test_review_is_started_with_one_key(page: CountriesPage, desk: Board, qtbot: QtBot) -> None:
    asked = acting.places(page)
    press(qtbot, page.list, KEY.Key_R)
    draft = desk.session.reading.countries.drafts()[0]
    assert asked == [Place(REVIEW, draft.id)]
    press(qtbot, page.list, KEY.Key_R)
    assert asked[-1] == Place(REVIEW, draft.id), "the draft is opened, not a second one started"


def test_empty_watch_list_says_what_to_do(desk: Board, make_page: MakePage) -> None:
    page = cast("CountriesPage", make_page(CountriesPage, Place(COUNTRIES)))
    assert page.list.rows() == ()
    assert "press W" in page.list.empty_text


def test_hostile_name_is_shown_as_it_is(desk: Board, make_page: MakePage) -> None:
    country = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "BI")
    watched(desk, "BI", Tier.WATCH)
    desk.do(NameCountry(id=country.id, version=country.version, board_name=HOSTILE))
    page = cast("CountriesPage", make_page(CountriesPage, Place(COUNTRIES)))
    assert column(page.list, 0) == [HOSTILE]


def test_chart_and_table_tell_the_levels(country: CountryPage, qtbot: QtBot) -> None:
    point = country.chart.current()
    assert point is not None
    assert point.words == "Mon 25 May: 4 High, worsening (R-2015-02)"
    press(qtbot, country.chart, KEY.Key_Left)
    assert "3 Elevated" in country.chart.accessibleName()
    asked = acting.places(country)
    press(qtbot, country.chart, KEY.Key_Return)
    assert asked[0].page == REVIEW
    push(qtbot, country, "chart_as_table")
    assert country.lists.table.isVisible()
    assert [kind for _, kind, _ in acting.cells(country.lists.table)].count("Review") == 2
    assert country.chart.words_at(country.chart.place_of(point)) == point.words


def test_lines_of_a_country_open_their_places(country: CountryPage, qtbot: QtBot) -> None:
    asked = acting.places(country)
    for one in (country.lists.reviews, country.lists.actions, country.lists.items):
        press(qtbot, one, KEY.Key_Home)
        press(qtbot, one, KEY.Key_Return)
    assert [place.page for place in asked] == [REVIEW, ACTIONS, MEETING]


def test_country_is_put_on_the_next_agenda_once(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    id = watched(desk, "NG", Tier.WATCH)
    page = cast("CountryPage", make_page(CountryPage, Place(COUNTRY, id)))
    push(qtbot, page, "put_on_agenda")
    (item,) = desk.session.reading.meetings.agenda(desk.meeting_id)
    assert (item.title, item.kind) == ("Country review: Nigeria", ItemKind.COUNTRY_REVIEW)
    refused = acting.refusals(page)
    push(qtbot, page, "put_on_agenda")
    assert "already" in refused[0]
    page.desk.undo()
    assert desk.session.reading.meetings.agenda(desk.meeting_id) == []


def test_line_of_the_watch_list_is_corrected(
    country: CountryPage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, country.lists.tiers, KEY.Key_Home)
    press(qtbot, country.lists.tiers, KEY.Key_Return)
    dialog = dialog_of(country)
    fill(qtbot, dialog, reason="A disputed third term.")
    accept(qtbot, dialog)
    (line,) = desk.session.reading.countries.tiers(named(desk, "BI"))
    assert line.reason == "A disputed third term."


def test_representative_sees_all_and_changes_nothing(
    country: CountryPage, desk: Board, qtbot: QtBot
) -> None:
    people = desk.session.reading.directory.people(TODAY)
    country.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    assert column(country.lists.reviews, 0) == ["R-2015-02", "R-2015-01"]
    for made in (country.watch, country.put, country.review):
        assert not made.isEnabled()
    press(qtbot, country.lists.tiers, KEY.Key_Return)
    assert not acting.has_dialog(country)


def test_no_meeting_is_said_in_words(desk: Board) -> None:
    meeting = desk.meeting()
    desk.do(CancelMeeting(id=meeting.id, version=meeting.version, reason="Snow"))
    with pytest.raises(NotPossible, match="No meeting is planned"):
        desk.do(PutOnAgenda(country_id=named(desk, "NG")))
