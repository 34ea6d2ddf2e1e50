"""How large the streams of a PDF are when they are unpacked, measured without holding them."""

import zlib
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Pdf, Stream

from board_app.exchange.attachment.refusing import UnfitPaper
from board_app.exchange.attachment.walking import every, name_of
from board_app.services.attachment_check import Cause

MOST_OF_ONE = 256 * 1024**2
MOST_OF_ALL = 2 * 1024**3
_MOST_DOTS = 300_000_000
_PART = 1 << 20
_DEFLATE = frozenset({"/FlateDecode", "/Fl"})


def refuse_bombs(pdf: Pdf) -> None:
    """Raise UnfitPaper if a stream, all of them or a picture unpack to more than is reasonable."""
    whole = 0
    for met in every(pdf):
        if isinstance(met.object, Stream):
            size = _unpacked(met.object)
            whole += size
            if size > MOST_OF_ONE or whole > MOST_OF_ALL or _dots(met.object) > _MOST_DOTS:
                raise UnfitPaper(
                    Cause.LARGE,
                    "Unpacked it is far larger than it looks. Print it to a new PDF and attach "
                    "that.",
                )


def _unpacked(stream: Any) -> int:
    """Return how many bytes come out of its deflated layers, at most a little over the limit."""
    layers = 0
    for name in _filters(stream):
        if name not in _DEFLATE:
            break
        layers += 1
    if not layers:
        return 0
    parts: Iterator[bytes] = _in_parts(stream.read_raw_bytes())
    for _ in range(layers):
        parts = _inflated(parts)
    size = 0
    try:
        for part in parts:
            size += len(part)
            if size > MOST_OF_ONE:
                break
    except zlib.error:
        pass  # a damaged stream shows as much as came out of it
    return size


def _filters(stream: Any) -> list[str]:
    held = stream.get("/Filter")
    if held is None:
        return []
    return [str(name) for name in held] if isinstance(held, Array) else [str(held)]


def _in_parts(raw: bytes) -> Iterator[bytes]:
    return (raw[start : start + _PART] for start in range(0, len(raw), _PART))


def _inflated(parts: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for part in parts:
        left = part
        while left:
            yield inflater.decompress(left, _PART)
            left = inflater.unconsumed_tail
            if inflater.eof:
                return


def _dots(stream: Any) -> int:
    """Return how many dots a picture has, 0 for what is none."""
    if name_of(stream, "/Subtype") != "/Image":
        return 0
    try:
        return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    except (TypeError, ValueError):
        return 0
