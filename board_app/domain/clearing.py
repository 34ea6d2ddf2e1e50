"""The words of clearance: where a round stands, what an agency answers, what became of comments."""

from enum import StrEnum


class RoundState(StrEnum):
    """Where a clearance round stands."""

    OPEN = "open"
    EXTENDED = "extended"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def is_live(self) -> bool:
        """Tell whether agencies may still answer."""
        return self is not RoundState.CLOSED


class RoundOutcome(StrEnum):
    """How a round ended."""

    NONE = ""
    CLEARED = "cleared"
    UNDER_SILENCE = "cleared_under_silence"
    BLOCKED = "blocked"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def is_cleared(self) -> bool:
        return self in (RoundOutcome.CLEARED, RoundOutcome.UNDER_SILENCE)


class Silence(StrEnum):
    """What it means if an agency says nothing by the deadline."""

    CONCURS = "concurs"
    NO_RESPONSE = "no_response"

    @property
    def label(self) -> str:
        return {
            Silence.CONCURS: "Counts as concurrence",
            Silence.NO_RESPONSE: "Counts as no response",
        }[self]

    @property
    def sentence(self) -> str:
        """Return the meaning as it is told to those who are asked."""
        return {
            Silence.CONCURS: "Silence after the deadline counts as concurrence.",
            Silence.NO_RESPONSE: "Silence counts as no response: the text is not cleared by it.",
        }[self]


class Answer(StrEnum):
    """An agency's position on a text in clearance."""

    NONE = "none"
    CONCUR = "concur"
    COMMENT = "comment"
    NON_CONCUR = "non_concur"

    @property
    def label(self) -> str:
        return _ANSWERS[self]


_ANSWERS = {
    Answer.NONE: "No response",
    Answer.CONCUR: "Concur",
    Answer.COMMENT: "Concur with comment",
    Answer.NON_CONCUR: "Non-concur",
}


class CommentKind(StrEnum):
    """How much a comment matters to the agency that makes it."""

    CRITICAL = "critical"
    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Resolution(StrEnum):
    """What became of a comment."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CHANGED = "accepted_with_changes"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def changes_text(self) -> bool:
        return self in (Resolution.ACCEPTED, Resolution.CHANGED)


class MinutesState(StrEnum):
    """Where the minutes of a meeting stand; computed from its rounds, never stored."""

    DRAFT = "draft"
    IN_CLEARANCE = "in_clearance"
    CLEARED = "cleared"
    APPROVED = "approved"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()
