#!/usr/bin/env python3
"""The developer's commands: run, test, check, pictures, faults (and bench, once it is there)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import checks
import debian
import environment
import qt_libraries
import test_tools

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
BENCH = ROOT / "packaging" / "bench"
FAULTS = ROOT / "packaging" / "faults"
# A file of practice records that anyone may open: the passphrase is printed in the README.
SAMPLE_PASSPHRASE = "sample"
SAMPLE_TODAY = "2015-07-07"


def run(arguments: list[str]) -> int:
    """Open the window on the sample board; without a display, make its PDF files instead."""
    if arguments:
        return _misused(f"run takes no arguments, but got: {' '.join(arguments)}")
    window = qt_libraries.has_display(os.environ, sys.platform)
    python = _prepared(_libraries(window=window))
    board = OUT / "sample.board"
    if not board.exists():
        code = _make_sample(python, board)
        if code:
            return code
    if window:
        return _board_app(python, str(board))
    print("There is no display here, so the window is not opened; two PDF files are made instead.")
    return _export_sample(python, board)


def test(arguments: list[str]) -> int:
    """Run the tests; what follows goes to pytest. Without it, on all cores."""
    python = _prepared(_libraries(window=False) + test_tools.missing_packages(os.environ))
    variables = _variables()
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    workers = min(4, os.cpu_count() or 1)
    if not arguments and workers > 1:
        arguments = ["-n", str(workers), "--dist", "worksteal"]
    # Nothing is printed after this: pytest's closing line stays the last one.
    return _call([python, "-m", "pytest", *arguments], variables)


def check(arguments: list[str]) -> int:
    """Check format, lint, types, contracts and the house rules; or only those named."""
    unknown = [name for name in arguments if name not in checks.CHECKS]
    if unknown:
        return _misused(f"no check named {unknown[0]}; there are: {', '.join(checks.CHECKS)}")
    python = _prepared([])
    failed = []
    for name in arguments or list(checks.CHECKS):
        print(f"-- {name}", flush=True)
        for command in checks.CHECKS[name]:
            # Without PYTHONPATH: mypy would take our own rooms for foreign packages.
            if _call([python, *command], {**os.environ}):
                failed.append(name)
                break
    print(f"Failed: {', '.join(failed)}." if failed else "All is well.")
    return 1 if failed else 0


def pictures(arguments: list[str]) -> int:
    """Save a picture of every page: [DIR] [--theme light|dark] [--size WIDTHxHEIGHT]."""
    folder = OUT / "pictures"
    if arguments and not arguments[0].startswith("-"):
        folder = Path(arguments[0]).resolve()
        arguments = arguments[1:]
    python = _prepared(_libraries(window=False))
    board = OUT / "pictures.board"
    board.unlink(missing_ok=True)
    code = _make_sample(python, board)
    if code:
        return code
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _board_app(python, "pictures", str(board), str(folder), *arguments)


def bench(arguments: list[str]) -> int:
    """Measure the program against its budgets; what follows goes to the benchmark."""
    python = _prepared(_libraries(window=False))
    variables = _variables()
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return _call([python, str(BENCH), *arguments], variables)


def faults(arguments: list[str]) -> int:
    """Try what can go wrong, and count what is lost: [NAME ...] [--full] [--seed N]."""
    python = _prepared([])
    return _call([python, str(FAULTS / "programmes.py"), *arguments], _variables())


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "pictures": pictures,
    "faults": faults,
}
if (BENCH / "__main__.py").exists():
    COMMANDS["bench"] = bench


def main(arguments: list[str]) -> int:
    """Run the named command; exit codes: 0 done, 1 failed, 2 usage."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(_usage())
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        return _misused("say one of the commands")
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except debian.NotReady as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _libraries(*, window: bool) -> list[str]:
    return qt_libraries.missing_packages(os.environ, window=window)


def _prepared(libraries: list[str]) -> str:
    """Return the Python of a ready environment; installs the packages the machine lacks."""
    packages = libraries + environment.missing_packages(ROOT)
    if packages:
        debian.install(packages)
    return environment.prepare(ROOT)


def _make_sample(python: str, board: Path) -> int:
    board.parent.mkdir(parents=True, exist_ok=True)
    code = _board_app(python, "sample", str(board))
    if code:
        board.unlink(missing_ok=True)
    return code


def _export_sample(python: str, board: Path) -> int:
    agenda, minutes = OUT / "agenda.pdf", OUT / "minutes.pdf"
    for kind, meeting, path in (("agenda", "next", agenda), ("minutes", "last", minutes)):
        code = _board_app(
            python, kind, str(board), "--meeting", meeting, "-o", str(path), "--replace"
        )
        if code:
            return code
    print(f"Sample board:                {board} (passphrase: {SAMPLE_PASSPHRASE})")
    print(f"Agenda of the next meeting:  {agenda}")
    print(f"Minutes of the last meeting: {minutes}")
    return 0


def _board_app(python: str, *arguments: str) -> int:
    # The sample board lives in 2015: it is looked at on a day before its July meeting.
    variables = _variables() | {
        "BOARD_PASSPHRASE": SAMPLE_PASSPHRASE,
        "UPSTREAM_TODAY": SAMPLE_TODAY,
    }
    return _call([python, "-m", "board_app", *arguments], variables)


def _call(command: list[str], variables: dict[str, str]) -> int:
    sys.stdout.flush()
    return subprocess.call(command, cwd=ROOT, env=variables)


def _variables() -> dict[str, str]:
    """Return this process's variables with the repository as the place of its packages."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _usage() -> str:
    lines = ["usage: python packaging/dev.py COMMAND [ARGUMENTS]", ""]
    lines += [f"  {name:<9} {command.__doc__}" for name, command in COMMANDS.items()]
    return "\n".join(lines)


def _misused(what: str) -> int:
    print(f"dev.py: {what}\n\n{_usage()}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - the script may be started by an older Python.
        sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")
    sys.exit(main(sys.argv[1:]))
