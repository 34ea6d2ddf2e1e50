"""What a child that reads a foreign file is started with."""

import os
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""Where the program's rooms are, for `python -m`."""


def surroundings() -> dict[str, str]:
    """Return what a child may know of the machine; a passphrase is not among it."""
    needed = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TEMP")
    return {name: os.environ[name] for name in needed if name in os.environ} | {
        "PYTHONPATH": str(ROOT)
    }


def limit(memory: int, seconds: int) -> None:
    """Take away from this process what a hostile file could use up: bytes and seconds of work.

    It can write no file either. Windows has no such limits here.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        # The hard one comes later: it kills without a word, and looks like too much memory.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
