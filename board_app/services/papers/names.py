"""File names for papers, such as every system accepts."""

import re
import unicodedata

_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL"} | {f"{port}{at}" for port in ("COM", "LPT") for at in range(1, 10)}
)
_LONGEST = 100


def suggested_name(reference: str, what: str, *, ending: str = "pdf") -> str:
    """Return a name like "2015-07 minutes.pdf" that Windows, macOS and Linux accept."""
    plain = unicodedata.normalize("NFC", f"{reference} {what}")
    kept = "".join("-" if unicodedata.category(sign).startswith("C") else sign for sign in plain)
    stem = " ".join(re.sub(r'[<>:"/\\|?*-]+', "-", kept).split())[:_LONGEST].strip(" .-")
    if not stem or stem.split(".")[0].strip().upper() in _RESERVED:
        stem = f"Paper {stem}".strip()
    return f"{stem}.{ending}"
