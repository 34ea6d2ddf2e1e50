"""The language and the style of dates that the board's papers have."""

from sqlite_utils import Database

COLUMNS = (
    "language TEXT NOT NULL DEFAULT 'en'",
    "date_style TEXT NOT NULL DEFAULT 'dmy'",
)


def apply(db: Database) -> None:
    for column in COLUMNS:
        db.execute(f"ALTER TABLE board ADD COLUMN {column}")
