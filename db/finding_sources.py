"""What the search index holds of each kind of record, as one query for each.

The record is `t`; what it belongs to is joined under a letter. Which columns matter, and which
index rows hang on which other records, is read from these very queries.
"""

import re
from functools import cached_property
from typing import NamedTuple

_COLUMN = re.compile(r"\b([a-z])\.(\w+)")


class Parent(NamedTuple):
    """A record that an index row needs: its letter, its table, and how it is joined."""

    letter: str
    table: str
    on: str


class Source:
    """How one kind of record is indexed; all texts are SQL expressions.

    `label` is what it is called, "" for what is only a part of something else; `also` are further
    names it is found by. `home` and `part` say what is opened and what is selected there. A record
    whose parents are put away can't be opened, so it is not found.
    """

    def __init__(  # noqa: PLR0913  (one for each thing the index wants to know)
        self,
        table: str,
        *parents: Parent,
        label: str = "''",
        also: str = "''",
        place: str = "''",
        body: tuple[str, ...] = (),
        day: str = "NULL",
        agency: str = "NULL",
        opens: tuple[str, str] = ("NULL", "NULL"),
        only: str = "",
    ) -> None:
        self.table = table
        self.parents = parents
        self.label, self.also, self.place, self.body = label, also, place, body
        self.texts = tuple(f"text{number}" for number in range(len(body)))
        joins = [f"JOIN {one.table} {one.letter} ON {one.on}" for one in parents]
        kept = [
            f"{letter}.archived_at IS NULL" for letter in ("t", *(one.letter for one in parents))
        ]
        texts = "".join(f", {text} AS {name}" for text, name in zip(body, self.texts, strict=True))
        self.sql = f"""SELECT t.id, {label} AS label, {also} AS also, {place} AS place,
            {day} AS day, {agency} AS agency_id, {opens[0]} AS home_id, {opens[1]} AS part_id,
            {" AND ".join([*kept, only] if only else kept)} AS is_shown{texts}
            FROM {" ".join([f"{table} t", *joins])}"""

    @cached_property
    def named_by(self) -> frozenset[str]:
        """Return the letters of the records whose columns its words are made of."""
        said = " ".join((self.label, self.also, self.place, *self.body))
        return frozenset(letter for letter, _ in _COLUMN.findall(said))

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """Return the columns that matter by the letter of their table."""
        found: dict[str, set[str]] = {}
        for letter, column in _COLUMN.findall(self.sql):
            found.setdefault(letter, set()).add(column)
        return {letter: frozenset(names - {"id"}) for letter, names in found.items()}


_MEETING = Parent("m", "meeting", "m.id = t.meeting_id")
_MEETING_DAY = "substr(m.wall_start, 1, 10)"
_DECISION = Parent("d", "decision", "d.id = t.decision_id")
_ROUND = Parent("o", "clearance_round", "o.id = t.round_id")
_MEETING_OF_ROUND = Parent("m", "meeting", "m.id = o.meeting_id")
_NAMED = "CASE WHEN {0}.board_name <> '' THEN {0}.board_name ELSE {0}.name END"
_WATCHED = """(t.board_name <> ''
    OR EXISTS (SELECT 1 FROM watch_entry w WHERE w.country_id = t.id AND w.archived_at IS NULL)
    OR EXISTS (SELECT 1 FROM review r WHERE r.country_id = t.id AND r.archived_at IS NULL))"""

