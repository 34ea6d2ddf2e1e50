"""A new board from the five questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from board_app import bootstrap
from board_app.cli import asking
from board_app.cli.arguments import Arguments
from board_app.domain.agency import AgencyKind
from board_app.domain.base import titled
from board_app.domain.board import known_zone
from board_app.domain.errors import Invalid, Refused
from board_app.domain.person import Role
from board_app.domain.schedule import NTH_WORDS
from board_app.domain.words import WEEKDAYS
from board_app.services.actor import Actor
from board_app.services.directory import AgencyEntry
from board_app.services.founding import NewBoard
from board_app.services.series import StartSeries

_NTH = {word.lower(): number for number, word in NTH_WORDS.items()}
_DAYS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
_CEILINGS = {"u": 0, "cui": 1}
_CADENCE = re.compile(r"(\w+)\s+(\w+)\s+(\d{1,2}):(\d{2})")
_LONGEST_CODE = 24


@dataclass(frozen=True)
class Cadence:
    """The nth weekday of each month at a time of day."""

    nth: int
    weekday: int
    start: time


def cadence_of(text: str) -> Cadence:
    """Return the cadence meant by a text like “third thursday 10:00”; raises Invalid."""
    found = _CADENCE.fullmatch(text.strip().lower())
    if found is None or found[1] not in _NTH or found[2] not in _DAYS:
        raise Invalid("Write it like “third thursday 10:00”: first to fourth or last, a weekday.")
    try:
        start = time(int(found[3]), int(found[4]))
    except ValueError:
        raise Invalid("There is no such time of day. Write it like 10:00.") from None
    return Cadence(_NTH[found[1]], _DAYS[found[2]], start)


def ceiling_of(text: str) -> int:
    """Return the level meant by “u” or “cui”; raises Invalid."""
    if text.strip().lower() not in _CEILINGS:
        raise Invalid("Write “u” for unclassified only, or “cui”.")
    return _CEILINGS[text.strip().lower()]


def found(arguments: Arguments) -> None:
    """Ask what is missing, then make the file with its agencies and its monthly series."""
    if arguments.file.exists():
        raise Refused(f"There is a file {arguments.file.name} already. Choose another name.")
    ask = asking.answer
    name = ask("Name of the board", arguments.name, flag="--name", check=titled)
    chair = ask("The chair's agency", arguments.chair, flag="--chair", check=titled)
    zone = ask("Time zone", arguments.zone, flag="--zone", check=known_zone)
    rhythm = ask("Cadence", arguments.cadence, flag="--cadence", check=cadence_of)
    ceiling = ask("Ceiling (u or cui)", arguments.ceiling, flag="--ceiling", check=ceiling_of)
    chairing, entries = _seated(chair, arguments)
    _make(
        arguments,
        NewBoard(
            name=name,
            chair_code=chairing.code,
            zone=zone,
            ceiling=ceiling_of(ceiling),
            agencies=entries,
            passphrase=asking.new_passphrase(arguments.passphrase_file),
        ),
        cadence_of(rhythm),
    )


def _make(arguments: Arguments, wanted: NewBoard, cadence: Cadence) -> None:
    session = bootstrap.new_board(arguments.file, wanted, bootstrap.clock_from_environment())
    try:
        session.act_as(Actor(name="Founder", role=Role.SECRETARIAT))
        session.do(
            StartSeries(
                title="Monthly board meeting",
                nth=cadence.nth,
                weekday=cadence.weekday,
                start=f"{cadence.start:%H:%M}",
                minutes=session.board().meeting_minutes,
                zone=wanted.zone,
                first_on=session.board().today,
            )
        )
    except BaseException:
        session.store.close()
        arguments.file.unlink(missing_ok=True)
        raise
    session.store.close()


def _seated(chair: str, arguments: Arguments) -> tuple[AgencyEntry, Sequence[AgencyEntry]]:
    """Return the chair's agency and all that are to be seated, the chair's among them."""
    offered = bootstrap.offered_agencies()
    sought = " ".join(chair.split()).casefold()
    known = [
        entry
        for entry in offered
        if sought in (entry.code, entry.abbreviation.casefold(), entry.name.casefold())
    ]
    chairing = known[0] if known else _own(chair)
    members = [entry for entry in offered if entry.kind is AgencyKind.MEMBER]
    if not arguments.agencies:
        return chairing, (chairing,)
    return chairing, tuple(members) if chairing in members else (chairing, *members)


def _own(chair: str) -> AgencyEntry:
    name = " ".join(chair.split())
    code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST_CODE].strip("-")
    return AgencyEntry(code=code or "chair", name=name, abbreviation=name, kind=AgencyKind.CHAIR)
