"""Whole files or none: the one way in which a file is written that is not a board."""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

BOARD_PAGE = 4096
_MAY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_OF_A_BOARD = (".board", ".board-wal", ".board-shm", ".board-journal")
_KNOWN_STARTS = (b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x89PNG", b"\xff\xd8\xff")


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
    if is_special(meant):
        raise OSError(errno.EINVAL, "not a plain file")
    if meant.is_file() and not meant.stat().st_mode & _MAY_WRITE:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return meant


def is_special(path: Path) -> bool:
    """Tell whether a device, a pipe or a socket is there; raises OSError."""
    return path.exists() and not path.is_file() and not path.is_dir()


def is_protected(path: Path) -> bool:
    """Tell whether a file is there that nobody may write, or not this person; raises OSError.

    Its folder may permit to put another file in its place all the same.
    """
    if not path.is_file():
        return False
    return not path.stat().st_mode & _MAY_WRITE or not os.access(path, os.W_OK)


def may_be_board(path: Path) -> bool:
    """Tell whether a file is, or may be, a board; raises OSError.

    Nothing but its passphrase proves one: it is whole pages of noise, whatever its name.
    """
    if not path.is_file():
        return False
    if path.name.lower().endswith(_OF_A_BOARD):
        return True
    size = path.stat().st_size
    if not size or size % BOARD_PAGE:
        return False
    with path.open("rb") as file:
        head = file.read(BOARD_PAGE)
    return not head.startswith(_KNOWN_STARTS) and b"\0" in head and not _is_text(head)


def _is_text(head: bytes) -> bool:
    try:
        # A sign may be cut at the end of what was read.
        head[:-4].decode()
    except UnicodeDecodeError:
        return False
    return True
