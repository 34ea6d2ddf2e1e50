"""Countries as the board sees them: watch list, reviews, ratings, and what happened when."""

from datetime import date
from typing import Any

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.domain.risk import RiskLevel, Tier
from board_app.services.country_rows import (
    CountryEventRow,
    CountryItemRow,
    CountryMoveRow,
    RatingRow,
    ReviewRow,
    TierRow,
    WatchRow,
)
from db.engine import Engine, SqlRow
from db.lists.shared import row_of, seat_name

_NAME = "CASE WHEN c.board_name <> '' THEN c.board_name ELSE c.name END"

# What stands is the adopted review that is newest by its day; the one before it tells the move.
_STOOD = """(SELECT v.id FROM review v WHERE v.country_id = c.id AND v.archived_at IS NULL
    AND v.state IN ('adopted', 'superseded') ORDER BY v.as_of DESC, v.id DESC LIMIT 1{0})"""

_WATCHED = f"""SELECT c.id, c.alpha2, c.alpha3, {_NAME} AS name, c.region,
    coalesce(w.id, 0) AS entry_id, coalesce(w.version, 0) AS entry_version, w.tier, w.reason,
    w.since, w.next_review_on, w.lead_id, {seat_name("w.lead_id", ":day")} AS lead,
    coalesce(r.level, 0) AS level, coalesce(b.level, 0) AS level_before, r.trend, r.confidence,
    r.as_of AS reviewed_on,
    (SELECT count(*) FROM review v WHERE v.country_id = c.id AND v.archived_at IS NULL
        AND v.state <> 'draft') AS reviews,
    (SELECT v.id FROM review v WHERE v.country_id = c.id AND v.archived_at IS NULL
        AND v.state = 'draft' ORDER BY v.id DESC LIMIT 1) AS draft_id,
    (SELECT count(*) FROM action_item x WHERE x.country_id = c.id AND x.closed_on IS NULL
        AND x.archived_at IS NULL) AS open_actions,
    (SELECT count(*) FROM action_item x WHERE x.country_id = c.id AND x.closed_on IS NULL
        AND x.archived_at IS NULL AND x.due_on < :day) AS overdue
FROM country c
LEFT JOIN watch_entry w ON w.country_id = c.id AND w.until IS NULL AND w.archived_at IS NULL
LEFT JOIN review r ON r.id = {_STOOD.format("")}
LEFT JOIN review b ON b.id = {_STOOD.format(" OFFSET 1")}
WHERE c.archived_at IS NULL"""

_BY_TIER = "CASE w.tier WHEN 'priority' THEN 1 WHEN 'watch' THEN 2 ELSE 3 END"

_REVIEWS = f"""SELECT r.*, {_NAME} AS country, {seat_name("r.lead_id", "r.as_of")} AS lead,
    i.title AS item, m.reference AS meeting, d.reference AS decision,
    r.archived_at IS NOT NULL AS archived
FROM review r JOIN country c ON c.id = r.country_id
LEFT JOIN agenda_item i ON i.id = r.item_id LEFT JOIN meeting m ON m.id = r.meeting_id
LEFT JOIN decision d ON d.id = r.decision_id"""

_NEWEST = "ORDER BY r.as_of DESC, r.id DESC"

_ITEMS = """SELECT i.id, i.meeting_id, m.title AS meeting,
    substr(m.wall_start, 1, 10) AS held_on, i.title, i.kind, i.state,
    (SELECT count(*) FROM decision d WHERE d.item_id = i.id AND d.archived_at IS NULL)
        AS decisions
FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id
WHERE i.country_id = :country AND i.archived_at IS NULL AND m.archived_at IS NULL
ORDER BY m.starts_at DESC, i.position"""

_EVENTS = """SELECT d.id, 'decision' AS kind, substr(m.wall_start, 1, 10) AS "on", d.reference,
    d.text, d.meeting_id, d.item_id
FROM decision d JOIN agenda_item i ON i.id = d.item_id JOIN meeting m ON m.id = d.meeting_id
WHERE i.country_id = :country AND d.archived_at IS NULL
UNION ALL
SELECT x.id, 'action_item', x.opened_on, x.reference, x.title, x.meeting_id, x.item_id
FROM action_item x WHERE x.country_id = :country AND x.archived_at IS NULL
ORDER BY 3, 1"""

_LEVEL_MOVES = f"""SELECT r.id, c.id AS country_id, {_NAME} AS country, r.adopted_on AS "on",
    r.level AS now, r.lead_id,
    (SELECT v.level FROM review v WHERE v.country_id = r.country_id AND v.archived_at IS NULL
        AND v.state <> 'draft' AND (v.as_of, v.id) < (r.as_of, r.id)
        ORDER BY v.as_of DESC, v.id DESC LIMIT 1) AS before
FROM review r JOIN country c ON c.id = r.country_id
WHERE r.adopted_on >= :since AND r.archived_at IS NULL"""

