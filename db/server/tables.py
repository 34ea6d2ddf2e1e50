"""The server's tables: the columns of the file's frozen migrations, in PostgreSQL's words."""

import re
from collections.abc import Collection, Iterator, Mapping

from db.migrations import (
    m001_first,
    m002_watch,
    m004_attachments,
    m005_clearance,
    m006_board_style,
    m008_handling,
    m009_issues,
)

# "C" sorts by code points, as SQLite does: a list has the same order on both engines.
TEXT = 'text COLLATE "C"'
_RECORD = f"id bigint PRIMARY KEY, version bigint NOT NULL, archived_at {TEXT}"
# At once, but a whole board is copied in any order and checked at the end.
_WHEN = "DEFERRABLE INITIALLY IMMEDIATE"
_REFERENCE = re.compile(r"(\w+) INTEGER((?: NOT NULL)?(?: UNIQUE)?) REFERENCES (\w+)\(id\)")
_QUOTED = re.compile(r"\b(position|numeric)\b (?=TEXT|INTEGER)")

ADDED: dict[str, tuple[str, ...]] = {
    **m008_handling.COLUMNS,
    "board": (*m006_board_style.COLUMNS, *m008_handling.COLUMNS["board"]),
}
"""The columns that later migrations of the file gave to a kind of record."""

_KINDS = {
    **m001_first.TABLES,
    **m002_watch.TABLES,
    **m004_attachments.TABLES,
    **m005_clearance.TABLES,
    **m008_handling.TABLES,
    **m009_issues.TABLES,
}
RECORDS: dict[str, str] = {
    table: ", ".join((columns, *ADDED.get(table, ()))) for table, columns in _KINDS.items()
}
"""The columns of each kind of record, as the file's migrations have them."""

OWN = (
    "CREATE TABLE schema_version (version integer NOT NULL)",
    f"""CREATE TABLE account (login name PRIMARY KEY, person_id bigint REFERENCES person(id),
        agency_id bigint REFERENCES agency(id), kind text NOT NULL
            CHECK (kind IN ('secretariat', 'chair', 'representative', 'partner')),
        clearance integer NOT NULL DEFAULT 0 CHECK (clearance BETWEEN 0 AND 9),
        is_open boolean NOT NULL DEFAULT true, name {TEXT} NOT NULL)""",
    f"CREATE TABLE counter (name {TEXT} PRIMARY KEY, last bigint NOT NULL)",
    f"""CREATE TABLE draft (person_id bigint NOT NULL, field {TEXT} NOT NULL,
        text {TEXT} NOT NULL, at {TEXT} NOT NULL, PRIMARY KEY (person_id, field))""",
    f"""CREATE TABLE undo_step (id bigint NOT NULL, person_id bigint NOT NULL,
        label {TEXT} NOT NULL, at {TEXT} NOT NULL, state {TEXT} NOT NULL,
        PRIMARY KEY (person_id, id))""",
    f"""CREATE TABLE audit (id bigint PRIMARY KEY, step_id bigint, at {TEXT} NOT NULL,
        person_id bigint, person {TEXT} NOT NULL, label {TEXT} NOT NULL, what {TEXT} NOT NULL,
        row_id bigint NOT NULL, before {TEXT}, after {TEXT}, hash {TEXT} NOT NULL)""",
    # What was carried out, by the number its sender gave it: asked for after a lost connection.
    # One without a transaction was given up, and can't come any more.
    f"""CREATE TABLE work_done (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(),
        transaction xid8, label {TEXT}, keeps_step boolean, step bigint,
        first_entry bigint)""",
    # `finding` is a view of those that the asking person may see.
    f"""CREATE TABLE finding_all (id bigint PRIMARY KEY, kind {TEXT} NOT NULL, day {TEXT},
        agency_id bigint, home_id bigint, part_id bigint, label {TEXT} NOT NULL,
        place {TEXT} NOT NULL, body {TEXT} NOT NULL, marking integer NOT NULL,
        is_shown boolean NOT NULL, names tsvector NOT NULL DEFAULT '',
        words tsvector NOT NULL DEFAULT '')""",
)

WORD_INDEXES = {
    "finding_names": "finding_all USING gin(names)",
    "finding_words": "finding_all USING gin(words)",
}

