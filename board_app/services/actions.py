"""Action items and their follow-ups."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from board_app.domain.action import (
    ActionItem,
    ActionStatus,
    ActionSupport,
    FollowUp,
    Priority,
)
from board_app.domain.base import Line, RecordId, Text, Title, Value
from board_app.domain.errors import Invalid, NotAllowed, NotPossible
from board_app.domain.meeting import Meeting, MeetingState
from board_app.services.commands import Command, Handlers, Needs
from board_app.services.minutes import append_record_block
from board_app.services.ports import Work


class AssignAction(Command):
    """Assign an action item; under an agenda item it also stands in the minutes."""

    label: ClassVar[str] = "Assign action item"

    title: Title
    lead_id: RecordId | None = None
    supporting: Sequence[RecordId] = ()
    deliverable: Text = ""
    measure: Text = ""
    due_on: date | None = None
    priority: Priority = Priority.NORMAL
    meeting_id: RecordId | None = None
    item_id: RecordId | None = None
    country_id: RecordId | None = None
    opened_on: date | None = None
    marking: int = 0
    handling: Line = ""


class ReviseAction(Command):
    """Correct an action item; a date that was followed up changes through a follow-up only."""

    label: ClassVar[str] = "Change action item"

    id: RecordId
    version: int
    title: Title
    lead_id: RecordId | None = None
    supporting: Sequence[RecordId] = ()
    deliverable: Text = ""
    measure: Text = ""
    due_on: date | None = None
    priority: Priority = Priority.NORMAL
    country_id: RecordId | None = None
    marking: int = 0
    handling: Line = ""


class Picked(Value):
    """One of several records, as it was when it was chosen."""

    id: RecordId
    version: int


class ChangeActions(Command):
    """Change several action items alike, in one step; what is None stays as it is."""

    label: ClassVar[str] = "Change action items"

    items: Sequence[Picked]
    lead_id: RecordId | None = None
    country_id: RecordId | None = None
    priority: Priority | None = None
    due_on: date | None = None
    status: ActionStatus | None = None
    text: Text = ""
    reason: Line = ""
    evidence: Text = ""


class LogFollowUp(Command):
    """Log progress, a new status or a new date; it is never changed afterwards."""

    needs = Needs.AGENCY
    label: ClassVar[str] = "Log follow-up"

    action_id: RecordId
    text: Text = ""
    status: ActionStatus | None = None
    new_due_on: date | None = None
    reason: Line = ""
    evidence: Text = ""
    made_on: date | None = None
    agency_id: RecordId | None = None


def assign_action(command: AssignAction, work: Work) -> RecordId:
    meeting = None if command.meeting_id is None else work.get(Meeting, command.meeting_id)
    opened = command.opened_on or (meeting.day if meeting else work.today)
    number = work.next_number(f"action {opened.year}")
    values = command.model_dump(exclude={"supporting", "opened_on"})
    action = work.add(
        ActionItem(
            **values,
            reference=f"A-{opened.year}-{number:03d}",
            first_due_on=command.due_on,
            opened_on=opened,
        )
    )
    _set_supporting(action, command.supporting, work)
    if meeting is not None and command.item_id is not None:
        append_record_block(meeting.id, command.item_id, work, action_id=action.id)
    return action.id


def revise_action(command: ReviseAction, work: Work) -> RecordId:
    action = work.get(ActionItem, command.id, version=command.version)
    changed = action
    if command.due_on != action.due_on:
        _check_redating(action, work)
        changed = (
            action.revised(due_on=None) if command.due_on is None else action.due(command.due_on)
        )
    values = command.model_dump(exclude={"id", "version", "supporting", "due_on"})
    changed = changed.revised(**values)
    if changed != action:
        changed = work.save(changed)
    _set_supporting(changed, command.supporting, work)
    return action.id


def _check_redating(action: ActionItem, work: Work) -> None:
    """Let a typing mistake be corrected while the minutes are open, and nothing after that."""
    if action.due_on is None:
        return
    meeting = None if action.meeting_id is None else work.get(Meeting, action.meeting_id)
    is_settled = meeting is None or meeting.state is MeetingState.CLOSED
    if is_settled or work.find(FollowUp, action_id=action.id):
        raise Invalid(
            "Change the date with a follow-up, so that the old date and the reason are kept.",
            field="due_on",
        )


def _set_supporting(action: ActionItem, wanted: Sequence[RecordId], work: Work) -> None:
    rows = {row.agency_id: row for row in work.find(ActionSupport, action_id=action.id)}
    for agency_id in dict.fromkeys(wanted):
        if agency_id not in rows and agency_id != action.lead_id:
            work.add(ActionSupport(action_id=action.id, agency_id=agency_id))
    for agency_id, row in rows.items():
        if agency_id not in wanted or agency_id == action.lead_id:
            work.remove(row)


def _check_representative(command: LogFollowUp, action: ActionItem, work: Work) -> None:
    """Let an agency speak for itself only, and leave the end of an action item to the board."""
    if work.actor.runs_the_board:
        return
    if command.agency_id not in (None, work.actor.agency_id):
        raise NotAllowed("You can log a follow-up for your own agency only.")
    if command.status is not None and not command.status.is_live:
        raise NotAllowed("The board closes action items. Choose Submitted and say what was done.")
    if command.status is not None and not action.status.is_live:
        raise NotAllowed("The board has closed this action item, and reopens it.")


def log_follow_up(command: LogFollowUp, work: Work) -> RecordId:
    action = work.get(ActionItem, command.action_id)
    supporting = {row.agency_id for row in work.find(ActionSupport, action_id=action.id)}
    work.actor.must_speak_for(frozenset({action.lead_id, *supporting}))
    _check_representative(command, action, work)
    follow_up = FollowUp(
        action_id=action.id,
        agency_id=command.agency_id or work.actor.agency_id or action.lead_id,
        person_id=work.actor.person_id,
        made_on=command.made_on or work.today,
        made_at=work.now,
        text=command.text,
        status=command.status,
        old_due_on=action.due_on,
        new_due_on=command.new_due_on,
        reason=command.reason,
        evidence=command.evidence,
    )
    changed = action.followed(follow_up)
    if changed == action and not (command.text.strip() or command.evidence.strip()):
        raise Invalid("Say what happened, or change the status or the date.", field="text")
    stored = work.add(follow_up)
    if changed != action:
        work.save(changed)
    return stored.id


def change_actions(command: ChangeActions, work: Work) -> list[RecordId]:
    """Carry out the change on each; raises the first refusal with the number it is about."""
    if not command.items:
        raise Invalid("Choose at least one action item.")
    if command == ChangeActions(items=command.items):
        raise Invalid("Nothing was chosen to change.")
    for picked in command.items:
        action = work.get(ActionItem, picked.id, version=picked.version)
        try:
            _change_one(action, command, work)
        except Invalid as fault:
            raise Invalid(f"{action.reference}: {fault.message}", field=fault.field) from fault
        except NotPossible as fault:
            raise NotPossible(f"{action.reference}: {fault.message}") from fault
    return [picked.id for picked in command.items]


def _change_one(action: ActionItem, command: ChangeActions, work: Work) -> None:
    given = command.model_dump(include={"lead_id", "country_id", "priority"}, exclude_none=True)
    changed = action.revised(**given)
    says = command.text.strip() or command.evidence.strip()
    is_new = command.status not in (None, action.status) or (
        command.due_on not in (None, action.due_on)
    )
    if says or is_new:
        follow_up = FollowUp(
            action_id=action.id,
            agency_id=work.actor.agency_id or changed.lead_id,
            person_id=work.actor.person_id,
            made_on=work.today,
            made_at=work.now,
            text=command.text,
            status=command.status if command.status is not action.status else None,
            old_due_on=action.due_on,
            new_due_on=command.due_on,
            reason=command.reason,
            evidence=command.evidence,
        )
        changed = changed.followed(follow_up)
        work.add(follow_up)
    if changed == action:
        return
    work.save(changed)
    if changed.lead_id != action.lead_id:
        supporting = work.find(ActionSupport, action_id=action.id)
        _set_supporting(changed, [row.agency_id for row in supporting], work)


HANDLERS: Handlers = {
    AssignAction: assign_action,
    ReviseAction: revise_action,
    ChangeActions: change_actions,
    LogFollowUp: log_follow_up,
}
