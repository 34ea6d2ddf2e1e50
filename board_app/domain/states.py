"""The words for where things stand: states, kinds, roles, stances. Light enough for any list."""

from enum import StrEnum


class AgencyKind(StrEnum):
    """How an organisation takes part."""

    MEMBER = "member"
    CHAIR = "chair"
    OBSERVER = "observer"
    PARTNER = "partner"

    @property
    def label(self) -> str:
        return _AGENCY_LABELS[self]


_AGENCY_LABELS = {
    AgencyKind.MEMBER: "Member",
    AgencyKind.CHAIR: "Chair",
    AgencyKind.OBSERVER: "Observer",
    AgencyKind.PARTNER: "Partner",
}


class Role(StrEnum):
    """What a person is appointed as."""

    PRINCIPAL = "principal"
    ALTERNATE = "alternate"
    OFFICER = "officer"
    SECRETARIAT = "secretariat"
    CHAIR = "chair"
    OBSERVER = "observer"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]

    @property
    def runs_the_board(self) -> bool:
        """Tell whether this role may change everything."""
        return self in (Role.SECRETARIAT, Role.CHAIR)


_ROLE_LABELS = {
    Role.PRINCIPAL: "Principal",
    Role.ALTERNATE: "Alternate",
    Role.OFFICER: "Action officer",
    Role.SECRETARIAT: "Secretariat",
    Role.CHAIR: "Chair",
    Role.OBSERVER: "Observer",
}


class MeetingKind(StrEnum):
    """Why a meeting is held."""

    REGULAR = "regular"
    SPECIAL = "special"
    STOCK_TAKE = "stock_take"
    JOINT = "joint"

    @property
    def label(self) -> str:
        return {"regular": "Regular", "special": "Special", "stock_take": "Stock-take"}.get(
            self.value, "Joint"
        )


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    CALLED = "called"
    IN_SESSION = "in_session"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def is_ahead(self) -> bool:
        return self in (MeetingState.PLANNED, MeetingState.CALLED)

    @property
    def was_held(self) -> bool:
        return self in (MeetingState.ADJOURNED, MeetingState.CLOSED)


class ItemKind(StrEnum):
    """What an item asks of the board."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    COUNTRY_REVIEW = "country_review"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class ItemState(StrEnum):
    """What became of an item."""

    SCHEDULED = "scheduled"
    DISCUSSED = "discussed"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class Presence(StrEnum):
    """How an agency took part."""

    UNKNOWN = "unknown"
    PRINCIPAL = "principal"
    ALTERNATE = "alternate"
    REMOTE = "remote"
    EXCUSED = "excused"
    ABSENT = "absent"

    @property
    def is_present(self) -> bool:
        return self in (Presence.PRINCIPAL, Presence.ALTERNATE, Presence.REMOTE)

    @property
    def label(self) -> str:
        return _PRESENCE_LABELS[self]


_PRESENCE_LABELS = {
    Presence.UNKNOWN: "Not recorded",
    Presence.PRINCIPAL: "In person",
    Presence.ALTERNATE: "By alternate",
    Presence.REMOTE: "Remote",
    Presence.EXCUSED: "Excused",
    Presence.ABSENT: "Absent",
}


class BlockKind(StrEnum):
    """What a block records."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"


class Stance(StrEnum):
    """An agency's position on a decision."""

    CONCUR = "concur"
    COMMENT = "comment"
    NON_CONCUR = "non_concur"
    ABSTAIN = "abstain"

    @property
    def label(self) -> str:
        return _STANCE_LABELS[self]


_STANCE_LABELS = {
    Stance.CONCUR: "Concur",
    Stance.COMMENT: "Concur with comment",
    Stance.NON_CONCUR: "Non-concur",
    Stance.ABSTAIN: "Abstain",
}


class ActionStatus(StrEnum):
    """Where an action item stands; it changes through follow-ups only."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    OVERTAKEN = "overtaken"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return "Overtaken by events" if self is ActionStatus.OVERTAKEN else _plain(self.value)

    @property
    def is_live(self) -> bool:
        """Tell whether something is still asked of the lead agency."""
        return self in _LIVE_ACTIONS


def _plain(value: str) -> str:
    return value.replace("_", " ").capitalize()


_LIVE_ACTIONS = frozenset(
    {
        ActionStatus.OPEN,
        ActionStatus.IN_PROGRESS,
        ActionStatus.BLOCKED,
        ActionStatus.SUBMITTED,
    }
)


class Priority(StrEnum):
    """How much waits on it."""

    NORMAL = "normal"
    HIGH = "high"

    @property
    def label(self) -> str:
        return self.value.capitalize()
