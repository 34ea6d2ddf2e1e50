"""The history in words: who changed what, each field before and after as people call it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from operator import eq
from typing import Any
from zoneinfo import ZoneInfo

from board_app.domain.base import RecordId
from board_app.domain.errors import NotPossible
from board_app.domain.issue import Issue
from board_app.services.archive import Restore
from board_app.services.history_rows import HistoryFilter
from board_app.services.history_words import KINDS, LEVELS, field_in_words, is_shown, value_in_words
from board_app.services.reading import ActionFilter
from board_app.services.rows import HistoryRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session

Image = dict[str, Any]  # Any: what the record's fields hold, as JSON

_SHOWN_LENGTH = 90
_SUBJECT_LENGTH = 90
_OWNERS = ("person_id", "agency_id", "action_id", "decision_id", "series_id", "review_id")
_OWN_NAME = frozenset({"board", "person", "seat"})
_LEAD_IN = 24  # so much of the unchanged text stands before the first changed word


@dataclass(frozen=True)
class FieldChange:
    """One field of one record: its name in words, what it held before and what it holds now."""

    field: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """Return "Due date: Thu 16 Jul → Thu 23 Jul", or the value alone for a new record."""
        if not self.before:
            return f"{self.field}: {self.after}"
        return f"{self.field}: {self.before} → {self.after or 'nothing'}"


@dataclass(frozen=True)
class Entry:
    """One audited change as the history shows it; `at` is wall time of the board."""

    id: int
    at: datetime
    person: str
    label: str
    table: str
    row_id: RecordId
    kind: str
    subject: str
    changes: tuple[FieldChange, ...]
    links: Mapping[str, RecordId]

    @property
    def in_words(self) -> str:
        """Return all changes in one line."""
        return " · ".join(change.words for change in self.changes)


@dataclass(frozen=True)
class Latest:
    """How a record is now: still there, archived, at which version."""

    table: str
    id: RecordId
    version: int
    is_archived: bool
    is_gone: bool

    def restore(self) -> Restore:
        """Return the command that brings the record back; raises NotPossible."""
        if self.is_gone or not self.is_archived:
            raise NotPossible("Only what is archived can be brought back.")
        return Restore(table=self.table, id=self.id, version=self.version)


def diff_in_words(
    before: str | None,
    after: str | None,
    *,
    table: str,
    names: Mapping[int, str] | None = None,
    today: date = date.min,
    levels: Sequence[str] = LEVELS,
) -> tuple[FieldChange, ...]:
    """Return the fields that differ between two images (JSON texts, None for no record).

    Ids are said as the names given; one without a name is left out, and so is what only the
    program needs.
    """
    known = names or {}
    old, new = _image(before), _image(after)
    changes = []
    for field in new or old:
        if not is_shown(table, field) or old.get(field) == new.get(field):
            continue
        was, now = (
            value_in_words(table, field, one.get(field), names=known, today=today, levels=levels)
            for one in (old, new)
        )
        if was is None or now is None or was == now:
            continue
        changes.append(FieldChange(field_in_words(table, field), *narrowed(was, now)))
    return tuple(changes)


def narrowed(before: str, after: str) -> tuple[str, str]:
    """Return two texts, long ones cut to where they begin to differ."""
    if max(len(before), len(after)) <= _SHOWN_LENGTH:
        return before, after
    shared = sum(takewhile(bool, map(eq, before, after)))
    start = after.rfind(" ", 0, shared - _LEAD_IN) + 1 if shared > _LEAD_IN else 0
    return _cut(before, start), _cut(after, start)


def entries(
    session: Session, *, row_id: RecordId | None = None, words: str = "", limit: int = 500
) -> list[Entry]:
    """Return the history in words, the newest change first."""
    return matching(session, HistoryFilter(row_id=row_id, words=words), limit=limit)


def matching(session: Session, wanted: HistoryFilter, *, limit: int) -> list[Entry]:
    """Return the first changes that match in words, the newest first."""
    return _in_words(session, session.reading.history.changes(wanted, limit=limit))


def entries_of(session: Session, ids: Sequence[int]) -> list[Entry]:
    """Return the changes of these numbers in words, the newest first."""
    return _in_words(session, session.reading.history.changes_of(ids))


def on_days(
    wanted: HistoryFilter, start: date | None, end: date | None, zone: str
) -> HistoryFilter:
    """Return the filter for some days of the board's zone, both included."""
    return wanted._replace(since=_midnight(start, zone), until=_midnight(end, zone, later=1))


