"""Rules of the watch list and of country reviews."""

from datetime import date

import pytest

from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotPossible, StaleRecord
from board_app.domain.review import Review
from board_app.domain.risk import ReviewState, RiskLevel, Tier, Trend
from board_app.services.country_rows import WatchRow
from board_app.services.frameworks import framework
from board_app.services.reviews import (
    AdoptReview,
    RateFactor,
    ReviseReview,
    StartReview,
    WriteSection,
)
from board_app.services.watch import ScheduleReview, UnwatchCountry, WatchCountry
from tests.desk import Desk

TODAY = date(2015, 7, 6)


def country(desk: Desk, alpha2: str = "BI") -> RecordId:
    return next(one.id for one in desk.session.reading.board.countries() if one.alpha2 == alpha2)


def seen(desk: Desk, alpha2: str = "BI") -> WatchRow:
    return desk.session.reading.countries.country(country(desk, alpha2), TODAY)


def judged(desk: Desk, level: RiskLevel, on: date = TODAY) -> Review:
    """Return a draft with an overall level."""
    id = desk.do(StartReview(country_id=country(desk), as_of=on))
    draft = desk.record(Review, id)
    desk.do(ReviseReview(id=id, version=draft.version, as_of=on, level=level))
    return desk.record(Review, id)


def adopted(desk: Desk, review: Review) -> Review:
    decision = desk.decision(desk.item("Burundi"))
    desk.do(AdoptReview(id=review.id, version=review.version, decision_id=decision.id))
    return desk.record(Review, review.id)


def test_tier_that_changes_keeps_the_one_before(desk: Desk) -> None:
    desk.do(WatchCountry(country_id=country(desk), tier=Tier.WATCH, reason="A third term."))
    desk.do(WatchCountry(country_id=country(desk), tier=Tier.PRIORITY, reason="Killings."))

    now, before = desk.session.reading.countries.tiers(country(desk))
    assert (now.tier, now.until) == (Tier.PRIORITY, None)
    assert (before.tier, before.until) == (Tier.WATCH, TODAY)
    assert seen(desk).tier is Tier.PRIORITY


def test_same_tier_twice_is_refused(desk: Desk) -> None:
    entry = WatchCountry(country_id=country(desk), tier=Tier.WATCH, reason="A third term.")
    desk.do(entry)
    with pytest.raises(NotPossible, match="already"):
        desk.do(entry)


def test_watching_needs_a_reason(desk: Desk) -> None:
    with pytest.raises(Invalid, match="why"):
        desk.do(WatchCountry(country_id=country(desk), tier=Tier.WATCH, reason=" "))


def test_country_off_the_list_is_off_and_its_history_stays(desk: Desk) -> None:
    desk.do(WatchCountry(country_id=country(desk), tier=Tier.WATCH, reason="A third term."))
    with pytest.raises(Invalid, match="why"):
        desk.do(UnwatchCountry(country_id=country(desk), because=""))
    desk.do(UnwatchCountry(country_id=country(desk), because="Calm for two years"))

    assert seen(desk).tier is None
    assert desk.session.reading.countries.watched(TODAY) == []
    (line,) = desk.session.reading.countries.tiers(country(desk))
    assert line.ended_because == "Calm for two years"
    with pytest.raises(NotPossible, match="not on the watch list"):
        desk.do(ScheduleReview(country_id=country(desk), next_review_on=TODAY))


def test_one_draft_a_country(desk: Desk) -> None:
    desk.do(StartReview(country_id=country(desk)))
    with pytest.raises(NotPossible, match="draft"):
        desk.do(StartReview(country_id=country(desk)))


def test_adopted_review_is_frozen(desk: Desk) -> None:
    review = adopted(desk, judged(desk, RiskLevel.HIGH))
    assert review.state is ReviewState.ADOPTED
    attempts = (
        RateFactor(review_id=review.id, factor=1, level=RiskLevel.LOW),
        ReviseReview(id=review.id, version=review.version, as_of=TODAY, level=RiskLevel.LOW),
        WriteSection(id=review.id, section="groups", text="x"),
        AdoptReview(
            id=review.id,
            version=review.version,
            decision_id=desk.decision(desk.item("Again")).id,
        ),
    )
    for attempt in attempts:
        with pytest.raises(NotPossible, match="adopted"):
            desk.do(attempt)


def test_review_without_a_level_is_not_adopted(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="overall level"):
        adopted(desk, judged(desk, RiskLevel.NOT_ASSESSED))


