"""An import of 10,000 action items, from the file to the commit; in seconds, not a ratio."""

import csv
import tempfile
import time
from pathlib import Path

from figures import Figure

from board_app.bootstrap import open_board
from board_app.exchange.files import read_table
from board_app.sample import build_sample
from board_app.services.intake.columns import guessed_columns
from board_app.services.intake.command import take_in_of
from board_app.services.intake.plan import Wishes
from board_app.services.intake.planning import known, plan
from board_app.services.intake.raw import HowToRead
from board_app.services.progress import Progress

LINES = 10_000
SECONDS = 5.0


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "taskings.csv"
        _write(table)
        path = Path(folder) / "import.board"
        build_sample(path).store.close()
        session = open_board(path, "sample")
        people = session.reading.directory.people(session.board().today)
        session.become(next(one for one in people if one.role and one.role.runs_the_board))
        start = time.perf_counter()
        found = read_table(table, HowToRead(), Progress())
        wishes = Wishes("actions", guessed_columns("actions", found.header))
        planned = plan(found, wishes, known(session, "actions"))
        planned_at = time.perf_counter()
        outcome = session.do(take_in_of(found, wishes, planned))
        end = time.perf_counter()
        session.store.close()
    assert planned.writes == LINES, planned.summary()
    detail = f"{planned_at - start:.2f} s to the preview, {len(outcome.changes):,} records"
    return [Figure("seconds to import 10,000 action items", end - start, SECONDS, detail)]


def _write(table: Path) -> None:
    with table.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("Tasking", "OPR", "OCR", "Suspense", "Status", "Remarks"))
        for number in range(LINES):
            lines.writerow(
                (
                    f"Options memo {number} for the deputies",
                    "State",
                    "DoD" if number % 3 == 0 else "",
                    f"2015-{8 + number % 4:02}-{1 + number % 28:02}",
                    "In progress" if number % 2 else "Open",
                    f"Cable {number} was sent" if number % 2 else "",
                )
            )
