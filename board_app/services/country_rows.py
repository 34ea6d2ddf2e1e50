"""What lists and pages show of countries: watch list, reviews, ratings, and what happened when."""

from datetime import date
from typing import NamedTuple

from board_app.domain.ids import RecordId
from board_app.domain.risk import Confidence, ReviewState, RiskLevel, Tier, Trend


class WatchRow(NamedTuple):
    """A country with its tier (None if it is not watched) and what its last adopted review says.

    `entry_id` and `entry_version` name the current line of the watch list, 0 for none;
    `level_before` is that of the adopted review before the last one.
    """

    id: RecordId
    alpha2: str
    alpha3: str
    name: str
    region: str
    entry_id: RecordId
    entry_version: int
    tier: Tier | None
    reason: str
    since: date | None
    next_review_on: date | None
    lead_id: RecordId | None
    lead: str
    level: RiskLevel
    level_before: RiskLevel
    trend: Trend | None
    confidence: Confidence | None
    reviewed_on: date | None
    reviews: int
    draft_id: RecordId | None
    open_actions: int
    overdue: int

    @property
    def has_moved(self) -> bool:
        """Tell whether the last two adopted reviews differ in their level."""
        assessed = self.level and self.level_before
        return bool(assessed) and self.level is not self.level_before


class TierRow(NamedTuple):
    """One stretch of a country's time on the watch list."""

    id: RecordId
    version: int
    tier: Tier
    reason: str
    since: date
    until: date | None
    next_review_on: date | None
    lead_id: RecordId | None
    lead: str
    ended_because: str


class ReviewRow(NamedTuple):
    """A country review without its ratings; decision, meeting and item as people call them."""

    id: RecordId
    version: int
    reference: str
    country_id: RecordId
    country: str
    framework: str
    as_of: date
    state: ReviewState
    level: RiskLevel
    trend: Trend
    confidence: Confidence
    situation: str
    groups: str
    actors: str
    resilience: str
    triggers: str
    scenarios: str
    recommendation: str
    note: str
    lead_id: RecordId | None
    lead: str
    item_id: RecordId | None
    item: str
    meeting_id: RecordId | None
    meeting: str
    decision_id: RecordId | None
    decision: str
    adopted_on: date | None
    marking: int
    handling: str
    archived: bool


class RatingRow(NamedTuple):
    id: RecordId
    version: int
    review_id: RecordId
    factor: int
    level: RiskLevel
    trend: Trend
    confidence: Confidence
    rationale: str


class CountryItemRow(NamedTuple):
    """An agenda item about a country: its meeting, what became of it, how many decisions."""

    id: RecordId
    meeting_id: RecordId
    meeting: str
    held_on: date
    title: str
    kind: str
    state: str
    decisions: int


class CountryEventRow(NamedTuple):
    """A dated point on a country's chart: a decision about it, or an action item opened."""

    id: RecordId
    kind: str
    on: date
    reference: str
    text: str
    meeting_id: RecordId | None
    item_id: RecordId | None


class CountryMoveRow(NamedTuple):
    """A country whose level or tier changed on a day; `before` and `now` are as people read them.

    `kind` is "level" or "tier"; a new country on the watch list has no `before`.
    """

    id: RecordId
    country_id: RecordId
    country: str
    kind: str
    on: date
    before: str
    now: str
    lead_id: RecordId | None
