"""What points to what: which records go with one that is deleted, and which keep it here."""

from collections.abc import Mapping
from typing import NamedTuple


class Tie(NamedTuple):
    """A column of a table that points to a record; with `goes` its rows are parts of that one."""

    table: str
    column: str
    goes: bool = False


def _parts(*columns: tuple[str, str]) -> tuple[Tie, ...]:
    return tuple(Tie(table, column, goes=True) for table, column in columns)


def _users(column: str, *tables: str) -> tuple[Tie, ...]:
    return tuple(Tie(table, column) for table in tables)


TIES: Mapping[str, tuple[Tie, ...]] = {
    "agency": (
        *_parts(("seat", "agency_id")),
        *_users("agency_id", "person", "appointment", "attendance", "position"),
        *_users("agency_id", "action_support", "follow_up", "withheld"),
        *_users("agency_id", "clearance_response", "clearance_comment"),
        *_users("lead_id", "action_item", "agenda_item", "standing_item", "watch_entry", "review"),
        *_users("chair_id", "board"),
    ),
    "person": (
        *_parts(("appointment", "person_id")),
        *_users("person_id", "attendance", "follow_up", "attachment"),
        *_users("person_id", "clearance_response", "clearance_comment", "approval"),
        *_users("chair_id", "meeting"),
    ),
    "series": (*_parts(("series_exception", "series_id")), *_users("series_id", "meeting")),
    "meeting": (
        *_parts(("minutes_block", "meeting_id"), ("agenda_item", "meeting_id")),
        *_parts(("attendance", "meeting_id")),
        # What was decided or promised there has its own number and is put away by itself.
        *_users("meeting_id", "decision", "action_item", "review", "clearance_round", "approval"),
        *_users("meeting_id", "issue"),
    ),
    "standing_item": _users("standing_id", "agenda_item"),
    "agenda_item": (
        *_parts(("minutes_block", "item_id"), ("attachment", "item_id")),
        *_users("carried_from_id", "agenda_item"),
        *_users("item_id", "decision", "action_item", "review"),
    ),
    "attachment": _parts(("withheld", "attachment_id")),
    "decision": (
        *_parts(("position", "decision_id"), ("minutes_block", "decision_id")),
        *_users("decision_id", "review"),
    ),
    "action_item": _parts(
        ("action_support", "action_id"), ("follow_up", "action_id"), ("minutes_block", "action_id")
    ),
    "review": _parts(("rating", "review_id")),
    "clearance_round": (
        *_parts(("clearance_response", "round_id"), ("clearance_comment", "round_id")),
        *_users("round_id", "approval"),
    ),
}
"""By the table of what is pointed to. Countries are never put away, so they are not here."""

REMEMBERED: Mapping[str, str] = {"agency": "agency", "person": "person"}
"""Kinds that imports remember names of: the meaning of a name goes with what it means."""
