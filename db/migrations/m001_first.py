"""The first schema: directory, meetings, agenda, minutes, decisions, actions, audit, undo."""

from sqlite_utils import Database

RECORD = "id INTEGER PRIMARY KEY, version INTEGER NOT NULL, archived_at TEXT"

TABLES = {
    "board": """uid TEXT NOT NULL, name TEXT NOT NULL, chair_id INTEGER REFERENCES agency(id),
        zone TEXT NOT NULL, ceiling INTEGER NOT NULL, quorum INTEGER NOT NULL,
        meeting_minutes INTEGER NOT NULL, agenda_days INTEGER NOT NULL,
        read_ahead_hours INTEGER NOT NULL, minutes_days INTEGER NOT NULL,
        country_code TEXT NOT NULL, paper TEXT NOT NULL, place TEXT NOT NULL""",
    "agency": """code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, seat_no INTEGER NOT NULL,
        functions TEXT NOT NULL""",
    "seat": """agency_id INTEGER NOT NULL REFERENCES agency(id), name TEXT NOT NULL,
        abbreviation TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT,
        reason TEXT NOT NULL""",
    "person": """name TEXT NOT NULL, agency_id INTEGER NOT NULL REFERENCES agency(id),
        title TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, note TEXT NOT NULL""",
    "appointment": """person_id INTEGER NOT NULL REFERENCES person(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), role TEXT NOT NULL,
        valid_from TEXT NOT NULL, valid_to TEXT""",
    "country": """alpha2 TEXT NOT NULL UNIQUE, alpha3 TEXT NOT NULL UNIQUE,
        numeric TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL,
        board_name TEXT NOT NULL""",
    "series": """title TEXT NOT NULL, nth INTEGER NOT NULL, weekday INTEGER NOT NULL,
        start TEXT NOT NULL, minutes INTEGER NOT NULL, zone TEXT NOT NULL,
        first_on TEXT NOT NULL, until_on TEXT, occurrences INTEGER, place TEXT NOT NULL""",
    "series_exception": """series_id INTEGER NOT NULL REFERENCES series(id),
        on_day TEXT NOT NULL, moved_to TEXT, fold INTEGER NOT NULL, reason TEXT NOT NULL""",
    "meeting": """reference TEXT NOT NULL UNIQUE, number INTEGER NOT NULL, kind TEXT NOT NULL,
        title TEXT NOT NULL, state TEXT NOT NULL, wall_start TEXT NOT NULL, zone TEXT NOT NULL,
        fold INTEGER NOT NULL, starts_at TEXT NOT NULL, minutes INTEGER NOT NULL,
        place TEXT NOT NULL, means TEXT NOT NULL, chair_id INTEGER REFERENCES person(id),
        series_id INTEGER REFERENCES series(id), occurrence_on TEXT, quorum INTEGER NOT NULL,
        summary TEXT NOT NULL, agenda_version INTEGER NOT NULL, published_at TEXT,
        reason TEXT NOT NULL, moved_from TEXT NOT NULL""",
    "standing_item": """position INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        minutes INTEGER NOT NULL, lead_id INTEGER REFERENCES agency(id)""",
    "agenda_item": """meeting_id INTEGER NOT NULL REFERENCES meeting(id),
        position INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        minutes INTEGER NOT NULL, lead_id INTEGER REFERENCES agency(id),
        country_id INTEGER REFERENCES country(id), purpose TEXT NOT NULL, state TEXT NOT NULL,
        standing_id INTEGER REFERENCES standing_item(id),
        carried_from_id INTEGER REFERENCES agenda_item(id), marking INTEGER NOT NULL""",
    "attendance": """meeting_id INTEGER NOT NULL REFERENCES meeting(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), presence TEXT NOT NULL,
        person_id INTEGER REFERENCES person(id), arrived TEXT NOT NULL,
        "left" TEXT NOT NULL, note TEXT NOT NULL, UNIQUE (meeting_id, agency_id)""",
    "decision": """reference TEXT NOT NULL UNIQUE,
        meeting_id INTEGER NOT NULL REFERENCES meeting(id),
        item_id INTEGER REFERENCES agenda_item(id), text TEXT NOT NULL, mandate TEXT NOT NULL,
        limits TEXT NOT NULL, marking INTEGER NOT NULL""",
    "position": """decision_id INTEGER NOT NULL REFERENCES decision(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), stance TEXT NOT NULL,
        note TEXT NOT NULL, UNIQUE (decision_id, agency_id)""",
    "action_item": """reference TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
        lead_id INTEGER REFERENCES agency(id), deliverable TEXT NOT NULL,
        measure TEXT NOT NULL, due_on TEXT, first_due_on TEXT, slips INTEGER NOT NULL,
        status TEXT NOT NULL, priority TEXT NOT NULL,
        meeting_id INTEGER REFERENCES meeting(id), item_id INTEGER REFERENCES agenda_item(id),
        country_id INTEGER REFERENCES country(id), opened_on TEXT NOT NULL, closed_on TEXT,
        marking INTEGER NOT NULL""",
    "action_support": """action_id INTEGER NOT NULL REFERENCES action_item(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), UNIQUE (action_id, agency_id)""",
    "follow_up": """action_id INTEGER NOT NULL REFERENCES action_item(id),
        agency_id INTEGER REFERENCES agency(id), person_id INTEGER REFERENCES person(id),
        made_on TEXT NOT NULL, made_at TEXT NOT NULL, text TEXT NOT NULL, status TEXT,
        old_due_on TEXT, new_due_on TEXT, reason TEXT NOT NULL, evidence TEXT NOT NULL""",
    "minutes_block": """meeting_id INTEGER NOT NULL REFERENCES meeting(id),
        item_id INTEGER NOT NULL REFERENCES agenda_item(id), position INTEGER NOT NULL,
        kind TEXT NOT NULL, text TEXT NOT NULL, decision_id INTEGER REFERENCES decision(id),
        action_id INTEGER REFERENCES action_item(id), marking INTEGER NOT NULL""",
}

