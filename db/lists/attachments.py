"""The papers of agenda items in SQL; what they hold is read one by one."""

from itertools import groupby

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.attachment_rows import AttachmentRow
from db import contents
from db.engine import Engine, SqlRow
from db.lists.shared import row_of, seat_name

_DAY = "substr(m.wall_start, 1, 10)"
_FROM = """FROM attachment t JOIN agenda_item i ON i.id = t.item_id
    JOIN meeting m ON m.id = i.meeting_id LEFT JOIN person p ON p.id = t.person_id
    WHERE t.archived_at IS NULL AND i.archived_at IS NULL"""
_PAPERS = f"SELECT t.*, p.name AS person, '' AS withheld, 0 AS withheld_ids, '' AS tab {_FROM}"
_ORDER = "ORDER BY i.position, i.id, t.position, t.id"

_WITHHELD = f"""SELECT w.attachment_id, w.agency_id, {seat_name("w.agency_id", _DAY)} AS name
FROM withheld w JOIN attachment t ON t.id = w.attachment_id
JOIN agenda_item i ON i.id = t.item_id JOIN meeting m ON m.id = i.meeting_id
WHERE w.archived_at IS NULL"""


class AttachmentLists:
    """Reads over papers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_meeting(self, meeting_id: RecordId) -> list[AttachmentRow]:
        return self._papers("i.meeting_id = :id", meeting_id)

    def of_item(self, item_id: RecordId) -> list[AttachmentRow]:
        return self._papers("i.id = :id", item_id)

    def attachment(self, attachment_id: RecordId) -> AttachmentRow:
        # Its tab is its place among those of its item.
        rows = self._engine.rows(
            "SELECT item_id FROM attachment WHERE id = :id", {"id": attachment_id}
        )
        papers = self.of_item(rows[0]["item_id"]) if rows else []
        found = next((row for row in papers if row.id == attachment_id), None)
        if found is None:
            raise NotFound("This paper does not exist any more. It may be in the bin.")
        return found

    def content(self, sha256: str) -> bytes:
        return contents.content(self._engine, sha256)

    def _papers(self, test: str, id: RecordId) -> list[AttachmentRow]:
        rows = self._engine.rows(f"{_PAPERS} AND {test} {_ORDER}", {"id": id})
        if not rows:
            return []
        withheld = self._engine.rows(f"{_WITHHELD} AND {test} ORDER BY name", {"id": id})
        made = [_paper(row, withheld) for row in rows]
        by_item = groupby(made, key=lambda row: row.item_id)
        return [row.at_tab(place) for _, papers in by_item for place, row in enumerate(papers)]


def _paper(row: SqlRow, withheld: list[SqlRow]) -> AttachmentRow:
    own = [one for one in withheld if one["attachment_id"] == row["id"]]
    return row_of(AttachmentRow, row)._replace(
        withheld=", ".join(one["name"] or "" for one in own),
        withheld_ids=tuple(RecordId(one["agency_id"]) for one in own),
    )
