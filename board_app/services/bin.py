"""The bin: what was put away, how long it is kept in sight, and how it is deleted for good.

Nothing is ever deleted by the program itself. What goes is decided beforehand, shown in the
question, and goes exactly so: the command names every record with the version that was seen.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from board_app.domain.attachment import Attachment
from board_app.domain.base import RecordId, Value
from board_app.domain.errors import NotPossible
from board_app.domain.words import count, day, joined
from board_app.services.archive import Restore
from board_app.services.bin_rows import BinRow, PointerRow
from board_app.services.bin_ties import REMEMBERED, TIES
from board_app.services.commands import Command, Handlers
from board_app.services.history_words import KINDS, MODELS
from board_app.services.ports import Work
from board_app.services.session import Session

DAYS_KEPT = 30
"""So long nothing asks for what is in the bin."""

KEPT_IN_HISTORY = (
    "The history keeps what it was. Undo brings it back, as long as this is among your last steps."
)
_PART_WORDS = {
    "attendance": "line of attendance",
    "minutes_block": "entry of the minutes",
    "name_meaning": "remembered name of an import",
    "rating": "rating",
    "withheld": "agency that may not see it",
}
_PLURALS = {
    "attendance": "lines of attendance",
    "minutes_block": "entries of the minutes",
    "name_meaning": "remembered names of imports",
    "action_support": "supporting agencies",
    "withheld": "agencies that may not see it",
}


class Doomed(Value):
    """One record that is to go, at the version that was seen."""

    table: str
    id: RecordId
    version: int


class Purge(Command):
    """Delete for good what is in the bin; `parts` are what hangs on it, in the order of going."""

    label: ClassVar[str] = "Delete for good"

    things: tuple[Doomed, ...]
    parts: tuple[Doomed, ...] = ()


class BinEntry(NamedTuple):
    """One thing in the bin, in words."""

    id: RecordId
    table: str
    version: int
    kind: str
    subject: str
    archived_on: date
    person: str
    days_left: int

    @property
    def is_over(self) -> bool:
        """Tell whether it has been here longer than the board asks for."""
        return self.days_left < 0

    def restore(self) -> Restore:
        """Return the command that brings it back."""
        return Restore(table=self.table, id=self.id, version=self.version)


class Plan(NamedTuple):
    """What would go, and why the rest stays."""

    things: tuple[BinEntry, ...]
    order: tuple[Doomed, ...]
    below: str
    stays: tuple[str, ...]

    @property
    def command(self) -> Purge:
        """Return the command that does exactly this."""
        own = {thing.id for thing in self.things}
        return Purge(
            things=tuple(one for one in self.order if one.id in own),
            parts=self.order,
        )


def bin_entries(session: Session) -> list[BinEntry]:
    """Return what is in the bin, the latest first."""
    board = session.board()
    zone = ZoneInfo(board.zone)
    return [_entry(row, board.today, zone) for row in session.reading.bin.archived()]


def plan(session: Session, things: Sequence[BinEntry], *, takes_along: bool = True) -> Plan:
    """Return what would go with these.

    What points to them and is in the bin as well goes along, unless `takes_along` is False: then
    it keeps them here, as what is in use always does.
    """
    found = _Going(session, things, takes_along=takes_along)
    found.gather()
    stays = tuple(found.hold_back())
    gone = tuple(thing for thing in things if thing.id in found.members)
    own = {thing.id for thing in gone}
    parts = Counter(found.members[id].table for id in found.members if id not in own)
    below = joined([_counted(table, number) for table, number in parts.items()])
    return Plan(gone, tuple(found.ordered()), below, stays)


def purge(command: Purge, work: Work) -> int:
    """Take the records out, what points to others first; the store refuses a loose end."""
    own = {thing.id for thing in command.things}
    gone = {part.id for part in command.parts}
    records = [work.get(MODELS[one.table], one.id, version=one.version) for one in command.parts]
    for record in records:
        hangs = any(value in gone for name, value in record if name.endswith("_id"))
        if (record.id in own and not record.is_archived) or not (record.id in own or hangs):
            raise NotPossible("Only what is in the bin can be deleted. It may have been restored.")
    for record in records:
        work.remove(record)
    if any(record.table == Attachment.table for record in records):
        work.drop_contents()
    return len(command.things)


class _Edge(NamedTuple):
    """`pointer` points to `target`; where it may not go along it keeps the target here."""

    pointer: RecordId
    target: RecordId
    words: str


class _Member(NamedTuple):
    table: str
    version: int
    roots: set[RecordId]


class _Going:
    """Everything that hangs on some things of the bin, and what holds them back."""

    def __init__(self, session: Session, things: Sequence[BinEntry], *, takes_along: bool) -> None:
        self._reading = session.reading.bin
        self._takes_along = takes_along
        self._things = {thing.id: thing for thing in things}
        self._edges: list[_Edge] = []
        self.members = {one.id: _Member(one.table, one.version, {one.id}) for one in things}

    def gather(self) -> None:
        """Walk from the things to what points to them, table by table."""
        level = list(self.members)
        while level:
            by_table: dict[str, list[int]] = {}
            for id in level:
                by_table.setdefault(self.members[id].table, []).append(id)
            level = []
            for target, ids in by_table.items():
                for table, row, goes in self._pointing(target, ids):
                    self._take(table, row, goes=goes, level=level)

    def hold_back(self) -> Iterator[str]:
        """Let stay what something outside still points to; yield a sentence for each thing."""
        is_settled = False
        while not is_settled:
            is_settled = True
            for edge in self._edges:
                if edge.target in self.members and edge.pointer not in self.members:
                    is_settled = False
                    for root in tuple(self.members[edge.target].roots):
                        yield f"{_named(self._things[root])}: {edge.words} still points to it."
                        self._drop(root)

    def ordered(self) -> Iterator[Doomed]:
        """Yield what goes, what points to others before them."""
        pointers: dict[RecordId, list[RecordId]] = {}
        for edge in self._edges:
            pointers.setdefault(edge.target, []).append(edge.pointer)
        seen: set[RecordId] = set()
        stack = [(id, False) for id in reversed(tuple(self.members))]
        while stack:
            id, is_ready = stack.pop()
            if is_ready:
                member = self.members[id]
                yield Doomed(table=member.table, id=id, version=member.version)
            elif id in self.members and id not in seen:
                seen.add(id)
                stack.append((id, True))
                stack += [(one, False) for one in pointers.get(id, ())]

    def _pointing(self, target: str, ids: list[int]) -> Iterator[tuple[str, PointerRow, bool]]:
        for tie in TIES.get(target, ()):
            for row in self._reading.pointing(tie.table, tie.column, ids):
                yield tie.table, row, tie.goes or (self._takes_along and _is_away(row))
        if target in REMEMBERED:
            for row in self._reading.remembered(REMEMBERED[target], ids):
                yield "name_meaning", row, True

    def _take(self, table: str, row: PointerRow, *, goes: bool, level: list[RecordId]) -> None:
        name = f"“{row.label}”" if row.label else ""
        kind = _PART_WORDS.get(table, KINDS[table].lower())
        where = ", in the bin as well," if _is_away(row) else ""
        words = f"{kind} {name}{where}".strip()
        self._edges.append(_Edge(row.id, row.target_id, f"{words[0].upper()}{words[1:]}"))
        if not goes and row.id not in self._things:
            return
        roots = self.members[row.target_id].roots
        known = self.members.get(row.id)
        if known is None:
            self.members[row.id] = _Member(table, row.version, set(roots))
            level.append(row.id)
        elif goes and not roots <= known.roots and row.id not in self._things:
            known.roots.update(roots)
            level.append(row.id)

    def _drop(self, root: RecordId) -> None:
        for id, member in tuple(self.members.items()):
            member.roots.discard(root)
            if not member.roots:
                del self.members[id]


def _entry(row: BinRow, today: date, zone: ZoneInfo) -> BinEntry:
    on = _day_of(row.archived_at, zone)
    said = f"{row.label} · {day(row.day, today)}" if row.day else row.label
    return BinEntry(
        id=row.id,
        table=row.table,
        version=row.version,
        kind=KINDS[row.table],
        subject=said,
        archived_on=on,
        person=row.person,
        days_left=DAYS_KEPT - (today - on).days,
    )


def _day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def _is_away(row: PointerRow) -> bool:
    return row.archived_at is not None


def _named(thing: BinEntry) -> str:
    return f"{thing.kind} “{thing.subject}”" if thing.subject else thing.kind


def _counted(table: str, number: int) -> str:
    word = _PART_WORDS.get(table, KINDS[table].lower())
    return count(number, word, plural=_PLURALS.get(table))


def longest_here(things: Iterable[BinEntry]) -> list[BinEntry]:
    """Return what has been in the bin longer than the board asks for."""
    return [thing for thing in things if thing.is_over]


HANDLERS: Handlers = {Purge: purge}