def _midnight(of: date | None, zone: str, *, later: int = 0) -> datetime | None:
    if of is None or (later and of == date.max):
        return None
    return datetime.combine(of + timedelta(days=later), time(), ZoneInfo(zone))


def _in_words(session: Session, rows: list[HistoryRow]) -> list[Entry]:
    board = session.board()
    names = names_for(session, rows)
    zone = ZoneInfo(board.zone)
    levels = [level.banner for level in scheme_of(board).levels]
    return [_entry(row, names, today=board.today, zone=zone, levels=levels) for row in rows]


def latest(session: Session, row_id: RecordId) -> Latest | None:
    """Return how a record is now, None if the history never heard of it."""
    rows = session.reading.history.history(row_id=row_id, limit=1)
    if not rows:
        return None
    row = rows[0]
    now = _image(row.after)
    return Latest(
        table=row.table,
        id=row_id,
        version=int(now.get("version", 0)),
        is_archived=now.get("archived_at") is not None,
        is_gone=row.after is None,
    )


def names_for(session: Session, rows: Iterable[HistoryRow]) -> dict[int, str]:
    """Return the names of what the changes point to, by id."""
    reading, today = session.reading, session.board().today
    names: dict[int, str] = {}
    for agency in reading.directory.agencies(today, archived=True):
        names[agency.id] = agency.abbreviation
    for person in reading.directory.people(today, archived=True):
        names[person.id] = person.name
    for country in reading.board.countries():
        names[country.id] = country.board_name or country.name
    for meeting in reading.meetings.meetings():
        names[meeting.id] = meeting.reference
    for scheme in reading.board.schemes():
        names[scheme.id] = scheme.title
    for series in reading.meetings.series():
        names[series.id] = series.title
    for decision in reading.minutes.decisions():
        names[decision.id] = decision.reference
    actions = _action_ids(rows)
    if actions:
        for action in reading.actions.actions(ActionFilter(ids=actions), limit=len(actions)):
            names[action.id] = action.reference
    return names


def _action_ids(rows: Iterable[HistoryRow]) -> tuple[RecordId, ...]:
    images = (_image(row.after or row.before) for row in rows)
    return tuple({RecordId(image["action_id"]) for image in images if image.get("action_id")})


def _entry(
    row: HistoryRow,
    names: Mapping[int, str],
    *,
    today: date,
    zone: ZoneInfo,
    levels: Sequence[str],
) -> Entry:
    now = _image(row.after or row.before)
    return Entry(
        id=row.id,
        at=row.at.astimezone(zone),
        person=row.person,
        label=row.label,
        table=row.table,
        row_id=row.row_id,
        kind=KINDS.get(row.table, "Record"),
        subject=row.subject or _subject(row.table, now, names) or names.get(row.row_id, ""),
        changes=diff_in_words(
            row.before, row.after, table=row.table, names=names, today=today, levels=levels
        ),
        links={
            field: RecordId(value)
            for field, value in now.items()
            if field.endswith("_id") and isinstance(value, int)
        },
    )


def _subject(table: str, image: Image, names: Mapping[int, str]) -> str:
    """Return what a record is called that the index of names does not know (any more)."""
    if table == Issue.table:
        return _cut(_went_out(image), 0, length=_SUBJECT_LENGTH)
    parts = [str(image[field]) for field in ("reference", "abbreviation") if image.get(field)]
    # What belongs to something else is called after that; text comes last.
    if table not in _OWN_NAME:
        parts.extend(names[image[field]] for field in _OWNERS if image.get(field) in names)
    for field in ("board_name", "name", "title", "text"):
        if image.get(field):
            parts.append(" ".join(str(image[field]).split()))
            break
    return _cut(" · ".join(parts), 0, length=_SUBJECT_LENGTH)


def _went_out(image: Image) -> str:
    """Return "2015-07 minutes signed by Ada Okoro", or whom it was given to."""
    if image.get("signed_by"):
        return f"{image.get('paper', '')} signed by {image['signed_by']}"
    return f"{image.get('paper', '')} given to {image.get('readers', '')}"


def _cut(text: str, start: int, *, length: int = _SHOWN_LENGTH) -> str:
    if len(text) <= length:
        return text
    end = start + length
    return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"


def _image(text: str | None) -> Image:
    if text is None:
        return {}
    image: Image = json.loads(text)
    return image
