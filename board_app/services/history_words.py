"""What the fields of records are called, and how their values are said."""

import types
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin

from board_app.domain import words
from board_app.domain.action import ActionItem, ActionSupport, FollowUp
from board_app.domain.agency import Agency, Seat
from board_app.domain.agenda import AgendaItem, StandingItem
from board_app.domain.attachment import Attachment, Withheld, size_in_words
from board_app.domain.attendance import Attendance
from board_app.domain.base import Record, RecordId
from board_app.domain.board import Board
from board_app.domain.clearance import (
    Approval,
    ClearanceComment,
    ClearanceResponse,
    ClearanceRound,
)
from board_app.domain.country import Country
from board_app.domain.decision import Decision, Position
from board_app.domain.intake import Intake, NameMeaning
from board_app.domain.issue import Issue
from board_app.domain.meeting import Meeting, Series, SeriesException
from board_app.domain.minutes import MinutesBlock
from board_app.domain.person import Appointment, Person
from board_app.domain.review import Rating, Review
from board_app.domain.scheme import MarkingScheme
from board_app.domain.watch import WatchEntry

_KINDS: tuple[tuple[type[Record], str], ...] = (
    (Board, "Board"),
    (MarkingScheme, "Marking scheme"),
    (Agency, "Agency"),
    (Seat, "Agency name"),
    (Person, "Person"),
    (Appointment, "Appointment"),
    (Country, "Country"),
    (Series, "Series"),
    (SeriesException, "Series date"),
    (Meeting, "Meeting"),
    (StandingItem, "Standing item"),
    (AgendaItem, "Agenda item"),
    (Attachment, "Paper"),
    (Withheld, "Agency that may not see a paper"),
    (Attendance, "Attendance"),
    (Decision, "Decision"),
    (Position, "Position"),
    (ActionItem, "Action item"),
    (ActionSupport, "Supporting agency"),
    (FollowUp, "Follow-up"),
    (MinutesBlock, "Minutes"),
    (WatchEntry, "Watch list"),
    (Review, "Country review"),
    (Rating, "Rating"),
    (NameMeaning, "Meaning of a name"),
    (Intake, "Imported file"),
    (ClearanceRound, "Clearance round"),
    (ClearanceResponse, "Clearance position"),
    (ClearanceComment, "Clearance comment"),
    (Approval, "Approval of minutes"),
    (Issue, "Issued paper"),
)
KINDS: Mapping[str, str] = {model.table: word for model, word in _KINDS}
"""What a record of a table is called."""

MODELS: Mapping[str, type[Record]] = {model.table: model for model, _ in _KINDS}

HIDDEN = frozenset(
    # Identity, versions and what is said already by another field or by the entry itself.
    {"id", "version", "uid", "starts_at", "fold", "made_at", "published_at", "standing_id"}
    | {"moved_from", "digest", "folded", "target_id", "sha256", "added_at", "body"}
    # Whole frozen texts and the keys of their portions; their hashes are shown.
    | {"sent", "cleared", "approved", "portion", "due_at", "head_number"}
)

