"""Migrations killed at each statement: the old file still opens, and means what it meant."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path

from dying import count_statements, die_before
from ground import ROOT, Ground, children, swept
from outcome import Outcome

from board_app.domain.errors import BoardError
from db import keys
from db.file import open_with_key
from db.schema import NEWEST
from db.sqlite_engine import connected
from tests.desk import HandClock

WHAT = "migration killed at each statement"
OLD_FILES = ROOT / "tests" / "db" / "old_files"
PASSPHRASE = "sample"
Tables = Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Old:
    """A stored old file: what it holds, what it means today, and in how many statements."""

    path: Path
    key: bytes
    raw: Tables
    meant: Tables
    statements: int


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Kill the opening of each stored old file before so many statements, spread over all."""
    found = Outcome(WHAT, "kills")
    if os.name == "nt":
        found.skipped = "Windows has no SIGKILL"
        return found
    paths = [one for one in sorted(OLD_FILES.glob("*.board")) if int(one.stem[1:]) < NEWEST]
    olds = [_read(ground, path) for path in paths]
    context = children()
    for old in olds:
        many = old.statements
        share = min(many, tries // len(olds))
        # Spread evenly; the seed moves them, so that many quick runs come to all.
        for number in sorted({(seed + n * many // share) % many for n in range(share)}):
            path = ground.copy(old.path)
            status = _killed(context, path, old.key, number)
            found.tried += 1
            where = f"{old.path.name}, before statement {number}"
            found.blame(status != -9, f"{where}: it ended with {status}")
            _look_at(found, path, old, where)
            swept(path)
    statements = sum(old.statements for old in olds)
    found.said = f"of {statements} statements in {len(olds)} old files"
    return found


def _read(ground: Ground, path: Path) -> Old:
    key = keys.derived_key(PASSPHRASE, path.read_bytes()[: keys.SALT_BYTES])
    copy = ground.copy(path)
    many = count_statements(lambda: open_with_key(copy, key, HandClock()).close())
    old = Old(path, key, _raw(path, key), _held(copy, key), many)
    swept(copy)
    return old


def _raw(path: Path, key: bytes) -> Tables:
    """Return all rows as they stand, whatever the schema; "faults" if they can't be trusted."""
    connection = connected(path, key, is_still=True)
    try:
        faults = [*connection.execute("PRAGMA cipher_integrity_check")]
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'"
        ).fetchall()
        held = {name: [*connection.execute(f'SELECT * FROM "{name}"')] for (name,) in names}
        return {**held, "faults": faults}
    finally:
        connection.close()


def _held(path: Path, key: bytes) -> Tables:
    """Return what a board holds once it is up to date."""
    store = open_with_key(path, key, HandClock())
    try:
        # The pieces of papers are read when they are wanted, which is after the store is closed.
        held = {name: [*rows] for name, rows in store.whole().items()}
        return {**held, "faults": store.faults()}
    finally:
        store.close()


def _killed(context: BaseContext, path: Path, key: bytes, number: int) -> int | None:
    child = context.Process(target=die_before, args=(number, path, key), daemon=True)  # type: ignore[attr-defined]  # typeshed leaves it out
    child.start()
    child.join()
    status: int | None = child.exitcode
    return status


def _look_at(found: Outcome, path: Path, old: Old, where: str) -> None:
    for copy in path.parent.glob("*-before-*.board"):
        # It has its final name, so it must be whole.
        found.blame(_raw(copy, old.key) != old.raw, f"{where}: the copy is another board")
    try:
        held = _held(path, old.key)
    except BoardError as fault:
        found.lose(1, f"{where}: {fault.message}")
    else:
        found.blame(held != old.meant, f"{where}: {held['faults'] or 'it holds something else'}")