def test_next_adopted_review_supersedes_the_last(desk: Desk) -> None:
    first = adopted(desk, judged(desk, RiskLevel.ELEVATED, date(2015, 3, 2)))
    second = adopted(desk, judged(desk, RiskLevel.HIGH))

    assert desk.record(Review, first.id).state is ReviewState.SUPERSEDED
    row = seen(desk)
    assert (row.level, row.level_before, row.has_moved) == (
        RiskLevel.HIGH,
        RiskLevel.ELEVATED,
        True,
    )
    reading = desk.session.reading.countries
    before = reading.before(reading.review(second.id))
    assert before is not None
    assert before.id == first.id


def test_undone_adoption_brings_both_reviews_back(desk: Desk) -> None:
    first = adopted(desk, judged(desk, RiskLevel.ELEVATED, date(2015, 3, 2)))
    second = adopted(desk, judged(desk, RiskLevel.HIGH))
    desk.session.undo()
    assert desk.record(Review, first.id).state is ReviewState.ADOPTED
    assert desk.record(Review, second.id).state is ReviewState.DRAFT


def test_adoption_sets_the_next_review_of_a_watched_country(desk: Desk) -> None:
    desk.do(WatchCountry(country_id=country(desk), tier=Tier.WATCH, reason="A third term."))
    review = judged(desk, RiskLevel.HIGH)
    decision = desk.decision(desk.item("Burundi"))
    desk.do(
        AdoptReview(
            id=review.id,
            version=review.version,
            decision_id=decision.id,
            next_review_on=date(2015, 10, 15),
        )
    )
    assert seen(desk).next_review_on == date(2015, 10, 15)


def test_review_from_the_last_takes_its_words_and_ratings(desk: Desk) -> None:
    draft = judged(desk, RiskLevel.HIGH, date(2015, 3, 2))
    desk.do(WriteSection(id=draft.id, section="groups", text="Opposition"))
    desk.do(RateFactor(review_id=draft.id, factor=8, level=RiskLevel.SEVERE, trend=Trend.WORSENING))
    adopted(desk, desk.record(Review, draft.id))
    id = desk.do(StartReview(country_id=country(desk), from_last=True))

    review = desk.session.reading.countries.review(id)
    assert (review.groups, review.level, review.state) == (
        "Opposition",
        RiskLevel.HIGH,
        ReviewState.DRAFT,
    )
    (rating,) = desk.session.reading.countries.ratings(id)
    assert (rating.factor, rating.level, rating.trend) == (8, RiskLevel.SEVERE, Trend.WORSENING)


def test_factor_outside_the_framework_is_refused(desk: Desk) -> None:
    id = desk.do(StartReview(country_id=country(desk)))
    with pytest.raises(Invalid, match="no such factor"):
        desk.do(RateFactor(review_id=id, factor=15, level=RiskLevel.LOW))


def test_section_written_over_a_change_in_between_is_stale(desk: Desk) -> None:
    id = desk.do(StartReview(country_id=country(desk)))
    desk.do(WriteSection(id=id, section="groups", text="one"))
    desk.do(WriteSection(id=id, section="actors", text="a change elsewhere is no conflict"))
    with pytest.raises(StaleRecord, match="Somebody else"):
        desk.do(WriteSection(id=id, section="groups", text="two"))
    desk.do(WriteSection(id=id, section="groups", text="two", was="one"))
    assert desk.record(Review, id).groups == "two"


def test_quick_keys_on_one_factor_both_count(desk: Desk) -> None:
    id = desk.do(StartReview(country_id=country(desk)))
    desk.do(RateFactor(review_id=id, factor=3, level=RiskLevel.HIGH))
    desk.do(RateFactor(review_id=id, factor=3, trend=Trend.WORSENING))
    desk.do(RateFactor(review_id=id, factor=3, rationale="Killings in the north."))
    (rating,) = desk.session.reading.countries.ratings(id)
    assert (rating.level, rating.trend, rating.rationale) == (
        RiskLevel.HIGH,
        Trend.WORSENING,
        "Killings in the north.",
    )


def test_framework_shows_only_numbers_that_are_sure() -> None:
    known = framework()
    assert len(known.factors) == 14
    assert sum(len(one.indicators) for one in known.factors) == 142
    last = known.factor(14).indicators
    assert any(not one.number for one in last)
    assert known.factor(7).indicators[0].number == "7.1"
