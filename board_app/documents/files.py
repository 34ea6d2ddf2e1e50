"""What goes out is written whole or not at all, and why it was not is said in words."""

import errno
from collections.abc import Iterable
from pathlib import Path

from board_app.domain.errors import StorageUnavailable
from board_app.whole_file import is_protected, is_special, may_be_board, put_whole

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_NAME = "Not saved: this is not a name that a file can have. Choose another name."


def write_whole(
    data: bytes | Iterable[bytes], target: Path, *, told_as: Path | None = None
) -> None:
    """Write a file so that its old content stays until the new one is complete.

    `told_as` is the place that people know, if what is written is moved there later.

    Raises StorageUnavailable, also for a target that `refuse_unfit` names.
    """
    refuse_unfit(target)
    try:
        put_whole(data, target)
    except OSError as error:
        raise StorageUnavailable(_trouble(error, told_as or target)) from error
    except ValueError as error:
        raise StorageUnavailable(_NO_NAME) from error


def refuse_unfit(target: Path) -> None:
    """Raise StorageUnavailable for what must never be replaced by a paper or a list.

    That is a folder, a device or a pipe, a file that may only be read, or a board.
    """
    try:
        trouble = _unfit(target)
    except OSError as error:
        raise StorageUnavailable(_trouble(error, target)) from error
    except ValueError as error:
        raise StorageUnavailable(_NO_NAME) from error
    if trouble:
        raise StorageUnavailable(f"Not saved: “{target.name or target}” {trouble}")


def _unfit(target: Path) -> str:
    if target.is_dir():
        return "is a folder. Choose another name."
    if is_special(target):
        return "is a device or a pipe, and not a file. Choose another name."
    if may_be_board(target):
        return "is a board, which this would destroy. Choose another name."
    if is_protected(target):
        return "may only be read. Choose another name, or allow first that it is written."
    return ""


def made_folder(folder: Path) -> None:
    """Make a folder unless it is there; raises StorageUnavailable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StorageUnavailable(
            f"Not saved: “{folder.name}” is a file, and a folder is needed. Choose another name."
        ) from error
    except OSError as error:
        raise StorageUnavailable(_trouble(error, folder)) from error


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
