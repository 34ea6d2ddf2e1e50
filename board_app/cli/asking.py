"""Where answers come from: a flag, the environment, a file, or a question on a terminal."""

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from board_app.domain.errors import Invalid, Refused, StorageUnavailable

VARIABLE = "BOARD_PASSPHRASE"
_LONGEST = 10_000


class Misused(Exception):
    """The command line lacks something that can't be asked for."""


def is_terminal() -> bool:
    """Tell whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def passphrase(file: Path | None) -> str:
    """Return the passphrase of a board; raises Refused if there is nobody to ask."""
    given = given_passphrase(file)
    return given or _asked("Passphrase: ")


def known_passphrase() -> str | None:
    """Return the passphrase that the environment gives, None if the window has to ask."""
    return os.environ.get(VARIABLE) or None


def variable(name: str) -> str:
    """Return what the environment says under a name, "" for nothing."""
    return os.environ.get(name, "").strip()


def new_passphrase(file: Path | None) -> str:
    """Return the passphrase for a new board, asked twice on a terminal."""
    given = given_passphrase(file)
    if given:
        return given
    return _twice()


def _twice() -> str:
    wanted = _asked("New passphrase: ")
    if _asked("The same again: ") != wanted:
        raise Refused("The two passphrases differ. Nothing was done; try again.")
    return wanted


def other_passphrase(file: Path | None) -> str:
    """Return a passphrase to change to; the environment holds the one that is changed."""
    return new_passphrase(file) if file is not None else _twice()


def answer(question: str, given: str | None, *, flag: str, check: Callable[[str], object]) -> str:
    """Return a flag's value or what is typed, asking until it can be taken.

    Raises Invalid for a value that can't be taken, Misused if there is nobody to ask.
    """
    if given is not None:
        _check(given, question, check)
        return given
    if not is_terminal():
        raise Misused(f"Say {flag}, as there is no terminal to ask at. See: board-app new --help")
    while True:
        typed = _line(f"{question}: ")
        try:
            _check(typed, question, check)
        except Invalid as error:
            sys.stderr.write(f"{error.message}\n")
        else:
            return typed


def _check(text: str, question: str, check: Callable[[str], object]) -> None:
    try:
        check(text)
    except ValueError as error:
        raise Invalid(f"{question}: {error}") from None
    except Invalid as error:
        raise Invalid(f"{question}: {error.message}") from None


def _line(prompt: str) -> str:
    sys.stderr.write(prompt)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line.strip()


def given_passphrase(file: Path | None) -> str:
    """Return the passphrase that a file or the environment gives, "" for none."""
    return _read(file) if file is not None else os.environ.get(VARIABLE, "")


def secret(question: str, file: Path | None, *, flag: str) -> str:
    """Return the passphrase of a key or the PIN of a card; raises Refused.

    Never of the environment, which holds the board's own passphrase.
    """
    return _read(file) if file is not None else _asked(f"{question}: ", flag)


def _read(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig") as lines:
            text = lines.read(_LONGEST + 1)
    except FileNotFoundError:
        raise StorageUnavailable(f"There is no passphrase file {file}. Check its name.") from None
    except (OSError, UnicodeDecodeError):
        raise StorageUnavailable(
            f"The passphrase file {file} can't be read. It must be a text file that you may read."
        ) from None
    found = text.rstrip("\r\n")
    if not found or "\n" in found or len(found) > _LONGEST:
        raise Refused(f"The passphrase file {file} must hold one line: the passphrase alone.")
    return found


def _asked(prompt: str, flag: str = "") -> str:
    if not is_terminal() and flag:
        raise Refused(f"There is nobody to ask. Name a file with {flag}.")
    if not is_terminal():
        raise Refused(
            f"There is no passphrase. Set {VARIABLE}, or name a file with --passphrase-file."
        )
    try:
        typed = getpass.getpass(prompt)
    except EOFError:
        raise KeyboardInterrupt from None
    if not typed:
        raise Refused("No passphrase was typed. Nothing was done.")
    return typed
