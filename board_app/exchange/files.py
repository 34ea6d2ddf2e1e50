"""The one door for a table: what the file is by its content, and who reads it."""

import hashlib
from pathlib import Path

from board_app.domain.errors import Refused, StorageUnavailable
from board_app.exchange.delimited import read_delimited
from board_app.exchange.sheets import read_workbook
from board_app.services.intake.raw import HowToRead, RawTable
from board_app.services.progress import Progress

MOST_BYTES = 300 * 1024 * 1024
_CHUNK = 1 << 20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEAD = 4096


def read_table(path: Path, how: HowToRead, progress: Progress) -> RawTable:
    """Return the table in a file.

    Raises Refused with the line or the cause, StorageUnavailable, and Stopped.
    """
    content = _bytes_of(path, progress)
    digest = hashlib.sha256(content).hexdigest()
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused(f"{path.name} is empty. Perhaps it is a copy that failed; get it again.")
    _refuse_foreign(path.name, content)
    if content.startswith(b"PK"):
        return read_workbook(path, content, digest, how, progress)
    return read_delimited(path.name, content, digest, how, progress)


def _bytes_of(path: Path, progress: Progress) -> bytes:
    """Return the whole file, so that it can't change between its check and its reading."""
    parts: list[bytes] = []
    done = 0
    try:
        total = path.stat().st_size
        if total > MOST_BYTES:
            raise Refused(
                f"{path.name} has {total // 1024**2} MB; at most {MOST_BYTES // 1024**2} MB can "
                "be read. Split it."
            )
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                parts.append(part)
                done += len(part)
                progress.step(done, max(total, done))
    except FileNotFoundError:
        raise StorageUnavailable(
            f"There is no file {path.name} here. Was it moved or renamed?"
        ) from None
    except OSError:
        raise StorageUnavailable(
            f"{path.name} can't be read. Is it a file, and may you open it?"
        ) from None
    return b"".join(parts)


def _refuse_foreign(name: str, content: bytes) -> None:
    """Refuse what can't be a table, by what it is and not by its ending."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(
                f"{name} is locked with a password. Open it in your spreadsheet program, take the "
                "password away and save it again."
            )
        raise Refused(
            f"{name} is a workbook of the old kind (.xls). Open it in your spreadsheet program "
            "and save it as .xlsx or CSV."
        )
    if content.startswith(b"%PDF"):
        raise Refused(f"{name} is a PDF, not a table. Ask for the spreadsheet itself.")
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<head", b"<meta", b"<?xml")):
        raise Refused(
            f"{name} is a web page or XML, whatever its ending says. Open it in your spreadsheet "
            "program and save it as .xlsx or CSV."
        )
