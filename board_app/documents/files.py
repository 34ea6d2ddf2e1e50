"""Whole files or none: bytes are written beside the target and put in its place at the end."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from board_app.domain.errors import StorageUnavailable


def write_whole(data: bytes, target: Path) -> None:
    """Write a file so that its old content stays until the new one is complete.

    Raises StorageUnavailable.
    """
    part: Path | None = None
    try:
        # In the same folder, because a file can only be moved at one go within its disk.
        with NamedTemporaryFile(
            dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part", delete=False
        ) as file:
            part = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_usual_mode(target))
        part.replace(target)
    except OSError as error:
        raise StorageUnavailable(_message(error, target)) from error
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _usual_mode(target: Path) -> int:
    """Return the rights the file has, or those that every new file gets here."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _message(error: OSError, target: Path) -> str:
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
    reason = (error.strerror or "unknown reason").lower()
    if "space" in reason or "quota" in reason:
        return f"Not saved: the disk that holds “{folder}” is full. Free some space and try again."
    return f"Not saved: “{name}” can't be written ({reason}). Choose another place."
