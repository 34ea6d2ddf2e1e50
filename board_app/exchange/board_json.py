"""A whole board as JSON that comes from outside: nothing in it is believed before it is checked."""

import json
from pathlib import Path
from typing import Any

from board_app.domain.classified import classified_marking_in
from board_app.domain.errors import Refused, StorageUnavailable

FORMAT = "upstream-board"
VERSION = 1
_MOST_BYTES = 2_000_000_000
# The chain of the history can't be taken in part; what stands in it was checked when it was new.
_NO_RECORDS = frozenset({"audit", "undo_step", "counter"})


def read_board(path: Path) -> dict[str, list[Any]]:
    """Return the tables of an exported board; raises Refused or StorageUnavailable.

    Refused are: other files, newer versions, keys given twice, numbers that are none, half
    characters, depth and size beyond reason.
    """
    raw = _text_of(path)
    try:
        found = json.loads(
            raw, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_no_number
        )
    except RecursionError:
        raise Refused(f"{path.name} is nested too deeply to be a board.") from None
    except ValueError as fault:
        if isinstance(fault, json.JSONDecodeError):
            where = f"line {fault.lineno}, column {fault.colno}"
            raise Refused(f"{path.name} is not JSON: {where}. Nothing was made.") from None
        raise Refused(f"{path.name} holds a number that no board has.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refused(f"{path.name} is not a board that Upstream exported.")
    version = found.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise Refused(
            f"{path.name} was written by a newer version of Upstream. Import it with that version."
        )
    tables = found.get("tables")
    if not isinstance(tables, dict) or not all(isinstance(one, list) for one in tables.values()):
        raise Refused(f"{path.name} holds no tables. Export the board again.")
    _refuse_classified(path.name, tables)
    return tables


def _refuse_classified(name: str, tables: dict[str, list[Any]]) -> None:
    """Raise Refused if a record has a text that no command would have taken."""
    for table, rows in tables.items():
        if table in _NO_RECORDS:
            continue
        for number, row in enumerate(rows, 1):
            texts = row.values() if isinstance(row, dict) else ()
            if any(isinstance(text, str) and classified_marking_in(text) for text in texts):
                raise Refused(
                    f"{name} holds text with a classified marking, in record {number} of "
                    f"“{table.replace('_', ' ')}”. Nothing was made. If it is a spill, tell your "
                    "security officer."
                )


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused(f"{path.name} is larger than 2 GB, which no exported board is.")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise StorageUnavailable(f"There is no file {path.name} here.") from None
    except OSError:
        raise StorageUnavailable(f"{path.name} can't be read.") from None
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is no text in UTF-8, so it is no exported board.") from None
    return text


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise Refused("The file gives one thing twice, and it can't be told which counts.")
        if isinstance(value, str) and not _is_whole(value):
            raise Refused("The file holds half a character. Export the board again.")
        made[key] = value
    return made


def _is_whole(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _no_number(_: str) -> None:
    # A board counts in whole numbers; anything else is NaN, infinity or somebody's hand.
    raise Refused("The file holds a number that no board has.")
