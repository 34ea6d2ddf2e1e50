"""A child that opens an old file and is killed before one of the statements of its migration."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db import driver, migrating
from db.file import open_with_key
from tests.desk import HandClock

_LOADED_BEFORE = migrating.migrate
"""A fifth of a second of imports, which each child would need anew."""


def count_statements(work: Callable[[], object]) -> int:
    """Return how many statements SQLite carries out in a piece of work, those of triggers too."""
    seen = 0

    def count(_statement: str) -> None:
        nonlocal seen
        seen += 1

    traced(work, count)
    return seen


def die_before(number: int, path: Path, key: bytes) -> None:
    """Open a file as the program does; the nth statement is never begun."""
    left = number

    def spend(_statement: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    traced(lambda: open_with_key(path, key, HandClock()).close(), spend)


def traced(work: Callable[[], object], told: Callable[[str], None]) -> None:
    """Do a piece of work; each statement on a connection that it makes is told beforehand."""
    real = driver.connect

    def connect(*given: Any, **more: Any) -> Any:
        connection = real(*given, **more)
        connection.set_trace_callback(told)
        return connection

    driver.connect = connect
    try:
        work()
    finally:
        driver.connect = real
