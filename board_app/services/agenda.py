"""The agenda: items, their order, standing items and what is carried over."""

from typing import ClassVar

from board_app.domain.agenda import (
    AgendaItem,
    ItemKind,
    ItemState,
    StandingItem,
    reordered,
)
from board_app.domain.base import Line, RecordId, Text, Title
from board_app.domain.errors import NotPossible
from board_app.domain.meeting import Meeting, MeetingState
from board_app.services.attachments import carry_papers
from board_app.services.commands import Command, Handlers
from board_app.services.ports import Work


class AddItem(Command):
    """Put an item at the end of an agenda."""

    label: ClassVar[str] = "Add agenda item"

    meeting_id: RecordId
    title: Title
    kind: ItemKind = ItemKind.DISCUSSION
    minutes: int = 10
    lead_id: RecordId | None = None
    country_id: RecordId | None = None
    purpose: Text = ""
    marking: int = 0
    handling: Line = ""


class ReviseItem(Command):
    """Change an item."""

    label: ClassVar[str] = "Change agenda item"

    id: RecordId
    version: int
    title: Title
    kind: ItemKind
    minutes: int
    lead_id: RecordId | None = None
    country_id: RecordId | None = None
    purpose: Text = ""
    marking: int = 0
    handling: Line = ""


class MoveItem(Command):
    """Move an item to another place of its agenda, counted from 0."""

    label: ClassVar[str] = "Move agenda item"

    id: RecordId
    to_index: int


class SettleItem(Command):
    """Say what became of an item: discussed, deferred, withdrawn, or scheduled again."""

    label: ClassVar[str] = "Settle agenda item"

    id: RecordId
    version: int
    state: ItemState


class AddStandingItem(Command):
    """Let an item return on every new agenda."""

    label: ClassVar[str] = "Add standing item"

    title: Title
    kind: ItemKind = ItemKind.DISCUSSION
    minutes: int = 10
    lead_id: RecordId | None = None


class ReviseStandingItem(AddStandingItem):
    """Change a standing item; agendas that have it stay as they are."""

    label: ClassVar[str] = "Change standing item"

    id: RecordId
    version: int


def add_item(command: AddItem, work: Work) -> RecordId:
    work.get(Meeting, command.meeting_id)
    position = _end(command.meeting_id, work)
    return work.add(AgendaItem(**command.model_dump(), position=position)).id


def revise_item(command: ReviseItem, work: Work) -> RecordId:
    item = work.get(AgendaItem, command.id, version=command.version)
    return work.save(item.revised(**command.model_dump(exclude={"id", "version"}))).id


def move_item(command: MoveItem, work: Work) -> RecordId:
    item = work.get(AgendaItem, command.id)
    items = sorted(
        work.find(AgendaItem, meeting_id=item.meeting_id), key=lambda one: (one.position, one.id)
    )
    by_id = {one.id: one for one in items}
    order = reordered([one.id for one in items], item.id, command.to_index)
    for position, id in enumerate(order):
        if by_id[id].position != position:
            work.save(by_id[id].revised(position=position))
    return item.id


def settle_item(command: SettleItem, work: Work) -> RecordId:
    item = work.get(AgendaItem, command.id, version=command.version)
    carried = work.find(AgendaItem, carried_from_id=item.id)
    if carried and command.state is not ItemState.DEFERRED:
        raise NotPossible(
            "This item was carried over already. Archive it on the later agenda first."
        )
    settled = work.save(item.revised(state=command.state))
    if command.state is ItemState.DEFERRED and not carried:
        following = _following(item.meeting_id, work)
        if following is not None:
            carry_into(following.id, settled, work)
    return settled.id


def add_standing_item(command: AddStandingItem, work: Work) -> RecordId:
    position = len(work.find(StandingItem))
    return work.add(StandingItem(**command.model_dump(), position=position)).id


def revise_standing_item(command: ReviseStandingItem, work: Work) -> RecordId:
    item = work.get(StandingItem, command.id, version=command.version)
    return work.save(item.revised(**command.model_dump(exclude={"id", "version"}))).id


def carry_into(meeting_id: RecordId, item: AgendaItem, work: Work) -> AgendaItem:
    """Put a deferred item onto a later agenda with its papers, linked to where it came from."""
    carried = work.add(
        AgendaItem(
            meeting_id=meeting_id,
            position=_end(meeting_id, work),
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            lead_id=item.lead_id,
            country_id=item.country_id,
            purpose=item.purpose,
            marking=item.marking,
            handling=item.handling,
            carried_from_id=item.id,
        )
    )
    carry_papers(item.id, carried.id, work)
    return carried


def _end(meeting_id: RecordId, work: Work) -> int:
    positions = [item.position for item in work.find(AgendaItem, meeting_id=meeting_id)]
    return max(positions, default=-1) + 1


def _following(meeting_id: RecordId, work: Work) -> Meeting | None:
    """Return the next meeting ahead that is open already."""
    here = work.get(Meeting, meeting_id)
    ahead = [
        meeting
        for state in (MeetingState.PLANNED, MeetingState.CALLED)
        for meeting in work.find(Meeting, state=state.value)
        if meeting.starts_at > here.starts_at
    ]
    return min(ahead, key=lambda meeting: meeting.starts_at, default=None)


HANDLERS: Handlers = {
    AddItem: add_item,
    ReviseItem: revise_item,
    MoveItem: move_item,
    SettleItem: settle_item,
    AddStandingItem: add_standing_item,
    ReviseStandingItem: revise_standing_item,
}
