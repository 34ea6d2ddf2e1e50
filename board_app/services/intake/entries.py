"""What one line becomes: the whole wanted state of one thing, checked when it is made."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from board_app.domain.base import Line, RecordId, Text, Title, Value
from board_app.domain.risk import Tier
from board_app.domain.states import ActionStatus, Priority, Role


class LineEntry(Value):
    """What all entries share: the line they came from."""

    line: int

    def revised(self, **changes: Any) -> Self:  # Any: one value per field, checked by the model
        """Return the entry with some fields changed, validated as a whole."""
        return type(self)(**{**self.__dict__, **changes})


class ActionEntry(LineEntry):
    """An action item to add, or the one with `id` to change; `remark` becomes a follow-up."""

    id: RecordId | None = None
    version: int = 0
    reference: Line = ""
    title: Title
    lead_id: RecordId | None = None
    supporting: Sequence[RecordId] = ()
    deliverable: Text = ""
    measure: Text = ""
    due_on: date | None = None
    status: ActionStatus = ActionStatus.OPEN
    priority: Priority = Priority.NORMAL
    country_id: RecordId | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    remark: Text = ""
    reported_by: RecordId | None = None


class PersonEntry(LineEntry):
    """A person to add or to change, with an appointment if there is a new role."""

    id: RecordId | None = None
    version: int = 0
    name: Title
    agency_id: RecordId
    title: Line = ""
    email: Line = ""
    phone: Line = ""
    note: Text = ""
    role: Role | None = None
    valid_from: date | None = None


class CountryEntry(LineEntry):
    """A country to add or to change, with its place on the watch list if there is a tier."""

    id: RecordId | None = None
    version: int = 0
    alpha2: str
    alpha3: str
    numeric: str = ""
    name: Title
    region: Line = ""
    board_name: Line = ""
    tier: Tier | None = None
    reason: Text = ""
    next_review_on: date | None = None


class MeaningEntry(Value):
    """What a name was said to mean, to be remembered."""

    kind: str
    said: Title
    folded: str
    target_id: RecordId


Entry = ActionEntry | PersonEntry | CountryEntry
