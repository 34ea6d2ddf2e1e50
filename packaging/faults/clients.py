"""Six clients at one board: every acknowledged edit is in the history, on what its writer saw.

The board is a parameter: anything that can be handed to another process and opened there as a
session, see `Place`. `run_on` starts the clients, waits for them and reads what became of it all
over a desk, so the same programme judges the file and the server (`wire.py`).
"""

import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, Protocol

from ground import Ground, children, swept
from outcome import Outcome

from board_app.domain.errors import BoardError, StaleRecord, StorageUnavailable
from board_app.services.actions import AssignAction
from board_app.services.agenda import ReviseItem
from board_app.services.minutes import AddNote
from board_app.services.rows import AgendaRow
from board_app.services.session import Session
from db.engine import SqlRow
from tests.desk import Desk

WHAT = "six clients at one file"
CLIENTS = 6
ITEMS = 4
MEETING = "2015-07"
_THINKS_S, _UNDOES = 0.02, 0.05
_UNKNOWN, _BROKEN_OFF = "the program tries again", "save it again"
_AWAY = "The server can't be reached"


class Place(Protocol):
    """A board that another process can open."""

    def open(self) -> Session: ...


@dataclass(frozen=True)
class FilePlace:
    """A board in a file, opened by its raw key."""

    path: Path
    key: bytes

    def open(self) -> Session:
        return Desk(self.path, self.key).session


class Fate(Enum):
    """What a client was told of an edit."""

    KEPT = "kept"
    CONFLICT = "conflict"
    REFUSED = "refused"
    BROKEN_OFF = "lost before it was saved"
    UNKNOWN = "unknown"
    NOT_READ = "server away"
    SPOILT = "something that nobody should be told"


class Edit(NamedTuple):
    """One attempt; `token` is a text that stands in this edit alone, "" for an undo.

    `seen` is the version of the record that its writer saw, 0 for a new one.
    """

    token: str
    fate: Fate
    told: str = ""
    seen: int = 0


def run(ground: Ground, seconds: int, seed: int) -> Outcome:
    """Let six clients work at one file for so many seconds."""
    found = Outcome(WHAT, "edits")
    desk = ground.desk()
    run_on(found, desk, [FilePlace(desk.path, ground.key)] * CLIENTS, seconds, seed)
    desk.close()
    swept(desk.path)
    return found


def run_on(
    found: Outcome,
    desk: Desk,
    places: Sequence[Place],
    seconds: float,
    seed: int,
    *,
    meanwhile: Callable[[float], None] = time.sleep,
) -> None:
    """Let a client work at each place; `desk` sees the board as it is, past any bad wire.

    `meanwhile` is given the seconds and does what makes the clients' life hard.
    """
    for number in range(ITEMS):
        desk.item(f"Item {number}")
    context = children()
    ends, running = [], []
    for number, place in enumerate(places):
        mine, its = context.Pipe(duplex=False)
        given = (place, f"c{number}", seconds, seed + number, its)
        running.append(context.Process(target=work_at, args=given, daemon=True))  # type: ignore[attr-defined]  # typeshed leaves it out
        running[-1].start()
        its.close()
        ends.append(mine)
    meanwhile(seconds)
    edits: list[Edit] = [edit for end in ends for edit in end.recv()]
    for child in running:
        child.join()
    judge(found, desk, edits)


def work_at(place: Place, name: str, seconds: float, seed: int, told: Connection) -> None:
    """Be one client: read, think, edit what was read, and remember what one was told."""
    dice, until, edits = random.Random(seed), time.monotonic() + seconds, list[Edit]()
    try:
        session = _opened(place)
        while time.monotonic() < until:
            token = "" if dice.random() < _UNDOES else f"{name}-{len(edits)}-"
            edits.append(_attempt(session, token, dice))
        session.store.close()
    except Exception as fault:  # noqa: BLE001  (whatever else comes out is what we look for)
        edits.append(Edit("", Fate.SPOILT, f"{name}: {fault!r}"))
    told.send(edits)


def _opened(place: Place) -> Session:
    """Open the board, and try again while its server is away."""
    while True:
        try:
            return place.open()
        except StorageUnavailable as fault:
            if not any(sign in fault.message for sign in (_UNKNOWN, _AWAY)):
                raise


