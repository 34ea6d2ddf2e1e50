"""Decisions: recorded under an item, numbered, with each agency's position."""

from collections.abc import Sequence
from typing import ClassVar

from board_app.domain.agency import Agency, AgencyKind
from board_app.domain.attendance import Attendance
from board_app.domain.base import Line, RecordId, Text, Value
from board_app.domain.decision import Decision, Position, Stance
from board_app.domain.meeting import Meeting
from board_app.services.commands import Command, Handlers
from board_app.services.minutes import append_record_block
from board_app.services.ports import Work


class RecordDecision(Command):
    """Record what the board decided; it gets the next number of the year."""

    label: ClassVar[str] = "Record decision"

    meeting_id: RecordId
    item_id: RecordId
    text: Text
    mandate: Text = ""
    limits: Text = ""
    marking: int = 0
    handling: Line = ""


class ReviseDecision(Command):
    """Correct a decision; its number stays."""

    label: ClassVar[str] = "Change decision"

    id: RecordId
    version: int
    text: Text
    mandate: Text = ""
    limits: Text = ""
    marking: int = 0
    handling: Line = ""


class TakePosition(Command):
    """Record an agency's position; a non-concur keeps its dissent."""

    label: ClassVar[str] = "Record position"

    decision_id: RecordId
    agency_id: RecordId
    stance: Stance
    note: Text = ""


class PositionEntry(Value):
    """An agency's position as it is to stand; no stance takes it back."""

    agency_id: RecordId
    stance: Stance | None = None
    note: Text = ""


class SettleDecision(ReviseDecision):
    """Correct a decision and set the positions on it, in one step."""

    label: ClassVar[str] = "Change decision"

    positions: Sequence[PositionEntry] = ()


class WithdrawPosition(Command):
    """Take an agency's position back; the history keeps it."""

    label: ClassVar[str] = "Withdraw position"

    decision_id: RecordId
    agency_id: RecordId


class PresentConcur(Command):
    """Let every member agency that is present and has no position concur."""

    label: ClassVar[str] = "All present concur"

    decision_id: RecordId


def record_decision(command: RecordDecision, work: Work) -> RecordId:
    meeting = work.get(Meeting, command.meeting_id)
    year = meeting.day.year
    number = work.next_number(f"decision {year}")
    decision = work.add(Decision(**command.model_dump(), reference=f"D-{year}-{number:02d}"))
    append_record_block(meeting.id, command.item_id, work, decision_id=decision.id)
    return decision.id


def revise_decision(command: ReviseDecision, work: Work) -> RecordId:
    decision = work.get(Decision, command.id, version=command.version)
    return work.save(decision.revised(**command.model_dump(exclude={"id", "version"}))).id


def take_position(command: TakePosition, work: Work) -> RecordId:
    position = Position(**command.model_dump())
    known = work.find(Position, decision_id=position.decision_id, agency_id=position.agency_id)
    if not known:
        return work.add(position).id
    changed = position.revised(id=known[0].id, version=known[0].version)
    return known[0].id if changed == known[0] else work.save(changed).id


def settle_decision(command: SettleDecision, work: Work) -> RecordId:
    decision = work.get(Decision, command.id, version=command.version)
    changes = command.model_dump(exclude={"id", "version", "positions"})
    changed = decision.revised(**changes)
    if changed != decision:
        work.save(changed)
    for entry in command.positions:
        if entry.stance is None:
            _withdraw(decision.id, entry.agency_id, work)
        else:
            take_position(
                TakePosition(
                    decision_id=decision.id,
                    agency_id=entry.agency_id,
                    stance=entry.stance,
                    note=entry.note,
                ),
                work,
            )
    return decision.id


def withdraw_position(command: WithdrawPosition, work: Work) -> None:
    _withdraw(command.decision_id, command.agency_id, work)


def _withdraw(decision_id: RecordId, agency_id: RecordId, work: Work) -> None:
    for position in work.find(Position, decision_id=decision_id, agency_id=agency_id):
        work.remove(position)


def present_concur(command: PresentConcur, work: Work) -> int:
    decision = work.get(Decision, command.decision_id)
    said = {position.agency_id for position in work.find(Position, decision_id=decision.id)}
    count = 0
    for line in work.find(Attendance, meeting_id=decision.meeting_id):
        agency = work.get(Agency, line.agency_id)
        is_member = agency.kind is AgencyKind.MEMBER
        if line.presence.is_present and is_member and line.agency_id not in said:
            work.add(
                Position(decision_id=decision.id, agency_id=line.agency_id, stance=Stance.CONCUR)
            )
            count += 1
    return count


HANDLERS: Handlers = {
    RecordDecision: record_decision,
    ReviseDecision: revise_decision,
    SettleDecision: settle_decision,
    TakePosition: take_position,
    WithdrawPosition: withdraw_position,
    PresentConcur: present_concur,
}
