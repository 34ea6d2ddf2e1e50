"""The command line: arguments become one call, known errors become one line and an exit code."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from board_app.cli import asking, displays
from board_app.cli.arguments import COMMANDS, Arguments, parser
from board_app.cli.asking import Misused
from board_app.cli.day import today_of
from board_app.domain.errors import BoardError, NotPossible
from board_app.services.served import is_address, place_of
from db.keys import KeyAhead

DONE = 0
REFUSED = 1
USAGE = 2
STOPPED = 130

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say; return 0 done, 1 refused or not found, 2 usage, 130 stopped.

    A check of signatures has further codes, which its own help names.
    """
    try:
        with today_of(arguments) as rest:
            return _run(rest)
    except BoardError as error:
        _say(_in_terminal_words(error))
        return REFUSED
    except Misused as error:
        _say(str(error))
        return USAGE
    except BrokenPipeError:
        # The reader has what it wanted; Python must not stumble over the pipe again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        _say("Stopped.")
        return STOPPED


def _run(arguments: Sequence[str]) -> int:
    if not arguments:
        return _open(None)
    first = arguments[0]
    if len(arguments) == 1 and is_address(first):
        return _open_served(first)
    if len(arguments) == 1 and first not in COMMANDS and not first.startswith("-"):
        return _open(Path(first))
    try:
        parsed = parser().parse_args(arguments, namespace=Arguments())
    except SystemExit as end:
        return USAGE if end.code else DONE
    # The rooms are loaded when it is known what for: a window derives its key meanwhile.
    from board_app.cli.commands import run  # noqa: PLC0415  (150 ms)

    code = run(parsed)
    sys.stdout.flush()
    return code


def _open(path: Path | None) -> int:
    if path is not None and not path.exists():
        _say(f"There is no file {path} and no such command. See: board-app --help")
        return USAGE
    _must_have_display()
    # Nothing of what is loaded now can be thrown away: the collector would search it in vain
    # twenty times (55 ms). The window turns it on again after its first page.
    gc.disable()
    passphrase = asking.known_passphrase()
    ahead = KeyAhead(path, passphrase) if path is not None and passphrase else None
    from board_app import window  # noqa: PLC0415  (loaded while the key is derived: 150 ms)

    return window.run_window(path, passphrase, ahead=ahead)


def _must_have_display() -> None:
    """Raise NotPossible where Qt would end the process with words of its own."""
    if not displays.has_display(os.environ, sys.platform):
        raise NotPossible(
            "There is no display here, so the window can't be shown. Commands work without one: "
            "see board-app --help"
        )


def _open_served(address: str) -> int:
    place = place_of(address)
    _must_have_display()
    gc.disable()  # as for a file
    from board_app import window  # noqa: PLC0415  (as for a file)

    return window.run_window(place, asking.known_passphrase())


def _in_terminal_words(error: BoardError) -> str:
    """Return the message; what a paper refuses for its limit names the options that set it."""
    if not hasattr(error, "portions"):
        return error.message
    named = error.message.replace("a higher limit", "a higher --ceiling")
    return named.replace("the releasable variant", "--releasable")


def _say(message: str) -> None:
    """Say a message in one line, and what it lists in a line each."""
    head, *points = (" ".join(part.split()) for part in message.split("\n• "))
    told = "\n  • ".join([head, *points])
    sys.stderr.write(f"board-app: {told}\n")
