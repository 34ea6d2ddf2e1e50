"""Records to rows and back: the SQL of one record, made from its declared fields."""

import json
from functools import cache
from typing import Any, TypeVar

from board_app.domain.action import ActionItem, ActionSupport, FollowUp
from board_app.domain.agency import Agency, Seat
from board_app.domain.agenda import AgendaItem, StandingItem
from board_app.domain.attachment import Attachment, Withheld
from board_app.domain.attendance import Attendance
from board_app.domain.base import Record
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
from db.engine import SqlRow

R = TypeVar("R", bound=Record)

MODELS: dict[str, type[Record]] = {
    model.table: model
    for model in (
        MarkingScheme,
        Board,
        Agency,
        Seat,
        Person,
        Appointment,
        Country,
        Series,
        SeriesException,
        Meeting,
        StandingItem,
        AgendaItem,
        Attachment,
        Withheld,
        Attendance,
        Decision,
        Position,
        ActionItem,
        ActionSupport,
        FollowUp,
        MinutesBlock,
        WatchEntry,
        Review,
        Rating,
        NameMeaning,
        Intake,
        ClearanceRound,
        ClearanceResponse,
        ClearanceComment,
        Approval,
        Issue,
    )
}


# One encoder for all: json.dumps makes a new one for each call that is not by its defaults.
_ENCODED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def to_row(record: Record) -> SqlRow:
    """Return the values as they are stored: texts, integers and None."""
    return record.model_dump(mode="json")


def from_row(model: type[R], row: SqlRow) -> R:
    """Return the record of a stored row."""
    return model(**row)


def image(row: SqlRow) -> str:
    """Return a row as the one JSON text that audit and undo keep of it."""
    return _ENCODED(row)


def values_of(text: str) -> dict[str, Any]:  # Any: what a column holds
    """Return an image without its version: two rows are the same when these are."""
    row: dict[str, Any] = json.loads(text)
    row.pop("version", None)
    return row


def _names(model: type[Record]) -> tuple[str, ...]:
    return tuple(model.model_fields)


@cache
def select_sql(model: type[Record]) -> str:
    columns = ", ".join(f'"{name}"' for name in _names(model))
    return f"SELECT {columns} FROM {model.table}"


@cache
def insert_sql(model: type[Record]) -> str:
    columns = ", ".join(f'"{name}"' for name in _names(model))
    values = ", ".join(f":{name}" for name in _names(model))
    return f"INSERT INTO {model.table} ({columns}) VALUES ({values})"


@cache
def update_sql(model: type[Record], changed: tuple[str, ...]) -> str:
    """Return the update that touches nothing unless the stored version is :seen_version.

    It sets only what changed: naming an indexed column rewrites its index, changed or not.
    """
    columns = ", ".join(f'"{name}" = :{name}' for name in changed)
    return f"UPDATE {model.table} SET {columns} WHERE id = :id AND version = :seen_version"
