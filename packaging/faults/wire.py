"""Six clients at one served board over a wire that is slow, drops them, and cuts their commits."""

import random
import time
from dataclasses import dataclass

from clients import CLIENTS, run_on
from ground import Ground
from outcome import Outcome

from board_app.services.handlers import HANDLERS
from board_app.services.session import Session
from db.server import store
from tests.desk import Desk, HandClock
from tests.server.proxy import Proxy, between
from tests.server.serving import ServedDesk, running

WHAT = "six clients at one server, over a bad wire"
_WRITERS = ("Ann Reed", "Gus Amari")
_CALM_S, _BAD_S, _SLOW_S = 0.4, 0.15, 0.05


@dataclass(frozen=True)
class ServedPlace:
    """A board on a server, opened by one account."""

    dsn: str

    def open(self) -> Session:
        clock = HandClock()
        return Session(store.opened(self.dsn, clock), HANDLERS, clock)


def run(ground: Ground, seconds: int, seed: int) -> Outcome:
    """Let six clients of two accounts work at a server of their own for so many seconds."""
    found = Outcome(WHAT, "edits")
    with running() as server, between(server.host) as proxy:
        database = server.copy_of(ground.board, ground.key, Desk)
        path = ground.folder / "none.board"
        desk = ServedDesk(path, ground.key, server=server, database=database)
        dsns = [server.dsn(database, desk.login(_WRITERS[n % 2])) for n in range(CLIENTS)]
        places = [ServedPlace(dsn.replace(server.host, proxy.host)) for dsn in dsns]
        wire = BadWire(proxy, seed)
        run_on(found, desk, places, seconds, seed, meanwhile=wire.spoil)
        desk.close()
        found.said += f"; {wire.drops} drops, {proxy.cuts} cuts in a commit"
        found.blame(not proxy.cuts or not wire.drops, "nothing was cut: the wire was good")
    return found


class BadWire:
    """Makes one wire bad in one way after the other."""

    def __init__(self, proxy: Proxy, seed: int) -> None:
        self._proxy = proxy
        self._dice = random.Random(seed)
        self.drops = 0

    def spoil(self, seconds: float) -> None:
        """Spoil the wire for so long, and leave it in order."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(self._dice.random() * _CALM_S)
            fault = self._dice.choice(("before", "after", "after", "drop", "down", "slow"))
            if fault in {"before", "after"}:
                self._proxy.cut = fault
            elif fault == "slow":
                self._proxy.delay_s = _SLOW_S
            else:
                self._proxy.is_down = fault == "down"
                self._proxy.drop()
                self.drops += 1
            time.sleep(self._dice.random() * _BAD_S)
            self._proxy.cut, self._proxy.is_down, self._proxy.delay_s = "", False, 0.0