_ALL = (
    Source(
        "meeting",
        label="t.title",
        place="'Meeting ' || t.reference",
        body=("t.place", "t.means", "t.summary", "t.reason"),
        day="substr(t.wall_start, 1, 10)",
    ),
    Source(
        "agenda_item",
        _MEETING,
        label="t.title",
        place="'Agenda item'",
        body=("t.purpose",),
        day=_MEETING_DAY,
        agency="t.lead_id",
        opens=("t.meeting_id", "t.id"),
    ),
    Source(
        "attachment",
        Parent("i", "agenda_item", "i.id = t.item_id"),
        Parent("m", "meeting", "m.id = i.meeting_id"),
        label="t.title",
        also="t.file_name",
        place="'Paper'",
        body=("t.note",),
        day=_MEETING_DAY,
        agency="i.lead_id",
        opens=("i.meeting_id", "t.item_id"),
    ),
    Source(
        "minutes_block",
        _MEETING,
        # Both columns, so that the blocks of an item are found by the index that begins with the
        # meeting.
        Parent("i", "agenda_item", "i.id = t.item_id AND i.meeting_id = t.meeting_id"),
        body=("t.text",),
        day=_MEETING_DAY,
        agency="i.lead_id",
        opens=("t.meeting_id", "t.item_id"),
    ),
    Source(
        "decision",
        _MEETING,
        label="t.reference || ' ' || t.text",
        place="'Decision'",
        body=("t.mandate", "t.limits"),
        day=_MEETING_DAY,
        opens=("t.meeting_id", "t.item_id"),
    ),
    Source(
        "position",
        _DECISION,
        Parent("m", "meeting", "m.id = d.meeting_id"),
        body=("t.note",),
        day=_MEETING_DAY,
        agency="t.agency_id",
        opens=("d.meeting_id", "d.item_id"),
    ),
    Source(
        "attendance",
        _MEETING,
        body=("t.note",),
        day=_MEETING_DAY,
        agency="t.agency_id",
        opens=("t.meeting_id", "NULL"),
    ),
    Source(
        "clearance_round",
        _MEETING,
        body=("t.note", "t.reason"),
        day="substr(t.opened_at, 1, 10)",
        opens=("t.meeting_id", "t.id"),
    ),
    Source(
        "clearance_response",
        _ROUND,
        _MEETING_OF_ROUND,
        body=("t.note",),
        day="substr(o.opened_at, 1, 10)",
        agency="t.agency_id",
        opens=("o.meeting_id", "t.id"),
    ),
    Source(
        "clearance_comment",
        _ROUND,
        _MEETING_OF_ROUND,
        body=("t.concerned", "t.proposed", "t.rationale", "t.answer", "t.author"),
        day="substr(t.made_at, 1, 10)",
        agency="t.agency_id",
        opens=("o.meeting_id", "t.id"),
    ),
    Source(
        "action_item",
        label="t.reference || ' ' || t.title",
        place="'Action item'",
        body=("t.deliverable", "t.measure"),
        day="t.opened_on",
        agency="t.lead_id",
    ),
    Source(
        "follow_up",
        Parent("x", "action_item", "x.id = t.action_id"),
        body=("t.text", "t.reason", "t.evidence"),
        day="t.made_on",
        agency="coalesce(t.agency_id, x.lead_id)",
        opens=("t.action_id", "t.id"),
    ),
    Source(
        "person",
        label="t.name",
        place="CASE WHEN t.title <> '' THEN t.title ELSE 'Person' END",
        body=("t.title", "t.email", "t.phone", "t.note"),
        agency="t.agency_id",
    ),
    Source(
        "agency",
        body=("t.functions",),
        agency="t.id",
    ),
    Source(
        "seat",
        Parent("a", "agency", "a.id = t.agency_id"),
        label="t.abbreviation || ' · ' || t.name",
        place="'Agency'",
        body=("t.reason",),
        day="t.valid_from",
        agency="t.agency_id",
        opens=("t.agency_id", "NULL"),
    ),
    Source(
        "country",
        label=_NAMED.format("t"),
        also="t.name || ' ' || t.alpha3",
        place="'Country'",
        body=("t.region",),
        only=_WATCHED,
    ),
    Source(
        "watch_entry",
        Parent("c", "country", "c.id = t.country_id"),
        body=("t.reason", "t.ended_because"),
        day="t.since",
        agency="t.lead_id",
        opens=("t.country_id", "NULL"),
    ),
    Source(
        "review",
        Parent("c", "country", "c.id = t.country_id"),
        label=f"t.reference || ' ' || {_NAMED.format('c')}",
        also="c.name",
        place="'Review'",
        body=(
            "t.situation",
            "t.groups",
            "t.actors",
            "t.resilience",
            "t.triggers",
            "t.scenarios",
            "t.recommendation",
            "t.note",
        ),
        day="t.as_of",
        agency="t.lead_id",
    ),
    Source(
        "rating",
        Parent("r", "review", "r.id = t.review_id"),
        body=("t.rationale",),
        day="r.as_of",
        agency="r.lead_id",
        opens=("t.review_id", "t.id"),
    ),
)

SOURCES: dict[str, Source] = {source.table: source for source in _ALL}

BELOW: dict[str, tuple[tuple[Source, str], ...]] = {
    table: tuple(
        (source, parent.letter)
        for source in _ALL
        for parent in source.parents
        if parent.table == table
    )
    for table in {parent.table for source in _ALL for parent in source.parents}
}
"""What hangs on a record of a table: the index rows that are made again when it changes."""

SHOWS: dict[str, tuple[str, str]] = {
    "watch_entry": ("country", "country_id"),
    "review": ("country", "country_id"),
}
"""What a record brings into the index or out of it by being there."""
