"""Full text over everything; a common word costs no more than a rare one.

Only the newest hits are ranked. Whole words are asked for first: their hits stream from the newest
on, while the beginning of a word makes SQLite gather all hits before it gives the first.
"""

from typing import Any, NamedTuple

from board_app.services.search_rows import SearchFound, SearchHit, SearchQuery
from db.engine import Engine
from db.lists.shared import row_of, seat_name

_RANKED = 2000

_DAY = "coalesce(f.day, '9999-12-31')"
_HITS = f"""SELECT f.id, f.kind, f.day, f.home_id, f.part_id, f.label, f.place, f.body,
    CASE WHEN f.kind = 'agency' THEN {seat_name("f.agency_id", _DAY, "name")}
        ELSE {seat_name("f.agency_id", _DAY)} END AS agency,
    m.reference AS meeting, i.title AS item, x.reference || ' ' || x.title AS action,
    d.reference || ' ' || substr(d.text, 1, 160) AS decision,
    CASE WHEN c.board_name <> '' THEN c.board_name ELSE c.name END AS country,
    r.reference || ' ' || CASE WHEN rc.board_name <> '' THEN rc.board_name ELSE rc.name END
        AS review,
    g.factor
FROM finding f
LEFT JOIN meeting m ON m.id = f.home_id
LEFT JOIN agenda_item i ON i.id = f.part_id
LEFT JOIN action_item x ON x.id = f.home_id
LEFT JOIN position p ON p.id = f.id
LEFT JOIN decision d ON d.id = p.decision_id
LEFT JOIN country c ON c.id = f.home_id
LEFT JOIN review r ON r.id = f.home_id
LEFT JOIN country rc ON rc.id = r.country_id
LEFT JOIN rating g ON g.id = f.id"""


class _Hits(NamedTuple):
    """Ids and kinds in the order in which they are shown."""

    rows: list[tuple[int, str]]
    is_capped: bool


class SearchLists:
    """Reads of the search index."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def search(self, query: SearchQuery, *, start: int = 0, limit: int = 50) -> SearchFound:
        if not self._engine.match(query.words):
            return SearchFound()
        everything = self._hits(query._replace(tables=()))
        hits = self._hits(query) if query.tables else everything
        counts: dict[str, int] = {}
        for _, kind in everything.rows:
            counts[kind] = counts.get(kind, 0) + 1
        shown = self._shown([id for id, _ in hits.rows[start : start + limit]])
        return SearchFound(shown, len(hits.rows), hits.is_capped, counts, everything.is_capped)

    def _hits(self, query: SearchQuery) -> _Hits:
        for begins in (False, True):
            found = self._newest(query, begins=begins)
            if len(found) == _RANKED:
                # So common a word says nothing about what is better: what is called so comes
                # first, the newest before the others.
                named = self._newest(query, begins=begins, is_name=True)
                first = {row[0] for row in named}
                rows = [*named, *(row for row in found if row[0] not in first)][:_RANKED]
                return _Hits([(id, kind) for id, kind, _ in rows], is_capped=True)
        ranked = self._newest(query, begins=True, ranks=True)
        # Equally good ones: the newest first, as they came.
        ranked.sort(key=lambda row: row[2])
        return _Hits([(id, kind) for id, kind, _ in ranked], is_capped=False)

    def _newest(
        self, query: SearchQuery, *, begins: bool, ranks: bool = False, is_name: bool = False
    ) -> list[tuple[int, str, float]]:
        tests, params = _tests(query)
        params |= {"q": self._engine.match(query.words, begins=begins), "ranked": _RANKED}
        rows = self._engine.rows(
            self._engine.search_sql(tests, is_name=is_name, ranks=ranks), params
        )
        return [(row["id"], row["kind"], row.get("rank", 0.0)) for row in rows]

    def _shown(self, ids: list[int]) -> tuple[SearchHit, ...]:
        if not ids:
            return ()
        params = {f"id{number}": id for number, id in enumerate(ids)}
        marks = ", ".join(f":{name}" for name in params)
        rows = self._engine.rows(f"{_HITS} WHERE f.id IN ({marks})", params)
        by_id = {row["id"]: row for row in rows}
        return tuple(row_of(SearchHit, by_id[id]) for id in ids)


def _tests(query: SearchQuery) -> tuple[str, dict[str, Any]]:
    # All of them, asked or not: an engine may filter in a function of its own.
    params: dict[str, Any] = dict.fromkeys(("start", "end", "agency"))
    params["kinds"] = list(query.tables) or None
    tests: list[str] = []
    if query.tables:
        kinds = {f"kind{number}": kind for number, kind in enumerate(query.tables)}
        tests.append(f"f.kind IN ({', '.join(f':{name}' for name in kinds)})")
        params |= kinds
    if query.start is not None:
        tests.append("f.day >= :start")
        params["start"] = query.start.isoformat()
    if query.end is not None:
        tests.append("f.day <= :end")
        params["end"] = query.end.isoformat()
    if query.agency_id is not None:
        tests.append(
            "(f.agency_id = :agency OR f.id IN (SELECT s.action_id FROM action_support s "
            "WHERE s.agency_id = :agency AND s.archived_at IS NULL))"
        )
        params["agency"] = query.agency_id
    return f"WHERE {' AND '.join(tests)}" if tests else "", params
