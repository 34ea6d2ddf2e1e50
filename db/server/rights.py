"""Who may read and write which rows: one table of rules, from which the policies are made.

A rule is an SQL condition on the row. Where a table is not named, nobody but the secretariat and
the chair sees or changes it; a table that is new has no policy, so it is closed.
"""

from collections.abc import Iterator

from db.server.tables import RECORDS

OWNER = "board_owner"
SECRETARIAT = "board_secretariat"
REPRESENTATIVE = "board_representative"
PARTNER = "board_partner"
GROUPS = (SECRETARIAT, REPRESENTATIVE, PARTNER)
GROUP_OF = {
    "secretariat": SECRETARIAT,
    "chair": SECRETARIAT,
    "representative": REPRESENTATIVE,
    "partner": PARTNER,
}

# Asked once for a whole query, not for each row: a scalar subquery is evaluated ahead.
_RUNS = "(SELECT board.me_runs())"
_AGENCY = "(SELECT board.me_agency())"
_PERSON = "(SELECT board.me_person())"
_NOT_WITHHELD = "id <> ALL ((SELECT board.my_withheld())::bigint[])"
_CLEARED = "marking <= (SELECT board.me_clearance())"
_LIVE = "('open', 'in_progress', 'submitted', 'blocked')"


def _if_seen(table: str, letter: str, column: str, more: str = "") -> str:
    """Return the rule that a row is seen if what it belongs to is: that table's rule applies."""
    return f'EXISTS (SELECT 1 FROM board."{table}" {letter} WHERE {letter}.id = {column}{more})'


_OF_ACTION = _if_seen("action_item", "i", "action_id")
_OF_REVIEW = _if_seen("review", "r", "review_id")
_OF_ROUND = _if_seen("clearance_round", "r", "round_id")
_OF_LIVE_ROUND = _if_seen("clearance_round", "r", "round_id", " AND r.closed_at IS NULL")
# Through a function: a rule on action items that read another table with a rule on action items
# would go round in circles.
_SUPPORTED = "ANY ((SELECT board.my_supported())::bigint[])"
_MINE = f"(lead_id = {_AGENCY} OR id = {_SUPPORTED})"
_OF_MINE = _if_seen(
    "action_item", "i", "action_id", f" AND (i.lead_id = {_AGENCY} OR i.id = {_SUPPORTED})"
)

_CALLED = "('called', 'in_session', 'adjourned', 'closed')"
_ADOPTED = "('adopted', 'superseded')"
_PUBLISHED = "m.agenda_version > 0"
_CLOSED = " AND m.state = 'closed'"

