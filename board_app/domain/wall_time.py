"""Wall times: what a clock on the wall shows in a place, and the moment that it stands for."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from board_app.domain.errors import Invalid
from board_app.domain.words import clock, day_long, place

FIRST_YEAR = 1900
LAST_YEAR = 2199
# Names that differ from machine to machine, or count leap seconds.
LOCAL_ZONES = ("localtime", "posixrules", "Factory")
LOCAL_PREFIXES = ("posix/", "right/")


class Kind(Enum):
    """How often a wall time happens on its day: once, never, or twice."""

    EXISTS = "exists"
    MISSING = "missing"
    TWICE = "twice"


class Which(Enum):
    """The two ways out when a wall time does not happen exactly once."""

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time on the clock of an IANA zone; of two, fold 0 is the first, 1 the second."""

    at: datetime
    zone: str
    fold: int | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is not None:
            raise Invalid("A wall time carries its zone by name, not by offset.", field="at")
        check_year(self.at.date(), field="at")
        zone_of(self.zone)
        if self.fold not in {None, 0, 1}:
            raise Invalid("Choose the first or the second of the two times.", field="fold")

    @classmethod
    def from_utc(cls, moment: datetime, zone: str) -> Self:
        """Return what the clock in the zone shows at a moment; it is always settled."""
        if moment.utcoffset() is None:
            raise Invalid("A moment must say its offset from UTC.", field="at")
        local = moment.astimezone(zone_of(zone))
        found = cls(local.replace(tzinfo=None, fold=0), zone)
        return replace(found, fold=local.fold) if found.kind is Kind.TWICE else found

    @property
    def kind(self) -> Kind:
        before, after = self._offset(0), self._offset(1)
        if before == after:
            return Kind.EXISTS
        return Kind.MISSING if before < after else Kind.TWICE

    @property
    def is_settled(self) -> bool:
        """Whether the wall time stands for exactly one moment."""
        kind = self.kind
        return kind is Kind.EXISTS or (kind is Kind.TWICE and self.fold is not None)

    @property
    def utc(self) -> datetime:
        """The moment in UTC; raises Invalid when it has to be asked for first."""
        if not self.is_settled:
            raise Invalid(self.question, field="at")
        return self._moment(self.fold or 0)

    @property
    def question(self) -> str:
        """Why the time must be chosen, as a sentence; empty when there is nothing to ask."""
        shown = f"{clock(self.at.time())} on {day_long(self.at.date())}"
        match self.kind:
            case Kind.MISSING:
                return f"{shown} does not exist in {place(self.zone)}: the clocks go forward."
            case Kind.TWICE if self.fold is None:
                return f"{shown} happens twice in {place(self.zone)}: the clocks go back."
            case _:
                return ""

    def choices(self) -> "tuple[Choice, ...]":
        """Return the two ways out of a missing or doubled time, the earlier first; else nothing."""
        match self.kind:
            case Kind.EXISTS:
                return ()
            case Kind.MISSING:
                return (self._shifted(Which.EARLIER), self._shifted(Which.LATER))
            case Kind.TWICE:
                return (self._picked(Which.EARLIER), self._picked(Which.LATER))

    def resolve(self, choice: "Choice") -> "WallTime":
        """Return the chosen time; raises Invalid for a choice that was not offered for this one."""
        if choice not in self.choices():
            raise Invalid("That choice belongs to another time.", field="at")
        return choice.time

    def seen_from(self, zone: str) -> "WallTime":
        """Return the same moment on the clock of another zone."""
        return WallTime.from_utc(self.utc, zone)

    def shift_since(self, saved_utc: datetime) -> timedelta:
        """Return how far the moment moved since it was saved, when the zone's law changed."""
        return self.utc - saved_utc

    def _shifted(self, which: Which) -> "Choice":
        # Read by the offset that holds after the gap, the time falls before it, and the other way.
        moment = self._moment(1 if which is Which.EARLIER else 0)
        found = WallTime.from_utc(moment, self.zone)
        edge = "before" if which is Which.EARLIER else "after"
        other_day = found.at.date() != self.at.date()
        shown = f"{clock(found.at.time())}{f' on {day_long(found.at.date())}' if other_day else ''}"
        return Choice(
            which, found, f"{shown}, {edge} the clocks go forward ({_offset_words(found)})"
        )

    def _picked(self, which: Which) -> "Choice":
        found = replace(self, fold=0 if which is Which.EARLIER else 1)
        nth, edge = ("first", "before") if which is Which.EARLIER else ("second", "after")
        return Choice(
            which,
            found,
            f"The {nth} {clock(self.at.time())}, {edge} the clocks go back"
            f" ({_offset_words(found)})",
        )

    def _offset(self, fold: int) -> timedelta:
        offset = self.at.replace(tzinfo=zone_of(self.zone), fold=fold).utcoffset()
        if offset is None:  # pragma: no cover - ZoneInfo always knows its offset
            raise Invalid("The zone has no offset from UTC.", field="zone")
        return offset

    def _moment(self, fold: int) -> datetime:
        return (self.at - self._offset(fold)).replace(tzinfo=UTC, fold=0)


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out of a missing or doubled wall time."""

    which: Which
    time: WallTime
    sentence: str


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; raises Invalid for all else."""
    if name in LOCAL_ZONES or name.startswith(LOCAL_PREFIXES):
        raise Invalid(f"“{name}” means another time on another machine.", field="zone")
    try:
        return ZoneInfo(name)
    # A folder ("America") or a path raises OSError or ValueError, depending on the system.
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        message = f"There is no time zone “{name}”. Pick one such as America/New_York."
        raise Invalid(message, field="zone") from error


def end_of_day(on: date, zone: str) -> WallTime:
    """Return the last minute of a day in a named zone: a deadline ends somewhere in particular."""
    return WallTime(datetime.combine(on, time(23, 59)), zone)


def check_year(on: date, *, field: str) -> None:
    """Refuse years that are typing errors, or that UTC arithmetic can't reach."""
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise Invalid(f"The year must lie between {FIRST_YEAR} and {LAST_YEAR}.", field=field)


def anniversary(of: date, year: int) -> date:
    """Return the same day in another year; 29 February falls on the 28th in common years."""
    try:
        return of.replace(year=year)
    except ValueError:
        return of.replace(year=year, day=28)


def _offset_words(settled: WallTime) -> str:
    # Read back from the moment, so that the words can't contradict it.
    minutes = int((settled.at.replace(tzinfo=UTC) - settled.utc) / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