_TIER_MOVES = f"""SELECT w.id, c.id AS country_id, {_NAME} AS country, w.since AS "on",
    w.tier AS now, w.lead_id,
    (SELECT p.tier FROM watch_entry p WHERE p.country_id = w.country_id
        AND p.archived_at IS NULL AND (p.since, p.id) < (w.since, w.id)
        ORDER BY p.since DESC, p.id DESC LIMIT 1) AS before
FROM watch_entry w JOIN country c ON c.id = w.country_id
WHERE w.since >= :since AND w.archived_at IS NULL"""


class CountryLists:
    """Reads of the country theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def watched(self, today: date, *, everything: bool = False) -> list[WatchRow]:
        order = "ORDER BY name" if everything else f"AND w.id IS NOT NULL ORDER BY {_BY_TIER}, name"
        rows = self._engine.rows(f"{_WATCHED} {order}", {"day": today.isoformat()})
        return [row_of(WatchRow, row) for row in rows]

    def country(self, country_id: RecordId, today: date) -> WatchRow:
        rows = self._engine.rows(
            f"{_WATCHED} AND c.id = :country", {"day": today.isoformat(), "country": country_id}
        )
        if not rows:
            raise NotFound("This country is not in the board's table any more.")
        return row_of(WatchRow, rows[0])

    def tiers(self, country_id: RecordId) -> list[TierRow]:
        rows = self._engine.rows(
            f"""SELECT w.*, {seat_name("w.lead_id", "w.since")} AS lead FROM watch_entry w
            WHERE w.country_id = :country AND w.archived_at IS NULL
            ORDER BY w.since DESC, w.id DESC""",
            {"country": country_id},
        )
        return [row_of(TierRow, row) for row in rows]

    def reviews(
        self, country_id: RecordId | None = None, *, archived: bool = False
    ) -> list[ReviewRow]:
        tests = ["1 = 1"] if archived else ["r.archived_at IS NULL"]
        params: dict[str, Any] = {}
        if country_id is not None:
            tests.append("r.country_id = :country")
            params["country"] = country_id
        return self._reviews(f"WHERE {' AND '.join(tests)} {_NEWEST}", params)

    def drafts(self) -> list[ReviewRow]:
        return self._reviews(f"WHERE r.archived_at IS NULL AND r.state = 'draft' {_NEWEST}", {})

    def review(self, review_id: RecordId) -> ReviewRow:
        found = self._reviews("WHERE r.id = :id", {"id": review_id})
        if not found:
            raise NotFound("This review does not exist any more.")
        return found[0]

    def review_of_item(self, item_id: RecordId) -> ReviewRow | None:
        found = self._reviews(
            f"WHERE r.item_id = :item AND r.archived_at IS NULL {_NEWEST} LIMIT 1",
            {"item": item_id},
        )
        return found[0] if found else None

    def before(self, review: ReviewRow) -> ReviewRow | None:
        found = self._reviews(
            f"""WHERE r.country_id = :country AND r.archived_at IS NULL AND r.state <> 'draft'
            AND r.id <> :id AND (r.as_of, r.id) < (:as_of, :id) {_NEWEST} LIMIT 1""",
            {"country": review.country_id, "as_of": review.as_of.isoformat(), "id": review.id},
        )
        return found[0] if found else None

    def ratings(self, review_id: RecordId) -> list[RatingRow]:
        rows = self._engine.rows(
            "SELECT * FROM rating WHERE review_id = :review AND archived_at IS NULL "
            "ORDER BY factor",
            {"review": review_id},
        )
        return [row_of(RatingRow, row) for row in rows]

    def items(self, country_id: RecordId) -> list[CountryItemRow]:
        rows = self._engine.rows(_ITEMS, {"country": country_id})
        return [row_of(CountryItemRow, row) for row in rows]

    def events(self, country_id: RecordId) -> list[CountryEventRow]:
        rows = self._engine.rows(_EVENTS, {"country": country_id})
        return [row_of(CountryEventRow, row) for row in rows]

    def moves(self, since: date) -> list[CountryMoveRow]:
        params = {"since": since.isoformat()}
        found = [
            _move(row, "level", RiskLevel(row["before"]).label, RiskLevel(row["now"]).label)
            for row in self._engine.rows(_LEVEL_MOVES, params)
            if row["before"] and row["now"] and row["before"] != row["now"]
        ]
        found += [
            _move(row, "tier", _tier(row["before"]), _tier(row["now"]))
            for row in self._engine.rows(_TIER_MOVES, params)
        ]
        return sorted(found, key=lambda row: (row.on, row.id), reverse=True)

    def _reviews(self, test: str, params: dict[str, Any]) -> list[ReviewRow]:
        return [row_of(ReviewRow, row) for row in self._engine.rows(f"{_REVIEWS} {test}", params)]


def _move(row: SqlRow, kind: str, before: str, now: str) -> CountryMoveRow:
    return row_of(CountryMoveRow, {**row, "kind": kind, "before": before, "now": now})


def _tier(tier: str | None) -> str:
    return Tier(tier).label if tier else ""
