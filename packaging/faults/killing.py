"""kill -9 in mid-write: what was acknowledged is there, and nothing is there by half."""

import os
import random
import signal
import time
from contextlib import suppress
from multiprocessing.context import BaseContext
from pathlib import Path

from ground import Ground, children, swept
from outcome import Outcome
from scribing import PERSON, SUPPORTERS, write

from board_app.domain.errors import BoardError
from tests.desk import Desk

WHAT = "kill -9 in mid-write"
Promised = set[tuple[str, str]]
PER_BOARD = 12
_FIRST = 8  # changes at most before the kill is due
_WITHIN_S = 0.006  # one change takes three milliseconds


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Kill a child that writes, at a random moment each time, and look at what it leaves."""
    found = Outcome(WHAT, "kills")
    if os.name == "nt":
        found.skipped = "Windows has no SIGKILL"
        return found
    dice, context = random.Random(seed), children()
    path, promised = ground.copy(), Promised()
    for kill in range(tries):
        if kill and kill % PER_BOARD == 0:
            swept(path)
            path, promised = ground.copy(), Promised()
        promised |= _killed(context, path, ground.key, f"{kill}", dice)
        found.tried += 1
        examine(found, path, ground.key, promised, f"kill {kill} of seed {seed}")
    swept(path)
    return found


def _killed(
    context: BaseContext, path: Path, key: bytes, name: str, dice: random.Random
) -> Promised:
    """Let a child write and kill it in the middle; return all that it was promised."""
    mine, its = context.Pipe(duplex=False)
    child = context.Process(target=write, args=(path, key, name, its), daemon=True)  # type: ignore[attr-defined]  # typeshed leaves it out
    child.start()
    its.close()
    told = [mine.recv() for _ in range(1 + dice.randrange(_FIRST))]
    time.sleep(dice.random() * _WITHIN_S)
    os.kill(child.pid, signal.SIGKILL)
    with suppress(EOFError, OSError):  # the last word may be cut off as well
        while True:
            told.append(mine.recv())
    child.join()
    mine.close()
    return set(told) - {("ready", "")}


def examine(found: Outcome, path: Path, key: bytes, promised: Promised, where: str) -> None:
    """Count what is lost or torn on a board that was left behind."""
    try:
        desk = Desk(path, key)
    except BoardError as fault:
        found.blame(1, f"{where}: {fault.message}")
        return
    faults = desk.session.store.faults() + _halves(desk)
    found.blame(len(faults), f"{where}: {' '.join(faults[:2])}")
    lost = sorted(promised - _kept(desk))
    found.lose(len(lost), f"{where}: {lost[:2]}")
    desk.close()
    left = [one.name for one in path.parent.glob(f"{path.name}?*")]
    found.blame(len(left), f"{where}: beside the board stays {left}")


def _kept(desk: Desk) -> Promised:
    history = desk.engine.rows("SELECT after ->> 'title' AS title FROM audit")
    kept = {("item", row["title"]) for row in history}
    kept |= {("action", row["title"]) for row in desk.engine.rows("SELECT title FROM action_item")}
    kept |= {("note", row.text) for row in desk.session.reading.minutes.blocks(desk.meeting_id)}
    kept |= {("draft", text) for text in desk.session.drafts.kept(PERSON).values()}
    return kept | {("backup", copy.name) for copy in desk.path.parent.glob("backup*.board")}


def _halves(desk: Desk) -> list[str]:
    """Return a line for each change of several records of which only some are there."""
    rows = desk.engine.rows(
        "SELECT step_id, count(*) AS n FROM audit WHERE label = 'Assign action item' GROUP BY 1"
    )
    return [f"{row['n']} of step {row['step_id']}" for row in rows if row["n"] != SUPPORTERS + 1]
