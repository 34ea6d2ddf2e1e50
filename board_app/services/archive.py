"""Put away and bring back: nothing with history is deleted."""

from typing import ClassVar

from board_app.domain.action import ActionItem
from board_app.domain.agency import Agency, Seat
from board_app.domain.agenda import AgendaItem, StandingItem
from board_app.domain.attachment import Attachment
from board_app.domain.base import Record, RecordId
from board_app.domain.decision import Decision
from board_app.domain.errors import NotPossible
from board_app.domain.meeting import Meeting, Series, SeriesException
from board_app.domain.minutes import MinutesBlock
from board_app.domain.person import Appointment, Person
from board_app.domain.review import Review
from board_app.services.commands import Command, Handlers
from board_app.services.ports import Work

_KINDS: dict[str, type[Record]] = {
    model.table: model
    for model in (
        Agency,
        Seat,
        Person,
        Appointment,
        Series,
        SeriesException,
        Meeting,
        AgendaItem,
        Attachment,
        StandingItem,
        Decision,
        ActionItem,
        MinutesBlock,
        Review,
    )
}


class Archive(Command):
    """Put a record away; it stays in the file, in old papers and in the history."""

    label: ClassVar[str] = "Archive"

    table: str
    id: RecordId
    version: int


class Restore(Command):
    """Bring an archived record back."""

    label: ClassVar[str] = "Restore"

    table: str
    id: RecordId
    version: int


def archive(command: Archive, work: Work) -> RecordId:
    record = work.get(_KINDS[command.table], command.id, version=command.version)
    _check_seats(record, work)
    if isinstance(record, AgendaItem) and work.find(MinutesBlock, item_id=record.id):
        raise NotPossible(
            "There are minutes under this item. Archive them first, or withdraw the item."
        )
    put_away(record, work)
    if isinstance(record, MinutesBlock):
        _archive_what_it_records(record, work)
    if isinstance(record, Decision | ActionItem):
        _archive_blocks_of(record, work)
    return record.id


def restore(command: Restore, work: Work) -> RecordId:
    record = work.get(_KINDS[command.table], command.id, version=command.version)
    for companion in _put_away_with(record, work):
        work.save(companion.revised(archived_at=None))
    return work.save(record.revised(archived_at=None)).id


def _put_away_with(record: Record, work: Work) -> list[Record]:
    """Return what went with a record at the same moment: a decision and its place, or back."""
    found: list[Record] = []
    if isinstance(record, Decision | ActionItem):
        key = "decision_id" if isinstance(record, Decision) else "action_id"
        found += work.find(MinutesBlock, **{key: record.id})
        found += work.find(MinutesBlock, **{key: record.id}, archived_at=record.archived_at)
    elif isinstance(record, MinutesBlock) and record.decision_id is not None:
        found.append(work.get(Decision, record.decision_id))
    elif isinstance(record, MinutesBlock) and record.action_id is not None:
        found.append(work.get(ActionItem, record.action_id))
    return [one for one in found if one.archived_at is not None]


def put_away(record: Record, work: Work) -> None:
    """Archive one record as of now."""
    work.save(record.revised(archived_at=work.now.isoformat()))


def _check_seats(record: Record, work: Work) -> None:
    if isinstance(record, Seat) and len(work.find(Seat, agency_id=record.agency_id)) == 1:
        raise NotPossible("An agency keeps at least one name. Correct this one instead.")


def _archive_what_it_records(block: MinutesBlock, work: Work) -> None:
    if block.decision_id is not None:
        put_away(work.get(Decision, block.decision_id), work)
    if block.action_id is not None:
        put_away(work.get(ActionItem, block.action_id), work)


def _archive_blocks_of(record: Decision | ActionItem, work: Work) -> None:
    key = "decision_id" if isinstance(record, Decision) else "action_id"
    for block in work.find(MinutesBlock, **{key: record.id}):
        put_away(block, work)


HANDLERS: Handlers = {Archive: archive, Restore: restore}
