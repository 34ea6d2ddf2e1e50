"""What an import matches its lines with: few columns of many rows, one query each."""

from collections import defaultdict
from collections.abc import Mapping

from board_app.domain.ids import RecordId
from board_app.services.intake.reading import KnownAction, KnownTier, MeaningRow, TakenRow
from db.engine import Engine
from db.lists.shared import row_of


class IntakeLists:
    """Reads of the import theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def taken(self, digest: str) -> list[TakenRow]:
        rows = self._engine.rows(
            """SELECT i.id, i.file_name, i.kind, i.taken_on, i.added, i.changed,
                (SELECT a.person FROM audit a WHERE a.row_id = i.id ORDER BY a.id LIMIT 1)
                    AS person
            FROM intake i WHERE i.digest = :digest AND i.archived_at IS NULL
            ORDER BY i.id DESC""",
            {"digest": digest},
        )
        return [row_of(TakenRow, row) for row in rows]

    def meanings(self) -> list[MeaningRow]:
        rows = self._engine.rows(
            "SELECT id, kind, folded, target_id FROM name_meaning WHERE archived_at IS NULL"
        )
        return [row_of(MeaningRow, row) for row in rows]

    def seat_names(self) -> list[tuple[RecordId, str]]:
        rows = self._engine.rows(
            """SELECT s.agency_id, s.name, s.abbreviation, a.code
            FROM seat s JOIN agency a ON a.id = s.agency_id
            WHERE s.archived_at IS NULL AND a.archived_at IS NULL ORDER BY s.valid_from, s.id"""
        )
        return [
            (RecordId(row["agency_id"]), row[name])
            for row in rows
            for name in ("name", "abbreviation", "code")
        ]

    def actions(self) -> list[KnownAction]:
        rows = self._engine.rows(
            """SELECT id, version, reference, title, lead_id, deliverable, measure, due_on, status,
                priority, country_id, archived_at IS NOT NULL AS archived
            FROM action_item ORDER BY id"""
        )
        return [row_of(KnownAction, row) for row in rows]

    def supporting(self) -> Mapping[RecordId, tuple[RecordId, ...]]:
        found: dict[RecordId, tuple[RecordId, ...]] = defaultdict(tuple)
        for row in self._engine.rows(
            "SELECT action_id, agency_id FROM action_support WHERE archived_at IS NULL ORDER BY id"
        ):
            found[RecordId(row["action_id"])] += (RecordId(row["agency_id"]),)
        return dict(found)

    def remarks(self) -> Mapping[RecordId, frozenset[str]]:
        found: dict[RecordId, set[str]] = defaultdict(set)
        for row in self._engine.rows(
            "SELECT action_id, text FROM follow_up WHERE archived_at IS NULL AND text <> ''"
        ):
            found[RecordId(row["action_id"])].add(row["text"])
        return {id: frozenset(texts) for id, texts in found.items()}

    def tiers(self) -> list[KnownTier]:
        rows = self._engine.rows(
            """SELECT id, version, country_id, tier, reason, next_review_on FROM watch_entry
            WHERE until IS NULL AND archived_at IS NULL"""
        )
        return [row_of(KnownTier, row) for row in rows]
