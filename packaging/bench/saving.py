"""One saved command against one raw encrypted UPDATE with its commit, on the same file."""

import statistics
import tempfile
import time
from pathlib import Path

from figures import Figure

from board_app.bootstrap import SYSTEM_CLOCK, LazyHandlers, open_board
from board_app.domain.agenda import ItemKind
from board_app.sample import build_sample
from board_app.services.agenda import ReviseItem
from board_app.services.session import Session
from db import keys
from db.sqlite_engine import SqliteEngine, connected
from db.store import SqlStore
from db.whole import loaded

ROUNDS = 400


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "save.board"
        build_sample(path).store.close()
        raw, saved = [], []
        for _ in range(3):  # in turns, so that a busy moment of the machine hits both
            raw += _raw(path)
            saved += _commands(path)
    ratio = statistics.median(saved) / statistics.median(raw)
    detail = (
        f"{statistics.median(saved) * 1000:.2f} ms against {statistics.median(raw) * 1000:.2f} ms"
    )
    return [Figure("one saved command / one raw UPDATE", ratio, 2.0, detail)]


def measure_sealed() -> list[Figure]:
    """Compare the same commands on an encrypted and on a plain file of one disk."""
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder) / "sealed.board", Path(folder) / "plain.sqlite"
        build_sample(path).store.close()
        _plain_copy(path, plain)
        sealed, bare = [], []
        for _ in range(3):
            sealed += _given(open_board(path, "sample"))
            engine = SqliteEngine(connected(plain, None), None)
            bare += _given(Session(SqlStore(engine, SYSTEM_CLOCK), LazyHandlers(), SYSTEM_CLOCK))
    ratio = statistics.median(sealed) / statistics.median(bare)
    detail = (
        f"{statistics.median(sealed) * 1000:.2f} ms against {statistics.median(bare) * 1000:.2f} ms"
    )
    return [Figure("encrypted save / plain save", ratio, 1.3, detail)]


def _plain_copy(path: Path, plain: Path) -> None:
    session = open_board(path, "sample")
    tables = session.store.whole()
    session.store.close()
    connection = connected(plain, None)
    engine = SqliteEngine(connection, None)
    engine.migrate(lambda: None)
    loaded(engine, connection, tables)
    engine.close()


def _raw(path: Path) -> list[float]:
    with path.open("rb") as file:
        salt = file.read(keys.SALT_BYTES)
    connection = connected(path, keys.derived_key("sample", salt))
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    id = connection.execute("SELECT min(id) FROM agenda_item").fetchone()[0]
    times = []
    for number in range(ROUNDS):
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE agenda_item SET minutes = ? WHERE id = ?", (number % 60, id))
        connection.execute("COMMIT")
        times.append(time.perf_counter() - start)
    connection.close()
    return times


def _commands(path: Path) -> list[float]:
    return _given(open_board(path, "sample"))


def _given(session: Session) -> list[float]:
    today = session.board().today
    people = session.reading.directory.people(today)
    session.become(next(person for person in people if person.role and person.role.runs_the_board))
    meeting = session.reading.meetings.meetings()[0]
    item = session.reading.meetings.agenda(meeting.id)[0]
    version, times = item.version, []
    for number in range(ROUNDS):
        command = ReviseItem(
            id=item.id,
            version=version,
            title=item.title,
            kind=ItemKind.DISCUSSION,
            minutes=(item.minutes + number + 1) % 60,
        )
        start = time.perf_counter()
        session.do(command)
        times.append(time.perf_counter() - start)
        version += 1
    session.store.close()
    return times
