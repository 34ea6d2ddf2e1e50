"""The tables of action items and follow-ups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from board_app.domain.action import ActionStatus
from board_app.domain.base import RecordId
from board_app.domain.document import Align, Cell, Column, Table
from board_app.services.papers.marks import Portions
from board_app.services.papers.words import Words
from board_app.services.rows import ActionRow, FollowUpRow

NO_LEAD = "No lead yet"
NO_DATE = "No date yet"
UNNAMED = "–"
"""Who told of a follow-up in a paper that names nobody."""


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


def action_table(actions: Sequence[ActionRow], portions: Portions, words: Words) -> Table:
    """Return reference, lead and supporting, what is promised, and by when."""
    columns = (
        Column(words.say("Action"), names_row=True),
        Column(words.say("Lead and supporting"), 0.22),
        Column(words.say("What is promised"), 0.63),
        Column(words.say("Due"), 0.15, align=Align.RIGHT),
    )
    rows = tuple(
        (one.reference, agencies_of(one, words), promise(one, portions, words), due(one, words))
        for one in actions
    )
    return Table(columns, rows)


def open_action_table(
    actions: Sequence[ActionRow], portions: Portions, words: Words, *, on: date
) -> Table:
    """Return the items that are still asked for, with what is late on a day."""
    columns = (
        Column(words.say("Action"), names_row=True),
        Column(words.say("Lead"), 0.2),
        Column(words.say("What is promised"), 0.51),
        Column(words.say("Status"), 0.14),
        Column(words.say("Due"), 0.15, align=Align.RIGHT),
    )
    rows = tuple(
        (
            one.reference,
            agencies_of(one, words),
            promise(one, portions, words),
            words.say(one.status.label),
            (due(one, words), words.days_until(one.due_on, on))
            if one.due_on and one.is_overdue(on)
            else due(one, words),
        )
        for one in actions
    )
    return Table(columns, rows)


def follow_up_table(
    follow_ups: Sequence[FollowUpRow],
    actions: Mapping[RecordId, ActionRow],
    portions: Portions,
    words: Words,
) -> Table:
    """Return what happened to which action item, told by whom and when."""
    is_named = any(one.agency != UNNAMED for one in follow_ups)
    columns = (
        Column(words.say("Action"), 0.36, names_row=True),
        *((Column(words.say("Agency")),) if is_named else ()),
        Column(words.say("Date"), align=Align.RIGHT),
        Column(words.say("What happened"), 0.64),
    )
    rows = tuple(
        (
            _named(actions[one.action_id], portions),
            *((_told_by(one, words),) if is_named else ()),
            words.short_day(one.made_on),
            happened(one, actions[one.action_id], portions, words),
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


def _told_by(follow_up: FollowUpRow, words: Words) -> Cell:
    agency = follow_up.agency or words.say("No agency")
    return (agency, follow_up.person) if follow_up.person else agency


def agencies_of(action: ActionRow, words: Words) -> tuple[str, ...]:
    """Return who leads, and on a second line who supports."""
    lead = action.lead or words.say(NO_LEAD)
    supporting = words.say("with {agencies}", agencies=action.supporting)
    return (lead, supporting) if action.supporting else (lead,)


def promise(action: ActionRow, portions: Portions, words: Words) -> tuple[str, ...]:
    """Return the title with what is delivered and when it counts as done."""
    lines: list[str] = [portions.before(action.title, action)]
    if action.deliverable.strip():
        lines.append(words.say("Deliverable: {what}", what=action.deliverable.strip()))
    if action.measure.strip():
        lines.append(words.say("Done when: {what}", what=action.measure.strip()))
    return tuple(lines)


def due(action: ActionRow, words: Words) -> str:
    """Return the day, or that there is none yet."""
    return words.short_day(action.due_on) if action.due_on else words.say(NO_DATE)


def happened(
    follow_up: FollowUpRow, action: ActionRow, portions: Portions, words: Words
) -> str | tuple[str, ...]:
    """Return what a follow-up said, with the status and the date that it gave."""
    lines = [follow_up.text.strip()]
    if follow_up.status is not None:
        lines.append(words.say("Status: {what}", what=words.say(follow_up.status.label)))
    if follow_up.new_due_on is not None:
        old = follow_up.old_due_on
        was = words.short_day(old) if old else words.say("no date")
        new = words.short_day(follow_up.new_due_on)
        lines.append(words.say("New date: {new}, was {old}", new=new, old=was))
    if follow_up.reason:
        lines.append(words.say("Reason: {what}", what=follow_up.reason))
    if follow_up.evidence.strip():
        lines.append(words.say("Evidence: {what}", what=follow_up.evidence.strip()))
    kept = [line for line in lines if line]
    return (portions.before(kept[0], action), *kept[1:]) if kept else portions.of(action)
