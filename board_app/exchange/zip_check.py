"""A packed file is measured whole before anything in it is used."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from board_app.domain.errors import Refused
from board_app.services.progress import Progress

MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_ENTRIES = 2000
_RATIO_FROM = 1024 * 1024  # a small part may well shrink to nothing
_CHUNK = 1 << 16
_LOCAL_HEAD = 30
_PACKED = b"PK\x03\x04"
_IS_LOCKED = 0x1
_FALSE = "The file says of itself what is not so: it is damaged, or made to do harm."
_SAVE_AGAIN = "Open it in your spreadsheet program, save it again and import that."


def checked(
    name: str, content: bytes, progress: Progress, *, again: str = _SAVE_AGAIN
) -> tuple[str, ...]:
    """Return the names in a packed file; raises Refused for whatever could do harm."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            entries = packed.infolist()
            _check_listing(name, entries, again)
            _check_content(name, packed, progress, again)
            return tuple(entry.filename for entry in entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise Refused(f"{name} can't be unpacked. {_FALSE} {again}") from None
    except (OSError, RuntimeError, OverflowError):
        raise Refused(f"{name} can't be unpacked. {again}") from None


def _check_listing(name: str, entries: list[zipfile.ZipInfo], again: str) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused(
            f"{name} holds {len(entries):,} packed parts; such a file has a few dozen. {again}"
        )
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        is_away = entry.filename.startswith("/") or ":" in parts[0] or ".." in parts
        if is_away or "\\" in entry.orig_filename or "\x00" in entry.orig_filename:
            raise Refused(f"{name} holds a part that would be put outside of its folder. {_FALSE}")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise Refused(f"{name} holds a link in place of a part. {_FALSE}")
        if entry.flag_bits & _IS_LOCKED:
            raise Refused(f"{name} is locked with a password. Take it away and save again.")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Refused(f"{name} holds two parts of one name. {_FALSE}")
    _check_overlap(name, entries)
    _check_sizes(name, entries)


def _check_overlap(name: str, entries: list[zipfile.ZipInfo]) -> None:
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise Refused(f"{name} holds parts that lie over each other. {_FALSE}")
        end = entry.header_offset + _LOCAL_HEAD + entry.compress_size


def _check_sizes(name: str, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise Refused(
            f"{name} would unpack to {unpacked // 1024**2:,} MB; at most "
            f"{MOST_UNPACKED // 1024**2} MB can be read. Keep the lines that are wanted."
        )
    for entry in entries:
        if entry.file_size > max(_RATIO_FROM, MOST_RATIO * entry.compress_size):
            raise Refused(f"{name} unpacks to more than {MOST_RATIO} times its size. {_FALSE}")


def _check_content(name: str, packed: zipfile.ZipFile, progress: Progress, again: str) -> None:
    """Unpack each part once, to see that it is what it says and no document of its own kind."""
    total = sum(entry.file_size for entry in packed.infolist())
    done = 0
    for entry in packed.infolist():
        size = 0
        is_xml = entry.filename.endswith((".xml", ".rels", ".vml"))
        before = b""
        for part in _parts(packed, entry):
            if not size and part.startswith(_PACKED):
                raise Refused(f"{name} holds another packed file. {again}")
            size += len(part)
            done += len(part)
            progress.step(done, max(total, done))
            if is_xml and _defines(before + part):
                raise Refused(f"{name} defines its own abbreviations (XML entities). {_FALSE}")
            before = part[-32:]
        if size != entry.file_size:
            raise Refused(f"{name} holds a part of another size than it says. {_FALSE}")


def _parts(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with packed.open(entry) as file:
        while part := file.read(_CHUNK):
            yield part


def _defines(part: bytes) -> bool:
    """Tell whether XML text brings definitions, in any coding that puts zeros between."""
    plain = part.replace(b"\x00", b"")
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
