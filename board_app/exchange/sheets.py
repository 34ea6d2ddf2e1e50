"""Workbooks: the pack is checked here, its XML is read by a child that has limits."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from board_app.domain.errors import NotFound, Refused
from board_app.domain.words import joined
from board_app.exchange.shape import shaped
from board_app.exchange.zip_check import checked
from board_app.services.intake.raw import HowToRead, RawLine, RawTable, Sheet
from board_app.services.progress import Progress

LONGEST_SECONDS = 60.0
_MOST_TEXT = 200 * 1024 * 1024
_ASKED_EACH = 0.2
_WORKBOOK = "xl/workbook.xml"
_ROOT = Path(__file__).resolve().parents[2]
_BROKEN = "Open it in your spreadsheet program, save it again and import that."

Message = dict[str, Any]  # Any: JSON of the child, checked where it is taken


def read_workbook(
    path: Path, content: bytes, digest: str, how: HowToRead, progress: Progress
) -> RawTable:
    """Return the table of a sheet, or the sheets that there are if none is named and many are."""
    parts = checked(path.name, content, progress)
    if _WORKBOOK not in parts:
        raise Refused(f"{path.name} is a packed file, but no workbook (.xlsx). {_BROKEN}")
    sheets: tuple[Sheet, ...] = ()
    notes = list(_ignored(parts))
    sheet, lines = "", list[RawLine]()
    for message in _told(path.name, content, how.sheet, progress):
        if "sheets" in message:
            sheets = tuple(Sheet(str(name), bool(hidden)) for name, hidden in message["sheets"])
        elif "sheet" in message:
            sheet = str(message["sheet"])
        elif "row" in message:
            number, cells = message["row"]
            lines.append(RawLine(int(number), tuple(str(cell) for cell in cells)))
        elif "note" in message:
            notes.append(str(message["note"]))
    hidden = [one.name for one in sheets if one.is_hidden]
    if hidden:
        notes.append(f"Hidden sheets: {joined(hidden)}. They are read only if you choose one.")
    if how.sheet and not sheet:
        raise NotFound(
            f"There is no sheet “{how.sheet}”. There are: {joined([one.name for one in sheets])}."
        )
    if not sheet:
        return RawTable(path.name, digest, (), (), notes=tuple(notes), sheets=sheets)
    header, kept, more = shaped(path.name, _squared(lines))
    return RawTable(
        file_name=path.name,
        digest=digest,
        header=header,
        lines=kept,
        notes=(*notes, *more),
        sheet=sheet,
        sheets=sheets,
    )


def _squared(lines: list[RawLine]) -> list[RawLine]:
    """Return rows of equal length: a sheet keeps no empty cells at the end of a row."""
    width = max((len(line.cells) for line in lines), default=0)
    return [
        line._replace(cells=line.cells + ("",) * (width - len(line.cells)))
        if len(line.cells) < width
        else line
        for line in lines
    ]


def _ignored(parts: tuple[str, ...]) -> Iterator[str]:
    """Say what in the pack is left alone: nothing of it is ever followed or run."""
    links = sum(part.startswith("xl/externalLinks/externalLink") for part in parts)
    if links:
        yield (
            f"Links to {links} other workbooks are ignored."
            if links > 1
            else ("A link to another workbook is ignored.")
        )
    if any(part.startswith(("xl/connections", "xl/queryTables")) for part in parts):
        yield "Connections to outside sources are ignored."
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        yield "Its macros are ignored."
    pictures = sum(part.startswith(("xl/media/", "xl/embeddings/")) for part in parts)
    if pictures:
        yield f"Pictures and embedded objects are ignored: {pictures}."


def _told(name: str, content: bytes, sheet: str, progress: Progress) -> Iterator[Message]:
    """Yield what the child says; it is ended when it takes too long or the person stops it."""
    # The very bytes that were checked go in; the child never opens a file.
    child = subprocess.Popen(  # noqa: S603  (our own Python and our own module)
        [sys.executable, "-m", "board_app.exchange.child", sheet],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_surroundings(),
        cwd=_ROOT,
    )
    lines: queue.Queue[bytes | None] = queue.Queue(maxsize=10_000)
    threads = [
        threading.Thread(target=_feed, args=(child.stdin, content), daemon=True),
        threading.Thread(target=_drain, args=(child.stdout, lines), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield from _messages(name, lines, progress)
    finally:
        child.kill()
        while lines.get() is not None:
            pass  # the thread that fills it must come to its end
        for thread in threads:
            thread.join()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def _surroundings() -> dict[str, str]:
    """Return what the child may know of the machine; a passphrase is not among it."""
    needed = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TEMP")
    return {name: os.environ[name] for name in needed if name in os.environ} | {
        "PYTHONPATH": str(_ROOT)
    }


def _messages(
    name: str, lines: "queue.Queue[bytes | None]", progress: Progress
) -> Iterator[Message]:
    end = time.monotonic() + LONGEST_SECONDS
    size = rows = 0
    while True:
        progress.step(rows, 0)
        if time.monotonic() > end:
            raise Refused(f"{name} takes too long to read. {_BROKEN}")
        try:
            line = lines.get(timeout=_ASKED_EACH)
        except queue.Empty:
            continue
        if line is None:
            lines.put(None)
            raise Refused(
                f"{name} can't be read as a workbook: it is damaged or too big. {_BROKEN}"
            )
        size += len(line)
        if size > _MOST_TEXT:
            raise Refused(f"{name} holds more text than can be read. Keep the lines wanted.")
        message: Message = json.loads(line)
        rows += "row" in message
        if "refused" in message:
            raise Refused(f"{name}: {message['refused']}")
        if "end" in message:
            return
        yield message


def _feed(pipe: IO[bytes] | None, content: bytes) -> None:
    assert pipe is not None  # noqa: S101  (it was asked for)
    try:
        pipe.write(content)
        pipe.close()
    except OSError:
        return  # the child ended first, and has said why


def _drain(pipe: IO[bytes] | None, lines: "queue.Queue[bytes | None]") -> None:
    assert pipe is not None  # noqa: S101  (as above)
    for line in pipe:
        lines.put(line)
    lines.put(None)
