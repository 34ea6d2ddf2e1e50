"""Action items and follow-ups; a page costs the same whether there are fifty or a million."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.packed import PackedIds
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow, FollowUpRow
from db.engine import Engine
from db.lists.shared import row_of, seat_name

_SEEN = f"""SELECT x.*, {seat_name("x.lead_id", "x.opened_on")} AS lead,
    m.reference AS meeting, CASE WHEN c.board_name <> '' THEN c.board_name ELSE c.name END
        AS country,
    (SELECT string_agg(name, ', ') FROM (SELECT {seat_name("t.agency_id", "x.opened_on")}
        AS name FROM action_support t JOIN agency a ON a.id = t.agency_id
        WHERE t.action_id = x.id AND t.archived_at IS NULL ORDER BY a.seat_no, a.id) n)
        AS supporting"""
_HEARD = "(SELECT max(f.made_on) FROM follow_up f WHERE f.action_id = x.id) AS last_follow_up"
_COLUMNS = f"{_SEEN}, {_HEARD}"
_TABLES = """action_item x LEFT JOIN meeting m ON m.id = x.meeting_id
LEFT JOIN country c ON c.id = x.country_id"""
_NAMES = f"{_COLUMNS} FROM {_TABLES}"

_FOLLOW_UPS = f"""SELECT f.*, {seat_name("f.agency_id", "f.made_on")} AS agency, p.name AS person
FROM follow_up f LEFT JOIN person p ON p.id = f.person_id WHERE f.archived_at IS NULL"""


# What lacks a date or a lead comes first, so that it never falls out of sight; few items do, and
# an index of their own finds them. The rest goes by date.
_GAP = "(x.due_on IS NULL OR x.lead_id IS NULL)"

# The + keeps SQLite from beginning with the lead or the agency: it walks the index by date, which
# holds all that is asked, and stops after a page. Measured at 600,000 items: 8 ms, not 4 s.
_WHOLE = "x.due_on IS NOT NULL AND +x.lead_id IS NOT NULL"
_OF_AGENCY = """(+x.lead_id = :agency OR +x.id IN (SELECT t.action_id FROM action_support t
    WHERE t.agency_id = :agency AND t.archived_at IS NULL))"""


def _has_gap(row: ActionRow) -> bool:
    return row.due_on is None or row.lead_id is None


class ActionLists:
    """Reads of the action theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def actions(
        self, wanted: ActionFilter, *, after: ActionRow | None = None, limit: int = 200
    ) -> list[ActionRow]:
        rows: list[ActionRow] = []
        if after is None or _has_gap(after):
            rows = self._page(wanted, _GAP, after, limit)
        if len(rows) < limit:
            behind = None if after is None or _has_gap(after) else after
            rows += self._page(wanted, _WHOLE, behind, limit - len(rows))
        return rows

    def _page(
        self, wanted: ActionFilter, part: str, after: ActionRow | None, limit: int
    ) -> list[ActionRow]:
        tests, params = self._tests(wanted)
        tests.append(part)
        params["limit"] = limit
        if after is not None:
            tests.append(
                "(x.due_on IS NOT NULL OR x.id > :after_id)"
                if after.due_on is None
                else "(x.due_on, x.id) > (:after_due, :after_id)"
            )
            params["after_id"] = after.id
            params["after_due"] = after.due_on.isoformat() if after.due_on else None
        # The page is cut before any name is looked up, and CROSS JOIN keeps it the outer loop:
        # else SQLite walks the whole index for the outer order.
        page = f"""SELECT x.id FROM action_item x WHERE {" AND ".join(tests)}
            ORDER BY x.due_on NULLS FIRST, x.id LIMIT :limit"""
        rows = self._engine.rows(
            f"""WITH page AS MATERIALIZED ({page}) {_COLUMNS}
            FROM page CROSS JOIN {_TABLES} WHERE x.id = page.id
            ORDER BY x.due_on NULLS FIRST, x.id""",
            params,
        )
        return [row_of(ActionRow, row) for row in rows]

    def ordered_ids(self, wanted: ActionFilter) -> PackedIds:
        found = PackedIds()
        for part in (_GAP, _WHOLE):
            tests, params = self._tests(wanted)
            found += self._engine.numbers(
                f"""SELECT x.id AS id FROM action_item x WHERE {" AND ".join([*tests, part])}
                ORDER BY x.due_on NULLS FIRST, x.id""",
                params,
            )
        return found

    def actions_of(self, ids: Sequence[RecordId]) -> list[ActionRow]:
        if not ids:
            return []
        params = {f"id{number}": id for number, id in enumerate(ids)}
        marks = ", ".join(f"(:{name})" for name in params)
        # Looked up one by one: for a list of ids SQLite may read the whole table.
        found = self._engine.rows(
            f"""WITH page (id) AS MATERIALIZED (VALUES {marks}) {_SEEN}, NULL AS last_follow_up
            FROM page CROSS JOIN {_TABLES} WHERE x.id = page.id""",
            params,
        )
        rows = {row["id"]: row_of(ActionRow, row) for row in found}
        return [rows[id] for id in ids if id in rows]

    def count(self, wanted: ActionFilter) -> int:
        tests, params = self._tests(wanted)
        sql = f"SELECT count(*) AS n FROM action_item x WHERE {' AND '.join(tests)}"
        return int(self._engine.rows(sql, params)[0]["n"])

    def action(self, action_id: RecordId) -> ActionRow:
        rows = self._engine.rows(f"{_NAMES} WHERE x.id = :id", {"id": action_id})
        if not rows:
            raise NotFound("This action item does not exist any more.")
        return row_of(ActionRow, rows[0])

    def supporting(self, action_id: RecordId) -> list[RecordId]:
        rows = self._engine.rows(
            """SELECT t.agency_id FROM action_support t JOIN agency a ON a.id = t.agency_id
            WHERE t.action_id = :id AND t.archived_at IS NULL ORDER BY a.seat_no, a.id""",
            {"id": action_id},
        )
        return [row["agency_id"] for row in rows]

    def follow_ups(self, action_ids: Sequence[RecordId]) -> list[FollowUpRow]:
        if not action_ids:
            return []
        params = {f"id{number}": id for number, id in enumerate(action_ids)}
        marks = ", ".join(f":{name}" for name in params)
        sql = f"{_FOLLOW_UPS} AND f.action_id IN ({marks}) ORDER BY f.made_on, f.id"
        return [row_of(FollowUpRow, row) for row in self._engine.rows(sql, params)]

    def followed_between(self, start: date, end: date) -> list[FollowUpRow]:
        rows = self._engine.rows(
            f"{_FOLLOW_UPS} AND f.made_on BETWEEN :start AND :end ORDER BY f.made_on, f.id",
            {"start": start.isoformat(), "end": end.isoformat()},
        )
        return [row_of(FollowUpRow, row) for row in rows]

    def _tests(self, wanted: ActionFilter) -> tuple[list[str], dict[str, Any]]:
        tests, params = ["x.archived_at IS NULL"], dict[str, Any]()
        for value, name, test in (
            (wanted.agency_id, "agency", _OF_AGENCY),
            (wanted.country_id, "country", "x.country_id = :country"),
            (wanted.meeting_id, "meeting", "x.meeting_id = :meeting"),
            (wanted.closed_since, "closed_since", "x.closed_on >= :closed_since"),
            (wanted.due_before, "due_before", "x.closed_on IS NULL AND x.due_on < :due_before"),
        ):
            if value is not None:
                tests.append(test)
                params[name] = value.isoformat() if isinstance(value, date) else value
        if wanted.live:
            tests.append("x.closed_on IS NULL")
        if wanted.closed:
            tests.append("x.closed_on IS NOT NULL")
        if wanted.statuses:
            found = {f"status{number}": one.value for number, one in enumerate(wanted.statuses)}
            tests.append(f"x.status IN ({', '.join(f':{name}' for name in found)})")
            params |= found
        if wanted.ids:
            marks = {f"only{number}": id for number, id in enumerate(wanted.ids)}
            tests.append(f"x.id IN ({', '.join(f':{name}' for name in marks)})")
            params |= marks
        query = self._engine.match(wanted.words) if wanted.words.strip() else ""
        if query:
            tests.append(f"x.id IN ({self._engine.matching_sql()})")
            params["q"] = query
        elif wanted.words.strip():
            tests.append("1 = 0")
        return tests, params
