"""The words for risk: levels, trends, confidence, tiers. Ordinal, never a score."""

from enum import IntEnum, StrEnum


class RiskLevel(IntEnum):
    """How high a risk is judged; 0 says that nobody judged it. Levels are never added up."""

    NOT_ASSESSED = 0
    LOW = 1
    GUARDED = 2
    ELEVATED = 3
    HIGH = 4
    SEVERE = 5

    @property
    def word(self) -> str:
        return self.name.replace("_", " ").capitalize()

    @property
    def label(self) -> str:
        """Return number and word, "4 High"; only the word where nothing was assessed."""
        return f"{self.value} {self.word}" if self else self.word


class Trend(StrEnum):
    """Where it is going, as seen by those who rate."""

    IMPROVING = "improving"
    STEADY = "steady"
    WORSENING = "worsening"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def glyph(self) -> str:
        return {"improving": "▼", "steady": "▬", "worsening": "▲"}[self.value]


class Confidence(StrEnum):
    """How sure those who rate are."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Tier(StrEnum):
    """How closely the board follows a country on its watch list."""

    PRIORITY = "priority"
    WATCH = "watch"
    MONITOR = "monitor"

    @property
    def label(self) -> str:
        return {"priority": "1 Priority", "watch": "2 Watch", "monitor": "3 Monitor"}[self.value]


class ReviewState(StrEnum):
    """Where a country review stands; only a draft can be changed."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def is_frozen(self) -> bool:
        return self is not ReviewState.DRAFT
