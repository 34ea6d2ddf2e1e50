"""What no change may do, undo included.

It writes neither into approved minutes nor into a round that is closed, and never opens two rounds.
"""

from board_app.domain.errors import NotPossible
from db.engine import Engine, SqlRow

_OPEN_FIELDS = {"meeting": frozenset({"state", "version"})}
"""What may still change of a meeting: it is closed after its minutes are approved, too."""
_REMARKED = frozenset({"marking", "handling", "version"})
"""What may still change of all others: another scheme carries their markings over."""

_SAID = ("clearance_response", "clearance_comment")
_MEETING_OF: dict[str, str] = {
    "meeting": ":id",
    **dict.fromkeys(
        ("agenda_item", "minutes_block", "decision", "attendance", "clearance_round"), ":meeting_id"
    ),
    "position": "(SELECT d.meeting_id FROM decision d WHERE d.id = :decision_id)",
    **dict.fromkeys(
        _SAID,
        "(SELECT r.meeting_id FROM clearance_round r WHERE r.id = :round_id)",
    ),
}
"""How each kind of record that the text is made of, or that cleared it, finds its meeting."""


def refuse_locked(engine: Engine, table: str, before: SqlRow | None, after: SqlRow | None) -> None:
    """Raise NotPossible if a change touches what is approved or closed, or opens a second round."""
    if table == "clearance_round":
        _refuse_second(engine, before, after)
    if table in _SAID:
        _refuse_after_closing(engine, before or after)
    if table == "approval" and before is not None:
        raise NotPossible("An approval stays. Put a correction into a later meeting.")
    if table == "issue" and before is not None:
        raise NotPossible("What went out stays in the history.")
    meeting = _MEETING_OF.get(table)
    if meeting is None or not _says_more(table, before, after):
        return
    for row in (before, after):
        if row is not None and _is_approved(engine, meeting, row):
            raise NotPossible(
                "The minutes of this meeting are approved and locked. Put a correction into a "
                "later meeting."
            )


def _refuse_second(engine: Engine, before: SqlRow | None, after: SqlRow | None) -> None:
    """Raise NotPossible if a round goes live beside another: its closing may be undone, too."""
    if after is None or not _is_live(after) or (before is not None and _is_live(before)):
        return
    others = engine.rows(
        """SELECT 1 AS is_it FROM clearance_round WHERE meeting_id = :meeting AND id <> :id
        AND closed_at IS NULL AND archived_at IS NULL""",
        {"meeting": after["meeting_id"], "id": after["id"]},
    )
    if others:
        raise NotPossible("A round is open for these minutes already. Close it first.")


def _refuse_after_closing(engine: Engine, row: SqlRow | None) -> None:
    """Raise NotPossible if a round is closed by what a change would alter."""
    closed = row is not None and engine.rows(
        """SELECT 1 AS is_it FROM clearance_round WHERE id = :id AND closed_at IS NOT NULL
        AND archived_at IS NULL""",
        {"id": row["round_id"]},
    )
    if closed:
        raise NotPossible(
            "This round is closed, and what was answered stays. Open another round instead."
        )


def _is_live(row: SqlRow) -> bool:
    return row["closed_at"] is None and row["archived_at"] is None


def _says_more(table: str, before: SqlRow | None, after: SqlRow | None) -> bool:
    if before is None or after is None:
        return after is None or table != "meeting"
    free = _OPEN_FIELDS.get(table, _REMARKED)
    return any(after[name] != value for name, value in before.items() if name not in free)


def _is_approved(engine: Engine, meeting: str, row: SqlRow) -> bool:
    names = {"id", "meeting_id", "decision_id", "round_id"}
    params = {name: value for name, value in row.items() if f":{name}" in meeting and name in names}
    return bool(
        engine.rows(f"SELECT 1 AS is_it FROM approval WHERE meeting_id = {meeting}", params)
    )
