"""Inks: the cuts, sizes and colours that text is set in, in points."""

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from board_app.documents.fonts import Face


class Color(NamedTuple):
    """Red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float


def _hex(text: str) -> Color:
    return Color(*(int(text[at : at + 2], 16) / 255 for at in (0, 2, 4)))


TEXT = _hex("16202C")
TEXT2 = _hex("495667")
MUTED = _hex("5F6B7A")
ACCENT = _hex("1B5E9E")
RULE = _hex("C3CCD7")
STRONG_RULE = _hex("75808E")
TINT = _hex("EFF5FB")


@dataclass(frozen=True, slots=True)
class Ink:
    """A cut, a size with its line height, and a colour."""

    face: Face
    size: float
    leading: float
    color: Color = TEXT
    font: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "font", self.face.value)


BODY = Ink(Face.REGULAR, 10, 14)
BODY_MARK = Ink(Face.REGULAR, 10, 14, MUTED)
SMALL = Ink(Face.REGULAR, 8.5, 12)
MUTED_SMALL = Ink(Face.REGULAR, 8.5, 12, MUTED)
NOTE = Ink(Face.REGULAR, 9.5, 13, TEXT2)
NOTE_LABEL = Ink(Face.SEMIBOLD, 9.5, 13, TEXT2)
ORGAN = Ink(Face.SEMIBOLD, 11, 15, ACCENT)
TITLE = Ink(Face.SEMIBOLD, 16, 22)
STATE = Ink(Face.ITALIC, 9.5, 14, TEXT2)
HEADINGS = {
    1: Ink(Face.SEMIBOLD, 16, 22),
    2: Ink(Face.SEMIBOLD, 13, 18),
    3: Ink(Face.SEMIBOLD, 11, 15),
}
HEADING_NUMBER = Ink(Face.SEMIBOLD, 13, 18, ACCENT)
FACT_LABEL = Ink(Face.REGULAR, 9.5, 13, MUTED)
FACT = Ink(Face.REGULAR, 9.5, 13)
CELL = Ink(Face.REGULAR, 9, 12)
CELL_STRONG = Ink(Face.SEMIBOLD, 9, 12)
CELL_HEAD = Ink(Face.SEMIBOLD, 8.5, 12, TEXT2)
CELL_NOTE = Ink(Face.REGULAR, 8, 11, MUTED)
REFERENCE = Ink(Face.SEMIBOLD, 9, 13, ACCENT)
DECISION = Ink(Face.REGULAR, 10, 14)
LABEL = Ink(Face.SEMIBOLD, 9, 12.5, TEXT2)
DETAIL = Ink(Face.REGULAR, 9, 12.5)
SIGNED = Ink(Face.SEMIBOLD, 9, 12.5, ACCENT)
BANNER = Ink(Face.BOLD, 10, 12)
BANNERS = (BANNER, Ink(Face.BOLD, 8, 9), Ink(Face.BOLD, 6.5, 7.2), Ink(Face.BOLD, 5, 6))
FOOT = Ink(Face.REGULAR, 8, 11, MUTED)
FOOT_SECTION = Ink(Face.SEMIBOLD, 8, 11, TEXT2)
DESIGNATION = Ink(Face.REGULAR, 8, 10.5, TEXT2)


@cache
def mark_for(ink: Ink) -> Ink:
    """Return the quieter ink of a portion mark that stands before a text."""
    return Ink(Face.REGULAR, max(ink.size * 0.85, 8), ink.leading, MUTED)
