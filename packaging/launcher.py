"""The command `board-app` beside the environment's Python, as an installed program has it."""

from __future__ import annotations

import os
from pathlib import Path

# By its own place, not by a written one: the checkout may be moved.
_UNIX = """\
#!/bin/sh
root=$(cd "$(dirname "$0")/../.." && pwd -P) || exit 1
PYTHONPATH="$root" exec "$root/.venv/bin/python" -P -m board_app "$@"
"""
_WINDOWS = """\
@set PYTHONPATH=%~dp0..\\..
@"%~dp0python.exe" -P -m board_app %*
"""


def write(root: Path) -> Path:
    """Write the command into the environment unless it stands there; return its path."""
    is_windows = os.name == "nt"
    text = _WINDOWS if is_windows else _UNIX
    path = root / ".venv" / ("Scripts/board-app.cmd" if is_windows else "bin/board-app")
    if not path.is_file() or path.read_text(encoding="ascii") != text:
        path.write_text(text, encoding="ascii")
        path.chmod(0o755)
    return path
