"""The board's own record and its countries."""

from board_app.domain.errors import Refused
from board_app.services.rows import BoardRow, CountryRow
from board_app.services.scheme import PortionUse, SchemeRow
from db.engine import Engine
from db.lists.shared import row_of, seat_name

_BOARD = f"""SELECT b.*, s.body AS scheme, {seat_name("b.chair_id", "'9999-12-31'")} AS chair,
    (SELECT count(*) FROM agency a WHERE a.kind = 'member' AND a.archived_at IS NULL) AS members
FROM board b LEFT JOIN marking_scheme s ON s.id = b.scheme_id ORDER BY b.id LIMIT 1"""

_MARKED = ("agenda_item", "minutes_block", "decision", "action_item", "review", "attachment")

_COUNTRIES = """SELECT * FROM country WHERE archived_at IS NULL
ORDER BY CASE WHEN board_name <> '' THEN board_name ELSE name END"""


class BoardLists:
    """Reads of the board theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def board(self) -> BoardRow:
        rows = self._engine.rows(_BOARD)
        if not rows:
            raise Refused("This file holds no board. It may be half made; make a new one.")
        return row_of(BoardRow, rows[0])

    def own_scheme(self) -> str:
        rows = self._engine.rows(
            "SELECT s.body FROM board b JOIN marking_scheme s ON s.id = b.scheme_id LIMIT 1"
        )
        return str(rows[0]["body"]) if rows else ""

    def schemes(self) -> list[SchemeRow]:
        rows = self._engine.rows("SELECT * FROM marking_scheme ORDER BY title, id")
        return [row_of(SchemeRow, row) for row in rows]

    def portion_uses(self) -> list[PortionUse]:
        portions = " UNION ALL ".join(f"SELECT marking, handling FROM {one}" for one in _MARKED)
        rows = self._engine.rows(
            f"""SELECT marking, handling, count(*) AS number FROM ({portions}) p
            WHERE marking > 0 OR handling <> '' GROUP BY marking, handling
            ORDER BY marking, handling"""
        )
        return [row_of(PortionUse, row) for row in rows]

    def countries(self) -> list[CountryRow]:
        return [row_of(CountryRow, row) for row in self._engine.rows(_COUNTRIES)]
