"""Classified markings in a text: found, so that the text is refused before it is kept."""

import re
import unicodedata

_CONTROLS = (
    r"(?:SI|TK|HCS|NOFORN|NF|ORCON|OC|REL|FGI|FVEY|RD|FRD|SAR|IMCON|PROPIN|PR|FISA|RSEN|NATO)"
)
_CLASSIFIED = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # Portions: (S), (TS), (TS//SI), (S//REL TO USA, FVEY); not "agency(S)" and not "5(a)(S)".
        (r"(?<![\w)])\((?:TS|S)(?:\s*//[A-Z0-9 ,/-]+)?\)", 0),
        (r"(?<![\w)])\(C\s*//[A-Z0-9 ,/-]+\)", 0),
        (r"(?<![\w)])\(//[A-Z]{3,} (?:TS|S|C|R)\)", 0),
        # (C) opens a portion; a copyright sign and a third list entry don't.
        (r"^\s*\(C\) (?!(?i:copyright|\d{4}\b))(?=[\w\"“‘'])", re.MULTILINE),
        # Banners.
        (r"\b(?:TOP SECRET|SECRET|CONFIDENTIAL)\s*//", 0),
        (rf"\b(?:top secret|secret|confidential)\s*//\s*{_CONTROLS}\b", re.IGNORECASE),
        (r"^\s*(?:TOP SECRET|SECRET|CONFIDENTIAL)\s*$", re.MULTILINE),
        (rf"(?<![\w/.])(?:TS|S)//{_CONTROLS}\b", 0),
        # The classification block.
        (r"^\s*(?:classified by|declassify on)\s*:", re.MULTILINE | re.IGNORECASE),
    )
)
# Each pattern above needs one of these; most texts have none and are passed at once.
_SIGNS = ("(", "//", "SECRET", "CONFIDENTIAL", ":")
_LIST_ENTRY = re.compile(r"(?<!\w)\(B\)")


def classified_marking_in(text: str) -> str | None:
    """Return the first classified banner, portion mark or block in a text, None without one."""
    plain = text if text.isascii() else _plain(text)
    if not any(sign in plain for sign in _SIGNS):
        return None
    for pattern in _CLASSIFIED:
        found = pattern.search(plain)
        if found is None:
            continue
        mark = found.group().strip()
        if mark == "(C)" and _LIST_ENTRY.search(plain):
            continue
        return mark
    return None


def _plain(text: str) -> str:
    """Return the text with look-alike signs as the plain ones, and without invisible signs."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in normal if unicodedata.category(sign) != "Cf")
