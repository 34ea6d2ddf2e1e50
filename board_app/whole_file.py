"""Whole files or none: the one way in which a file is written that is not a board."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def put_whole(data: bytes | Iterable[bytes], target: Path) -> None:
    """Write a file, all at once or in parts; its old content stays until the new one is there.

    Raises OSError, and ValueError for a name that no file can have; then nothing was changed.
    """
    target = target.resolve()  # a link stays a link
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
