"""The board's own record and its countries."""

from board_app.domain.errors import Refused
from board_app.services.rows import BoardRow, CountryRow
from db.engine import Engine
from db.lists.shared import row_of, seat_name

_BOARD = f"""SELECT b.*, {seat_name("b.chair_id", "'9999-12-31'")} AS chair,
    (SELECT count(*) FROM agency a WHERE a.kind = 'member' AND a.archived_at IS NULL) AS members
FROM board b ORDER BY b.id LIMIT 1"""

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

    def countries(self) -> list[CountryRow]:
        return [row_of(CountryRow, row) for row in self._engine.rows(_COUNTRIES)]
