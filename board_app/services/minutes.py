"""Minutes: attendance and the note blocks under each item."""

from collections.abc import Sequence
from typing import ClassVar

from board_app.domain.attendance import Attendance, Presence
from board_app.domain.base import Line, RecordId, Text
from board_app.domain.errors import StaleRecord
from board_app.domain.meeting import Meeting
from board_app.domain.minutes import BlockKind, MinutesBlock
from board_app.domain.person import Appointment, Role
from board_app.services.commands import WRITTEN_ELSEWHERE, Command, Handlers
from board_app.services.ports import Work


class RecordAttendance(Command):
    """Record how an agency takes part; without a person its principal or alternate is taken."""

    label: ClassVar[str] = "Record attendance"

    meeting_id: RecordId
    agency_id: RecordId
    presence: Presence
    person_id: RecordId | None = None
    arrived: str = ""
    left: str = ""
    note: Line = ""


class RecordAttendances(Command):
    """Record the same presence for several agencies at once."""

    label: ClassVar[str] = "Record attendance"

    meeting_id: RecordId
    agency_ids: Sequence[RecordId]
    presence: Presence


class AddNote(Command):
    """Add a note under an agenda item."""

    label: ClassVar[str] = "Write minutes"

    meeting_id: RecordId
    item_id: RecordId
    text: Text
    marking: int = 0
    handling: Line = ""


class ReviseNote(Command):
    """Change a note; an unchanged text is no change.

    `was` is the text that the writer began from: then a change of its marking alone, or of where
    it stands, is no conflict.
    """

    label: ClassVar[str] = "Write minutes"

    id: RecordId
    version: int
    text: Text
    marking: int | None = None
    handling: Line | None = None
    was: Text | None = None


class MarkNote(Command):
    """Mark a note; its text stays as it is, whoever writes in it meanwhile.

    With a version it is refused if another change came first; a single press goes without.
    """

    label: ClassVar[str] = "Mark note"

    id: RecordId
    version: int | None = None
    marking: int
    handling: Line = ""


def record_attendance(command: RecordAttendance, work: Work) -> RecordId:
    return _record(Attendance(**command.model_dump()), work)


def record_attendances(command: RecordAttendances, work: Work) -> int:
    for agency_id in command.agency_ids:
        known = work.find(Attendance, meeting_id=command.meeting_id, agency_id=agency_id)
        if known and known[0].presence is command.presence:
            continue  # who was there and when they came stays as it was recorded
        line = Attendance(
            meeting_id=command.meeting_id,
            agency_id=agency_id,
            presence=command.presence,
            note=known[0].note if known else "",
        )
        _record(line, work)
    return len(command.agency_ids)


def _record(line: Attendance, work: Work) -> RecordId:
    if line.person_id is None and line.presence.is_present:
        line = line.revised(person_id=_usual_person(line, work))
    if line.presence in (Presence.UNKNOWN, Presence.ABSENT, Presence.EXCUSED):
        line = line.revised(person_id=None, arrived="", left="")
    known = work.find(Attendance, meeting_id=line.meeting_id, agency_id=line.agency_id)
    if not known:
        return work.add(line).id
    changed = line.revised(id=known[0].id, version=known[0].version)
    return known[0].id if changed == known[0] else work.save(changed).id


def _usual_person(line: Attendance, work: Work) -> RecordId | None:
    """Return who held the fitting appointment on the meeting's day."""
    day = work.get(Meeting, line.meeting_id).day
    wanted = Role.ALTERNATE if line.presence is Presence.ALTERNATE else Role.PRINCIPAL
    roles = [wanted, Role.CHAIR] if wanted is Role.PRINCIPAL else [wanted]
    held = [
        appointment
        for role in roles
        for appointment in work.find(Appointment, agency_id=line.agency_id, role=role.value)
        if appointment.holds_on(day)
    ]
    return held[-1].person_id if held else None


def add_note(command: AddNote, work: Work) -> RecordId:
    return append_block(
        MinutesBlock(
            meeting_id=command.meeting_id,
            item_id=command.item_id,
            position=0,
            text=command.text,
            marking=command.marking,
            handling=command.handling,
        ),
        work,
    )


def revise_note(command: ReviseNote, work: Work) -> RecordId:
    block = work.get(MinutesBlock, command.id)
    marking = block.marking if command.marking is None else command.marking
    handling = block.handling if command.handling is None else command.handling
    if not marking:
        handling = ""  # open text has neither categories nor limits
    if (block.text, block.marking, block.handling) == (command.text, marking, handling):
        return block.id
    if command.was is not None and block.text != command.was:
        raise StaleRecord(WRITTEN_ELSEWHERE)
    # Saved from the version that was seen, so that a change in between is stale.
    seen = command.version if command.was is None else block.version
    changed = block.revised(text=command.text, marking=marking, handling=handling, version=seen)
    return work.save(changed).id


def mark_note(command: MarkNote, work: Work) -> RecordId:
    block = work.get(MinutesBlock, command.id, version=command.version)
    changed = block.revised(marking=command.marking, handling=command.handling)
    return block.id if changed == block else work.save(changed).id


def append_block(block: MinutesBlock, work: Work) -> RecordId:
    """Put a block behind the last one of its item."""
    there = [other.position for other in work.find(MinutesBlock, item_id=block.item_id)]
    return work.add(block.revised(position=max(there, default=-1) + 1)).id


def append_record_block(
    meeting_id: RecordId,
    item_id: RecordId,
    work: Work,
    *,
    decision_id: RecordId | None = None,
    action_id: RecordId | None = None,
) -> RecordId:
    """Put a decision or an action item into the minutes of an item."""
    kind = BlockKind.DECISION if decision_id is not None else BlockKind.ACTION
    return append_block(
        MinutesBlock(
            meeting_id=meeting_id,
            item_id=item_id,
            position=0,
            kind=kind,
            decision_id=decision_id,
            action_id=action_id,
        ),
        work,
    )


HANDLERS: Handlers = {
    RecordAttendance: record_attendance,
    RecordAttendances: record_attendances,
    AddNote: add_note,
    ReviseNote: revise_note,
    MarkNote: mark_note,
}