FIELDS: Mapping[str, str] = {
    "abbreviation": "Abbreviation",
    "action_id": "Action item",
    "actors": "Actors",
    "added": "Added",
    "adopted_on": "Adopted",
    "agency_id": "Agency",
    "agenda_days": "Agenda out before the meeting",
    "agenda_version": "Agenda version",
    "alpha2": "Two-letter code",
    "alpha3": "Three-letter code",
    "answer": "Answer",
    "answered_at": "Answered at",
    "approved_at": "Approved at",
    "approved_sha256": "Hash of the approved text",
    "archived_at": "Archived",
    "arrived": "Arrived",
    "as_of": "As of",
    "attachment_id": "Paper",
    "author": "Author",
    "banner": "Marked as",
    "board_name": "Name as used by the board",
    "carried_from_id": "Carried over from",
    "ceiling": "Marking ceiling",
    "chair": "Chair",
    "chair_id": "Chair",
    "changed": "Changed",
    "cleared_sha256": "Hash of the cleared text",
    "closed_at": "Closed at",
    "closed_on": "Closed",
    "code": "Code",
    "concerned": "Text concerned",
    "confidence": "Confidence",
    "contact": "Point of contact",
    "controlled_by": "Controlled by",
    "country_code": "Public holidays of",
    "country_id": "Country",
    "date_style": "Dates in papers",
    "decision_id": "Decision",
    "decontrol": "Decontrol",
    "deliverable": "Deliverable",
    "due_on": "Due date",
    "email": "E-mail",
    "ended_because": "Taken off because",
    "event": "What was done",
    "evidence": "Evidence",
    "factor": "Factor",
    "fault": "Why it can't be shown",
    "file_name": "File",
    "file_sha256": "Hash of the file",
    "first_due_on": "First due date",
    "first_on": "First date",
    "first_wall_due": "First deadline",
    "form": "Form",
    "framework": "Framework",
    "functions": "Functions",
    "groups": "Groups at risk",
    "handling": "Categories and limits",
    "head": "Last change before it",
    "issued_at": "Went out at",
    "item_id": "Agenda item",
    "kind": "Kind",
    "lead_id": "Lead agency",
    "left": "Left",
    "left_out": "Left out",
    "level": "Level",
    "limits": "Limits",
    "made_on": "Made on",
    "mandate": "Mandate",
    "marking": "Marking",
    "language": "Language of papers",
    "means": "Means",
    "measure": "Measure of done",
    "media": "Kind of file",
    "meeting_id": "Meeting",
    "meeting_minutes": "Meeting length",
    "minutes": "Minutes allotted",
    "minutes_days": "Minutes out after the meeting",
    "moved_to": "Moved to",
    "name": "Name",
    "new_due_on": "New due date",
    "next_review_on": "Next review",
    "note": "Note",
    "nth": "Week of the month",
    "number": "Number",
    "numeric": "Numeric code",
    "occurrence_on": "Date of the series",
    "occurrences": "Number of dates",
    "old_due_on": "Due date before",
    "on_day": "Date",
    "opened_at": "Opened at",
    "opened_on": "Opened",
    "pages": "Pages",
    "outcome": "Outcome",
    "paper": "Paper",
    "part": "Goes into",
    "person_id": "Person",
    "phone": "Phone",
    "place": "Place",
    "position": "Place in the list",
    "presence": "Presence",
    "priority": "Priority",
    "proposed": "Proposed text",
    "purpose": "Purpose",
    "quorum": "Quorum",
    "rationale": "Rationale",
    "read_ahead_hours": "Read-ahead before the meeting",
    "readers": "For",
    "reason": "Reason",
    "recommendation": "Recommendation",
    "reference": "Reference",
    "region": "Region",
    "resilience": "Resilience",
    "resolution": "Resolution",
    "review_id": "Country review",
    "role": "Role",
    "round_id": "Clearance round",
    "said": "Name in the file",
    "scenarios": "Scenarios",
    "scheme_id": "Marking scheme",
    "seat_no": "Seat number",
    "secretary": "Secretary",
    "sent_sha256": "Hash of the text sent",
    "series_id": "Series",
    "silence": "Meaning of silence",
    "signed_by": "Signed by",
    "since": "Since",
    "size": "Size",
    "situation": "Situation",
    "slips": "Later dates so far",
    "stance": "Position",
    "start": "Begins at",
    "state": "State",
    "status": "Status",
    "summary": "Summary",
    "taken_on": "Imported on",
    "text": "Text",
    "tier": "Tier",
    "title": "Title",
    "trend": "Trend",
    "triggers": "Triggers",
    "until": "Until",
    "until_on": "Last date",
    "valid_from": "From",
    "valid_to": "Until",
    "wall_due": "Deadline",
    "wall_start": "Begins",
    "weekday": "Weekday",
    "zone": "Time zone",
}

LEVELS = ("UNCLASSIFIED", "CUI")
"""What the levels of the scheme are called that is in force if none was chosen."""

_LENGTHS = frozenset({"minutes", "meeting_minutes"})
_SIZES = frozenset({"size"})
_COUNTS = {
    "agenda_days": "day",
    "minutes_days": "day",
    "read_ahead_hours": "hour",
    "quorum": "agency",
}
_NTH = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", -1: "Last"}
_PAPER = {"letter": "Letter", "a4": "A4"}


def is_shown(table: str, field: str) -> bool:
    """Tell whether a field means something to people."""
    return field not in HIDDEN and field in MODELS[table].model_fields


def field_in_words(table: str, field: str) -> str:
    """Return what people call a field."""
    if field == "minutes" and table in {"meeting", "series"}:
        return "Length"
    return FIELDS[field]


def value_in_words(
    table: str,
    field: str,
    value: Any,  # Any: what the field holds, as JSON
    *,
    names: Mapping[int, str],
    today: date,
    levels: Sequence[str] = LEVELS,
) -> str | None:
    """Return a stored value as people read it, "" for nothing, None for an id without a name.

    `levels` are those of the marking scheme in force.
    """
    if field == "archived_at":
        return "yes" if value else "no"
    if value is None or value == "":
        return ""
    if field.endswith("_id"):
        return names.get(value)
    kind = _kind_of(table, field)
    if issubclass(kind, Enum):
        return _label(kind(value))
    if issubclass(kind, datetime):
        moment = datetime.fromisoformat(value)
        return f"{words.day(moment.date(), today)}, {words.clock(moment.time())}"
    if issubclass(kind, date):
        return words.day(date.fromisoformat(value), today)
    return _plain(field, value, levels)


def _plain(field: str, value: Any, levels: Sequence[str]) -> str:  # Any: a number or a text
    if field in _LENGTHS | _SIZES:
        return words.duration(value) if field in _LENGTHS else size_in_words(value)
    if field in _COUNTS:
        return words.count(value, _COUNTS[field])
    match field:
        case "marking" | "ceiling":
            return levels[value] if value < len(levels) else f"level {value}"
        case "weekday":
            return words.WEEKDAYS[value]
        case "nth":
            return _NTH.get(value, str(value))
        case "position":
            return str(value + 1)
        case "paper":
            return _PAPER.get(value, str(value))
        case _:
            return " ".join(str(value).split())


def _label(member: Enum) -> str:
    return str(getattr(member, "label", str(member.value).replace("_", " ").capitalize()))


@cache
def _kind_of(table: str, field: str) -> type:
    """Return the plain class that a field's annotation stands for."""
    annotation: Any = MODELS[table].model_fields[field].annotation  # Any: as typing has it
    if get_origin(annotation) in {Union, types.UnionType}:
        rest = [one for one in get_args(annotation) if one is not type(None)]
        annotation = rest[0]
    if annotation is RecordId:
        return int
    return annotation if isinstance(annotation, type) else str
