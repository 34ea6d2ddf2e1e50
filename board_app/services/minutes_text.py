"""The text of a meeting's minutes as it is cleared, put together from its records."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from board_app.domain.action import ActionItem, ActionSupport
from board_app.domain.agency import Agency, AgencyKind
from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.attendance import Attendance
from board_app.domain.base import RecordId
from board_app.domain.decision import Decision, Position, positions_in_words
from board_app.domain.meeting import Meeting
from board_app.domain.minutes import MinutesBlock
from board_app.domain.minutes_text import MinutesText, Portion, PortionKind
from board_app.domain.person import Person
from board_app.domain.quorum import Quorum
from board_app.domain.words import MONTHS, clock, day_long, place
from board_app.services.agency_names import Find, names_on

Pairs = tuple[tuple[str, str], ...]

NO_LEAD = "No lead yet"
NO_DATE = "No date yet"


@dataclass(frozen=True)
class _Recorded:
    """What the text is made of."""

    meeting: Meeting
    items: Sequence[AgendaItem]
    blocks: Sequence[MinutesBlock]
    decisions: Sequence[Decision]
    actions: Sequence[ActionItem]
    attendance: Sequence[Attendance]
    members: frozenset[RecordId]
    name: Callable[[RecordId | None], str]
    person: Callable[[RecordId | None], str]
    positions: Callable[[RecordId], list[Position]]
    supports: Callable[[RecordId], list[RecordId]]


def minutes_text(meeting: Meeting, find: Find) -> MinutesText:
    """Return the text of a meeting's minutes as its records are now."""
    recorded = _recorded(meeting, find)
    portions = [_head(recorded), *_attendance(recorded), *_summary(recorded)]
    for number, item in enumerate(recorded.items, 1):
        portions += _item(number, item, recorded)
    portions += _outside(recorded)
    return MinutesText(title=_title(meeting), portions=tuple(portions))


def _recorded(meeting: Meeting, find: Find) -> _Recorded:
    def person(person_id: RecordId | None) -> str:
        found = find(Person, id=person_id) if person_id is not None else []
        return found[0].name if found else ""

    items = find(AgendaItem, meeting_id=meeting.id)
    return _Recorded(
        meeting=meeting,
        items=sorted(items, key=lambda one: (one.position, one.id)),
        blocks=sorted(
            find(MinutesBlock, meeting_id=meeting.id), key=lambda one: (one.position, one.id)
        ),
        decisions=find(Decision, meeting_id=meeting.id),
        actions=find(ActionItem, meeting_id=meeting.id),
        attendance=_seated(find(Attendance, meeting_id=meeting.id), find),
        members=frozenset(one.id for one in find(Agency, kind=AgencyKind.MEMBER.value)),
        name=names_on(meeting.day, find),
        person=person,
        positions=lambda id: find(Position, decision_id=id),
        supports=lambda id: [one.agency_id for one in find(ActionSupport, action_id=id)],
    )


def _seated(lines: Sequence[Attendance], find: Find) -> list[Attendance]:
    """Return lines of attendance in the order of the seats."""
    seats = {line.agency_id: find(Agency, id=line.agency_id) for line in lines}
    order = {id: found[0].seat_no if found else 0 for id, found in seats.items()}
    return sorted(lines, key=lambda one: (order[one.agency_id], one.agency_id))


def _title(meeting: Meeting) -> str:
    on = meeting.day
    return (
        f"Minutes {meeting.reference}: {meeting.title}, {on.day} {MONTHS[on.month - 1]} {on.year}"
    )


def _head(recorded: _Recorded) -> Portion:
    meeting = recorded.meeting
    at = meeting.wall_start
    facts = (
        ("When", f"{day_long(meeting.day)}, {clock(at.time())}, {place(meeting.zone)} time"),
        ("Where", meeting.place),
        ("By", meeting.means),
        ("Chair", recorded.person(meeting.chair_id)),
    )
    return Portion(
        key="head",
        kind=PortionKind.HEAD,
        place="Heading",
        title=meeting.title,
        details=_filled(facts),
    )


def _attendance(recorded: _Recorded) -> Iterator[Portion]:
    lines = [
        (recorded.name(line.agency_id), _presence(line, recorded)) for line in recorded.attendance
    ]
    if lines:
        members = [one for one in recorded.attendance if one.agency_id in recorded.members]
        present = sum(one.presence.is_present for one in members)
        quorum = Quorum(recorded.meeting.quorum, present, len(members))
        yield Portion(
            key="attendance",
            kind=PortionKind.ATTENDANCE,
            place="Attendance",
            text=quorum.sentence(),
            details=tuple(lines),
        )


def _presence(line: Attendance, recorded: _Recorded) -> str:
    times = [f"{word} {at}" for word, at in (("arrived", line.arrived), ("left", line.left)) if at]
    parts = (line.presence.label, recorded.person(line.person_id), *times, line.note)
    return ", ".join(part for part in parts if part)


