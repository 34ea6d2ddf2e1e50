"""What the programmes stand on: a small board, copies of it, and children that may die."""

import logging
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing.context import BaseContext
from pathlib import Path

from tests.desk import Desk, prepared

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
BESIDE = ("-wal", "-shm", "-journal", ".new")
_LOADED = ["programmes", "nursery"]

_numbers = count(1)

# What the log says of the faults is wanted nowhere, in the children neither.
logging.getLogger().addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Ground:
    """A folder with a board that is never written to; programmes work at copies."""

    folder: Path
    board: Path
    key: bytes

    def place(self) -> Path:
        """Return a new empty folder."""
        folder = self.folder / f"{next(_numbers)}"
        folder.mkdir()
        return folder

    def copy(self, source: Path | None = None) -> Path:
        """Return a copy in a folder of its own, of the board or of another file."""
        return shutil.copyfile(source or self.board, self.place() / "copy.board")

    def desk(self) -> Desk:
        """Return a copy that is open."""
        return Desk(self.copy(), self.key)


@contextmanager
def ground() -> Iterator[Ground]:
    """Give a ground that is swept afterwards."""
    with tempfile.TemporaryDirectory(prefix="faults") as name:
        board = Path(name) / "first.board"
        yield Ground(Path(name), board, prepared(board))


def swept(path: Path) -> None:
    """Remove a copy with all that stands in its folder."""
    shutil.rmtree(path.parent)


def beside(path: Path) -> list[str]:
    """Return what stands in the folder of a copy that is not the copy itself."""
    return sorted(one.name for one in path.parent.iterdir() if one != path)


def children() -> BaseContext:
    """Return where children come from: forked off one that has loaded all, in milliseconds."""
    places = [str(ROOT), str(HERE), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(filter(None, places)))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context
