"""Whole files or none: bytes are written beside the target and put in its place at the end."""

import errno
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from board_app.domain.errors import StorageUnavailable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def write_whole(data: bytes, target: Path) -> None:
    """Write a file so that its old content stays until the new one is complete.

    Raises StorageUnavailable.
    """
    try:
        _put(data, target.resolve())
    except OSError as error:
        raise StorageUnavailable(_trouble(error, target)) from error
    except ValueError as error:
        raise StorageUnavailable(
            "Not saved: this is not a name that a file can have. Choose another name."
        ) from error


def _put(data: bytes, target: Path) -> None:
    # In the same folder, because a file can only be moved at one go within its disk.
    part = target.with_name(f".{target.name[:40]}.{token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.is_file():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _trouble(error: OSError, target: Path) -> str:
    """Say why a file was not written, and what to do."""
    name, folder = target.name, target.parent
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"Not saved: there is no folder “{folder}”. Choose another one."
    if isinstance(error, IsADirectoryError):
        return f"Not saved: “{name}” is a folder. Choose another name."
    if isinstance(error, PermissionError):
        return (
            f"Not saved: “{name}” can't be written. It may be open in another program, or the "
            "folder may be read-only. Close it or choose another place."
        )
    if error.errno in _FULL:
        return f"Not saved: the disk that holds “{folder}” is full. Free some space and try again."
    reason = error.strerror or "unknown reason"
    return f"Not saved: “{name}” can't be written ({reason.lower()}). Choose another place."
