"""Whole files or none: the one way in which a file is written that is not a board."""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def put_whole(data: bytes | Iterable[bytes], target: Path) -> None:
    """Write a file, all at once or in parts; its old content stays until the new one is there.

    Raises OSError, and ValueError for a name that no file can have; then nothing was changed. What
    is write-protected or no plain file, such as a device, is never replaced.
    """
    target = _meant(target)
    # In the same folder, because a file can only be moved at one go within its disk.
    part = target.with_name(f".{target.name[:40]}.{os.urandom(4).hex()}.part")
    try:
        with part.open("xb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        if target.is_file():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _meant(target: Path) -> Path:
    """Return what is meant, for a link stays a link; raises OSError if it must not be replaced."""
    try:
        meant = target.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    if meant.exists() and not meant.is_dir():
        mode = meant.stat().st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a plain file")
        if not mode & _MAY_WRITE:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return meant