def _attempt(session: Session, token: str, dice: random.Random) -> Edit:
    item = None
    try:
        item = _chosen(session, dice) if token else None
        time.sleep(dice.random() * _THINKS_S)
        seen = _edit(session, token, item, dice)
    except StaleRecord as fault:
        return Edit(token, Fate.CONFLICT, fault.message)
    except StorageUnavailable as fault:
        return Edit(token, _fate_of(fault, is_sent=item is not None), fault.message)
    except BoardError as fault:
        return Edit(token, Fate.REFUSED, fault.message)
    except Exception as fault:  # noqa: BLE001  (whatever else comes out is what we look for)
        return Edit(token, Fate.SPOILT, repr(fault))
    return Edit(token, Fate.KEPT, seen=seen)


def _fate_of(fault: StorageUnavailable, *, is_sent: bool) -> Fate:
    if _BROKEN_OFF in fault.message:
        return Fate.BROKEN_OFF
    if _UNKNOWN not in fault.message:
        return Fate.SPOILT
    return Fate.UNKNOWN if is_sent else Fate.NOT_READ


def _chosen(session: Session, dice: random.Random) -> AgendaRow:
    meeting = session.reading.meetings.by_reference(MEETING)
    return dice.choice(session.reading.meetings.agenda(meeting.id))


def _edit(session: Session, token: str, item: AgendaRow | None, dice: random.Random) -> int:
    """Make one edit; returns the version that it stands on."""
    if item is None:
        session.undo()
        return 0
    kind = dice.random()
    if kind < 0.6:
        seen = {"id": item.id, "version": item.version, "kind": item.kind}
        session.do(ReviseItem(title=token, minutes=dice.randrange(60), **seen))
        return item.version
    if kind < 0.8:
        session.do(AddNote(meeting_id=item.meeting_id, item_id=item.id, text=token))
    else:
        session.do(AssignAction(title=token))
    return 0


def judge(found: Outcome, desk: Desk, edits: Sequence[Edit]) -> None:
    """Compare what the clients were told with what the board holds."""
    entries = desk.engine.rows("SELECT * FROM audit ORDER BY id")
    written = defaultdict[str, list[int]](list)
    for token, version in _written(entries):
        written[token].append(version)
    for edit in edits:
        where = f"{edit.token or 'undo'} {edit.fate.value}: {edit.told}"
        found.blame(edit.fate is Fate.SPOILT, where)
        if edit.token:
            _compare(found, edit, written[edit.token], where)
    found.tried += len(edits)
    _blame_blind(found, entries)
    faults = desk.session.store.faults()
    found.blame(len(faults), " ".join(faults[:2]))
    fates = Counter(edit.fate for edit in edits)
    found.said = ", ".join(f"{fates[fate]} {fate.value}" for fate in Fate if fates[fate])


def _compare(found: Outcome, edit: Edit, written: Sequence[int], where: str) -> None:
    found.blame(len(written) > 1, f"{where}; it stands {len(written)} times")
    if edit.fate is Fate.KEPT:
        found.lose(not written, where)
        is_blind = bool(written) and written[0] != edit.seen
        found.lose(is_blind, f"{where}; its writer saw {edit.seen}, it went over {written}")
    elif edit.fate is not Fate.UNKNOWN:
        found.blame(len(written), f"{where}; but it is there")


def _written(entries: Sequence[SqlRow]) -> Iterator[tuple[str, int]]:
    """Yield the text of each change forward, and the version that it went over."""
    for entry in entries:
        if entry["after"] is not None and not entry["label"].startswith(("Undo ", "Redo ")):
            after, before = json.loads(entry["after"]), json.loads(entry["before"] or "{}")
            yield str(after.get("title") or after.get("text") or ""), before.get("version", 0)


def _blame_blind(found: Outcome, entries: Sequence[SqlRow]) -> None:
    """See that each change of a record was made on what the change before it had left."""
    last: dict[tuple[str, int], str | None] = {}
    for entry in entries:
        key = entry["what"], entry["row_id"]
        is_blind = entry["before"] != last.get(key)
        found.lose(is_blind, f"entry {entry['id']} does not go on from the one before")
        last[key] = entry["after"]
