"""Watch list, country reviews with their ratings, and what is remembered of imported files."""

from sqlite_utils import Database

RECORD = "id INTEGER PRIMARY KEY, version INTEGER NOT NULL, archived_at TEXT"

TABLES = {
    "watch_entry": """country_id INTEGER NOT NULL REFERENCES country(id), tier TEXT NOT NULL,
        reason TEXT NOT NULL, since TEXT NOT NULL, until TEXT, next_review_on TEXT,
        lead_id INTEGER REFERENCES agency(id), ended_because TEXT NOT NULL""",
    "review": """reference TEXT NOT NULL UNIQUE,
        country_id INTEGER NOT NULL REFERENCES country(id), framework TEXT NOT NULL,
        as_of TEXT NOT NULL, state TEXT NOT NULL, level INTEGER NOT NULL, trend TEXT NOT NULL,
        confidence TEXT NOT NULL, situation TEXT NOT NULL, groups TEXT NOT NULL,
        actors TEXT NOT NULL, resilience TEXT NOT NULL, triggers TEXT NOT NULL,
        scenarios TEXT NOT NULL, recommendation TEXT NOT NULL, note TEXT NOT NULL,
        lead_id INTEGER REFERENCES agency(id), item_id INTEGER REFERENCES agenda_item(id),
        meeting_id INTEGER REFERENCES meeting(id), decision_id INTEGER REFERENCES decision(id),
        adopted_on TEXT, marking INTEGER NOT NULL""",
    "rating": """review_id INTEGER NOT NULL REFERENCES review(id), factor INTEGER NOT NULL,
        level INTEGER NOT NULL, trend TEXT NOT NULL, confidence TEXT NOT NULL,
        rationale TEXT NOT NULL, UNIQUE (review_id, factor)""",
    "name_meaning": """kind TEXT NOT NULL, said TEXT NOT NULL, folded TEXT NOT NULL,
        target_id INTEGER NOT NULL, UNIQUE (kind, folded)""",
    "intake": """digest TEXT NOT NULL, file_name TEXT NOT NULL, kind TEXT NOT NULL,
        taken_on TEXT NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,
        left_out INTEGER NOT NULL""",
}

INDEXES = (
    "watch_country ON watch_entry(country_id, since)",
    "review_country ON review(country_id, as_of, id)",
    "review_item ON review(item_id)",
    "action_country ON action_item(country_id, due_on, id)",
    "agenda_country ON agenda_item(country_id)",
    "intake_digest ON intake(digest)",
)


def apply(db: Database) -> None:
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({RECORD}, {columns}) STRICT")
    # One line of the watch list for each country at a time.
    db.execute(
        "CREATE UNIQUE INDEX watch_current ON watch_entry(country_id) "
        "WHERE until IS NULL AND archived_at IS NULL"
    )
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
