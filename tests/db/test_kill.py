"""kill -9 at random moments: what was acknowledged is there, and the file is whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from tests.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50
AT_ONCE = 2


class Scribe:
    """One process at its own board, killed after a number of acknowledgements."""

    def __init__(self, path: Path, key: bytes, run: str) -> None:
        self.path, self.key = path, key
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.db.scribe", str(path), key.hex(), run],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def killed_after(self, lines: int, spin: int) -> list[tuple[str, str]]:
        """Kill it in the middle of what follows the nth line; return all that it promised."""
        out = self.process.stdout
        assert out is not None
        promised = [_line(out) for _ in range(lines)]
        for _ in range(spin):  # a moment of another length each time, without sleeping
            pass
        os.kill(self.process.pid, signal.SIGKILL)
        promised += [
            _split(line) for line in out.read().splitlines(keepends=True) if line.endswith("\n")
        ]
        self.process.wait()
        out.close()
        return promised


def _line(out: IO[str]) -> tuple[str, str]:
    line = out.readline()
    assert line, "the scribe died by itself"
    return _split(line)


def _split(line: str) -> tuple[str, str]:
    kind, _, what = line.rstrip("\n").partition("\t")
    return kind, what


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_program_keeps_every_promise(board_file: tuple[Path, bytes], tmp_path: Path) -> None:
    dice = random.Random(20150716)
    boards = [tmp_path / f"{number}.board" for number in range(AT_ONCE)]
    for board in boards:
        shutil.copyfile(board_file[0], board)
    promised: dict[Path, set[tuple[str, str]]] = {board: set() for board in boards}
    for kill in range(KILLS // AT_ONCE):
        scribes = [Scribe(board, board_file[1], f"{kill}") for board in boards]
        for scribe in scribes:
            lines = scribe.killed_after(1 + dice.randrange(12), dice.randrange(60_000))
            promised[scribe.path].update(lines)
        for board in boards:
            _holds(board, board_file[1], promised[board])
    assert min(len(lines) for lines in promised.values()) > KILLS


def _holds(path: Path, key: bytes, promised: set[tuple[str, str]]) -> None:
    desk = Desk(path, key)
    assert desk.session.store.faults() == []
    kept = {("item", row.title) for row in desk.session.reading.meetings.agenda(desk.meeting_id)}
    kept |= {("note", row.text) for row in desk.session.reading.minutes.blocks(desk.meeting_id)}
    kept |= {("draft", text) for text in desk.session.drafts.kept(7).values()}
    assert promised - {("ready", "")} <= kept
    desk.session.store.close()
    assert sorted(path.parent.glob(f"{path.name}*")) == [path]
