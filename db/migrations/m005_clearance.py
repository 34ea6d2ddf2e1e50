"""Clearance rounds with their answers and comments, and the approval of minutes."""

from sqlite_utils import Database

RECORD = "id INTEGER PRIMARY KEY, version INTEGER NOT NULL, archived_at TEXT"

TABLES = {
    "clearance_round": """meeting_id INTEGER NOT NULL REFERENCES meeting(id),
        number INTEGER NOT NULL, sent TEXT NOT NULL, sent_sha256 TEXT NOT NULL,
        opened_at TEXT NOT NULL, wall_due TEXT NOT NULL, zone TEXT NOT NULL,
        fold INTEGER NOT NULL, due_at TEXT NOT NULL, first_wall_due TEXT NOT NULL,
        slips INTEGER NOT NULL, silence TEXT NOT NULL, note TEXT NOT NULL, state TEXT NOT NULL,
        outcome TEXT NOT NULL, closed_at TEXT, cleared TEXT NOT NULL,
        cleared_sha256 TEXT NOT NULL, reason TEXT NOT NULL, marking INTEGER NOT NULL,
        UNIQUE (meeting_id, number)""",
    "clearance_response": """round_id INTEGER NOT NULL REFERENCES clearance_round(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), answer TEXT NOT NULL,
        person_id INTEGER REFERENCES person(id), answered_at TEXT, note TEXT NOT NULL,
        UNIQUE (round_id, agency_id)""",
    "clearance_comment": """round_id INTEGER NOT NULL REFERENCES clearance_round(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), number INTEGER NOT NULL,
        portion TEXT NOT NULL, place TEXT NOT NULL, concerned TEXT NOT NULL,
        proposed TEXT NOT NULL, rationale TEXT NOT NULL, kind TEXT NOT NULL,
        author TEXT NOT NULL, file_name TEXT NOT NULL, made_at TEXT NOT NULL,
        resolution TEXT NOT NULL, answer TEXT NOT NULL,
        person_id INTEGER REFERENCES person(id), answered_at TEXT,
        UNIQUE (round_id, number)""",
    "approval": """meeting_id INTEGER NOT NULL UNIQUE REFERENCES meeting(id),
        round_id INTEGER NOT NULL REFERENCES clearance_round(id), approved TEXT NOT NULL,
        approved_sha256 TEXT NOT NULL, head TEXT NOT NULL, head_number INTEGER NOT NULL,
        approved_at TEXT NOT NULL, person_id INTEGER REFERENCES person(id),
        chair TEXT NOT NULL, secretary TEXT NOT NULL""",
}

INDEXES = ("clearance_live ON clearance_round(due_at) WHERE closed_at IS NULL",)


def apply(db: Database) -> None:
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({RECORD}, {columns}) STRICT")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