def _summary(recorded: _Recorded) -> Iterator[Portion]:
    text = recorded.meeting.summary.strip()
    if text:
        # A summary may repeat any portion of the meeting, so it is marked as the highest of them.
        levels = [
            *(one.marking for one in recorded.items),
            *(one.marking for one in recorded.blocks),
            *(one.marking for one in recorded.decisions),
            *(one.marking for one in recorded.actions),
        ]
        yield Portion(
            key="summary",
            kind=PortionKind.SUMMARY,
            place="Summary",
            text=text,
            marking=max(levels, default=0),
        )


def _item(number: int, item: AgendaItem, recorded: _Recorded) -> Iterator[Portion]:
    where = f"Item {number}"
    lead = recorded.name(item.lead_id)
    outcome = "" if item.state is ItemState.SCHEDULED else item.state.label
    yield Portion(
        key=f"item:{item.id}",
        kind=PortionKind.ITEM,
        place=where,
        title=f"{number}. {item.title}",
        details=_filled((("Lead", lead), ("Outcome", outcome))),
        marking=item.marking,
        handling=item.handling,
        agencies=_known(item.lead_id),
    )
    blocks = [block for block in recorded.blocks if block.item_id == item.id]
    decisions = {one.id: one for one in recorded.decisions}
    actions = {one.id: one for one in recorded.actions}
    for block in blocks:
        if block.decision_id is not None:
            yield from _decisions(decisions.get(block.decision_id), where, recorded)
        elif block.action_id is not None:
            yield from _actions(actions.get(block.action_id), where, recorded)
        elif block.text.strip():
            yield _note(block, where, item)
    # What no block points at is said all the same, behind those that were ordered.
    pointed = {block.decision_id for block in blocks} | {block.action_id for block in blocks}
    for decision in recorded.decisions:
        if decision.item_id == item.id and decision.id not in pointed:
            yield from _decisions(decision, where, recorded)
    for action in recorded.actions:
        if action.item_id == item.id and action.id not in pointed:
            yield from _actions(action, where, recorded)


def _outside(recorded: _Recorded) -> Iterator[Portion]:
    """Yield decisions and action items whose item is no longer on the agenda."""
    listed = {item.id for item in recorded.items}
    for decision in recorded.decisions:
        if decision.item_id not in listed:
            yield from _decisions(decision, "Outside the agenda", recorded)
    for action in recorded.actions:
        if action.item_id not in listed:
            yield from _actions(action, "Outside the agenda", recorded)


def _note(block: MinutesBlock, where: str, item: AgendaItem) -> Portion:
    return Portion(
        key=f"note:{block.id}",
        kind=PortionKind.NOTE,
        place=where,
        text=block.text.strip(),
        marking=block.marking,
        handling=block.handling,
        agencies=_known(item.lead_id),
    )


def _decisions(decision: Decision | None, where: str, recorded: _Recorded) -> Iterator[Portion]:
    if decision is None:
        return
    taken = recorded.positions(decision.id)
    named = [(recorded.name(one.agency_id), one) for one in taken]
    said = [
        (f"{one.stance.label}, {name}", one.note.strip()) for name, one in named if one.note.strip()
    ]
    facts = (
        ("Mandate", decision.mandate.strip()),
        ("Limits", decision.limits.strip()),
        ("Positions", positions_in_words((name, one.stance) for name, one in named)),
        *said,
    )
    yield Portion(
        key=f"decision:{decision.id}",
        kind=PortionKind.DECISION,
        place=f"{where}, {decision.reference}",
        title=decision.reference,
        text=decision.text.strip(),
        details=_filled(facts),
        marking=decision.marking,
        handling=decision.handling,
        agencies=tuple(one.agency_id for one in taken),
    )


def _actions(action: ActionItem | None, where: str, recorded: _Recorded) -> Iterator[Portion]:
    if action is None:
        return
    helpers = recorded.supports(action.id)
    # As it was assigned: later dates are slips, which the follow-ups tell.
    due = action.first_due_on or action.due_on
    facts = (
        ("Lead", recorded.name(action.lead_id) or NO_LEAD),
        ("With", ", ".join(sorted(recorded.name(one) for one in helpers))),
        ("Deliverable", action.deliverable.strip()),
        ("Done when", action.measure.strip()),
        ("Due", _day(due)),
    )
    yield Portion(
        key=f"action:{action.id}",
        kind=PortionKind.ACTION,
        place=f"{where}, {action.reference}",
        title=action.reference,
        text=action.title,
        details=_filled(facts),
        marking=action.marking,
        handling=action.handling,
        agencies=(*_known(action.lead_id), *helpers),
    )


def _day(on: date | None) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}" if on else NO_DATE


def _filled(pairs: Pairs) -> Pairs:
    return tuple((label, value) for label, value in pairs if value)


def _known(id: RecordId | None) -> tuple[RecordId, ...]:
    return () if id is None else (id,)
