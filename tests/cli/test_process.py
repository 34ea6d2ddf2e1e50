"""The command line as a process of its own: exit codes, pipes and what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FULL = Path("/dev/full")


def _environment(passphrase: str = "sample") -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "BOARD_PASSPHRASE": passphrase,
        "UPSTREAM_TODAY": "2015-07-07",
    }


def _run(*arguments: object, passphrase: str = "sample") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "board_app", *map(str, arguments)],
        cwd=ROOT,
        env=_environment(passphrase),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_sample_is_made_and_its_papers_come_from_it(tmp_path: Path) -> None:
    board, target = tmp_path / "sample.board", tmp_path / "agenda.pdf"

    made = _run("sample", board)
    written = _run("agenda", board, "--meeting", "next", "-o", target)

    assert (made.returncode, made.stderr) == (0, "")
    assert "Its passphrase is: sample" in made.stdout
    assert (written.returncode, written.stderr) == (0, "")
    assert target.read_bytes().startswith(b"%PDF-")


def test_a_refusal_is_one_and_one_line(board: Path) -> None:
    done = _run("check", board, passphrase="wrong")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("board-app: ")
    assert len(done.stderr.splitlines()) == 1


def test_misuse_is_two(tmp_path: Path) -> None:
    assert _run("actions", tmp_path, "--format", "xml").returncode == 2


def test_a_reader_that_goes_away_is_no_fault(board: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "board_app", "actions", str(board)],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_said_in_one_line(board: Path) -> None:
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "board_app", "actions", str(board)],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.startswith(b"board-app: The output can't be written")
    assert len(done.stderr.splitlines()) == 1


def test_a_list_loads_neither_window_nor_printer(board: Path) -> None:
    script = (
        "import sys; from board_app import cli; code = cli.main(sys.argv[1:]); "
        "heavy = {'PySide6', 'reportlab', 'sqlite_utils', 'holidays', 'dateutil'}; "
        "sys.stderr.write(' '.join(sorted(heavy & set(sys.modules)))); sys.exit(code)"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, "actions", str(board)],
        cwd=ROOT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
