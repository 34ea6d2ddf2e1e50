"""The log: what the program did, never whom or what it was about."""

import logging
from functools import cached_property
from pathlib import Path

from typing_extensions import override

_BYTES = 500_000
_KEPT = 3


def write_to(path: Path) -> None:
    """Send the log to a file; a folder that can't be written costs the log, not the work."""
    root = logging.getLogger()
    root.addHandler(_OnDemand(path))
    root.setLevel(logging.INFO)


class _OnDemand(logging.Handler):
    """Opens the file with the first line: the handlers' room costs 10 ms before the window."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _file(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415  (see above)

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            made: logging.Handler = RotatingFileHandler(
                self._path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
            )
        except OSError:
            return logging.NullHandler()
        made.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        return made

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self._file.handle(record)

    @override
    def close(self) -> None:
        if "_file" in self.__dict__:
            self._file.close()
        super().close()
