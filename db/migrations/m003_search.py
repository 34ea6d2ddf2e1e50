"""One index for all that is searched, and those that a long list of action items walks.

The step leaves the index empty; `migrating` fills it in the same transaction. What is indexed must be
folded as what is typed is folded today, so a frozen copy of the fold in here would be wrong as soon
as the fold changes. The index is derived from the records and holds nothing of its own.
"""

from sqlite_utils import Database

# What is small stands first: SQLite reads a long text only when a column behind it is wanted.
FINDING = """CREATE TABLE finding (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, day TEXT,
    agency_id INTEGER, home_id INTEGER, part_id INTEGER, label TEXT NOT NULL, place TEXT NOT NULL,
    folded_label TEXT NOT NULL, body TEXT NOT NULL, folded_body TEXT NOT NULL) STRICT"""

FULL_TEXT = """CREATE VIRTUAL TABLE finding_fts USING fts5(folded_label, folded_body,
    content='finding', content_rowid='id', tokenize='ascii')"""

# Names once more by themselves: looked up among texts, a name that many texts mention is slow.
NAMES = """CREATE VIRTUAL TABLE finding_names USING fts5(folded_label,
    content='finding', content_rowid='id', tokenize='ascii')"""

OLD = """INSERT INTO finding_fts (finding_fts, rowid, folded_label, folded_body)
    VALUES ('delete', old.id, old.folded_label, old.folded_body);"""
NEW = """INSERT INTO finding_fts (rowid, folded_label, folded_body)
    VALUES (new.id, new.folded_label, new.folded_body);"""
OLD_NAME = """INSERT INTO finding_names (finding_names, rowid, folded_label)
    VALUES ('delete', old.id, old.folded_label);"""
NEW_NAME = """INSERT INTO finding_names (rowid, folded_label) VALUES (new.id, new.folded_label);"""

TRIGGERS = (
    f"CREATE TRIGGER finding_comes AFTER INSERT ON finding BEGIN {NEW} END",
    f"CREATE TRIGGER finding_goes AFTER DELETE ON finding BEGIN {OLD} END",
    f"""CREATE TRIGGER finding_changes AFTER UPDATE ON finding
        WHEN old.folded_label <> new.folded_label OR old.folded_body <> new.folded_body
        BEGIN {OLD} {NEW} END""",
    # What has no name does not touch the names: opening them costs as much as writing.
    f"""CREATE TRIGGER finding_name_comes AFTER INSERT ON finding
        WHEN new.folded_label <> '' BEGIN {NEW_NAME} END""",
    f"""CREATE TRIGGER finding_name_goes AFTER DELETE ON finding
        WHEN old.folded_label <> '' BEGIN {OLD_NAME} END""",
    # One that has a name never loses it.
    f"""CREATE TRIGGER finding_name_changes AFTER UPDATE ON finding
        WHEN old.folded_label <> new.folded_label BEGIN {OLD_NAME} {NEW_NAME} END""",
)

# The list of action items walks one of these and looks nothing up before it has its page.
ACTION_INDEXES = (
    "DROP INDEX action_due",
    "DROP INDEX action_live",
    # Counts by agency, and what ended lately.
    """CREATE INDEX action_open ON action_item(lead_id, due_on)
        WHERE closed_on IS NULL AND archived_at IS NULL""",
    """CREATE INDEX action_closed ON action_item(closed_on)
        WHERE closed_on IS NOT NULL AND archived_at IS NULL""",
    "DROP INDEX follow_action",
    "CREATE INDEX follow_action ON follow_up(action_id, made_on, id)",
    """CREATE INDEX action_page ON action_item(due_on, id, lead_id, closed_on)
        WHERE archived_at IS NULL""",
    """CREATE INDEX action_live ON action_item(due_on, id, lead_id)
        WHERE closed_on IS NULL AND archived_at IS NULL""",
)


def apply(db: Database) -> None:
    # With them go what sqlite-utils made beside them: its triggers and its tables.
    gone = ("DROP TABLE finding_fts", "DROP TABLE finding")
    for statement in (*gone, FINDING, FULL_TEXT, NAMES, *TRIGGERS, *ACTION_INDEXES):
        db.execute(statement)
