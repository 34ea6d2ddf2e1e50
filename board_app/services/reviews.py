"""Country reviews: start one, write and rate it, adopt it by a decision; then it is frozen."""

from datetime import date
from typing import ClassVar

from board_app.domain.agenda import AgendaItem
from board_app.domain.base import Line, RecordId, Text
from board_app.domain.board import Board
from board_app.domain.country import Country
from board_app.domain.decision import Decision
from board_app.domain.errors import Invalid, NotPossible, StaleRecord
from board_app.domain.marking import Marking, handling_of, highest, read_marking
from board_app.domain.meeting import Meeting
from board_app.domain.review import (
    SECTIONS,
    Confidence,
    Rating,
    Review,
    ReviewState,
    RiskLevel,
    Trend,
)
from board_app.services.commands import WRITTEN_ELSEWHERE, Command, Handlers
from board_app.services.decisions import RecordDecision, record_decision
from board_app.services.frameworks import NEWEST, framework
from board_app.services.markings import scheme_in_force
from board_app.services.ports import Work
from board_app.services.watch import current_entry


class StartReview(Command):
    """Begin a review of a country; `from_last` takes over what the last adopted one says."""

    label: ClassVar[str] = "Start country review"

    country_id: RecordId
    as_of: date | None = None
    lead_id: RecordId | None = None
    item_id: RecordId | None = None
    from_last: bool = False
    note: Line = ""
    marking: int = 0
    handling: Line = ""


class ReviseReview(Command):
    """Change a draft: what is given is changed, the rest stays.

    With a version the change is refused if another came first; a single pick, like a level, is
    made to whatever stands.
    """

    label: ClassVar[str] = "Change country review"

    id: RecordId
    version: int | None = None
    as_of: date | None = None
    level: RiskLevel = RiskLevel.NOT_ASSESSED
    trend: Trend = Trend.STEADY
    confidence: Confidence = Confidence.LOW
    situation: Text = ""
    groups: Text = ""
    actors: Text = ""
    resilience: Text = ""
    triggers: Text = ""
    scenarios: Text = ""
    recommendation: Text = ""
    note: Line = ""
    lead_id: RecordId | None = None
    item_id: RecordId | None = None
    marking: int = 0
    handling: Line = ""


class WriteSection(Command):
    """Write one section of a draft; an unchanged text is no change.

    `was` is the text that the writer began with: a change elsewhere in the review is no conflict.
    """

    label: ClassVar[str] = "Write country review"

    id: RecordId
    section: str
    text: Text
    was: Text = ""


class RateFactor(Command):
    """Rate one factor of a draft; what is not given stays, so that two quick keys both count."""

    label: ClassVar[str] = "Rate factor"

    review_id: RecordId
    factor: int
    level: RiskLevel = RiskLevel.NOT_ASSESSED
    trend: Trend = Trend.STEADY
    confidence: Confidence = Confidence.LOW
    rationale: Text = ""


class AdoptReview(Command):
    """Freeze a review by a decision; the one that stood before is superseded.

    Without a decision that was taken already, `decision` is the text of a new one, which is
    recorded under the review's agenda item, or under `item_id`.
    """

    label: ClassVar[str] = "Adopt country review"

    id: RecordId
    version: int
    decision_id: RecordId | None = None
    decision: Text = ""
    item_id: RecordId | None = None
    next_review_on: date | None = None


def start_review(command: StartReview, work: Work) -> RecordId:
    country = work.get(Country, command.country_id)
    if work.find(Review, country_id=country.id, state=ReviewState.DRAFT.value):
        raise NotPossible(
            f"There is a draft review of {country.shown_name} already. Go on with that one."
        )
    as_of = command.as_of or work.today
    number = work.next_number(f"review {as_of.year}")
    last = _standing(country.id, work) if command.from_last else None
    said = {} if last is None else {name: getattr(last, name) for name, _ in SECTIONS}
    judged = (
        {}
        if last is None
        else {"level": last.level, "trend": last.trend, "confidence": last.confidence}
    )
    marking = _at_least(last, command, work)
    review = work.add(
        Review(
            reference=f"R-{as_of.year}-{number:02d}",
            framework=NEWEST,
            as_of=as_of,
            **command.model_dump(exclude={"as_of", "from_last", "marking", "handling"}),
            marking=marking.level,
            handling=handling_of(marking),
            **said,
            **judged,
        )
    )
    if last is not None:
        _take_over_ratings(last, review, work)
    return review.id


