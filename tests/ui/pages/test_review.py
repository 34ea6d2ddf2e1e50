"""The review page: judging, rating, writing, comparing, adopting, and the frozen page."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from board_app.domain.agenda import ItemKind
from board_app.domain.base import RecordId
from board_app.domain.decision import Decision
from board_app.domain.review import SECTIONS, Review
from board_app.domain.risk import Confidence, ReviewState, RiskLevel, Tier, Trend
from board_app.services.reviews import (
    AdoptReview,
    RateFactor,
    ReviseReview,
    StartReview,
    WriteSection,
)
from board_app.services.watch import WatchCountry
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, dialog_of, fill, press, push
from tests.ui.conftest import MakePage
from ui.pages.meeting.page import MeetingPage
from ui.pages.review.compare import CompareDialog
from ui.pages.review.page import ReviewPage
from ui.places import COUNTRY, MEETING, REVIEW, Place

TODAY = date(2015, 7, 6)


def burundi(desk: Board) -> RecordId:
    return next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == "BI")


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> ReviewPage:
    """Give the page on a draft, with an adopted review of March before it."""
    country = burundi(desk)
    desk.do(WatchCountry(country_id=country, tier=Tier.PRIORITY, reason="A third term."))
    march = date(2015, 3, 2)
    old = desk.do(StartReview(country_id=country, as_of=march))
    desk.do(RateFactor(review_id=old, factor=8, level=RiskLevel.ELEVATED))
    desk.do(ReviseReview(id=old, level=RiskLevel.ELEVATED, groups="Opponents of the term."))
    decision = desk.decision(desk.item("Burundi in March"))
    version = desk.record(Review, old).version
    desk.do(AdoptReview(id=old, version=version, decision_id=decision.id))
    item = desk.item("Burundi", kind=ItemKind.COUNTRY_REVIEW, country_id=country)
    new = desk.do(StartReview(country_id=country, item_id=item.id))
    return cast("ReviewPage", make_page(ReviewPage, Place(REVIEW, new)))


def review(page: ReviewPage, desk: Board) -> Review:
    assert page._review_id is not None
    return desk.record(Review, page._review_id)


def test_digit_rates_the_chosen_factor(page: ReviewPage, desk: Board, qtbot: QtBot) -> None:
    page.factors.list.select_id(8)
    press(qtbot, page.factors.list, KEY.Key_4)
    press(qtbot, page.factors.list, KEY.Key_T)
    press(qtbot, page.factors.list, KEY.Key_C)

    (rating,) = desk.session.reading.countries.ratings(review(page, desk).id)
    assert (rating.factor, rating.level) == (8, RiskLevel.HIGH)
    assert (rating.trend, rating.confidence) == (Trend.WORSENING, Confidence.MEDIUM)
    assert acting.column(page.factors.list, 4)[7] == "4 High"
    assert acting.column(page.factors.list, 3)[7] == "3 Elevated"
    assert acting.column(page.last_time.changes, 1) == ["▲ 1"]
    page.desk.undo()
    page.desk.undo()
    page.desk.undo()
    assert desk.session.reading.countries.ratings(review(page, desk).id) == []


def test_enter_opens_a_factor_with_its_indicators(
    page: ReviewPage, desk: Board, qtbot: QtBot
) -> None:
    page.factors.list.select_id(7)
    press(qtbot, page.factors.list, KEY.Key_Return)
    dialog = dialog_of(page)
    assert any("7.1" in text for text in acting.said(dialog))
    dialog.form.fields["level"].set_value(RiskLevel.SEVERE)
    fill(qtbot, dialog, rationale="Lists of opponents.")
    accept(qtbot, dialog)

    (rating,) = desk.session.reading.countries.ratings(review(page, desk).id)
    assert (rating.level, rating.rationale) == (RiskLevel.SEVERE, "Lists of opponents.")


def test_overall_level_is_picked_by_number_and_by_mouse(
    page: ReviewPage, desk: Board, qtbot: QtBot
) -> None:
    page.judgement.level.setFocus()
    press(qtbot, page.judgement.level, KEY.Key_3)
    assert review(page, desk).level is RiskLevel.ELEVATED
    place = page.judgement.level.place_of(RiskLevel.SEVERE).center().toPoint()
    qtbot.mouseClick(page.judgement.level, acting.LEFT, pos=place)
    assert review(page, desk).level is RiskLevel.SEVERE
    assert page.judgement.level.accessibleName() == "Overall level: 5 Severe"


def test_section_is_one_change_when_it_is_left(page: ReviewPage, desk: Board) -> None:
    block = page.sections.blocks["groups"]
    before = desk.session.store.audit_head()[0]  # type: ignore[attr-defined]  # the file's store
    block.editor.setPlainText("Opponents,")
    block.editor.setPlainText("Opponents, journalists.")
    page.leave()

    assert review(page, desk).groups == "Opponents, journalists."
    assert desk.session.store.audit_head()[0] == before + 1  # type: ignore[attr-defined]  # as above
    page.desk.undo()
    assert block.editor.toPlainText() == ""


def test_draft_of_an_earlier_run_is_offered(
    page: ReviewPage, desk: Board, make_page: MakePage
) -> None:
    id = review(page, desk).id
    person = desk.session.actor.person_id
    assert person is not None
    desk.session.drafts.keep(person, f"review:{id}:actors", "The youth wing.")
    again = cast("ReviewPage", make_page(ReviewPage, Place(REVIEW, id)))
    assert again.sections.blocks["actors"].editor.toPlainText() == "The youth wing."


def test_change_in_between_keeps_what_was_typed(page: ReviewPage, desk: Board) -> None:
    block = page.sections.blocks["groups"]
    block.editor.setPlainText("Mine.")
    desk.do(ReviseReview(id=review(page, desk).id, groups="Theirs."))
    page.leave()
    assert block.editor.toPlainText() == "Mine."
    assert "Somebody else" in block.notice.text()
    assert review(page, desk).groups == "Theirs."


@pytest.mark.parametrize("text", ["<b>bold</b>", "\u202eevil", "& <img src=x>", "Україна ﬁnal"])
def test_hostile_text_is_kept_and_shown_as_text(page: ReviewPage, desk: Board, text: str) -> None:
    for field, _ in SECTIONS:
        page.sections.blocks[field].editor.setPlainText(text)
        page.leave()
    stored = review(page, desk)
    assert {getattr(stored, field) for field, _ in SECTIONS} == {text}


def test_adopting_with_a_new_decision_freezes_in_one_step(
    page: ReviewPage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "adopt_review")
    accept(qtbot, dialog_of(page))
    assert "overall level" in dialog_of(page).form.message.text()
    dialog_of(page).reject()
    press(qtbot, page.judgement.level, KEY.Key_4)
    push(qtbot, page, "adopt_review")
    dialog = dialog_of(page)
    assert dialog.form.fields["next_review_on"].value() == date(2015, 10, 6)
    accept(qtbot, dialog)

    adopted = review(page, desk)
    assert adopted.state is ReviewState.ADOPTED
    assert adopted.decision_id is not None
    text = desk.record(Decision, adopted.decision_id).text
    assert text == "The board adopts the review of Burundi: 4 High, steady."
    watched = desk.session.reading.countries.country(burundi(desk), TODAY)
    assert watched.next_review_on == date(2015, 10, 6)
    assert page.frozen.isVisible()
    page.desk.undo()
    assert review(page, desk).state is ReviewState.DRAFT
    assert not page.frozen.isVisible()


def test_frozen_page_takes_nothing_and_offers_the_next(
    page: ReviewPage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.judgement.level, KEY.Key_4)
    push(qtbot, page, "adopt_review")
    accept(qtbot, dialog_of(page))
    before = desk.digest()

    press(qtbot, page.judgement.level, KEY.Key_1)
    page.factors.list.select_id(3)
    press(qtbot, page.factors.list, KEY.Key_5)
    press(qtbot, page.factors.list, KEY.Key_Return)
    assert desk.digest() == before
    assert not acting.has_dialog(page)
    assert all(block.editor.isReadOnly() for block in page.sections.blocks.values())
    asked = acting.places(page)
    push(qtbot, page, "start_next_review")
    (place,) = asked
    assert place.page == REVIEW
    assert place.id != page._review_id


def test_comparison_shows_changed_factors_and_tints_words(
    page: ReviewPage, desk: Board, qtbot: QtBot
) -> None:
    page.factors.list.select_id(8)
    press(qtbot, page.factors.list, KEY.Key_5)
    page.sections.blocks["groups"].editor.setPlainText("Opponents of the <b>vote</b>.")
    push(qtbot, page, "compare_reviews")
    (dialog,) = page.findChildren(CompareDialog)

    assert acting.column(dialog.factors, 0) == ["8  Triggering factors"]
    assert acting.cells(dialog.factors)[0][1:] == ("▲ 2", "3 Elevated", "5 Severe")
    texts = [one.toPlainText() for one in dialog.findChildren(QPlainTextEdit)]
    assert texts == ["Opponents of the term.", "Opponents of the <b>vote</b>."]
    push(qtbot, dialog, "show_unchanged")
    assert len(dialog.factors.rows()) == 14
    dialog.accept()


def test_country_is_one_step_away(page: ReviewPage, desk: Board, qtbot: QtBot) -> None:
    asked = acting.places(page)
    push(qtbot, page, "open_country")
    assert asked == [Place(COUNTRY, burundi(desk))]


def test_representative_reads_only(page: ReviewPage, desk: Board, qtbot: QtBot) -> None:
    people = desk.session.reading.directory.people(TODAY)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    before = desk.digest()
    press(qtbot, page.judgement.level, KEY.Key_4)
    page.factors.list.select_id(3)
    press(qtbot, page.factors.list, KEY.Key_5)
    assert desk.digest() == before
    assert page.sections.blocks["groups"].editor.isReadOnly()
    assert not page.adopt.isEnabled()


def test_review_is_reached_from_its_agenda_item(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    item = desk.item("Burundi", kind=ItemKind.COUNTRY_REVIEW, country_id=burundi(desk))
    desk.item("Sudan")
    meeting = cast("MeetingPage", make_page(MeetingPage, Place(MEETING, desk.meeting_id, item.id)))
    asked = acting.places(meeting)
    assert meeting.review.made.text() == "Start review of Burundi"
    press(qtbot, meeting.agenda.list, KEY.Key_R, acting.CONTROL)

    (place,) = asked
    assert place.page == REVIEW
    assert place.id is not None
    assert desk.record(Review, place.id).item_id == item.id
    desk.do(ReviseReview(id=place.id, level=RiskLevel.HIGH))
    meeting.refresh()
    assert meeting.review.made.text() == "Open review: 4 High ▬, draft"
    meeting.agenda.list.select_id(meeting.agenda.list.rows()[-1].id)
    assert not meeting.review.made.isVisible()


def write(qtbot: QtBot, page: ReviewPage, field: str, text: str) -> None:
    editor = page.sections.blocks[field].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


class TestConflict:
    """Somebody else wrote the same section meanwhile: nothing is lost, one says what stands."""

    @pytest.fixture
    def both(self, page: ReviewPage, desk: Board, qtbot: QtBot) -> ReviewPage:
        write(qtbot, page, "groups", "Mine")
        desk.do(WriteSection(id=review(page, desk).id, section="groups", text="Theirs"))
        page.sections.flush()
        block = page.sections.blocks["groups"]
        assert not block.clash.isHidden()
        assert block.clash.theirs.toPlainText() == "Theirs"
        assert block.editor.toPlainText() == "Mine"
        assert stored(page, desk) == "Theirs"
        return page

    @pytest.mark.parametrize(
        ("button", "stands"),
        [("keep_mine", "Mine"), ("take_theirs", "Theirs"), ("keep_both", "Mine\n\nTheirs")],
    )
    def test_what_stands_is_chosen(
        self, both: ReviewPage, desk: Board, qtbot: QtBot, button: str, stands: str
    ) -> None:
        push(qtbot, both, button)
        block = both.sections.blocks["groups"]
        assert stored(both, desk) == stands
        assert block.editor.toPlainText() == stands
        assert block.clash.isHidden()
        assert block.notice.isHidden()
        write(qtbot, both, "groups", "Later")
        both.sections.flush()
        assert stored(both, desk) == "Later"

    def test_nothing_is_stored_until_it_is_said(
        self, both: ReviewPage, desk: Board, qtbot: QtBot
    ) -> None:
        write(qtbot, both, "groups", "Mine again")
        both.sections.flush()
        assert stored(both, desk) == "Theirs"
        assert both.sections.blocks["groups"].editor.toPlainText() == "Mine again"


def test_a_change_elsewhere_is_no_conflict(page: ReviewPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page, "groups", "Mine")
    desk.do(WriteSection(id=review(page, desk).id, section="actors", text="Theirs"))
    page.sections.flush()
    assert stored(page, desk) == "Mine"


def stored(page: ReviewPage, desk: Board) -> str:
    return review(page, desk).groups