READ: dict[str, dict[str, str]] = {
    REPRESENTATIVE: {
        **dict.fromkeys(
            (
                *("board", "agency", "seat", "person", "appointment", "country", "series"),
                *("series_exception", "meeting", "standing_item", "attendance", "watch_entry"),
                "marking_scheme",
            ),
            "true",
        ),
        **dict.fromkeys(
            ("agenda_item", "decision", "action_item", "review", "clearance_round"), _CLEARED
        ),
        "minutes_block": f"{_CLEARED} AND {_if_seen('agenda_item', 'i', 'item_id')}",
        # From whom a paper is withheld is for nobody else to know.
        "attachment": f"{_CLEARED} AND {_NOT_WITHHELD} AND "
        f"{_if_seen('agenda_item', 'i', 'item_id')}",
        "position": _if_seen("decision", "d", "decision_id"),
        "action_support": _OF_ACTION,
        "follow_up": _OF_ACTION,
        "rating": _OF_REVIEW,
        **dict.fromkeys(("clearance_response", "clearance_comment", "approval"), _OF_ROUND),
    },
    # What was released to them: nothing marked, nothing unpublished, nobody's contact data. Spelt
    # out to the end, since the search index asks the same rules where no other rule applies.
    PARTNER: {
        **dict.fromkeys(
            (
                *("board", "agency", "seat", "country", "series", "series_exception"),
                "marking_scheme",
            ),
            "true",
        ),
        "person": f"agency_id = {_AGENCY}",
        "appointment": f"agency_id = {_AGENCY}",
        "meeting": f"state IN {_CALLED}",
        "agenda_item": f"""marking = 0 AND {
            _if_seen("meeting", "m", "meeting_id", f" AND m.state IN {_CALLED} AND {_PUBLISHED}")
        }""",
        "minutes_block": f"""marking = 0 AND EXISTS (SELECT 1 FROM board.agenda_item i
            JOIN board.meeting m ON m.id = i.meeting_id WHERE i.id = item_id AND i.marking = 0
            AND m.state = 'closed' AND {_PUBLISHED})""",
        "attachment": f"""marking = 0 AND {_NOT_WITHHELD} AND EXISTS (
            SELECT 1 FROM board.agenda_item i JOIN board.meeting m ON m.id = i.meeting_id
            WHERE i.id = item_id AND i.marking = 0 AND m.state IN {_CALLED} AND {_PUBLISHED})""",
        "decision": f"marking = 0 AND {_if_seen('meeting', 'm', 'meeting_id', _CLOSED)}",
        "position": f"""agency_id = {_AGENCY} AND EXISTS (SELECT 1 FROM board.decision d
            JOIN board.meeting m ON m.id = d.meeting_id WHERE d.id = decision_id
            AND d.marking = 0{_CLOSED})""",
        "action_item": f"marking = 0 AND {_MINE}",
        "action_support": f"agency_id = {_AGENCY}",
        "follow_up": _OF_MINE.removesuffix(")") + " AND i.marking = 0)",
        "review": f"marking = 0 AND state IN {_ADOPTED}",
        "rating": _if_seen(
            "review", "r", "review_id", f" AND r.marking = 0 AND r.state IN {_ADOPTED}"
        ),
    },
}

_OWN_ANSWER = f"agency_id = {_AGENCY} AND {_OF_LIVE_ROUND}"
_OPEN_COMMENT = f"{_OWN_ANSWER} AND resolution = 'open'"
_OWN_POSITION = f"agency_id = {_AGENCY} AND {_if_seen('decision', 'd', 'decision_id')}"

WRITE: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    REPRESENTATIVE: (
        # An agency speaks for itself, and leaves the end of an action item to the board.
        (
            "follow_up",
            "INSERT",
            "",
            f"""agency_id = {_AGENCY} AND person_id = {_PERSON}
                AND (status IS NULL OR status IN {_LIVE}) AND {_OF_MINE}""",
        ),
        # Undoing takes one's own entry out again; the history keeps it.
        ("follow_up", "DELETE", f"person_id = {_PERSON} AND agency_id = {_AGENCY}", ""),
        (
            "action_item",
            "UPDATE",
            f"{_CLEARED} AND closed_on IS NULL AND archived_at IS NULL AND {_MINE}",
            f"{_CLEARED} AND closed_on IS NULL AND status IN {_LIVE} AND {_MINE}",
        ),
        ("position", "INSERT", "", _OWN_POSITION),
        ("position", "UPDATE", _OWN_POSITION, _OWN_POSITION),
        ("position", "DELETE", _OWN_POSITION, ""),
        # It was asked by the board: it answers, and adds its comments while the round is open.
        ("clearance_response", "UPDATE", _OWN_ANSWER, _OWN_ANSWER),
        ("clearance_comment", "INSERT", "", _OPEN_COMMENT),
        ("clearance_comment", "DELETE", _OPEN_COMMENT, ""),
    ),
    PARTNER: (),
}
"""For each group: table, what is done, which rows it may be done to, and what they may become."""

COLUMNS = {
    ("action_item", "UPDATE"): "status, due_on, first_due_on, slips, version",
    ("position", "UPDATE"): "stance, note, version",
    ("clearance_response", "UPDATE"): "answer, person_id, answered_at, note, version",
}
"""The only columns that others than the secretariat may set."""

_OWN_ROWS = f"person_id = coalesce({_PERSON}, 0)"


