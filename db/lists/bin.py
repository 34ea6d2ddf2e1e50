"""The bin in SQL: what was put away, and the rows that point to it."""

from collections.abc import Iterator, Sequence

from board_app.services.bin_rows import BinRow, PointerRow
from db.engine import Engine, SqlRow
from db.lists.shared import row_of, seat_name

_AT_ONCE = 500
_LABEL = 160

_IN_MEETING = "t.{0} || ' · ' || (SELECT m.reference FROM meeting m WHERE m.id = t.meeting_id)"
_LABELS = {
    "agency": seat_name("t.id", "'9999'"),
    "seat": "t.abbreviation || ' · ' || t.name",
    "person": "t.name",
    "appointment": "(SELECT p.name FROM person p WHERE p.id = t.person_id) || ' · ' || "
    + seat_name("t.agency_id", "t.valid_from"),
    "series": "t.title",
    "series_exception": "(SELECT s.title FROM series s WHERE s.id = t.series_id)",
    "meeting": "t.reference || ' ' || t.title",
    "standing_item": "t.title",
    "agenda_item": _IN_MEETING.format("title"),
    "attachment": "t.title || ' · ' || (SELECT m.reference FROM agenda_item i "
    "JOIN meeting m ON m.id = i.meeting_id WHERE i.id = t.item_id)",
    "decision": "t.reference || ' ' || t.text",
    "action_item": "t.reference || ' ' || t.title",
    "minutes_block": _IN_MEETING.format("text"),
    "review": "t.reference || ' ' || (SELECT CASE WHEN c.board_name <> '' THEN c.board_name "
    "ELSE c.name END FROM country c WHERE c.id = t.country_id)",
}
"""What can be put away, and what each is called."""

_DAYS = {"series_exception": "t.on_day"}
_GONE = "EXISTS (SELECT 1 FROM {0} o WHERE o.id = t.{1} AND o.archived_at IS NOT NULL)"
_ONLY = {
    "minutes_block": f"NOT {_GONE.format('decision', 'decision_id')} "
    f"AND NOT {_GONE.format('action_item', 'action_id')}",
}
# On a server the history of others is not for everybody.
_BY = (
    "coalesce((SELECT u.person FROM audit u WHERE u.row_id = t.id ORDER BY u.id DESC LIMIT 1), '')"
)

_ARCHIVED = " UNION ALL ".join(
    f"""SELECT t.id, '{table}' AS "table", t.version, {label} AS label,
        {_DAYS.get(table, "NULL")} AS day, t.archived_at, {_BY} AS person FROM {table} t
    WHERE t.archived_at IS NOT NULL AND {_ONLY.get(table, "1 = 1")}"""
    for table, label in _LABELS.items()
)


class BinLists:
    """Reads over what was put away."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def archived(self) -> list[BinRow]:
        rows = self._engine.rows(
            f"SELECT * FROM ({_ARCHIVED}) b ORDER BY b.archived_at DESC, b.id DESC"
        )
        return [row_of(BinRow, {**row, "label": _line(row["label"])}) for row in rows]

    def pointing(self, table: str, column: str, ids: Sequence[int]) -> list[PointerRow]:
        label = _LABELS.get(table, "''")
        sql = f"""SELECT t.id, t.version, t.{column} AS target_id, t.archived_at, {label} AS label
            FROM {table} t WHERE t.{column} IN ({{marks}}) ORDER BY t.id"""
        return [row_of(PointerRow, row) for row in self._of(sql, ids)]

    def remembered(self, kind: str, ids: Sequence[int]) -> list[PointerRow]:
        sql = f"""SELECT t.id, t.version, t.target_id, t.archived_at, t.said AS label
            FROM name_meaning t WHERE t.kind = '{kind}' AND t.target_id IN ({{marks}})"""
        return [row_of(PointerRow, row) for row in self._of(sql, ids)]

    def _of(self, sql: str, ids: Sequence[int]) -> Iterator[SqlRow]:
        for start in range(0, len(ids), _AT_ONCE):
            part = {f"id{number}": id for number, id in enumerate(ids[start : start + _AT_ONCE])}
            marks = ", ".join(f":{name}" for name in part)
            for row in self._engine.rows(sql.format(marks=marks), part):
                yield {**row, "label": _line(row["label"])}


def _line(text: str | None) -> str:
    """Return a name as one short line; a name whose owner may not be read is empty."""
    return " ".join((text or "").split())[:_LABEL]
