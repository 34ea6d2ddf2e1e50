"""Full text over 600,000 rows: a rare word and a common one; the sample board with snippets."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from figures import Figure

from board_app.bootstrap import open_board
from board_app.sample import build_sample
from board_app.services.search import search
from board_app.services.search_rows import SearchQuery
from db import keys
from db.sqlite_engine import SqliteEngine, connected

ROWS = 600_000
ROUNDS = 30
RARE, COMMON, BEGUN = "zanzibar", "board", "boar"
KINDS = ("follow_up", "minutes_block", "action_item", "agenda_item", "decision")
SAMPLE_QUERIES = ("the", "burundi", "due-out state", "t", "memo of the agencies")


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.board"
        build_sample(path).store.close()
        session = open_board(path, "sample")
        whole = max(
            _median(partial(search, session, SearchQuery(words))) for words in SAMPLE_QUERIES
        )
        session.store.close()
        _fill(path)
        session = open_board(path, "sample")
        reading = session.reading.search
        rare, common, begun = (
            _median(partial(reading.search, SearchQuery(words))) for words in (RARE, COMMON, BEGUN)
        )
        session.store.close()
    return [
        Figure(f"ms for a rare word among {ROWS:,} rows", rare, 5, "first page with its names"),
        Figure(
            f"ms for a word that all {ROWS:,} hold",
            common,
            20,
            f"{begun:.0f} ms while its last letter is not typed yet",
        ),
        Figure("ms for the sample board with snippets", whole, 100, "the slowest of five queries"),
    ]


def _median(work: Callable[[], object]) -> float:
    """Return the milliseconds that the work takes."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def _fill(path: Path) -> None:
    with path.open("rb") as file:
        key = keys.derived_key("sample", file.read(keys.SALT_BYTES))
    engine = SqliteEngine(connected(path, key), key)
    with engine.transaction():
        engine.run_many(
            """INSERT INTO finding (id, kind, day, agency_id, home_id, part_id, label, place,
                folded_label, body, folded_body)
            VALUES (:id, :kind, :day, NULL, NULL, NULL, :label, '', :label, :body, :body)""",
            _rows(),
        )
    engine.close()


def _rows() -> Iterator[dict[str, Any]]:
    dice = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxy"
    vocabulary = ["".join(dice.choices(letters, k=dice.randint(3, 10))) for _ in range(20_000)]
    for number in range(1, ROWS + 1):
        kind = dice.choice(KINDS)
        # As in real text, few words are used most of the time.
        said = " ".join(vocabulary[int(20_000 * dice.random() ** 3)] for _ in range(25))
        rare = f" {RARE}" if number % (ROWS // 20) == 0 else ""
        yield {
            "id": number,
            "kind": kind,
            "day": f"{dice.randint(2012, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "label": f"{COMMON} paper {number}" if kind in KINDS[2:] else "",
            "body": f"progress on the {COMMON} as planned {said}{rare}",
        }
