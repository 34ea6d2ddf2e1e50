"""Everything that ships as a file: icons, fonts, reference data. The one way to it is here."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Return the place of a shipped file, for libraries that want a path."""
    return _ROOT.joinpath(*parts)


def read_text(*parts: str) -> str:
    """Return a shipped text file."""
    return path(*parts).read_text(encoding="utf-8")


def read_bytes(*parts: str) -> bytes:
    """Return a shipped file that is not text."""
    return path(*parts).read_bytes()


@cache
def read_json(name: str) -> Any:  # Any: each caller knows the shape of its own file
    """Return `resources/reference/<name>.json`, parsed once."""
    return json.loads(read_text("reference", f"{name}.json"))
