"""Categories and limits of every marked portion, marking schemes, and the designation block."""

from sqlite_utils import Database

from db.migrations.m002_watch import RECORD

TABLES = {
    "marking_scheme": "code TEXT NOT NULL UNIQUE, title TEXT NOT NULL, body TEXT NOT NULL",
}

_HANDLING = ("handling TEXT NOT NULL DEFAULT ''",)

COLUMNS: dict[str, tuple[str, ...]] = {
    "agenda_item": _HANDLING,
    "decision": _HANDLING,
    "action_item": _HANDLING,
    "minutes_block": _HANDLING,
    "review": _HANDLING,
    "attachment": _HANDLING,
    "board": (
        "scheme_id INTEGER REFERENCES marking_scheme(id)",
        "controlled_by TEXT NOT NULL DEFAULT ''",
        "contact TEXT NOT NULL DEFAULT ''",
        "decontrol TEXT NOT NULL DEFAULT ''",
    ),
}


def apply(db: Database) -> None:
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({RECORD}, {columns}) STRICT")
    for name, added in COLUMNS.items():
        for column in added:
            db.execute(f"ALTER TABLE {name} ADD COLUMN {column}")
