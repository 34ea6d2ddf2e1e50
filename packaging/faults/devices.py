"""A device that fails: it takes so many bytes and no more, or refuses to settle or to rename."""

import errno
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn
from unittest.mock import patch

from typing_extensions import Buffer, override

DIES = 0
"""Instead of an errno: the program is killed where the device would fail."""


@dataclass
class Device:
    """What holds one folder: room for so many bytes, and the step at which it fails after them.

    `fault` is the errno it fails with.
    """

    folder: Path
    room: int
    fault: int = errno.ENOSPC
    fails_at: str = "write"
    has_failed: bool = False

    def fail(self) -> NoReturn:
        if self.fault == DIES:
            os.kill(os.getpid(), signal.SIGKILL)
        self.has_failed = True
        raise OSError(self.fault, os.strerror(self.fault))

    def holds(self, path: object) -> bool:
        return isinstance(path, str | Path) and self.folder in Path(path).absolute().parents


class FailDevice(io.FileIO):
    """A file on such a device: the write that it has no room for ends half-way."""

    def __init__(self, path: Path | str, mode: str, device: Device) -> None:
        super().__init__(path, mode)
        self._device = device

    @override
    def write(self, data: Buffer, /) -> int:
        if self._device.fails_at == "write":
            view = memoryview(data).cast("B")
            if not self._device.room and len(view):
                self._device.fail()
            data = view[: self._device.room]
        written = super().write(data)
        self._device.room -= written
        return written


@contextmanager
def failing(device: Device) -> Iterator[Device]:
    """Put the device under all that is written meanwhile into its folder by Python's own files."""
    real, settle, rename = io.open, os.fsync, os.replace

    def opened(file: Any, mode: str = "r", *more: Any, **given: Any) -> IO[Any]:
        if not device.holds(file) or not set(mode) & set("wax+"):
            return real(file, mode, *more, **given)
        raw = FailDevice(file, mode.replace("b", "").replace("t", ""), device)
        whole = io.BufferedWriter(raw)
        if "b" in mode:
            return whole
        return io.TextIOWrapper(whole, encoding=given.get("encoding") or "utf-8")

    def fails(step: str, carried_out: Callable[..., None]) -> Callable[..., None]:
        def carry_out(*given: Any, **more: Any) -> None:
            if device.fails_at == step:
                device.fail()
            carried_out(*given, **more)

        return carry_out

    with (
        patch("io.open", opened),
        patch("os.fsync", fails("fsync", settle)),
        patch("os.replace", fails("replace", rename)),
    ):
        yield device
