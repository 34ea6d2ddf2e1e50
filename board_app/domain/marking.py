"""Markings: how a portion is to be handled, and what that makes of the whole paper."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from board_app.domain.errors import Invalid


class Level(IntEnum):
    """Handling levels in rising order; the program holds nothing above them."""

    UNCLASSIFIED = 0
    CUI = 1

    @property
    def label(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """Return the sign used in portion marks."""
        return "U" if self is Level.UNCLASSIFIED else self.name


DISSEMINATION = ("NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "REL TO", "DISPLAY ONLY")
_REL_TO = "REL TO "


@dataclass(frozen=True, slots=True)
class Marking:
    """The level of one portion with its limits of dissemination ("NOFORN", "REL TO USA, GBR")."""

    level: Level = Level.UNCLASSIFIED
    dissemination: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check the limits against each other and put them in one order.

        Raises Invalid.
        """
        object.__setattr__(self, "level", Level(self.level))
        limits = tuple(sorted({" ".join(limit.upper().split()) for limit in self.dissemination}))
        object.__setattr__(self, "dissemination", limits)
        if limits and self.level is Level.UNCLASSIFIED:
            raise Invalid("Only controlled text has limits of dissemination.")
        for limit in limits:
            if not any(limit == known or limit.startswith(f"{known} ") for known in DISSEMINATION):
                raise Invalid(f"“{limit}” is not a known limit of dissemination.")
        if self.released_to and not {"NOFORN", "FED ONLY"}.isdisjoint(limits):
            raise Invalid("REL TO can't stand beside NOFORN or FED ONLY.")

    @property
    def released_to(self) -> tuple[str, ...]:
        """Return the countries named after REL TO."""
        for limit in self.dissemination:
            if limit.startswith(_REL_TO):
                return tuple(name.strip() for name in limit.removeprefix(_REL_TO).split(","))
        return ()

    @property
    def banner(self) -> str:
        return "//".join(part for part in (self.level.label, "/".join(self.dissemination)) if part)

    def portion_mark(self) -> str:
        """Return the mark in front of a portion: "(U)", "(CUI)", "(CUI//NOFORN)"."""
        return f"({'//'.join(p for p in (self.level.short, '/'.join(self.dissemination)) if p)})"


def highest(portions: Iterable[Marking]) -> Marking:
    """Return the marking that covers all portions: the highest level under every limit.

    What one portion withholds, the whole withholds: a release holds only for the countries that
    every controlled portion names, and not at all beside NOFORN or FED ONLY.
    """
    controlled = [portion for portion in portions if portion.level > Level.UNCLASSIFIED]
    if not controlled:
        return Marking()
    limits = {
        limit
        for portion in controlled
        for limit in portion.dissemination
        if not limit.startswith(_REL_TO)
    }
    first = controlled[0].released_to
    shared = [
        name for name in first if all(name in portion.released_to for portion in controlled[1:])
    ]
    if shared and limits.isdisjoint({"NOFORN", "FED ONLY"}):
        limits.add(_REL_TO + ", ".join(shared))
    return Marking(max(portion.level for portion in controlled), tuple(limits))


def banner(portions: Iterable[Marking]) -> str:
    """Return the banner of a paper: that of the highest of its portions."""
    return highest(portions).banner


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
