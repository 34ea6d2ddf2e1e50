"""Bits that flip in the file: each is noticed, or changes nothing that anybody reads."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ground import Ground, swept
from outcome import Outcome

from board_app.domain.errors import BoardError
from board_app.services.agenda import AddItem
from db.file import open_with_key
from tests.desk import HandClock

WHAT = "a bit flipped in the file or its journal"
_IN_JOURNAL = 5
"""One of so many flips is in the journal that a crash left behind."""
_CHANGES = 12
Tables = dict[str, Sequence[dict[str, Any]]]


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Flip one bit of a copy each time, open it and read all that it holds."""
    found = Outcome(WHAT, "flips")
    dice = random.Random(seed)
    board, states = _left_open(ground)
    journal = board.with_name(f"{board.name}-wal")
    noticed = 0
    for number in range(tries):
        copy = ground.copy(board)
        beside = copy.with_name(f"{copy.name}-wal")
        # The file alone is what is mailed; with its journal it is what a crash leaves.
        is_journal = number % _IN_JOURNAL == 0
        if is_journal:
            shutil.copyfile(journal, beside)
        bit = _flipped(beside if is_journal else copy, dice)
        where = f"bit {bit} of the {'journal' if is_journal else 'file'}, seed {seed}"
        # What a journal lost is as if it had never been saved: an earlier state, and a whole one.
        held = _read(found, copy, ground.key, where)
        noticed += held is None
        allowed = states if is_journal else states[:1]
        found.blame(held is not None and held not in allowed, f"{where}: read as something else")
        found.tried += 1
        swept(copy)
    found.said = f"{noticed} noticed, the others changed nothing"
    return found


def _left_open(ground: Ground) -> tuple[Path, list[Tables]]:
    """Return a board as a crash leaves it, and what it held after each change since."""
    desk = ground.desk()
    states = [desk.session.store.whole()]
    for number in range(_CHANGES):
        desk.do(AddItem(meeting_id=desk.meeting_id, title=f"Item {number}"))
        states.append(desk.session.store.whole())
    board = ground.copy(desk.path)
    shutil.copyfile(f"{desk.path}-wal", f"{board}-wal")
    desk.close()
    return board, states


def _flipped(path: Path, dice: random.Random) -> int:
    raw = bytearray(path.read_bytes())
    bit = dice.randrange(len(raw) * 8)
    raw[bit // 8] ^= 1 << bit % 8
    path.write_bytes(raw)
    return bit


def _read(found: Outcome, path: Path, key: bytes, where: str) -> Tables | None:
    """Return what is read of a board, None if somebody was told that it is not sound."""
    try:
        store = open_with_key(path, key, HandClock())
        try:
            held = store.whole()
            return None if store.faults() else held
        finally:
            store.close()
    except BoardError:
        return None
    except Exception as fault:  # noqa: BLE001  (whatever else comes out is what we look for)
        found.blame(1, f"{where}: {fault!r} is no sentence")
        return None
