"""Clearance rounds with their answers and comments, and the frozen texts."""

from typing import TYPE_CHECKING, Any, TypeVar

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.clearance_rows import ApprovalRow, CommentRow, ResponseRow, RoundRow
from db.engine import Engine
from db.lists.shared import row_of, seat_name

if TYPE_CHECKING:
    from board_app.domain.base import Record
    from board_app.domain.minutes_text import MinutesText

R = TypeVar("R", bound="Record")

# Without the texts, which may be long.
_ROUND = """SELECT r.id, r.version, r.meeting_id, m.title AS meeting, m.reference, r.number,
    r.sent_sha256, r.opened_at, r.wall_due, r.zone, r.fold, r.due_at, r.first_wall_due, r.slips,
    r.silence, r.note, r.state, r.outcome, r.closed_at, r.cleared_sha256, r.reason, r.marking,
    (SELECT count(*) FROM clearance_response a WHERE a.round_id = r.id
        AND a.archived_at IS NULL) AS asked,
    (SELECT count(*) FROM clearance_response a WHERE a.round_id = r.id
        AND a.archived_at IS NULL AND a.answer <> 'none') AS answered,
    (SELECT count(*) FROM clearance_response a WHERE a.round_id = r.id
        AND a.archived_at IS NULL AND a.answer = 'non_concur') AS against,
    (SELECT count(*) FROM clearance_comment c WHERE c.round_id = r.id
        AND c.archived_at IS NULL) AS comments,
    (SELECT count(*) FROM clearance_comment c WHERE c.round_id = r.id
        AND c.archived_at IS NULL AND c.resolution = 'open') AS unresolved,
    (SELECT a.answer FROM clearance_response a WHERE a.round_id = r.id
        AND a.archived_at IS NULL AND a.agency_id = :agency) AS mine
FROM clearance_round r JOIN meeting m ON m.id = r.meeting_id WHERE r.archived_at IS NULL"""

_DAY = "substr(m.wall_start, 1, 10)"

_RESPONSES = f"""SELECT a.*, {seat_name("a.agency_id", _DAY)} AS agency,
    {seat_name("a.agency_id", _DAY, "name")} AS agency_name, g.kind, p.name AS person,
    (SELECT count(*) FROM clearance_comment c WHERE c.round_id = a.round_id
        AND c.agency_id = a.agency_id AND c.archived_at IS NULL) AS comments
FROM clearance_response a JOIN clearance_round r ON r.id = a.round_id
JOIN meeting m ON m.id = r.meeting_id JOIN agency g ON g.id = a.agency_id
LEFT JOIN person p ON p.id = a.person_id
WHERE a.round_id = :round AND a.archived_at IS NULL
ORDER BY CASE g.kind WHEN 'chair' THEN 0 WHEN 'member' THEN 1 ELSE 2 END, g.seat_no, g.id"""

_COMMENTS = f"""SELECT c.*, {seat_name("c.agency_id", _DAY)} AS agency, p.name AS person
FROM clearance_comment c JOIN clearance_round r ON r.id = c.round_id
JOIN meeting m ON m.id = r.meeting_id LEFT JOIN person p ON p.id = c.person_id
WHERE c.round_id = :round AND c.archived_at IS NULL ORDER BY c.number, c.id"""

_GONE = "This clearance round does not exist any more."


class ClearanceLists:
    """Reads of the clearance theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rounds(
        self, meeting_id: RecordId | None = None, *, agency_id: RecordId | None = None
    ) -> list[RoundRow]:
        if meeting_id is None:
            test = "AND r.closed_at IS NULL AND m.archived_at IS NULL ORDER BY r.due_at, r.id"
        else:
            test = "AND r.meeting_id = :meeting ORDER BY r.number"
        return self._rounds(test, {"meeting": meeting_id, "agency": agency_id})

    def round(self, round_id: RecordId) -> RoundRow:
        found = self._rounds("AND r.id = :id", {"id": round_id, "agency": None})
        if not found:
            raise NotFound(_GONE)
        return found[0]

    def responses(self, round_id: RecordId) -> list[ResponseRow]:
        rows = self._engine.rows(_RESPONSES, {"round": round_id})
        return [row_of(ResponseRow, row) for row in rows]

    def comments(self, round_id: RecordId) -> list[CommentRow]:
        rows = self._engine.rows(_COMMENTS, {"round": round_id})
        return [row_of(CommentRow, row) for row in rows]

    def approval(self, meeting_id: RecordId) -> ApprovalRow | None:
        rows = self._engine.rows(
            """SELECT a.id, a.meeting_id, a.round_id, a.approved_sha256, a.head, a.head_number,
                a.approved_at, a.chair, a.secretary, p.name AS person
            FROM approval a LEFT JOIN person p ON p.id = a.person_id
            WHERE a.meeting_id = :meeting AND a.archived_at IS NULL""",
            {"meeting": meeting_id},
        )
        return row_of(ApprovalRow, rows[0]) if rows else None

    def sent(self, round_id: RecordId) -> "MinutesText":
        return self._frozen("SELECT sent AS text FROM clearance_round WHERE id = :id", round_id)

    def cleared(self, round_id: RecordId) -> "MinutesText":
        return self._frozen(
            "SELECT cleared AS text FROM clearance_round WHERE id = :id AND cleared <> ''",
            round_id,
        )

    def approved(self, meeting_id: RecordId) -> "MinutesText":
        return self._frozen(
            "SELECT approved AS text FROM approval WHERE meeting_id = :id", meeting_id
        )

    def text_now(self, meeting_id: RecordId) -> "MinutesText":
        # The first screen shows rounds too, and goes without the models: 70 ms.
        from board_app.domain.meeting import Meeting  # noqa: PLC0415
        from board_app.services.minutes_text import minutes_text  # noqa: PLC0415

        found = self._find(Meeting, id=meeting_id)
        if not found:
            raise NotFound("This meeting does not exist any more.")
        return minutes_text(found[0], self._find)

    def _rounds(self, test: str, params: dict[str, Any]) -> list[RoundRow]:
        return [row_of(RoundRow, row) for row in self._engine.rows(f"{_ROUND} {test}", params)]

    def _frozen(self, sql: str, id: RecordId) -> "MinutesText":
        from board_app.domain.minutes_text import MinutesText  # noqa: PLC0415  (as above)

        rows = self._engine.rows(sql, {"id": id})
        if not rows:
            raise NotFound(_GONE)
        return MinutesText.of(rows[0]["text"])

    def _find(self, model: type[R], **equal: object) -> list[R]:
        from db.records import from_row, select_sql  # noqa: PLC0415  (as above)

        tests = "".join(f' AND "{name}" = :{name}' for name in equal)
        sql = f"{select_sql(model)} WHERE archived_at IS NULL{tests} ORDER BY id"
        return [from_row(model, row) for row in self._engine.rows(sql, equal)]
