"""The list of action items at 600,000: first rows, true scroll bar, scrolling, memory.

Beside it, in the same run: Qt's own table model over the same items in a plain file, and all rows
loaded into our list.
"""

import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import listing
from figures import Figure

ITEMS = listing.ITEMS * listing.TIMES
STEPS = 60
_MEGABYTE = 1024 * 1024


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        listing.made(Path(folder), listing.TIMES).store.close()
        board = Path(folder) / f"{listing.TIMES}x.board"
        plain = Path(folder) / "plain.sqlite"
        _copied(board, plain)
        ours = _run("ours", board)
        table = _run("table", plain)
        whole = _run("whole", board)
    beside = "QSqlTableModel {:.0f}, all loaded {:.0f}"
    names = ("first rows, ms", "true scroll bar, ms", "scroll step, ms", "memory, MB")
    return [
        Figure(f"{name} at {ITEMS:,}", ours[at], most, beside.format(table[at], whole[at]))
        for at, (name, most) in enumerate(zip(names, (60, 250, 16, 150), strict=True))
    ]


def _run(which: str, path: Path) -> list[float]:
    """Measure in a process of its own, so that the memory of one is not that of another."""
    answer = subprocess.run(
        [sys.executable, __file__, which, str(path)], check=True, capture_output=True, text=True
    )
    return [float(part) for part in answer.stdout.split()[-4:]]


def _copied(board: Path, plain: Path) -> None:
    """Write the items into a file that Qt can open: without encryption."""
    from board_app.bootstrap import open_board  # noqa: PLC0415  (this process measures nothing)
    from board_app.services.lists_out import all_actions  # noqa: PLC0415
    from board_app.services.reading import ActionFilter  # noqa: PLC0415

    session = open_board(board, "sample")
    copy = sqlite3.connect(plain)
    columns = "reference, title, lead, country, meeting, status, slips, due_on"
    copy.execute(f"CREATE TABLE action_item (id INTEGER PRIMARY KEY, {columns})")
    copy.executemany(
        f"INSERT INTO action_item (id, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(row.id, row.reference, row.title, row.lead, row.country, row.meeting),
                *(row.status.value, row.slips, row.due_on and row.due_on.isoformat()),
            )
            for row in all_actions(session, ActionFilter())
        ),
    )
    copy.execute("CREATE INDEX due ON action_item(due_on, id)")
    copy.commit()
    copy.close()
    session.store.close()


def _memory() -> float:
    """Return the megabytes that this process holds now; the peak is that of the key."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / _MEGABYTE


class _Stand:
    """A window with one view in it, and the clock beside it."""

    def __init__(self) -> None:
        from PySide6.QtWidgets import QMainWindow  # noqa: PLC0415  (not for the parent process)

        self.window = QMainWindow()
        self.window.resize(1280, 800)
        self.times: list[float] = []

    def settle(self, ready: Callable[[], bool]) -> None:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415

        while not ready():
            QApplication.processEvents()
        self.window.grab()

    def timed(self, work: Callable[[], object], ready: Callable[[], bool]) -> float:
        start = time.perf_counter()
        work()
        self.settle(ready)
        return (time.perf_counter() - start) * 1000


def _ours(path: Path, *, is_whole: bool) -> list[float]:
    from board_app.bootstrap import open_board  # noqa: PLC0415  (as above)
    from board_app.services.reading import ActionFilter  # noqa: PLC0415
    from ui.desk import Desk  # noqa: PLC0415
    from ui.kit.rows import RowList  # noqa: PLC0415
    from ui.pages.actions.columns import action_columns  # noqa: PLC0415
    from ui.pages.actions.page import _rows_of  # noqa: PLC0415
    from ui.parts.long_list import LongList  # noqa: PLC0415
    from ui.work import InlineRunner  # noqa: PLC0415

    session = open_board(path, "sample")
    desk, stand = Desk(session, InlineRunner()), _Stand()
    today = desk.board.today
    rows = RowList(action_columns(lambda: today, lambda _: False), name="actions_list")
    stand.window.setCentralWidget(rows)
    stand.window.show()
    stand.settle(lambda: True)
    long, actions, wanted = LongList(desk, rows, _rows_of), session.reading.actions, ActionFilter()
    before = _memory()
    if is_whole:
        everything = stand.timed(
            lambda: long.show_short(actions.actions(wanted, limit=2 * ITEMS)), lambda: True
        )
        first = bar = everything
    else:
        first = stand.timed(
            lambda: long.show_short(actions.actions(wanted, limit=200)), lambda: True
        )
        top = list(rows.rows())
        bar = stand.timed(lambda: long.show_long(actions.ordered_ids(wanted), top), lambda: True)
    assert len(rows.rows()) >= ITEMS

    def is_here() -> bool:
        return rows.row_at(rows.rowAt(0)) is not None

    step = _scrolled(stand, rows.verticalScrollBar(), is_here)
    return [first, bar, step, _memory() - before]


def _table(path: Path) -> list[float]:
    from PySide6.QtCore import Qt  # noqa: PLC0415  (as above)
    from PySide6.QtSql import QSqlDatabase, QSqlTableModel  # noqa: PLC0415  (as above)
    from PySide6.QtWidgets import QTableView  # noqa: PLC0415

    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(path))
    assert database.open()
    stand, view = _Stand(), QTableView()
    stand.window.setCentralWidget(view)
    stand.window.show()
    stand.settle(lambda: True)
    before = _memory()
    model = QSqlTableModel()

    def begin() -> None:
        model.setTable("action_item")
        model.setSort(8, Qt.SortOrder.AscendingOrder)
        model.select()
        view.setModel(model)

    first = stand.timed(begin, lambda: True)

    def all_of_it() -> None:
        while model.canFetchMore():
            model.fetchMore()

    bar = stand.timed(all_of_it, lambda: True)
    step = _scrolled(stand, view.verticalScrollBar(), lambda: True)
    return [first, first + bar, step, _memory() - before]


def _scrolled(stand: _Stand, bar: object, is_here: Callable[[], bool]) -> float:
    """Return the median of going to random places until their rows are painted."""
    dice = random.Random(5)
    times = [
        stand.timed(lambda: bar.setValue(dice.randint(0, bar.maximum())), is_here)  # type: ignore[attr-defined]  # a QScrollBar
        for _ in range(STEPS)
    ]
    return statistics.median(times)


def _main(which: str, path: Path) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  (as above)

    application = QApplication([])
    figures = _table(path) if which == "table" else _ours(path, is_whole=which == "whole")
    print(*figures)
    del application


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    _main(sys.argv[1], Path(sys.argv[2]))
