"""Records for an archive: which papers make up the record of a year, and what is said of each."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from board_app.domain.base import RecordId
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.names import suggested_name
from board_app.services.reading import Reading
from board_app.services.rows import MeetingRow

_FIELDS = (
    *("path", "identifier", "title", "kind", "covers", "creator", "created", "rights"),
    *("format", "pages", "size", "sha256", "schedule", "note"),
)


class Due(NamedTuple):
    """A record that belongs into the package: a paper that is printed, or one that was attached."""

    folder: str
    identifier: str
    kind: str
    covers: date
    wanted: Wanted | None = None
    attachment: AttachmentRow | None = None


class Entry(NamedTuple):
    """What the package says of one file."""

    path: str
    identifier: str
    title: str
    kind: str
    covers: str
    creator: str
    created: str
    rights: str
    format: str
    pages: int
    size: int
    sha256: str
    schedule: str
    note: str = ""


def years_of(reading: Reading) -> list[int]:
    """Return the years in which meetings were held, the newest first."""
    return sorted({one.day.year for one in _held(reading)}, reverse=True)


def records_of(reading: Reading, year: int, *, today: date) -> Iterator[Due]:
    """Yield the records of a year: meeting by meeting, then reviews, then registers."""
    for meeting in _held(reading):
        if meeting.day.year == year:
            yield from _of_meeting(reading, meeting)
    for review in reading.countries.reviews():
        if review.adopted_on is not None and review.adopted_on.year == year:
            wanted = Wanted(kind=PaperKind.REVIEW, id=review.id)
            yield Due("reviews", review.reference, "country review", review.adopted_on, wanted)
    for kind in (PaperKind.DECISIONS, PaperKind.ATTENDANCE):
        wanted = Wanted(kind=kind, year=year)
        yield Due("registers", f"{kind.value} {year}", f"{kind.value} register", today, wanted)
    register = Wanted(kind=PaperKind.REGISTER, extent="all", form="full")
    yield Due("registers", "action items", "register of action items", today, register)


def _of_meeting(reading: Reading, meeting: MeetingRow) -> Iterator[Due]:
    folder = f"meetings/{suggested_name(meeting.reference, '', ending='x')[:-2]}"
    for kind in (PaperKind.AGENDA, PaperKind.MINUTES):
        identifier = f"{meeting.reference}/{kind.value}"
        wanted = Wanted(kind=kind, id=meeting.id)
        yield Due(folder, identifier, kind.value, meeting.day, wanted)
    for row in reading.clearance.rounds(meeting.id):
        identifier = f"{meeting.reference}/clearance {row.number}"
        wanted = Wanted(kind=PaperKind.CLEARANCE, id=row.id)
        yield Due(folder, identifier, "clearance record", meeting.day, wanted)
    for paper in reading.attachments.of_meeting(meeting.id):
        identifier = f"{meeting.reference}/{_item_of(reading, meeting.id, paper)}{paper.tab}"
        yield Due(folder, identifier, "attached paper", meeting.day, attachment=paper)


def _item_of(reading: Reading, meeting_id: RecordId, paper: AttachmentRow) -> int:
    items = [one.id for one in reading.meetings.agenda(meeting_id)]
    return items.index(paper.item_id) + 1 if paper.item_id in items else 0


def _held(reading: Reading) -> list[MeetingRow]:
    held = [one for one in reading.meetings.meetings() if one.state.was_held]
    return sorted(held, key=lambda one: one.starts_at)


def told_as_json(
    entries: Sequence[Entry], *, board: str, year: int, program: str, at: datetime
) -> bytes:
    """Return what is known of the package and each of its files."""
    said = {
        "board": board,
        "year": year,
        "program": program,
        "created": at.isoformat(),
        "records": [one._asdict() for one in entries],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def told_as_csv(entries: Sequence[Entry]) -> bytes:
    """Return the same as a table, whose first row names the columns."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_FIELDS)
    for one in entries:
        writer.writerow([f"'{cell}" if _is_formula(cell) else cell for cell in one])
    return text.getvalue().encode()


def _is_formula(cell: object) -> bool:
    return isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r"))
