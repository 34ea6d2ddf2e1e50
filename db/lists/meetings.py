"""Series, meetings and agendas."""

from datetime import date
from typing import Any

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.rows import AgendaRow, ExceptionRow, MeetingRow, SeriesRow, StandingRow
from db.engine import Engine
from db.lists.shared import row_of, seat_name

_MEETING = """SELECT m.*, p.name AS chair,
    (SELECT count(*) FROM agenda_item i WHERE i.meeting_id = m.id AND i.archived_at IS NULL)
        AS items,
    (SELECT coalesce(sum(i.minutes), 0) FROM agenda_item i WHERE i.meeting_id = m.id
        AND i.archived_at IS NULL AND i.state <> 'withdrawn') AS allotted,
    (SELECT count(*) FROM attendance t JOIN agency a ON a.id = t.agency_id
        WHERE t.meeting_id = m.id AND t.archived_at IS NULL AND a.kind = 'member'
        AND t.presence IN ('principal', 'alternate', 'remote')) AS present,
    (SELECT count(*) FROM decision d WHERE d.meeting_id = m.id AND d.archived_at IS NULL)
        AS decisions,
    (SELECT count(*) FROM action_item x WHERE x.meeting_id = m.id AND x.archived_at IS NULL)
        AS actions
FROM meeting m LEFT JOIN person p ON p.id = m.chair_id"""

_MEETING_DAY = "(SELECT substr(m.wall_start, 1, 10) FROM meeting m WHERE m.id = i.meeting_id)"

_AGENDA = f"""SELECT i.*, {seat_name("i.lead_id", _MEETING_DAY)} AS lead,
    CASE WHEN c.board_name <> '' THEN c.board_name ELSE c.name END AS country,
    (SELECT m.reference FROM agenda_item f JOIN meeting m ON m.id = f.meeting_id
        WHERE f.id = i.carried_from_id) AS carried_from,
    (SELECT m.reference FROM agenda_item t JOIN meeting m ON m.id = t.meeting_id
        WHERE t.carried_from_id = i.id AND t.archived_at IS NULL
        ORDER BY t.id LIMIT 1) AS carried_to,
    (SELECT count(*) FROM minutes_block b WHERE b.item_id = i.id AND b.archived_at IS NULL)
        AS blocks
FROM agenda_item i LEFT JOIN country c ON c.id = i.country_id
WHERE i.archived_at IS NULL"""

_LIVE = "m.archived_at IS NULL"


class MeetingLists:
    """Reads of the meeting theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def series(self) -> list[SeriesRow]:
        rows = self._engine.rows("SELECT * FROM series WHERE archived_at IS NULL ORDER BY id")
        return [row_of(SeriesRow, row) for row in rows]

    def exceptions(self, series_id: RecordId) -> list[ExceptionRow]:
        rows = self._engine.rows(
            "SELECT * FROM series_exception WHERE series_id = :id AND archived_at IS NULL "
            "ORDER BY on_day",
            {"id": series_id},
        )
        return [row_of(ExceptionRow, row) for row in rows]

    def meetings(self) -> list[MeetingRow]:
        return self._meetings(f"{_LIVE} ORDER BY m.starts_at DESC, m.id DESC")

    def meeting(self, meeting_id: RecordId) -> MeetingRow:
        found = self._meetings("m.id = :id", {"id": meeting_id})
        if not found:
            raise NotFound("This meeting does not exist any more.")
        return found[0]

    def by_reference(self, reference: str) -> MeetingRow:
        found = self._meetings(f"{_LIVE} AND m.reference = :reference", {"reference": reference})
        if not found:
            raise NotFound(f"There is no meeting {reference}. Look at the list of meetings.")
        return found[0]

    def next_meeting(self, day: date) -> MeetingRow | None:
        found = self._meetings(
            f"{_LIVE} AND m.state IN ('planned', 'called', 'in_session') "
            "AND substr(m.wall_start, 1, 10) >= :day ORDER BY m.starts_at, m.id LIMIT 1",
            {"day": day.isoformat()},
        )
        return found[0] if found else None

    def last_meeting(self, day: date) -> MeetingRow | None:
        found = self._meetings(
            f"{_LIVE} AND m.state IN ('adjourned', 'closed') "
            "AND substr(m.wall_start, 1, 10) <= :day ORDER BY m.starts_at DESC, m.id DESC LIMIT 1",
            {"day": day.isoformat()},
        )
        return found[0] if found else None

    def agenda(self, meeting_id: RecordId) -> list[AgendaRow]:
        return self._items("AND i.meeting_id = :id ORDER BY i.position, i.id", {"id": meeting_id})

    def item(self, item_id: RecordId) -> AgendaRow:
        found = self._items("AND i.id = :id", {"id": item_id})
        if not found:
            raise NotFound("This agenda item does not exist any more.")
        return found[0]

    def standing_items(self) -> list[StandingRow]:
        rows = self._engine.rows(
            f"""SELECT t.*, {seat_name("t.lead_id", "'9999-12-31'")} AS lead
            FROM standing_item t WHERE t.archived_at IS NULL ORDER BY t.position, t.id"""
        )
        return [row_of(StandingRow, row) for row in rows]

    def deferred(self) -> list[AgendaRow]:
        return self._items(
            """AND i.state = 'deferred' AND NOT EXISTS (SELECT 1 FROM agenda_item t
                WHERE t.carried_from_id = i.id AND t.archived_at IS NULL)
            ORDER BY i.meeting_id, i.position""",
            {},
        )

    def _meetings(self, test: str, params: dict[str, Any] | None = None) -> list[MeetingRow]:
        rows = self._engine.rows(f"{_MEETING} WHERE {test}", params)
        return [row_of(MeetingRow, row) for row in rows]

    def _items(self, test: str, params: dict[str, Any]) -> list[AgendaRow]:
        return [row_of(AgendaRow, row) for row in self._engine.rows(f"{_AGENDA} {test}", params)]
