"""Monthly rules: the nth weekday of each month at a wall time, with dates skipped or moved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import islice

from board_app.domain.errors import Invalid
from board_app.domain.wall_time import LAST_YEAR, WallTime, check_year, zone_of
from board_app.domain.words import WEEKDAYS, day_long, place
from board_app.domain.words import count as counted

LAST = -1
NTH_WORDS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", LAST: "Last"}
MONTHS_PER_YEAR = 12
DAYS_PER_WEEK = 7
MOST_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Never:
    """The series goes on."""


@dataclass(frozen=True, slots=True)
class Until:
    """The series ends with the last date on or before a day."""

    on: date


@dataclass(frozen=True, slots=True)
class After:
    """The series ends after so many dates of the rule; skipped dates count, as they were due."""

    count: int


Ends = Never | Until | After


@dataclass(frozen=True, slots=True)
class MonthlyRule:
    """The nth weekday (0 is Monday, nth -1 the last) of each month, at a wall time in a zone."""

    nth: int
    weekday: int
    start: time
    zone: str
    first_on: date
    ends: Ends = Never()

    def __post_init__(self) -> None:
        if self.nth not in NTH_WORDS:
            raise Invalid("Choose the first to fourth or the last weekday.", field="nth")
        if self.weekday not in range(DAYS_PER_WEEK):
            raise Invalid("Choose a weekday from Monday to Sunday.", field="weekday")
        if self.start.tzinfo is not None:
            raise Invalid("The starting time carries no zone of its own.", field="start")
        zone_of(self.zone)
        check_year(self.first_on, field="first_on")
        match self.ends:
            case Until(on) if on < self.first_on:
                raise Invalid("The series would end before it begins.", field="ends")
            case Until(on):
                check_year(on, field="ends")
            case After(count) if not 1 <= count <= MOST_AT_ONCE:
                raise Invalid(f"A series has 1 to {MOST_AT_ONCE} dates.", field="ends")

    def dates_from(self, start: date) -> Iterator[date]:
        """Yield the rule's own dates on or after a day, without exceptions, up to the last year."""
        first = self._month_index(self.first_on)
        if self._date_in(first) < self.first_on:
            first += 1
        last = LAST_YEAR * MONTHS_PER_YEAR + MONTHS_PER_YEAR - 1
        if isinstance(self.ends, After):
            last = min(last, first + self.ends.count - 1)
        for month in range(max(first, self._month_index(start)), last + 1):
            on = self._date_in(month)
            if isinstance(self.ends, Until) and on > self.ends.on:
                return
            if on >= start:
                yield on

    def falls_on(self, on: date) -> bool:
        """Return whether the rule itself has this date."""
        return next(self.dates_from(on), None) == on

    def wall_time(self, on: date) -> WallTime:
        return WallTime(datetime.combine(on, self.start), self.zone)

    def _date_in(self, month_index: int) -> date:
        year, month = divmod(month_index, MONTHS_PER_YEAR)
        if self.nth == LAST:
            end = _last_day(year, month + 1)
            return end - timedelta(days=(end.weekday() - self.weekday) % DAYS_PER_WEEK)
        begin = date(year, month + 1, 1)
        ahead = (self.weekday - begin.weekday()) % DAYS_PER_WEEK
        return begin + timedelta(days=ahead + DAYS_PER_WEEK * (self.nth - 1))

    @staticmethod
    def _month_index(on: date) -> int:
        return on.year * MONTHS_PER_YEAR + on.month - 1


