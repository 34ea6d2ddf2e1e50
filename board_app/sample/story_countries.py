"""The second half of the story, from `resources/reference/sample_countries.json`."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from pydantic import field_validator

import resources
from board_app.domain.action import ActionStatus
from board_app.domain.base import Value
from board_app.domain.risk import Confidence, RiskLevel, Tier, Trend

_TRENDS = {"w": Trend.WORSENING, "s": Trend.STEADY, "i": Trend.IMPROVING}


class StoryTier(Value):
    """A stretch of a country's time on the watch list."""

    tier: Tier
    since: date
    reason: str
    lead: str
    next: date | None = None


class StoryWatch(Value):
    """A country's tiers in their order."""

    country: str
    lines: Sequence[StoryTier]


class StoryRating(Value):
    """The level and the trend of one factor, told as "4w"."""

    level: RiskLevel
    trend: Trend


class StoryReview(Value):
    """A country review and the meeting that adopts it; a draft is only prepared for it.

    `decision` is the text of the decision; "" takes one that the meeting makes anyway.
    """

    country: str
    as_of: date
    meeting: date
    level: RiskLevel
    trend: Trend
    confidence: Confidence
    lead: str
    ratings: Sequence[StoryRating]
    why: Mapping[str, str]
    situation: str = ""
    groups: str = ""
    actors: str = ""
    resilience: str = ""
    triggers: str = ""
    scenarios: str = ""
    recommendation: str = ""
    decision: str = ""
    adopted_by: str = ""
    draft: bool = False
    next: date | None = None

    @field_validator("ratings", mode="before")
    @classmethod
    def _read(cls, told: Any) -> Any:  # Any: the file's own text
        return [{"level": int(one[0]), "trend": _TRENDS[one[1]]} for one in told.split()]


class StoryEntry(Value):
    """A follow-up to an action item of the years before the board had its file."""

    on: date
    by: str
    text: str
    status: ActionStatus | None = None
    due: date | None = None
    reason: str = ""
    evidence: str = ""

    @field_validator("status", "due", mode="before")
    @classmethod
    def _nothing(cls, told: Any) -> Any:  # Any: the file's own text
        return told or None


class StoryEarlier(Value):
    """An action item of those years."""

    title: str
    lead: str
    support: Sequence[str]
    opened: date
    due: date
    country: str = ""
    deliverable: str = ""
    measure: str = ""
    high: bool = False
    log: Sequence[StoryEntry]


class StoryCountries(Value):
    """Watch list, reviews, and the action items that were brought along."""

    note: str
    watch: Sequence[StoryWatch]
    reviews: Sequence[StoryReview]
    earlier: Sequence[StoryEarlier]


@cache
def story_countries() -> StoryCountries:
    """Return this half of the story as it ships."""
    return StoryCountries(**resources.read_json("sample_countries"))