OWN = (
    """CREATE TABLE finding (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL,
        place TEXT NOT NULL, folded TEXT NOT NULL) STRICT""",
    "CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    """CREATE TABLE draft (person_id INTEGER NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL,
        at TEXT NOT NULL, PRIMARY KEY (person_id, field)) STRICT""",
    """CREATE TABLE undo_step (id INTEGER NOT NULL, person_id INTEGER NOT NULL,
        label TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL,
        PRIMARY KEY (person_id, id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE audit (id INTEGER PRIMARY KEY, step_id INTEGER, at TEXT NOT NULL,
        person_id INTEGER, person TEXT NOT NULL, label TEXT NOT NULL, what TEXT NOT NULL,
        row_id INTEGER NOT NULL, before TEXT, after TEXT, hash TEXT NOT NULL) STRICT""",
    """CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END""",
    """CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END""",
)

INDEXES = (
    "action_due ON action_item(due_on, id)",
    "action_live ON action_item(due_on, id) WHERE closed_on IS NULL AND archived_at IS NULL",
    "action_gap ON action_item(due_on, id) WHERE due_on IS NULL OR lead_id IS NULL",
    "action_status ON action_item(status, due_on, id)",
    "action_lead ON action_item(lead_id, due_on, id)",
    "action_meeting ON action_item(meeting_id)",
    "support_agency ON action_support(agency_id, action_id)",
    "follow_action ON follow_up(action_id, id)",
    "follow_day ON follow_up(made_on, id)",
    "decision_meeting ON decision(meeting_id)",
    "agenda_meeting ON agenda_item(meeting_id, position)",
    "agenda_carried ON agenda_item(carried_from_id)",
    "block_meeting ON minutes_block(meeting_id, item_id, position)",
    "meeting_start ON meeting(starts_at, id)",
    "seat_agency ON seat(agency_id, valid_from)",
    "appointment_person ON appointment(person_id)",
    "appointment_agency ON appointment(agency_id)",
    "exception_series ON series_exception(series_id)",
    "audit_row ON audit(row_id, id)",
)


def apply(db: Database) -> None:
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({RECORD}, {columns}) STRICT")
    for statement in OWN:
        db.execute(statement)
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    # The column is folded and split already: the tokenizer only takes the words apart.
    db.table("finding").enable_fts(
        ["folded"], create_triggers=True, tokenize="ascii"
    )
