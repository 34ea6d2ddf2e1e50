"""From process start to the first screen with data, against a bare PySide6 window."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import Figure

from board_app.sample import build_sample
from board_app.settings import Settings

ROUNDS = 9
HERE = Path(__file__).parent


def measure() -> list[Figure]:
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "start.board"
        session = build_sample(path)
        board = session.board()
        people = session.reading.directory.people(board.today)
        # Somebody who has been here before: nobody is asked who they are.
        Settings(Path(folder) / "settings.json").is_person(board.uid, people[0].id)
        session.store.close()
        variables = {
            **os.environ,
            "BOARD_PASSPHRASE": "sample",
            "UPSTREAM_TODAY": "2015-07-07",
            "UPSTREAM_HOME": folder,
        }
        # As installed: compiled modules are kept, whatever this shell prefers.
        variables.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits both
            bare.append(_seconds([sys.executable, str(HERE / "bare_window.py")], variables))
            ours.append(
                _seconds([sys.executable, str(HERE / "first_screen.py"), str(path)], variables)
            )
    # The first round of each warms the disk's cache.
    one, other = statistics.median(ours[1:]), statistics.median(bare[1:])
    detail = f"{one * 1000:.0f} ms against {other * 1000:.0f} ms"
    return [Figure("start to first screen / bare window", one / other, 2.5, detail)]


def _seconds(command: list[str], variables: dict[str, str]) -> float:
    """Return the time from the start of a process to the line it prints when it has painted."""
    begin = time.monotonic()
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=True)
    return float(done.stdout.strip().splitlines()[-1]) - begin
