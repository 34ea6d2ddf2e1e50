"""A failing device under every side file: the old content or the new one, never neither."""

import errno
import os
import random
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import NamedTuple

from devices import DIES, Device, failing
from ground import Ground, beside, children
from outcome import Outcome
from side_files import NEW, OLD, SILENT, WRITERS

from board_app.domain.errors import StorageUnavailable

WHAT = "failing device under each side file"
_KILLS_AMONG = 16
"""Of so many faults one is a kill, where there are kills."""


class Moment(NamedTuple):
    """When and how the device fails."""

    room: int
    fault: int
    fails_at: str


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Let the device fail at so many moments of each file; at every byte if that is enough."""
    found = Outcome(WHAT, "faults")
    dice = random.Random(seed)
    for name in WRITERS:
        folder = ground.place()
        path, contents = folder / name, _contents(folder, name)
        for moment in _moments(len(contents[1]), tries, dice):
            path.write_bytes(contents[0])
            _tried(found, path, moment, contents)
    _kill_some(found, ground, len(WRITERS) * tries // _KILLS_AMONG, dice)
    found.said = f"{len(WRITERS)} kinds of file"
    return found


def _contents(folder: Path, name: str) -> tuple[bytes, bytes]:
    both = []
    for text in (OLD, NEW):
        WRITERS[name](folder / name, text)
        both.append((folder / name).read_bytes())
    return both[0], both[1]


def _moments(size: int, tries: int, dice: random.Random) -> Iterator[Moment]:
    rooms = range(size) if size <= tries else sorted(dice.sample(range(size), tries))
    for number, room in enumerate(rooms):
        yield Moment(room, (errno.ENOSPC, errno.EIO, errno.EDQUOT)[number % 3], "write")
    yield Moment(size, errno.EIO, "fsync")
    yield Moment(size, errno.EACCES, "replace")


def _tried(found: Outcome, path: Path, moment: Moment, contents: tuple[bytes, bytes]) -> None:
    where = f"{path.name}, {moment.fails_at} after byte {moment.room}"
    found.tried += 1
    told = ""
    with failing(Device(path.parent, *moment)) as device:
        try:
            WRITERS[path.name](path, NEW)
        except StorageUnavailable as fault:
            told = fault.message
        except Exception as fault:  # noqa: BLE001  (whatever else comes out is what we look for)
            found.blame(1, f"{where}: {fault!r} is no sentence")
            return
    found.blame(not device.has_failed, f"{where}: written past the device")
    found.blame(not told and path.name not in SILENT, f"{where}: nothing was told")
    # A program that was told that nothing was saved must find that nothing was.
    found.lose(path.read_bytes() != contents[0], f"{where}: neither old nor new")
    found.blame(len(beside(path)), f"{where}: there stays {beside(path)}")


def _kill_some(found: Outcome, ground: Ground, tries: int, dice: random.Random) -> None:
    """Kill a child in the middle of a file instead."""
    if os.name == "nt":
        return
    context = children()
    for number in range(tries):
        name = list(WRITERS)[number % len(WRITERS)]
        path = ground.place() / name
        contents = _contents(path.parent, name)
        path.write_bytes(contents[0])
        step = dice.choice(("write", "write", "fsync", "replace"))
        moment = Moment(dice.randrange(len(contents[1])) if step == "write" else 0, DIES, step)
        status = _died(context, path, moment)
        found.tried += 1
        where = f"{name}, killed in {step} after byte {moment.room}"
        found.blame(status != -9, f"{where}: it ended with {status}")
        found.lose(path.read_bytes() not in contents, f"{where}: neither old nor new")


def _died(context: BaseContext, path: Path, moment: Moment) -> int | None:
    child = context.Process(target=write_and_die, args=(path, moment), daemon=True)  # type: ignore[attr-defined]  # typeshed leaves it out
    child.start()
    child.join()
    status: int | None = child.exitcode
    return status


def write_and_die(path: Path, moment: Moment) -> None:
    """Be the child that is killed while it writes."""
    with suppress(StorageUnavailable), failing(Device(path.parent, *moment)):
        WRITERS[path.name](path, NEW)