def statements() -> Iterator[str]:
    """Yield what makes all rights anew, whatever stood before."""
    yield """DO $$ DECLARE p record; BEGIN
        FOR p IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'board' LOOP
            EXECUTE format('DROP POLICY %I ON board.%I', p.policyname, p.tablename);
        END LOOP; END $$"""
    groups = ", ".join(GROUPS)
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA board FROM PUBLIC, {groups}"
    yield f"GRANT USAGE ON SCHEMA board TO {groups}"
    for table in (*RECORDS, *_OWN_TABLES):
        yield f'ALTER TABLE board."{table}" ENABLE ROW LEVEL SECURITY'
        yield f'ALTER TABLE board."{table}" FORCE ROW LEVEL SECURITY'
        yield f'CREATE POLICY owner ON board."{table}" TO {OWNER} USING (true) WITH CHECK (true)'
    for table in (*RECORDS, "counter"):
        yield (
            f'CREATE POLICY runs ON board."{table}" TO {SECRETARIAT} '
            f"USING ({_RUNS}) WITH CHECK ({_RUNS})"
        )
        yield f'GRANT SELECT, INSERT, UPDATE, DELETE ON board."{table}" TO {SECRETARIAT}'
    for group in (REPRESENTATIVE, PARTNER):
        yield from _of_group(group)
    yield from _of_contents()
    yield from _of_everyone()


_CONTENT_TABLES = ("content", "content_piece")

_OWN_TABLES = (
    *_CONTENT_TABLES,
    *("schema_version", "account", "counter", "draft", "undo_step", "audit", "work_done"),
    "finding_all",
)


def _of_group(group: str) -> Iterator[str]:
    # Whoever is in the group, an account of this very board is needed besides.
    kind = group.removeprefix("board_")
    is_one = f"(SELECT board.me_kind()) = '{kind}'"
    # A page asks many tables at once: what is not for this group is empty to it, not an error.
    for table in RECORDS:
        yield f'GRANT SELECT ON board."{table}" TO {group}'
    for table, rule in READ[group].items():
        yield (
            f'CREATE POLICY {kind}_reads ON board."{table}" FOR SELECT TO {group} '
            f"USING ({is_one} AND {rule})"
        )
    for table, verb, using, check in WRITE[group]:
        columns = COLUMNS.get((table, verb), "")
        yield f'GRANT {verb}{f" ({columns})" if columns else ""} ON board."{table}" TO {group}'
        rule = f" USING ({is_one} AND {using})" if using else ""
        rule += f" WITH CHECK ({is_one} AND {check})" if check else ""
        yield (
            f'CREATE POLICY {kind}_{verb.lower()} ON board."{table}" FOR {verb} TO {group}{rule}'
        )


def _of_contents() -> Iterator[str]:
    """Yield the rights to what papers hold: it is for those who may see one of the papers."""
    groups = ", ".join(GROUPS)
    for table in _CONTENT_TABLES:
        yield (
            f"CREATE POLICY runs_adds ON board.{table} FOR INSERT TO {SECRETARIAT} "
            f"WITH CHECK ({_RUNS})"
        )
        yield f"GRANT INSERT ON board.{table} TO {SECRETARIAT}"
        # Kept a moment before its paper: whoever runs the board sees it without one.
        yield (
            f"CREATE POLICY of_a_paper ON board.{table} FOR SELECT TO {groups} USING ({_RUNS} OR "
            f"EXISTS (SELECT 1 FROM board.attachment a WHERE a.sha256 = {table}.sha256))"
        )
        yield f"GRANT SELECT ON board.{table} TO {groups}"


def _of_everyone() -> Iterator[str]:
    groups = ", ".join(GROUPS)
    yield f"CREATE POLICY all_read ON board.schema_version FOR SELECT TO {groups} USING (true)"
    yield f"CREATE POLICY own_drafts ON board.draft TO {groups} USING ({_OWN_ROWS})"
    yield f"CREATE POLICY own_steps ON board.undo_step TO {groups} USING ({_OWN_ROWS})"
    yield (
        f"CREATE POLICY own_changes ON board.audit FOR SELECT TO {groups} "
        f"USING ({_RUNS} OR person_id = {_PERSON})"
    )
    yield f"GRANT SELECT ON board.schema_version, board.audit, board.finding TO {groups}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON board.draft TO {groups}"
    yield f"GRANT SELECT, DELETE, UPDATE (state) ON board.undo_step TO {groups}"
