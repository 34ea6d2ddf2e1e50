"""The audit as a list, and what Ctrl+K finds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from board_app.domain.ids import RecordId
from board_app.services.history_rows import ChainPart, HistoryFilter
from board_app.services.packed import PackedIds
from board_app.services.rows import FindingRow, HistoryRow
from db import audit
from db.engine import Engine
from db.lists.shared import row_of

# Looked up for each row that is shown: joined, a server would read its whole index of names.
_NAMED = """(SELECT a.*, (SELECT f.label FROM finding f
    WHERE f.id = a.row_id AND f.label <> '') AS named FROM audit a)"""
_HISTORY = f"""SELECT u.id, u.at, u.person, u.label, u.what AS "table", u.row_id,
    coalesce(u.named, '') AS subject, u.before, u.after
FROM {_NAMED} u"""

# What was archived has no finding any more, and is what people look for in the history.
_NAMES = ("reference", "abbreviation", "board_name", "name", "title", "text")
_OF_ISSUES = ("paper", "signed_by", "readers")
_IMAGE = ", ' ', ".join(
    f"coalesce(u.after, u.before) ->> '{name}'" for name in (*_NAMES, *_OF_ISSUES)
)
_GONE = f"""CASE WHEN u.named IS NULL THEN concat({_IMAGE}) ELSE '' END"""

_ABOUT = """SELECT a.id FROM audit a WHERE a.row_id = :about
    UNION ALL SELECT a.id FROM issue i JOIN audit a ON a.row_id = i.id
    WHERE i.meeting_id = :about"""

_AGENDA_ROWS = "SELECT id FROM agenda_item WHERE meeting_id = :meeting"

# A meeting that is over changes its agenda no more: what came after it need not be read.
_SPAN = """SELECT min(a.id) AS first, max(a.id) AS last,
    (SELECT m.state FROM meeting m WHERE m.id = :meeting) AS state
FROM audit a WHERE a.row_id = :meeting"""
_AHEAD = ("planned", "called")
_NEWEST = 2**62

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
_SIGN = "'!'"


class HistoryLists:
    """Reads over everything."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def history(
        self, *, row_id: RecordId | None = None, words: str = "", limit: int = 500
    ) -> list[HistoryRow]:
        return self.changes(HistoryFilter(row_id=row_id, words=words), limit=limit)

    def changes(self, wanted: HistoryFilter, *, limit: int) -> list[HistoryRow]:
        tests, params = _tests(wanted)
        rows = self._engine.rows(
            f"{_HISTORY} WHERE {tests} ORDER BY u.id DESC LIMIT :limit", {**params, "limit": limit}
        )
        return [row_of(HistoryRow, row) for row in rows]

    def change_ids(self, wanted: HistoryFilter) -> PackedIds:
        tests, params = _tests(wanted)
        # With the sign an index of numbers alone is read and sorted: the entries are long.
        return self._engine.numbers(
            f"SELECT u.id AS id FROM {_NAMED} u WHERE {tests} ORDER BY +u.id DESC", params
        )

    def changes_of(self, ids: Sequence[int]) -> list[HistoryRow]:
        if not ids:
            return []
        params = {f"id{number}": id for number, id in enumerate(ids)}
        marks = ", ".join(f":{name}" for name in params)
        rows = self._engine.rows(f"{_HISTORY} WHERE u.id IN ({marks}) ORDER BY u.id DESC", params)
        return [row_of(HistoryRow, row) for row in rows]

    def authors(self) -> list[str]:
        rows = self._engine.rows("SELECT person FROM audit GROUP BY person ORDER BY lower(person)")
        return [row["person"] for row in rows]

    def head(self) -> ChainPart:
        return ChainPart(*audit.head(self._engine))

    def chain(self, after: ChainPart, *, limit: int) -> ChainPart:
        entries = self._engine.rows(
            "SELECT * FROM audit WHERE id > :after ORDER BY id LIMIT :limit",
            {"after": after.number, "limit": limit},
        )
        broken = audit.broken_at(entries, number=after.number, seal=after.seal)
        if broken is not None or not entries:
            return after._replace(broken=broken)
        return ChainPart(entries[-1]["id"], entries[-1]["hash"])

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

    def agenda_trail(self, meeting_id: RecordId) -> list[HistoryRow]:
        (span,) = self._engine.rows(_SPAN, {"meeting": meeting_id})
        if span["first"] is None:
            return []
        is_ahead = span["state"] in _AHEAD
        rows = self._engine.rows(
            f"""{_HISTORY} WHERE u.id BETWEEN :first AND :last
                AND (u.row_id = :meeting OR u.what = 'agenda_item') ORDER BY u.id""",
            {
                "meeting": meeting_id,
                "first": span["first"],
                "last": _NEWEST if is_ahead else span["last"],
            },
        )
        return [row_of(HistoryRow, row) for row in rows]

    def _last_change(self, row_ids: str, meeting_id: RecordId) -> datetime | None:
        rows = self._engine.rows(
            f"SELECT max(at) AS at FROM audit WHERE row_id IN ({row_ids})", {"meeting": meeting_id}
        )
        return datetime.fromisoformat(rows[0]["at"]) if rows[0]["at"] else None


def _tests(wanted: HistoryFilter) -> tuple[str, dict[str, Any]]:
    params: dict[str, Any] = {
        "row_id": wanted.row_id,
        "about": wanted.about,
        "person": wanted.person,
        "table": wanted.table,
        "since": _moment(wanted.since),
        "until": _moment(wanted.until),
    }
    named = {
        "row_id": "u.row_id = :row_id",
        "about": f"u.id IN ({_ABOUT})",
        "person": "u.person = :person",
        "table": "u.what = :table",
        "since": "u.at >= :since",
        "until": "u.at < :until",
    }
    params = {name: value for name, value in params.items() if value}
    tests = ["1 = 1", *(named[name] for name in params)]
    if wanted.words.strip():
        # Of our columns both engines' lower() changes ASCII alone, so this does too.
        where = ("u.label", "u.person", "coalesce(u.named, '')", _GONE)
        tests.append(
            f"({' OR '.join(f'lower({one}) LIKE :words ESCAPE {_SIGN}' for one in where)})"
        )
        plain = wanted.words.strip()[:_ASKED_SIGNS]
        for sign in "!%_":
            plain = plain.replace(sign, f"!{sign}")
        params["words"] = f"%{plain.translate(_SMALL)}%"
    return " AND ".join(tests), params


def _moment(at: datetime | None) -> str:
    """Return a moment as the beginning of what is stored, so that both compare as texts."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S") if at is not None else ""
