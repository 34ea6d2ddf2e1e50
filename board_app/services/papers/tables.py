"""The tables of action items and follow-ups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from board_app.domain.action import ActionStatus
from board_app.domain.base import RecordId
from board_app.domain.document import Align, Cell, Column, Table
from board_app.domain.words import days_until
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import short_day
from board_app.services.rows import ActionRow, FollowUpRow

NO_LEAD = "No lead yet"
NO_DATE = "No date yet"


def by_due_date(actions: Iterable[ActionRow]) -> list[ActionRow]:
    """Return items by date; what lacks a lead or a date comes first, so that it is seen."""
    return sorted(
        actions,
        key=lambda one: (
            one.lead_id is not None and one.due_on is not None,
            one.due_on or date.min,
            one.reference,
        ),
    )


def as_they_stood(
    actions: Iterable[ActionRow], follow_ups: Sequence[FollowUpRow], on: date
) -> list[ActionRow]:
    """Return items with the date and the status they had at the end of a day."""
    of_action: dict[RecordId, list[FollowUpRow]] = defaultdict(list)
    for follow_up in follow_ups:
        of_action[follow_up.action_id].append(follow_up)
    return [_stood(one, of_action[one.id], on) for one in actions]


def action_table(actions: Sequence[ActionRow], portions: Portions) -> Table:
    """Return reference, lead and supporting, what is promised, and by when."""
    columns = (
        Column("Action", names_row=True),
        Column("Lead and supporting", 0.28),
        Column("What is promised", 0.72),
        Column("Due", align=Align.RIGHT),
    )
    rows = tuple(
        (one.reference, _agencies(one), _promise(one, portions), _due(one)) for one in actions
    )
    return Table(columns, rows)


def open_action_table(actions: Sequence[ActionRow], portions: Portions, *, on: date) -> Table:
    """Return the items that are still asked for, with what is late on a day."""
    columns = (
        Column("Action", names_row=True),
        Column("Lead", 0.24),
        Column("What is promised", 0.76),
        Column("Status"),
        Column("Due", align=Align.RIGHT),
    )
    rows = tuple(
        (
            one.reference,
            _agencies(one),
            _promise(one, portions),
            one.status.label,
            (_due(one), days_until(one.due_on, on))
            if one.due_on and one.is_overdue(on)
            else _due(one),
        )
        for one in actions
    )
    return Table(columns, rows)


def follow_up_table(
    follow_ups: Sequence[FollowUpRow],
    actions: Mapping[RecordId, ActionRow],
    portions: Portions,
) -> Table:
    """Return what happened to which action item, told by whom and when."""
    columns = (
        Column("Action", 0.36, names_row=True),
        Column("Agency"),
        Column("Date", align=Align.RIGHT),
        Column("What happened", 0.64),
    )
    rows = tuple(
        (
            _named(actions[one.action_id], portions),
            (one.agency or "No agency", one.person) if one.person else one.agency or "No agency",
            short_day(one.made_on),
            _happened(one, actions[one.action_id], portions),
        )
        for one in follow_ups
    )
    return Table(columns, rows)


def _stood(action: ActionRow, follow_ups: Sequence[FollowUpRow], on: date) -> ActionRow:
    later = [one for one in follow_ups if one.made_on > on]
    dated = [one for one in later if one.new_due_on is not None]
    due = dated[0].old_due_on if dated else action.due_on
    if not any(one.status for one in later):
        return action._replace(due_on=due)
    told = [one.status for one in follow_ups if one.status and one.made_on <= on]
    return action._replace(
        due_on=due, status=told[-1] if told else ActionStatus.OPEN, closed_on=None
    )


def _named(action: ActionRow, portions: Portions) -> Cell:
    return action.reference, portions.before(action.title, action)


def _agencies(action: ActionRow) -> Cell:
    lead = action.lead or NO_LEAD
    return (lead, f"with {action.supporting}") if action.supporting else lead


def _promise(action: ActionRow, portions: Portions) -> Cell:
    lines: list[str] = [portions.before(action.title, action)]
    if action.deliverable.strip():
        lines.append(f"Deliverable: {action.deliverable.strip()}")
    if action.measure.strip():
        lines.append(f"Done when: {action.measure.strip()}")
    return tuple(lines)


def _due(action: ActionRow) -> str:
    return short_day(action.due_on) if action.due_on else NO_DATE


def _happened(follow_up: FollowUpRow, action: ActionRow, portions: Portions) -> Cell:
    lines = [follow_up.text.strip()]
    if follow_up.status is not None:
        lines.append(f"Status: {follow_up.status.label}")
    if follow_up.new_due_on is not None:
        was = short_day(follow_up.old_due_on) if follow_up.old_due_on else "no date"
        lines.append(f"New date: {short_day(follow_up.new_due_on)}, was {was}")
    if follow_up.reason:
        lines.append(f"Reason: {follow_up.reason}")
    if follow_up.evidence.strip():
        lines.append(f"Evidence: {follow_up.evidence.strip()}")
    kept = [line for line in lines if line]
    return (portions.before(kept[0], action), *kept[1:]) if kept else portions.of(action)
