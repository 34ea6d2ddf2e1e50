"""Country reviews: a dated assessment of one country, factor by factor, frozen once adopted."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field

from board_app.domain.base import Line, Rank, Record, RecordId, Text
from board_app.domain.errors import NotPossible
from board_app.domain.risk import Confidence, ReviewState, RiskLevel, Trend

__all__ = ["SECTIONS", "Confidence", "Rating", "Review", "ReviewState", "RiskLevel", "Trend"]

SECTIONS: tuple[tuple[str, str], ...] = (
    ("situation", "Situation"),
    ("groups", "Groups at risk"),
    ("actors", "Actors"),
    ("resilience", "Resilience"),
    ("triggers", "Triggers"),
    ("scenarios", "Scenarios"),
    ("recommendation", "Recommendation"),
)
"""The written sections in their order: field and title (after the ARAF question sets)."""

_FROZEN = "This review was adopted and stays as it is. Start a new review to say something else."


class Review(Record):
    """What the board makes of one country at one time. `framework` names the list of factors.

    Level, trend and confidence are the overall judgement; they are never computed from factors.
    """

    table: ClassVar[str] = "review"

    reference: str
    country_id: RecordId
    framework: str
    as_of: date
    state: ReviewState = ReviewState.DRAFT
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
    meeting_id: RecordId | None = None
    decision_id: RecordId | None = None
    adopted_on: date | None = None
    marking: Rank = 0
    handling: Line = ""

    def must_be_open(self) -> None:
        """Raise NotPossible if the review is frozen."""
        if self.state.is_frozen:
            raise NotPossible(_FROZEN)

    def adopted(self, *, decision_id: RecordId, meeting_id: RecordId, day: date) -> Self:
        """Return the review frozen by a decision; raises NotPossible if it says too little."""
        self.must_be_open()
        if self.level is RiskLevel.NOT_ASSESSED:
            raise NotPossible("Give the review its overall level before it is adopted.")
        return self.revised(
            state=ReviewState.ADOPTED,
            decision_id=decision_id,
            meeting_id=meeting_id,
            adopted_on=day,
        )

    def superseded(self) -> Self:
        """Return an adopted review after a later one took its place."""
        return self.revised(state=ReviewState.SUPERSEDED)


class Rating(Record):
    """The rating of one factor (by its number in the framework) in one review."""

    table: ClassVar[str] = "rating"

    review_id: RecordId
    factor: int = Field(ge=1, le=99)
    level: RiskLevel = RiskLevel.NOT_ASSESSED
    trend: Trend = Trend.STEADY
    confidence: Confidence = Confidence.LOW
    rationale: Text = ""
