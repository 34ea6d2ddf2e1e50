"""Papers of agenda items: what they are, who may not see them, and their content by its hash.

The content stands apart, in pieces, so that no list ever reads it; the audit holds its hash alone.
"""

from sqlite_utils import Database

RECORD = "id INTEGER PRIMARY KEY, version INTEGER NOT NULL, archived_at TEXT"

CONTENT = "sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL"
PIECE = """sha256 TEXT NOT NULL REFERENCES content(sha256) ON DELETE CASCADE,
    number INTEGER NOT NULL, bytes {bytes} NOT NULL, PRIMARY KEY (sha256, number)"""

TABLES = {
    "attachment": """item_id INTEGER NOT NULL REFERENCES agenda_item(id),
        position INTEGER NOT NULL, title TEXT NOT NULL, file_name TEXT NOT NULL,
        media TEXT NOT NULL, size INTEGER NOT NULL,
        sha256 TEXT NOT NULL REFERENCES content(sha256), pages INTEGER NOT NULL,
        fault TEXT NOT NULL, part TEXT NOT NULL, marking INTEGER NOT NULL, note TEXT NOT NULL,
        person_id INTEGER REFERENCES person(id), added_at TEXT NOT NULL""",
    "withheld": """attachment_id INTEGER NOT NULL REFERENCES attachment(id),
        agency_id INTEGER NOT NULL REFERENCES agency(id), UNIQUE (attachment_id, agency_id)""",
}

INDEXES = (
    "attachment_item ON attachment(item_id, position)",
    "attachment_content ON attachment(sha256)",
    "withheld_agency ON withheld(agency_id, attachment_id)",
)


def apply(db: Database) -> None:
    db.execute(f"CREATE TABLE content ({CONTENT}) STRICT")
    db.execute(f"CREATE TABLE content_piece ({PIECE.format(bytes='BLOB')}) STRICT")
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({RECORD}, {columns}) STRICT")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
