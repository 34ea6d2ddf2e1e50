"""The first page of the action list at the scale of ten years and at a hundred times that."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figures import Figure

from board_app.bootstrap import open_board
from board_app.sample import build_sample
from board_app.services.reading import ActionFilter
from board_app.services.session import Session
from db import keys
from db.sqlite_engine import SqliteEngine, connected

ITEMS, FOLLOW_UPS = 6_000, 30_000  # ten years of a board
TIMES = 100
ROUNDS = 200


def measure() -> list[Figure]:
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        small, large = (made(Path(folder), scale) for scale in (1, TIMES))
        for name, wanted in (
            ("all", ActionFilter()),
            ("live", ActionFilter(live=True)),
        ):
            one, hundred = (_first_page(session, wanted) for session in (small, large))
            detail = f"{hundred * 1000:.2f} ms against {one * 1000:.2f} ms"
            figures.append(
                Figure(f"first page of actions ({name}) 100x / 1x", hundred / one, 1.5, detail)
            )
        small.store.close()
        large.store.close()
    return figures


def _first_page(session: Session, wanted: ActionFilter) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        session.reading.actions.actions(wanted, limit=50)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def made(folder: Path, scale: int) -> Session:
    path = folder / f"{scale}x.board"
    build_sample(path).store.close()
    with path.open("rb") as file:
        key = keys.derived_key("sample", file.read(keys.SALT_BYTES))
    engine = SqliteEngine(connected(path, key), key)
    agencies = [row["id"] for row in engine.rows("SELECT id FROM agency")]
    with engine.transaction():
        engine.run_many(
            """INSERT INTO action_item (id, version, archived_at, reference, title, lead_id,
                deliverable, measure, due_on, first_due_on, slips, status, priority, meeting_id,
                item_id, country_id, opened_on, closed_on, marking)
            VALUES (:id, 1, NULL, :reference, :title, :lead, '', '', :due, :due, 0, :status,
                'normal', NULL, NULL, NULL, '2015-01-01', :closed, 0)""",
            _items(ITEMS * scale, agencies),
        )
        engine.run_many(
            """INSERT INTO follow_up (id, version, archived_at, action_id, agency_id, person_id,
                made_on, made_at, text, status, old_due_on, new_due_on, reason, evidence)
            VALUES (:id, 1, NULL, :action, :agency, NULL, '2015-06-01',
                '2015-06-01T12:00:00+00:00', 'Progress as planned.', NULL, NULL, NULL, '', '')""",
            _follow_ups(FOLLOW_UPS * scale, ITEMS * scale, agencies),
        )
    engine.close()
    return open_board(path, "sample")


def _items(count: int, agencies: list[int]) -> Iterator[dict[str, Any]]:
    dice = random.Random(7)
    for number in range(1, count + 1):
        is_closed = dice.random() < 0.7
        yield {
            "id": number,
            "reference": f"B-{number}",
            "title": f"Prepare options paper number {number} for the board",
            "lead": dice.choice(agencies),
            "due": f"{dice.randint(2015, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "status": "closed" if is_closed else "open",
            "closed": "2024-12-01" if is_closed else None,
        }


def _follow_ups(count: int, items: int, agencies: list[int]) -> Iterator[dict[str, Any]]:
    dice = random.Random(8)
    for number in range(1, count + 1):
        yield {
            "id": number,
            "action": dice.randint(1, items),
            "agency": dice.choice(agencies),
        }
