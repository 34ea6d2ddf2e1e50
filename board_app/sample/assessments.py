"""What the story tells of countries: old action items, the watch list, reviews adopted."""

from collections.abc import Sequence
from datetime import date

from board_app.domain.action import Priority
from board_app.domain.base import RecordId
from board_app.domain.review import SECTIONS
from board_app.domain.risk import Confidence
from board_app.sample.cast import Cast, as_id
from board_app.sample.story_countries import (
    StoryCountries,
    StoryEarlier,
    StoryReview,
    StoryTier,
)
from board_app.services.actions import AssignAction, LogFollowUp
from board_app.services.reviews import AdoptReview, RateFactor, ReviseReview, StartReview
from board_app.services.rows import AgendaRow
from board_app.services.session import Session
from board_app.services.watch import ScheduleReview, WatchCountry

ILLUSTRATIVE = "Illustrative"
_PLAIN = "Illustrative."


class Assessments:
    """Carries out the acts of this half of the story."""

    def __init__(self, cast: Cast, session: Session, told: StoryCountries) -> None:
        self._cast = cast
        self._do = session.do
        self._reading = session.reading.countries
        self._told = told
        self._reviews: dict[tuple[str, date], RecordId] = {}
        self._items: dict[tuple[str, date], RecordId] = {}

    def bring_along(self, founded: date) -> None:
        """Enter the action items and the watch list of the years before the file."""
        for item in self._told.earlier:
            self._enter(item, until=founded)
        self._cast.plans()
        for country in self._told.watch:
            for line in country.lines:
                if line.since < founded:
                    self._watch(country.country, line)

    def go_on(self, after: date, until: date) -> None:
        """Do what happened to old action items and on the watch list in these days."""
        for item in self._told.earlier:
            for entry in item.log:
                if after < entry.on <= until:
                    self._follow(item, entry.on)
        for country in self._told.watch:
            for line in country.lines:
                if after < line.since <= until:
                    self._cast.plans()
                    self._watch(country.country, line)

    def reviews_for(self, meeting: date) -> Sequence[StoryReview]:
        return [one for one in self._told.reviews if one.meeting == meeting]

    def prepare(self, told: StoryReview, item_id: RecordId) -> None:
        """Draft a review: factors rated, sections written, the whole judged."""
        lead_id = self._cast.agency(told.lead)
        started = StartReview(
            country_id=self._country(told.country),
            as_of=told.as_of,
            lead_id=lead_id,
            item_id=item_id,
            note=ILLUSTRATIVE,
        )
        review_id = as_id(self._do(started).value)
        self._reviews[told.country, told.meeting] = review_id
        self._items[told.country, told.meeting] = item_id
        for factor, rating in enumerate(told.ratings, start=1):
            self._do(
                RateFactor(
                    review_id=review_id,
                    factor=factor,
                    level=rating.level,
                    trend=rating.trend,
                    confidence=Confidence.MEDIUM if str(factor) in told.why else told.confidence,
                    rationale=told.why.get(str(factor), _PLAIN),
                )
            )
        self._do(
            ReviseReview(
                id=review_id,
                version=self._reading.review(review_id).version,
                as_of=told.as_of,
                level=told.level,
                trend=told.trend,
                confidence=told.confidence,
                note=ILLUSTRATIVE,
                lead_id=lead_id,
                item_id=item_id,
                **{name: getattr(told, name) for name, _ in SECTIONS},
            )
        )

    def review_under(self, meeting: date, row: AgendaRow) -> StoryReview | None:
        """Return the review that the board adopts under an item, None without one."""
        for told in self.reviews_for(meeting):
            if not told.draft and self._items[told.country, told.meeting] == row.id:
                return told
        return None

    def adopt(self, told: StoryReview, decision_id: RecordId) -> None:
        review_id = self._reviews[told.country, told.meeting]
        version = self._reading.review(review_id).version
        self._do(AdoptReview(id=review_id, version=version, decision_id=decision_id))
        self._do(ScheduleReview(country_id=self._country(told.country), next_review_on=told.next))

    def _enter(self, item: StoryEarlier, *, until: date) -> None:
        self._cast.plans()
        assigned = AssignAction(
            title=item.title,
            lead_id=self._cast.agency(item.lead),
            supporting=[self._cast.agency(code) for code in item.support],
            deliverable=item.deliverable,
            measure=item.measure,
            due_on=item.due,
            priority=Priority.HIGH if item.high else Priority.NORMAL,
            country_id=self._cast.country(item.country),
            opened_on=item.opened,
        )
        self._cast.remember(item.title, as_id(self._do(assigned).value))
        for entry in item.log:
            if entry.on <= until:
                self._follow(item, entry.on)

    def _follow(self, item: StoryEarlier, on: date) -> None:
        entry = next(one for one in item.log if one.on == on)
        agency_id = self._cast.speaks(entry.by, anybody=True)
        self._do(
            LogFollowUp(
                action_id=self._cast.recalled(item.title),
                agency_id=agency_id,
                text=entry.text,
                status=entry.status,
                new_due_on=entry.due,
                reason=entry.reason,
                evidence=entry.evidence,
                made_on=entry.on,
            )
        )

    def _watch(self, country: str, line: StoryTier) -> None:
        self._do(
            WatchCountry(
                country_id=self._country(country),
                tier=line.tier,
                reason=line.reason,
                since=line.since,
                next_review_on=line.next,
                lead_id=self._cast.agency(line.lead),
            )
        )

    def _country(self, alpha2: str) -> RecordId:
        id = self._cast.country(alpha2)
        if id is None:
            raise KeyError(alpha2)
        return id
