"""The audit as a list, and what Ctrl+K finds."""

from datetime import datetime
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from board_app.domain.ids import RecordId
from board_app.services.rows import FindingRow, HistoryRow
from db.engine import Engine
from db.lists.shared import row_of

# Looked up for each row that is shown: joined, a server would read its whole index of names.
_HISTORY = """SELECT u.id, u.at, u.person, u.label, u.what AS "table", u.row_id,
    coalesce(u.named, '') AS subject, u.before, u.after
FROM (SELECT a.*, (SELECT f.label FROM finding f WHERE f.id = a.row_id AND f.label <> '') AS named
    FROM audit a) u"""

# What was archived has no finding any more, and is what people look for in the history.
_NAMES = ("reference", "abbreviation", "board_name", "name", "title", "text")
_IMAGE = ", ' ', ".join(f"coalesce(u.after, u.before) ->> '{name}'" for name in _NAMES)
_GONE = f"""CASE WHEN u.named IS NULL THEN concat({_IMAGE}) ELSE '' END"""

_AGENDA_ROWS = "SELECT id FROM agenda_item WHERE meeting_id = :meeting"

_MINUTES_ROWS = f"""SELECT :meeting UNION ALL {_AGENDA_ROWS}
UNION ALL SELECT id FROM minutes_block WHERE meeting_id = :meeting
UNION ALL SELECT id FROM attendance WHERE meeting_id = :meeting
UNION ALL SELECT id FROM decision WHERE meeting_id = :meeting
UNION ALL SELECT id FROM action_item WHERE meeting_id = :meeting
UNION ALL SELECT p.id FROM position p JOIN decision d ON d.id = p.decision_id
    WHERE d.meeting_id = :meeting"""

# Without the texts, which may be long.
_FOUND = "f.id, f.kind, f.label, f.place"
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)
_RANKED = 2000
_ASKED_SIGNS = 200


class HistoryLists:
    """Reads over everything."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def history(
        self, *, row_id: RecordId | None = None, words: str = "", limit: int = 500
    ) -> list[HistoryRow]:
        tests, params = ["1 = 1"], dict[str, Any](limit=limit)
        if row_id is not None:
            tests.append("u.row_id = :row_id")
            params["row_id"] = row_id
        if words.strip():
            # Of our columns both engines' lower() changes ASCII alone, so this does too.
            where = ("u.label", "u.person", "coalesce(u.named, '')", _GONE)
            found = (f"lower({one}) LIKE :words ESCAPE '!'" for one in where)
            tests.append(f"({' OR '.join(found)})")
            plain = (
                words.strip()[:_ASKED_SIGNS]
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_")
            )
            params["words"] = f"%{plain.translate(_SMALL)}%"
        rows = self._engine.rows(
            f"{_HISTORY} WHERE {' AND '.join(tests)} ORDER BY u.id DESC LIMIT :limit", params
        )
        return [row_of(HistoryRow, row) for row in rows]

    def find(self, text: str, *, kind: str = "", limit: int = 30) -> list[FindingRow]:
        query = self._engine.match(text)
        # Ranked before one kind is picked out of them: more must come in than go out.
        params: dict[str, Any] = {"kind": kind, "limit": _RANKED if kind else limit}
        if query:
            params["q"] = query
            sql = f"""SELECT {_FOUND} FROM ({self._engine.find_sql()}) h
                JOIN finding f ON f.id = h.id WHERE :kind = '' OR f.kind = :kind
                ORDER BY h.rank, f.id DESC"""
        elif text.strip():
            return []
        else:
            sql = f"""SELECT {_FOUND} FROM finding f
                WHERE f.label <> '' AND (:kind = '' OR f.kind = :kind)
                ORDER BY f.id DESC LIMIT :limit"""
        return [row_of(FindingRow, row) for row in self._engine.rows(sql, params)[:limit]]

    def minutes_changed(self, meeting_id: RecordId) -> datetime | None:
        return self._last_change(_MINUTES_ROWS, meeting_id)

    def agenda_changed(self, meeting_id: RecordId) -> datetime | None:
        return self._last_change(_AGENDA_ROWS, meeting_id)

    def _last_change(self, row_ids: str, meeting_id: RecordId) -> datetime | None:
        rows = self._engine.rows(
            f"SELECT max(at) AS at FROM audit WHERE row_id IN ({row_ids})", {"meeting": meeting_id}
        )
        return datetime.fromisoformat(rows[0]["at"]) if rows[0]["at"] else None
