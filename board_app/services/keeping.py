"""What keeps a board from being lost: backups, what is kept how long, and the way back."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from board_app.domain.words import MONTHS, clock
from board_app.services.session import Session

EVERY = timedelta(minutes=30)
"""How long changes may be without a backup while a board is open."""

_ALL = timedelta(days=2)
_DAYS, _WEEKS, _MONTHS = 12, 10, 9
_SHOWN_SEAL = 8

T = TypeVar("T", bound=Hashable)


class Why(Enum):
    """What a backup was made for; the value stands in its file's name."""

    TIMED = "timed"
    ASKED = "asked"
    IMPORT = "import"
    RESTORE = "restore"
    RESTORED = "restored"
    PASSPHRASE = "passphrase"  # noqa: S105  (a reason, no secret)
    MIGRATION = "migration"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Why.TIMED: "While at work",
    Why.ASKED: "By hand",
    Why.IMPORT: "Before an import",
    Why.RESTORE: "Before a restore",
    Why.RESTORED: "After a restore",
    Why.PASSPHRASE: "After a new passphrase",
    Why.MIGRATION: "Before a new version",
}


@dataclass(frozen=True)
class Backup:
    """One backup: where it is, when (UTC) and why it was made, and where its history ends.

    `changes` and `seal` are number and hash of its last change; None and "" if its name does not
    say so. `size` is in bytes.
    """

    path: Path
    made: datetime
    why: Why
    changes: int | None
    seal: str
    size: int

    @property
    def id(self) -> str:
        return str(self.path)

    def when(self, zone: str) -> str:
        """Return "14 Jul 2015, 10:30" in a zone."""
        local = self.made.astimezone(ZoneInfo(zone))
        day = f"{local.day} {MONTHS[local.month - 1][:3]} {local.year}"
        return f"{day}, {clock(local.time())}"


class Keeping(Protocol):
    """Backups and the ways back, as far as the window needs them. All of it takes its time."""

    def back_up(self, session: Session, why: Why) -> Backup | None:
        """Make a verified backup; None for a served board. Raises StorageUnavailable."""

    def back_up_if_due(self, session: Session) -> Backup | None:
        """Make a backup if something changed and the last one is older than half an hour."""

    def backups(self, session: Session) -> list[Backup]:
        """Return the backups of a board, the newest first."""

    def at(self, path: Path) -> list[Backup]:
        """Return the backups of the board that is, or was, at a path, the newest first."""

    def last_good(self, path: Path, passphrase: str) -> Backup | None:
        """Return the newest sound backup of a path that the passphrase opens, None if none is."""

    def restored(self, session: Session, backup: Backup, passphrase: str) -> Session:
        """Put a backup in the place of the open board and return it opened.

        The board as it is now is backed up first. The passphrase is used where the board's own
        key does not fit. Raises Refused, WrongPassphrase or StorageUnavailable; then the board
        is as it was, and open.
        """

    def salvaged(self, path: Path, backup: Backup, passphrase: str) -> tuple[Session, Path | None]:
        """Put a backup where a damaged file is; returns it opened, and where that file is kept.

        Raises Refused or StorageUnavailable; then everything is as it was.
        """

    def changed_passphrase(self, session: Session, old: str, new: str) -> Session:
        """Give the open board another passphrase and return it opened anew; raises as above."""

    def local_copy(self, path: Path, target: Path) -> None:
        """Copy a board that lies on a network share; raises Refused or StorageUnavailable."""

    def doubts(self, session: Session) -> list[str]:
        """Return what speaks against the open file or its place, in sentences.

        After an unclean end all its pages are read; a file that holds less than its last backup
        is named as such, and so is a folder that a service copies to other machines.
        """


def is_due(newest: datetime | None, now: datetime) -> bool:
    """Tell whether changes have been without a backup for long enough."""
    return newest is None or now - newest >= EVERY or newest > now


def to_thin(made: Iterable[T], moment: Callable[[T], datetime], now: datetime) -> set[T]:
    """Return the backups that may go.

    All of the last two days stay, then the newest of each of twelve days, ten weeks and nine
    months that have one. A backup from the future, of a clock that was wrong, stays and makes no
    other go; days without a backup count for nothing, so a board that rests loses none.
    """
    past = sorted((one for one in made if moment(one) <= now), key=moment, reverse=True)
    older = [one for one in past if now - moment(one) > _ALL]
    kept: set[T] = set(past[:1])
    rest = _newest_of_each(older, lambda one: moment(one).date(), _DAYS, kept)
    rest = _newest_of_each(rest, lambda one: moment(one).isocalendar()[:2], _WEEKS, kept)
    _newest_of_each(rest, lambda one: (moment(one).year, moment(one).month), _MONTHS, kept)
    return set(older) - kept


def _newest_of_each(
    ordered: list[T], bucket: Callable[[T], Hashable], most: int, kept: set[T]
) -> list[T]:
    """Add to `kept` the first of each of the first `most` buckets; return what lies behind them."""
    seen: set[Hashable] = set()
    for at, one in enumerate(ordered):
        key = bucket(one)
        if key in seen:
            continue
        if len(seen) == most:
            return ordered[at:]
        seen.add(key)
        kept.add(one)
    return []


def short(seal: str) -> str:
    """Return as much of a change's hash as people compare."""
    return seal[:_SHOWN_SEAL]
