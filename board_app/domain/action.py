"""Action items: who promised what, by when, and what became of it."""

from datetime import date, datetime
from typing import ClassVar, Self

from pydantic import Field

from board_app.domain.base import Line, Rank, Record, RecordId, Text, Title
from board_app.domain.errors import Invalid, NotPossible
from board_app.domain.states import ActionStatus, Priority

__all__ = ["ActionItem", "ActionStatus", "ActionSupport", "FollowUp", "Priority", "may_become"]


_ENDS = frozenset(status for status in ActionStatus if not status.is_live)
_NEEDS_REASON = frozenset(
    {
        ActionStatus.BLOCKED,
        ActionStatus.OVERTAKEN,
        ActionStatus.TRANSFERRED,
        ActionStatus.CANCELLED,
    }
)
_NEXT = {
    status: (frozenset(ActionStatus) - {ActionStatus.OPEN} if status.is_live else frozenset())
    | ({ActionStatus.OPEN, ActionStatus.IN_PROGRESS} if not status.is_live else frozenset())
    for status in ActionStatus
}


def may_become(before: ActionStatus, after: ActionStatus) -> bool:
    """Tell whether there is a step from one status to another."""
    return after is before or after in _NEXT[before]


class ActionItem(Record):
    """A promise made by one lead agency, with a date and a measure of done."""

    table: ClassVar[str] = "action_item"

    reference: str
    title: Title
    lead_id: RecordId | None = None
    deliverable: Text = ""
    measure: Text = ""
    due_on: date | None = None
    first_due_on: date | None = None
    slips: int = Field(default=0, ge=0)
    status: ActionStatus = ActionStatus.OPEN
    priority: Priority = Priority.NORMAL
    meeting_id: RecordId | None = None
    item_id: RecordId | None = None
    country_id: RecordId | None = None
    opened_on: date
    closed_on: date | None = None
    marking: Rank = 0
    handling: Line = ""

    def is_overdue(self, today: date) -> bool:
        """Tell whether the date has passed; computed, never stored."""
        return self.status.is_live and self.due_on is not None and self.due_on < today

    def due(self, day: date) -> Self:
        """Return the item with its first date, or with a corrected one before any slip."""
        first = day if self.slips == 0 else self.first_due_on
        return self.revised(due_on=day, first_due_on=first)

    def followed(self, follow_up: "FollowUp") -> Self:
        """Return the item after a follow-up.

        Raises Invalid if a later date or a stop has no reason, or a closing no evidence;
        NotPossible for a step that does not exist.
        """
        changed = self
        status = follow_up.status
        if status is not None and status is not self.status:
            if status not in _NEXT[self.status]:
                raise NotPossible(
                    f"An action item that is {self.status.label.lower()} can't become "
                    f"{status.label.lower()}."
                )
            if status in _NEEDS_REASON and not follow_up.reason.strip():
                raise Invalid(f"{status.label} needs a reason.", field="reason")
            if status is ActionStatus.CLOSED and not follow_up.evidence.strip():
                raise Invalid("Say what shows that it is done.", field="evidence")
            closed = follow_up.made_on if status in _ENDS else None
            changed = changed.revised(status=status, closed_on=closed)
        if follow_up.new_due_on is not None and follow_up.new_due_on != self.due_on:
            changed = changed.redated(follow_up.new_due_on, follow_up.reason)
        return changed

    def redated(self, day: date, reason: str) -> Self:
        """Return the item with another date; a later one is a slip and needs its reason."""
        later = self.due_on is not None and day > self.due_on
        if later and not reason.strip():
            raise Invalid("A later date needs a reason.", field="reason")
        slips = self.slips + 1 if later else self.slips
        return self.revised(due_on=day, first_due_on=self.first_due_on or day, slips=slips)


class ActionSupport(Record):
    """An agency that supports the lead of an action item."""

    table: ClassVar[str] = "action_support"

    action_id: RecordId
    agency_id: RecordId


class FollowUp(Record):
    """A dated entry by an agency; never changed afterwards. `made_at` is UTC."""

    table: ClassVar[str] = "follow_up"

    action_id: RecordId
    agency_id: RecordId | None = None
    person_id: RecordId | None = None
    made_on: date
    made_at: datetime
    text: Text = ""
    status: ActionStatus | None = None
    old_due_on: date | None = None
    new_due_on: date | None = None
    reason: Line = ""
    evidence: Text = ""
