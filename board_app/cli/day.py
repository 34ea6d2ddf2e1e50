"""The day that a call takes for today: `--today`, wherever it stands among the arguments."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from board_app.bootstrap import TODAY_VARIABLE
from board_app.cli.asking import Misused

OPTION = "--today"


@contextmanager
def today_of(arguments: Sequence[str]) -> Iterator[list[str]]:
    """Give the arguments without the option, whose day holds for this call.

    The window and the commands read it where UPSTREAM_TODAY stands. Raises Misused.
    """
    rest, day = _parted(arguments)
    if day is None:
        yield rest
        return
    before = os.environ.get(TODAY_VARIABLE)
    os.environ[TODAY_VARIABLE] = day
    try:
        yield rest
    finally:
        os.environ.pop(TODAY_VARIABLE)
        if before is not None:
            os.environ[TODAY_VARIABLE] = before


def _parted(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    rest: list[str] = []
    day: str | None = None
    waiting = iter(arguments)
    for one in waiting:
        name, sign, value = one.partition("=")
        if name == OPTION:
            day = _checked(value if sign else next(waiting, ""))
        else:
            rest.append(one)
    return rest, day


def _checked(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Misused(f"{OPTION} needs a date. Write it like 2015-07-07.") from None
