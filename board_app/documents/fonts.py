"""The shipped fonts, and which of them has a glyph for a character."""

from enum import StrEnum
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

REPLACEMENT = "\ufffd"


class Face(StrEnum):
    """The four cuts of the text font; all of them cover the same characters."""

    REGULAR = "NotoSans-Regular"
    ITALIC = "NotoSans-Italic"
    SEMIBOLD = "NotoSans-SemiBold"
    BOLD = "NotoSans-Bold"


# Asked in this order for a character that the text font lacks.
_FALLBACKS = (
    "NotoSansMath-Regular",
    "NotoSansSymbols2-Regular",
    "NotoNaskhArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansEthiopic-Regular",
    "NotoSansMyanmar-Regular",
    "NotoSansThai-Regular",
)
# Drawn letter by letter in the order of typing, which these scripts don't read well in.
_NEEDS_SHAPING = frozenset(name for name in _FALLBACKS[2:] if "Ethiopic" not in name)

# The library writes four hexadecimal digits: what lies above could not be copied or read aloud.
_LAST_COPYABLE = 0xFFFF


@cache
def _font(name: str) -> TTFont:
    font = TTFont(name, str(resources.path("fonts", "noto", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font


@cache
def register() -> None:
    """Make the text font known to the library; the fallbacks follow when they are needed."""
    for face in Face:
        _font(face)


@cache
def font_for(character: str, face: Face) -> str | None:
    """Return the font that draws a character beside a face, None if no font has it."""
    code = ord(character)
    if code > _LAST_COPYABLE:
        return None
    if code in _font(face).face.charToGlyph:
        return face.value
    return next((name for name in _FALLBACKS if code in _font(name).face.charToGlyph), None)


def needs_shaping(font: str) -> bool:
    """Tell whether a font's script joins or reorders its letters."""
    return font in _NEEDS_SHAPING


@cache
def width_of(character: str, font: str) -> float:
    """Return the width of a character in a font of size 1."""
    return float(_font(font).face.getCharWidth(ord(character))) / 1000
