"""What a search asks for and what it brings: flat rows, kinds and places in words."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from board_app.domain.found import Snippet
from board_app.domain.ids import RecordId


class SearchKind(NamedTuple):
    """A kind of thing as people choose it; `tables` are the kinds of record that belong to it."""

    key: str
    label: str
    tables: tuple[str, ...]


KINDS = (
    SearchKind("meeting", "Meetings", ("meeting", "attendance")),
    SearchKind("agenda_item", "Agenda items", ("agenda_item",)),
    SearchKind("paper", "Papers", ("attachment",)),
    SearchKind("minutes", "Minutes", ("minutes_block",)),
    SearchKind("decision", "Decisions", ("decision", "position")),
    SearchKind(
        "clearance",
        "Clearance",
        ("clearance_round", "clearance_response", "clearance_comment"),
    ),
    SearchKind("action_item", "Action items", ("action_item",)),
    SearchKind("follow_up", "Follow-ups", ("follow_up",)),
    SearchKind("review", "Reviews", ("review", "rating")),
    SearchKind("country", "Countries", ("country", "watch_entry")),
    SearchKind("person", "People", ("person",)),
    SearchKind("agency", "Agencies", ("agency", "seat")),
)
"""All kinds, in the order of the month."""

KIND_OF = {table: kind for kind in KINDS for table in kind.tables}


class SearchQuery(NamedTuple):
    """What is looked for; an empty field does not filter. Both days are included."""

    words: str
    tables: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    agency_id: RecordId | None = None


class SearchHit(NamedTuple):
    """A row of the index with the names of what it belongs to."""

    id: RecordId
    kind: str
    day: date | None
    home_id: RecordId | None
    part_id: RecordId | None
    label: str
    place: str
    body: str
    agency: str
    meeting: str
    item: str
    decision: str
    action: str
    review: str
    country: str
    factor: int | None


class SearchFound(NamedTuple):
    """One page of hits, how many there are, and how many of each kind of record.

    What is capped is the number of the newest ones only: there are more.
    """

    hits: tuple[SearchHit, ...] = ()
    total: int = 0
    is_capped: bool = False
    counts: Mapping[str, int] = MappingProxyType({})
    are_counts_capped: bool = False


class SearchRow(NamedTuple):
    """One result as it is shown: what it is called, where it stands, and the words in its text."""

    id: RecordId
    kind: str
    label: Snippet
    place: str
    day: date | None
    text: Snippet
    home_id: RecordId | None
    part_id: RecordId | None


class SearchPage(NamedTuple):
    """One page of results; `counts` are pairs of a kind and its number, in the order of KINDS."""

    rows: tuple[SearchRow, ...] = ()
    total: int = 0
    is_capped: bool = False
    counts: tuple[tuple[SearchKind, int], ...] = ()
    are_counts_capped: bool = False
