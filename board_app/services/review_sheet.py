"""All that the review page shows of one review, read in one go."""

from datetime import date
from typing import NamedTuple

from board_app.domain.base import RecordId
from board_app.domain.framework import Framework
from board_app.domain.risk import Tier
from board_app.domain.vocabulary import Vocabulary
from board_app.services.comparison import UNRATED, FactorChange, compared
from board_app.services.country_rows import CountryItemRow, RatingRow, ReviewRow
from board_app.services.frameworks import framework
from board_app.services.rows import AgencyRow, DecisionRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session

_DECISIONS = 40


class ReviewSheet(NamedTuple):
    """A review with its ratings, the one before it, and what it can be tied to."""

    review: ReviewRow
    framework: Framework
    ratings: dict[int, RatingRow]
    before: ReviewRow | None
    factors: tuple[FactorChange, ...]
    earlier: tuple[ReviewRow, ...]
    tier: Tier | None
    items: tuple[CountryItemRow, ...]
    decisions: tuple[DecisionRow, ...]
    agencies: tuple[AgencyRow, ...]
    drafts: dict[str, str]
    today: date
    scheme: Vocabulary

    @property
    def changes(self) -> tuple[FactorChange, ...]:
        """Return the factors whose level or trend moved; what is not rated yet did not move."""
        quiet = {"", "confidence", "reason", UNRATED}
        return tuple(one for one in self.factors if one.moved not in quiet) if self.before else ()


def review_sheet(session: Session, review_id: RecordId) -> ReviewSheet:
    """Return the sheet of a review; raises NotFound."""
    reading = session.reading.countries
    today = session.board().today
    review = reading.review(review_id)
    before = reading.before(review)
    ratings = reading.ratings(review_id)
    earlier = [one for one in reading.reviews(review.country_id) if one.id != review.id]
    own = framework(review.framework)
    is_same = before is not None and before.framework == review.framework
    old = reading.ratings(before.id) if before is not None and is_same else []
    return ReviewSheet(
        review=review,
        framework=own,
        ratings={rating.factor: rating for rating in ratings},
        before=before,
        factors=compared(own, old, ratings),
        earlier=tuple(one for one in earlier if one.state.is_frozen),
        tier=reading.country(review.country_id, today).tier,
        items=tuple(reading.items(review.country_id)),
        decisions=tuple(reversed(session.reading.minutes.decisions()))[:_DECISIONS],
        agencies=tuple(session.reading.directory.agencies(today)),
        drafts=session.drafts.kept(session.actor.person_id or 0),
        today=today,
        scheme=scheme_of(session.reading.board.board()),
    )
