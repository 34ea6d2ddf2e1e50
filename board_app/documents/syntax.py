"""How values are written in a PDF."""

from collections.abc import Iterable

_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def text_string(text: str) -> bytes:
    """Return a text as a string object, in UTF-16 where ASCII does not hold it."""
    if text.isascii() and text.isprintable():
        return b"(%s)" % text.translate(_ESCAPED).encode("ascii")
    # A lone surrogate can't be written; the gate lets none through.
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode("ascii")


def number_tree(entries: Iterable[tuple[int, bytes]]) -> bytes:
    """Return a number tree in one node; the entries stand in rising order."""
    return b"<</Nums[%s]>>" % b"\n".join(b"%d %s" % entry for entry in entries)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object of data that is compressed already, or not at all."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)