# What has no date stands first in the list of action items: the index has it so, or all are sorted.
INDEXES = (
    "action_status ON action_item(status, due_on, id)",
    "action_lead ON action_item(lead_id, due_on, id)",
    "action_gap ON action_item(due_on NULLS FIRST, id) WHERE due_on IS NULL OR lead_id IS NULL",
    """action_page ON action_item(due_on NULLS FIRST, id) INCLUDE (lead_id, closed_on, marking)
        WHERE archived_at IS NULL""",
    """action_live ON action_item(due_on NULLS FIRST, id) INCLUDE (lead_id, marking)
        WHERE closed_on IS NULL AND archived_at IS NULL""",
    "action_open ON action_item(lead_id, due_on) WHERE closed_on IS NULL AND archived_at IS NULL",
    "action_closed ON action_item(closed_on) WHERE closed_on IS NOT NULL AND archived_at IS NULL",
    "action_meeting ON action_item(meeting_id)",
    "action_item_of ON action_item(item_id)",
    "action_country ON action_item(country_id, due_on, id)",
    "support_agency ON action_support(agency_id, action_id)",
    "follow_action ON follow_up(action_id, made_on, id)",
    "follow_day ON follow_up(made_on, id)",
    "decision_meeting ON decision(meeting_id)",
    "decision_item ON decision(item_id)",
    "agenda_meeting ON agenda_item(meeting_id, position)",
    "agenda_carried ON agenda_item(carried_from_id)",
    "agenda_country ON agenda_item(country_id)",
    "block_meeting ON minutes_block(meeting_id, item_id, position)",
    "block_item ON minutes_block(item_id)",
    "block_action ON minutes_block(action_id)",
    "block_decision ON minutes_block(decision_id)",
    "meeting_start ON meeting(starts_at, id)",
    "seat_agency ON seat(agency_id, valid_from)",
    "appointment_person ON appointment(person_id)",
    "appointment_agency ON appointment(agency_id)",
    "exception_series ON series_exception(series_id)",
    "watch_country ON watch_entry(country_id, since)",
    "review_country ON review(country_id, as_of, id)",
    "review_item ON review(item_id)",
    "intake_digest ON intake(digest)",
    *m004_attachments.INDEXES,
    "clearance_live ON clearance_round(due_at) WHERE closed_at IS NULL",
    *m009_issues.INDEXES,
    "audit_row ON audit(row_id, id)",
    "audit_person ON audit(person_id, id)",
    "work_transaction ON work_done(transaction)",
    *(f"{name} ON {made}" for name, made in WORD_INDEXES.items()),
)
_UNIQUE = ("watch_current ON watch_entry(country_id) WHERE until IS NULL AND archived_at IS NULL",)


def statements() -> Iterator[str]:
    """Yield what makes all tables in a new database."""
    yield from _content()
    yield from _made(RECORDS)
    yield from OWN
    yield from (f"CREATE INDEX {index}" for index in INDEXES)
    yield from (f"CREATE UNIQUE INDEX {index}" for index in _UNIQUE)


def brought_up(there: Collection[str]) -> Iterator[str]:
    """Yield what an older database lacks, which has these tables; safe to repeat."""
    if "content" not in there:
        yield from _content()
    new = {table: columns for table, columns in RECORDS.items() if table not in there}
    yield from _made(new)
    for index in (*INDEXES, *_UNIQUE):
        if index.partition(" ON ")[2].partition("(")[0] in new:
            yield f"CREATE {'UNIQUE ' if index in _UNIQUE else ''}INDEX {index}"
    for table in ADDED.keys() & set(there):
        for column in ADDED[table]:
            tied = [f'REFERENCES "{other}"(id) {_WHEN}' for _, other in references(column)]
            wanted = " ".join((_columns(column), *tied))
            yield f'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS {wanted}'
    yield "ALTER TABLE account DROP CONSTRAINT IF EXISTS account_clearance_check"
    yield """ALTER TABLE account ADD CONSTRAINT account_clearance_check
        CHECK (clearance BETWEEN 0 AND 9)"""


def _content() -> Iterator[str]:
    # As text, so that a piece stands alike in a change, in a copy and in an exported board.
    yield f"CREATE TABLE content ({_columns(m004_attachments.CONTENT)})"
    yield f"CREATE TABLE content_piece ({_columns(m004_attachments.PIECE.format(bytes='TEXT'))})"


def _made(records: Mapping[str, str]) -> Iterator[str]:
    """Yield what makes tables of records: first all of them, then what ties them together."""
    for table, columns in records.items():
        yield f'CREATE TABLE "{table}" ({_RECORD}, {_columns(columns)})'
    for table, columns in records.items():
        for column, other in references(columns):
            key = f'FOREIGN KEY ({column}) REFERENCES "{other}"(id)'
            yield f'ALTER TABLE "{table}" ADD {key} {_WHEN}'


def references(columns: str) -> list[tuple[str, str]]:
    """Return which column points to which table."""
    return [(column, other) for column, _, other in _REFERENCE.findall(columns)]


def _columns(frozen: str) -> str:
    plain = _REFERENCE.sub(r"\1 INTEGER\2", frozen)
    quoted = _QUOTED.sub(r'"\1"', plain)
    return quoted.replace("INTEGER", "bigint").replace("TEXT", TEXT)