def _at_least(last: Review | None, command: StartReview, work: Work) -> Marking:
    """Return the marking of a new review: what it takes over stays marked as it was."""
    scheme = scheme_in_force(work.find(Board)[0], work)
    known: list[StartReview | Review] = [command] if last is None else [command, last]
    return highest(scheme, [read_marking(scheme, one.marking, one.handling) for one in known])


def revise_review(command: ReviseReview, work: Work) -> RecordId:
    review = work.get(Review, command.id, version=command.version)
    review.must_be_open()
    given = command.model_dump(exclude_unset=True, exclude={"id", "version"})
    if given.get("as_of", command) is None:
        raise Invalid("Say as of which day this is judged.", field="as_of")
    changed = review.revised(**given)
    return review.id if changed == review else work.save(changed).id


def write_section(command: WriteSection, work: Work) -> RecordId:
    review = work.get(Review, command.id)
    if command.section not in dict(SECTIONS):
        raise Invalid("A review has no section of this name.", field="section")
    stands = getattr(review, command.section)
    if stands == command.text:
        return review.id
    review.must_be_open()
    if stands != command.was:
        raise StaleRecord(WRITTEN_ELSEWHERE)
    return work.save(review.revised(**{command.section: command.text})).id


def rate_factor(command: RateFactor, work: Work) -> RecordId:
    review = work.get(Review, command.review_id)
    review.must_be_open()
    numbers = {factor.number for factor in framework(review.framework).factors}
    if command.factor not in numbers:
        raise Invalid("The framework of this review has no such factor.", field="factor")
    known = work.find(Rating, review_id=review.id, factor=command.factor)
    if not known:
        return work.add(Rating(**command.model_dump())).id
    given = command.model_dump(exclude_unset=True, exclude={"review_id", "factor"})
    changed = known[0].revised(**given)
    return known[0].id if changed == known[0] else work.save(changed).id


def adopt_review(command: AdoptReview, work: Work) -> RecordId:
    review = work.get(Review, command.id, version=command.version)
    review.must_be_open()
    decision = work.get(Decision, command.decision_id or _decided(command, review, work))
    meeting = work.get(Meeting, decision.meeting_id)
    before = _standing(review.country_id, work)
    adopted = work.save(
        review.adopted(decision_id=decision.id, meeting_id=meeting.id, day=meeting.day)
    )
    if before is not None:
        work.save(before.superseded())
    if command.next_review_on is not None:
        entry = current_entry(review.country_id, work)
        if entry is not None:
            work.save(entry.revised(next_review_on=command.next_review_on))
    return adopted.id


def _decided(command: AdoptReview, review: Review, work: Work) -> RecordId:
    """Record the decision that adopts a review; raises Invalid if its text or place is missing."""
    if not command.decision.strip():
        raise Invalid("Choose the decision that adopts it, or write it.", field="decision")
    item_id = command.item_id or review.item_id
    if item_id is None:
        raise Invalid("Say under which agenda item it was decided.", field="item_id")
    item = work.get(AgendaItem, item_id)
    return record_decision(
        RecordDecision(
            meeting_id=item.meeting_id,
            item_id=item.id,
            text=command.decision,
            marking=review.marking,
            handling=review.handling,
        ),
        work,
    )


def _standing(country_id: RecordId, work: Work) -> Review | None:
    """Return the adopted review of a country that no later one has replaced."""
    found = work.find(Review, country_id=country_id, state=ReviewState.ADOPTED.value)
    return max(found, key=lambda one: (one.as_of, one.id), default=None)


def _take_over_ratings(last: Review, review: Review, work: Work) -> None:
    if last.framework != review.framework:
        return  # factors of another list mean something else
    for rating in work.find(Rating, review_id=last.id):
        taken = rating.model_dump(exclude={"id", "version", "review_id", "archived_at"})
        work.add(Rating(review_id=review.id, **taken))


HANDLERS: Handlers = {
    StartReview: start_review,
    ReviseReview: revise_review,
    WriteSection: write_section,
    RateFactor: rate_factor,
    AdoptReview: adopt_review,
}