@dataclass(frozen=True, slots=True)
class Skip:
    """A date of the rule on which the board does not meet."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """A date of the rule that takes place at another wall time of the rule's zone."""

    on: date
    to: datetime
    reason: str
    fold: int | None = None


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What differs from a rule, at most one entry for each of its dates."""

    entries: tuple[Skip | Move, ...] = ()

    def __post_init__(self) -> None:
        for entry in self.entries:
            if not entry.reason.strip():
                raise Invalid("A skipped or moved date needs a reason.", field="reason")
            if isinstance(entry, Move):
                check_year(entry.to.date(), field="to")
                if entry.to.tzinfo is not None:
                    raise Invalid("A moved date keeps the zone of its series.", field="to")
        days = [entry.on for entry in self.entries]
        if len(set(days)) != len(days):
            raise Invalid("A date can be skipped or moved only once.", field="on")

    def of(self, on: date) -> Skip | Move | None:
        """Return what was said about a date of the rule, by its original day."""
        return next((entry for entry in self.entries if entry.on == on), None)

    def adding(self, entry: Skip | Move) -> "Exceptions":
        """Return the exceptions with this entry in the place of an older one for its date."""
        return replace(self, entries=(*self.without(entry.on).entries, entry))

    def without(self, on: date) -> "Exceptions":
        """Return the exceptions with the date regular again."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.on != on))

    def strays(self, rule: MonthlyRule) -> tuple[date, ...]:
        """Return the dates that the rule, perhaps since edited, does not have."""
        return tuple(sorted(entry.on for entry in self.entries if not rule.falls_on(entry.on)))


class State(Enum):
    """What becomes of a date of the rule."""

    REGULAR = "regular"
    SKIPPED = "skipped"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a series; `original` is its identity, whatever becomes of it."""

    original: date
    wall: WallTime
    state: State = State.REGULAR
    reason: str = ""

    @property
    def on(self) -> date:
        """The day on which it takes place, or would have."""
        return self.wall.at.date()

    @property
    def takes_place(self) -> bool:
        return self.state is not State.SKIPPED


def next_dates(
    rule: MonthlyRule, exceptions: Exceptions, *, after: date, count: int = 6
) -> tuple[Occurrence, ...]:
    """Return the next `count` dates that take place after a day, skipped ones between them.

    They are ordered by the day on which they take place; a date moved across `after` is judged by
    its new day. Wall times that do not exist once are returned unsettled, for the caller to ask.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise Invalid(f"Ask for 1 to {MOST_AT_ONCE} dates.", field="count")
    pulled = {entry.on for entry in exceptions.entries}
    start = after + timedelta(days=1) if after < date.max else after
    regular = (on for on in rule.dates_from(start) if on not in pulled)
    found = [Occurrence(on, rule.wall_time(on)) for on in islice(regular, count)]
    found += [
        occurrence
        for entry in exceptions.entries
        if rule.falls_on(entry.on) and (occurrence := _excepted(rule, entry)).on > after
    ]
    found.sort(key=lambda occurrence: (occurrence.wall.at, occurrence.original))
    return _up_to(found, count)


def rule_in_words(rule: MonthlyRule) -> str:
    """Return "Third Thursday of each month, 10:00 (New York)", and how the series ends."""
    base = (
        f"{NTH_WORDS[rule.nth]} {WEEKDAYS[rule.weekday]} of each month,"
        f" {rule.start:%H:%M} ({place(rule.zone)})"
    )
    match rule.ends:
        case Until(on):
            return f"{base}, until {day_long(on)}"
        case After(number):
            return f"{base}, {counted(number, 'time')}"
        case _:
            return base


def _excepted(rule: MonthlyRule, entry: Skip | Move) -> Occurrence:
    if isinstance(entry, Skip):
        return Occurrence(entry.on, rule.wall_time(entry.on), State.SKIPPED, entry.reason)
    return Occurrence(
        entry.on, WallTime(entry.to, rule.zone, entry.fold), State.MOVED, entry.reason
    )


def _up_to(found: list[Occurrence], count: int) -> tuple[Occurrence, ...]:
    kept: list[Occurrence] = []
    taking_place = 0
    for occurrence in found:
        if taking_place == count:
            break
        kept.append(occurrence)
        taking_place += occurrence.takes_place
    return tuple(kept)


def _last_day(year: int, month: int) -> date:
    if month == MONTHS_PER_YEAR:
        return date(year, month, 31)
    return date(year, month + 1, 1) - timedelta(days=1)
