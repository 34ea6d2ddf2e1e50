"""Attendance, blocks, decisions and positions."""

from typing import Any

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.rows import AttendanceRow, BlockRow, DecisionRow, PositionRow
from db.engine import Engine
from db.lists.shared import row_of, seat_name

_DAY = "(SELECT substr(m.wall_start, 1, 10) FROM meeting m WHERE m.id = :meeting)"

# Agencies whose seat held on the day, and any other that has a line: the past stays as it was.
_ATTENDANCE = f"""SELECT coalesce(t.id, 0) AS id, coalesce(t.version, 0) AS version,
    a.id AS agency_id, {seat_name("a.id", _DAY)} AS agency,
    {seat_name("a.id", _DAY, "name")} AS agency_name, a.kind,
    coalesce(t.presence, 'unknown') AS presence, t.person_id, p.name AS person,
    t.arrived, t."left", t.note
FROM agency a
LEFT JOIN attendance t ON t.agency_id = a.id AND t.meeting_id = :meeting
    AND t.archived_at IS NULL
LEFT JOIN person p ON p.id = t.person_id
WHERE t.id IS NOT NULL OR (a.archived_at IS NULL AND a.kind IN ('member', 'chair')
    AND EXISTS (SELECT 1 FROM seat s WHERE s.agency_id = a.id AND s.archived_at IS NULL
        AND s.valid_from <= {_DAY} AND (s.valid_to IS NULL OR s.valid_to >= {_DAY})))
ORDER BY CASE a.kind WHEN 'chair' THEN 0 WHEN 'member' THEN 1 ELSE 2 END, a.seat_no, a.id"""

_DECISION = """SELECT d.*, m.title AS meeting, i.title AS item
FROM decision d JOIN meeting m ON m.id = d.meeting_id
LEFT JOIN agenda_item i ON i.id = d.item_id"""

_POSITIONS = f"""SELECT p.*, {seat_name("p.agency_id", "substr(m.wall_start, 1, 10)")} AS agency
FROM position p JOIN decision d ON d.id = p.decision_id JOIN meeting m ON m.id = d.meeting_id
JOIN agency a ON a.id = p.agency_id
WHERE d.meeting_id = :meeting AND p.archived_at IS NULL AND d.archived_at IS NULL
ORDER BY d.id, a.seat_no, a.id"""


class MinutesLists:
    """Reads of what was recorded at meetings."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def attendance(self, meeting_id: RecordId) -> list[AttendanceRow]:
        rows = self._engine.rows(_ATTENDANCE, {"meeting": meeting_id})
        return [row_of(AttendanceRow, row) for row in rows]

    def blocks(self, meeting_id: RecordId) -> list[BlockRow]:
        rows = self._engine.rows(
            """SELECT b.* FROM minutes_block b JOIN agenda_item i ON i.id = b.item_id
            WHERE b.meeting_id = :meeting AND b.archived_at IS NULL
            ORDER BY i.position, i.id, b.position, b.id""",
            {"meeting": meeting_id},
        )
        return [row_of(BlockRow, row) for row in rows]

    def decisions(self, meeting_id: RecordId | None = None) -> list[DecisionRow]:
        test = "WHERE d.archived_at IS NULL"
        params: dict[str, Any] = {}
        if meeting_id is not None:
            test += " AND d.meeting_id = :meeting"
            params["meeting"] = meeting_id
        rows = self._engine.rows(f"{_DECISION} {test} ORDER BY m.starts_at, d.id", params)
        return [row_of(DecisionRow, row) for row in rows]

    def decision(self, decision_id: RecordId) -> DecisionRow:
        rows = self._engine.rows(f"{_DECISION} WHERE d.id = :id", {"id": decision_id})
        if not rows:
            raise NotFound("This decision does not exist any more.")
        return row_of(DecisionRow, rows[0])

    def positions(self, meeting_id: RecordId) -> list[PositionRow]:
        rows = self._engine.rows(_POSITIONS, {"meeting": meeting_id})
        return [row_of(PositionRow, row) for row in rows]
