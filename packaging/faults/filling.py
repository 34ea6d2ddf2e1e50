"""A full disk: it is said in words, what was saved stays, and work goes on when there is room."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from ground import Ground, beside
from outcome import Outcome
from side_files import NEW, OLD, SILENT, WRITERS

from board_app.domain.agenda import AgendaItem
from board_app.domain.errors import StorageUnavailable
from board_app.services.minutes import AddNote
from tests.desk import Desk

WHAT = "disk of 2 MB filled to the last page"
SENTENCE = "The disk is full. Free some space and try again."
_MB = 2
_LONGEST, _TOO_LONG, _MOST = 40_000, 400_000, 200


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Fill a small disk so many times, each time with changes of other sizes."""
    found = Outcome(WHAT, "times")
    if sys.platform != "linux":
        found.skipped = "tmpfs is Linux's"
        return found
    dice, folder = random.Random(seed), ground.place()
    saved = 0
    for number in range(tries):
        with _small_disk(folder) as disk:
            if disk is None:
                found.skipped = "mounting needs rights that this person has not"
                return found
            saved += _fill(found, ground, disk, dice, f"filling {number} of seed {seed}")
        found.tried += 1
    found.said = f"{saved} changes saved before it was full"
    return found


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    if not _mount(folder, "rw", _MB):
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(folder: Path, how: str, megabytes: int) -> bool:
    options = ["-t", "tmpfs", "-o", f"{how},size={megabytes}m", "tmpfs"]
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    return not done.returncode


def _fill(found: Outcome, ground: Ground, disk: Path, dice: random.Random, where: str) -> int:
    path = shutil.copyfile(ground.board, disk / "full.board")
    for name, write in WRITERS.items():
        write(disk / name, OLD)
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(dice.randrange(400_000, 700_000)))
    desk = Desk(path, ground.key)
    item, saved = desk.item(), list[str]()
    note = _long_note(desk, item, 0, dice)
    while _carried_out(found, partial(desk.do, note), where):
        saved.append(note.text)
        if len(saved) > _MOST:
            found.blame(1, f"{where}: it took more than it holds")
            break
        note = _long_note(desk, item, len(saved), dice)
    _refuse_all(found, desk, note, where)
    _judge(found, desk, saved, where)
    ballast.unlink()
    (disk / "last pages").unlink()
    desk.do(note)
    desk.reopen()
    _judge(found, desk, [*saved, note.text], where)
    # The journal goes as soon as there is room for what it holds.
    _mount(disk, "remount", 4 * _MB)
    desk.close()
    strange = set(beside(path)) - set(WRITERS)
    found.blame(len(strange), f"{where}: there stays {strange}")
    return len(saved)


def _long_note(desk: Desk, item: AgendaItem, number: int, dice: random.Random) -> AddNote:
    text = f"{number}{' typed' * dice.randrange(1, _LONGEST // 6)}"
    return AddNote(meeting_id=desk.meeting_id, item_id=item.id, text=text)


def _refuse_all(found: Outcome, desk: Desk, note: AddNote, where: str) -> None:
    """Try all that writes when not a page is left; each is refused, and nothing is changed."""
    disk, before = desk.path.parent, desk.digest()
    with suppress(OSError), (disk / "last pages").open("wb", buffering=0) as last:
        while last.write(bytes(4096)):
            pass
    for step in (
        partial(desk.do, note),
        # The journal has room that it has taken before, but not for so much.
        partial(desk.session.drafts.keep, 1, "a", "typed " * _TOO_LONG),
        partial(desk.session.store.backup, disk / "backup.board"),
    ):
        is_done = _carried_out(found, step, where)
        found.blame(is_done, f"{where}: there was room after all for {step.func.__name__}")
    found.blame(desk.digest() != before, f"{where}: a change that was refused is there")
    for name, write in WRITERS.items():
        old = (disk / name).read_bytes()
        with suppress(StorageUnavailable):
            write(disk / name, NEW)
            found.blame(name not in SILENT, f"{where}: {name} was written after all")
        found.lose((disk / name).read_bytes() != old, f"{where}: {name} is not what it was")


def _carried_out(found: Outcome, step: Callable[[], object], where: str) -> bool:
    """Tell whether a step was carried out; if not, a person must have read why."""
    try:
        step()
    except StorageUnavailable as fault:
        found.blame(fault.message != SENTENCE, f"{where}: {fault.message}")
        return False
    return True


def _judge(found: Outcome, desk: Desk, saved: list[str], where: str) -> None:
    held = {row.text for row in desk.session.reading.minutes.blocks(desk.meeting_id)}
    lost = set(saved) - held
    found.lose(len(lost), f"{where}: {[text[:9] for text in lost]}")
    faults = desk.session.store.faults()
    found.blame(len(faults), f"{where}: {faults[:2]}")
