"""Papers that went out: signed, or given to somebody."""

from sqlite_utils import Database

from db.migrations.m002_watch import RECORD

TABLES = {
    "issue": """event TEXT NOT NULL, kind TEXT NOT NULL, paper TEXT NOT NULL,
        meeting_id INTEGER REFERENCES meeting(id), form TEXT NOT NULL, banner TEXT NOT NULL,
        readers TEXT NOT NULL, signed_by TEXT NOT NULL, pages INTEGER NOT NULL,
        file_sha256 TEXT NOT NULL, issued_at TEXT NOT NULL""",
}

INDEXES = ("issue_meeting ON issue(meeting_id)",)


def apply(db: Database) -> None:
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({RECORD}, {columns}) STRICT")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
