"""kill -9 while a board is copied or replaced: the old board is there, or the new one."""

import os
import random
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Timer
from typing import NamedTuple

from copying import OTHER, WAYS, Scene, scene_on
from dying import traced
from ground import Ground, beside, children, swept
from outcome import Outcome

from board_app.domain.errors import BoardError
from db.backups import faults_of
from db.file import open_file, open_with_key
from db.file_store import FileStore
from tests.desk import HandClock

WHAT = "kill -9 while a board is replaced"
_STEPS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "shutil.copyfile")
_WITHIN_S = 0.03
_NEVER = sys.maxsize
_HOT = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins that SQLite would write back into the file."""


class Kill(NamedTuple):
    """At which step of a way the program is killed, and how many seconds after it."""

    way: str
    number: int
    late: float


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Kill each way so many times: before a statement or a step with a file, or soon after."""
    found = Outcome(WHAT, "kills")
    if os.name == "nt":
        found.skipped = "Windows has no SIGKILL"
        return found
    dice, context = random.Random(seed), children()
    replaced = 0
    for way in WAYS:
        steps = _steps_of(context, ground, way)
        kills = [Kill(way, number, late) for number in range(steps) for late in (0.0, _WITHIN_S)]
        for kill in dice.sample(kills, min(len(kills), tries)):
            late = dice.random() * kill.late
            replaced += _try(found, context, ground, kill._replace(late=late))
    found.said = f"{len(WAYS)} ways; {replaced} had another board already"
    return found


def _steps_of(context: BaseContext, ground: Ground, way: str) -> int:
    path = scene_on(ground)[0]
    mine, its = context.Pipe(duplex=False)
    child = context.Process(  # type: ignore[attr-defined]  # typeshed leaves it out
        target=be_killed, args=(path, ground.key, Kill(way, _NEVER, 0.0), its), daemon=True
    )
    child.start()
    its.close()
    steps = int(mine.recv())
    child.join()
    swept(path)
    return steps


def be_killed(path: Path, key: bytes, kill: Kill, told: Connection | None = None) -> None:
    """Be the child that is killed; tells how many steps there are if it lives."""
    (way, number, late), done = kill, 0

    def step(*_what: object) -> None:
        nonlocal done
        done += 1
        if done == number + 1:
            if not late:
                os.kill(os.getpid(), signal.SIGKILL)
            Timer(late, os.kill, (os.getpid(), signal.SIGKILL)).start()

    def audited(event: str, _given: object) -> None:
        if event in _STEPS:
            step()

    def work() -> None:
        store = open_with_key(path, key, HandClock())
        sys.addaudithook(audited)
        WAYS[way](Scene(store, path.with_name("backup.board"), path.with_name("elsewhere"))).close()

    traced(work, step)
    if told is not None:
        told.send(done)
    elif late:
        signal.pause()


def _try(found: Outcome, context: BaseContext, ground: Ground, kill: Kill) -> bool:
    """Tell whether there is another board than before."""
    way, number, late = kill
    where = f"{way}, step {number}{f' and {late:.3f} s' if late else ''}"
    path, then, now = scene_on(ground)
    child = context.Process(  # type: ignore[attr-defined]  # typeshed leaves it out
        target=be_killed, args=(path, ground.key, kill), daemon=True
    )
    child.start()
    child.join()
    found.tried += 1
    found.blame(child.exitcode != -signal.SIGKILL, f"{where}: it ended with {child.exitcode}")
    store = _opened(path, ground.key, way)
    if store is None:
        found.lose(1, f"{where}: no board can be opened")
        return False
    held = store.whole()
    is_other = store.key != ground.key or held != now
    found.lose(held != now and not (way == "restore" and held == then), f"{where}: neither")
    faults = store.faults()
    found.blame(len(faults), f"{where}: {faults[:2]}")
    store.close()
    for copy in path.with_name("elsewhere").rglob("*.board"):
        found.blame(len(faults_of(copy, ground.key)), f"{where}: {copy.name} is half a copy")
    strange = set(beside(path)) - {"backup.board", "elsewhere", *_cold(path)}
    found.blame(len(strange), f"{where}: there stays {strange}")
    swept(path)
    return is_other


def _cold(path: Path) -> list[str]:
    """Return the journal that was begun and never used: SQLite lets it lie, and reads past it."""
    journal = path.with_name(f"{path.name}-journal")
    is_cold = journal.exists() and not journal.read_bytes().startswith(_HOT)
    return [journal.name] if is_cold else []


def _opened(path: Path, key: bytes, way: str) -> FileStore | None:
    with suppress(BoardError):
        return open_with_key(path, key, HandClock())
    if way == "new passphrase":
        with suppress(BoardError):
            return open_file(path, OTHER, HandClock())
    return None
