"""Typed text that is not a change yet: one row per field and person, overwritten, not audited."""

from board_app.services.ports import Clock
from db.engine import Engine


class SqlDrafts:
    """The drafts of an open board."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def keep(self, person_id: int, field: str, text: str) -> None:
        with self._engine.transaction():
            self._engine.run(
                """INSERT INTO draft (person_id, field, text, at)
                VALUES (:person, :field, :text, :at)
                ON CONFLICT (person_id, field) DO UPDATE SET text = excluded.text,
                    at = excluded.at""",
                {
                    "person": person_id,
                    "field": field,
                    # Half a character would lose all that was typed around it.
                    "text": text.encode("utf-8", "replace").decode(),
                    "at": self._clock.now().isoformat(),
                },
            )

    def drop(self, person_id: int, field: str) -> None:
        key = {"person": person_id, "field": field}
        sql = "FROM draft WHERE person_id = :person AND field = :field"
        if self._engine.rows(f"SELECT 1 {sql}", key):
            with self._engine.transaction():
                self._engine.run(f"DELETE {sql}", key)

    def kept(self, person_id: int) -> dict[str, str]:
        rows = self._engine.rows(
            "SELECT field, text FROM draft WHERE person_id = :person", {"person": person_id}
        )
        return {row["field"]: row["text"] for row in rows}
