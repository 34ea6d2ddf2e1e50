"""The log: what the program did, never whom or what it was about."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 500_000
_KEPT = 3


def write_to(path: Path) -> None:
    """Send the log to a file; a folder that can't be written costs the log, not the work."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
