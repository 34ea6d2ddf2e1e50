"""The one door for a paper: bytes of anybody in, a harmless PDF out or the reason why not.

The board book takes papers through here and through nothing else.
"""

import json
import signal
import subprocess
import sys
import threading
import time
from typing import IO, NamedTuple

from board_app.domain.attachment import MOST_BYTES, Media
from board_app.exchange.surroundings import ROOT, surroundings
from board_app.services.attachment_check import Cause, Cleaned, Kind, Report, Unfit
from board_app.services.progress import Progress


class Limits(NamedTuple):
    """What a paper may take: bytes of memory, seconds of work and in all, pages, bytes out."""

    memory: int = 1024**3
    work_seconds: int = 45
    seconds: float = 90.0
    pages: int = 1000
    out: int = 200 * 1024**2


LIMITS = Limits()
_ASKED_EACH = 0.1
_CHUNK = 1 << 20
_GREEDY = Unfit(
    Cause.GREEDY,
    "It needs more memory than a paper may take. Print it to a new PDF and attach that.",
)
_SLOW = Unfit(Cause.SLOW, "It takes too long to be checked. Print it to a new PDF and attach that.")
_OVER = Unfit(Cause.LARGE, "It grows too large when it is unpacked. Print it to a new PDF.")
_BROKE = Unfit(
    Cause.DAMAGED,
    "It is so damaged that it can't be read. Get it again, or print it to a new PDF.",
)


def clean(
    content: bytes,
    kind: Media,
    progress: Progress | None = None,
    *,
    limits: Limits = LIMITS,
    paper: str = "letter",
    reads: bool = False,
) -> Cleaned | Unfit:
    """Return a paper as a PDF in which nothing runs, opens or hides; a picture gets a page.

    `paper` is the page of a picture, "letter" or "a4"; who `reads` gets the words of the pages
    too, and no paper at all if it is their reading that breaks. Nothing is written to a disk, and
    nothing of the content comes into a log. Raises Stopped if the person ends it; never anything
    else.
    """
    if not content:
        return Unfit(Cause.EMPTY, "It is empty. Perhaps it is a copy that failed; get it again.")
    if len(content) > MOST_BYTES:
        return Unfit(
            Cause.LARGE,
            f"It has more than {MOST_BYTES // 1024**2} MB. Save it smaller, or split it.",
        )
    asked = json.dumps({"kind": kind.value, "paper": paper, "limits": limits, "reads": reads})
    child = subprocess.Popen(  # noqa: S603  (our own Python and our own module)
        [sys.executable, "-m", "board_app.exchange.attachment.child", asked],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings(),
        cwd=ROOT,
    )
    told = _Told(child, content, limits.out)
    try:
        if not told.wait(limits.seconds, progress):
            return _SLOW
        return _answer(told, child.wait())
    finally:
        told.end()


class _Told:
    """What the child says, read beside it; it says no more than it may."""

    def __init__(self, child: "subprocess.Popen[bytes]", content: bytes, most: int) -> None:
        self._child = child
        self._most = most
        self.out = bytearray()
        self.is_over = False
        self._threads = [
            threading.Thread(target=_feed, args=(child.stdin, content), daemon=True),
            threading.Thread(target=self._drain, args=(child.stdout,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float, progress: Progress | None) -> bool:
        """Tell whether the child came to its end in time; raises Stopped."""
        end = time.monotonic() + seconds
        reader = self._threads[1]
        while reader.is_alive():
            if progress is not None:
                progress.step(0, 0)
            if time.monotonic() > end:
                return False
            reader.join(_ASKED_EACH)
        return True

    def end(self) -> None:
        """End the child, whatever it does, and give back what it had."""
        self._child.kill()
        for thread in self._threads:
            thread.join()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def _drain(self, pipe: IO[bytes]) -> None:
        while part := pipe.read(_CHUNK):
            self.out += part
            if len(self.out) > self._most:
                self.is_over = True
                self._child.kill()
                return


def _feed(pipe: IO[bytes], content: bytes) -> None:
    try:
        pipe.write(content)
        pipe.close()
    except (OSError, ValueError):
        pass  # the child has ended: what it said last tells why


def _answer(told: _Told, code: int) -> Cleaned | Unfit:
    """Return what the child found; it is believed no further than its form."""
    if told.is_over:
        return _OVER
    if code and -code in _OVER_TIME:
        return _SLOW
    head, _, pdf = bytes(told.out).partition(b"\n")
    try:
        said = json.loads(head)
        if "cause" in said:
            return Unfit(Cause(said["cause"]), str(said["reason"]))
        stripped = tuple((Kind(kind), int(number)) for kind, number in said["stripped"])
        if len(pdf) != int(said["size"]):
            return _BROKE
        return Cleaned(
            pdf,
            Report(
                pages=int(said["pages"]),
                stripped=stripped,
                was_tagged=bool(said["was_tagged"]),
                was_repaired=bool(said["was_repaired"]),
                was_shrunk=bool(said["was_shrunk"]),
            ),
            tuple(str(text) for text in said["texts"]),
        )
    except (ValueError, KeyError, TypeError):
        # Killed by the machine for its memory, or by a fault in a library.
        return _GREEDY if code < 0 else _BROKE


_OVER_TIME = frozenset(int(getattr(signal, name)) for name in ("SIGXCPU",) if hasattr(signal, name))
