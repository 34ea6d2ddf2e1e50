"""What this person on this machine prefers; losing it never costs anything of a board."""

import json
import logging
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from board_app.whole_file import put_whole

_log = logging.getLogger(__name__)
_RECENT = 10


@dataclass(frozen=True)
class Preferences:
    """Looks, recent boards, and who this person is on each board (by the board's uid).

    For signing: the driver of the card or token and the time-stamp server, never a secret; and
    whether a check of signatures asks issuers over the network.
    """

    theme: str = "system"
    density: str = "comfortable"
    recent: tuple[str, ...] = ()
    people: dict[str, int] = field(default_factory=dict)
    sign_driver: str = ""
    stamp_server: str = ""
    asks_issuers: bool = False


class Settings:
    """The preferences in one JSON file, written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._now = _read(path)

    @property
    def folder(self) -> Path:
        """Return the folder that the preferences are kept in."""
        return self._path.parent

    @property
    def now(self) -> Preferences:
        return self._now

    def look(self, *, theme: str, density: str) -> None:
        """Remember the looks."""
        self._keep(replace(self._now, theme=theme, density=density))

    def opened(self, board: Path) -> None:
        """Put a board on top of the recent ones."""
        self._first(str(board.absolute()))

    def opened_served(self, address: str) -> None:
        """Put a served board on top of the recent ones; its address holds no secret."""
        self._first(address)

    def forget(self, board: str) -> None:
        """Take a board off the recent ones."""
        rest = tuple(other for other in self._now.recent if other != board)
        self._keep(replace(self._now, recent=rest))

    def is_person(self, board_uid: str, person_id: int) -> None:
        """Remember who this person is on a board."""
        self._keep(replace(self._now, people={**self._now.people, board_uid: person_id}))

    def signed_with(self, *, driver: str, stamp_server: str) -> None:
        """Remember what signing needs again."""
        self._keep(replace(self._now, sign_driver=driver, stamp_server=stamp_server))

    def check_with(self, *, asks_issuers: bool) -> None:
        """Remember whether a check asks issuers over the network."""
        self._keep(replace(self._now, asks_issuers=asks_issuers))

    def _first(self, entry: str) -> None:
        rest = [other for other in self._now.recent if other != entry]
        self._keep(replace(self._now, recent=(entry, *rest)[:_RECENT]))

    def _keep(self, preferences: Preferences) -> None:
        self._now = preferences
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            put_whole(json.dumps(asdict(preferences), indent=1).encode(), self._path)
        except OSError:
            _log.warning("The preferences could not be written.")


def _read(path: Path) -> Preferences:
    try:
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))  # Any: checked below
        return Preferences(
            theme=str(raw.get("theme", "system")),
            density=str(raw.get("density", "comfortable")),
            recent=tuple(str(entry) for entry in raw.get("recent", ())),
            people={str(uid): int(person) for uid, person in raw.get("people", {}).items()},
            sign_driver=str(raw.get("sign_driver", "")),
            stamp_server=str(raw.get("stamp_server", "")),
            asks_issuers=raw.get("asks_issuers") is True,
        )
    except (OSError, ValueError, AttributeError, TypeError):
        return Preferences()
