"""The shipped fonts, and which of them has a glyph for a character."""

import struct
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import uharfbuzz as hb

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
    "NotoSansDevanagari-Regular",
    "NotoSansKhmer-Regular",
)
# These letters join, stack or change places; Ethiopic ones stand in a row like Latin ones.
_NEEDS_SHAPING = frozenset(name for name in _FALLBACKS[2:] if "Ethiopic" not in name)
# A script has many languages; a voice of the most common one reads all of them better than ours.
_LANGUAGES = {
    "NotoNaskhArabic-Regular": "ar",
    "NotoSansHebrew-Regular": "he",
    "NotoSansMyanmar-Regular": "my",
    "NotoSansThai-Regular": "th",
    "NotoSansDevanagari-Regular": "hi",
    "NotoSansKhmer-Regular": "km",
}
# Signs that are seen only by what they do to their neighbours in such a script.
JOINERS = frozenset("\u200b\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a PDF says of a font, in thousandths of its size."""

    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    capitals: int
    slant: float
    weight: int


class Font:
    """A font file; widths are parts of the font's size."""

    def __init__(self, name: str) -> None:
        self.name = name
        path = resources.path("fonts", "noto", f"{name}.ttf")
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.shaper = hb.Font(self.face)
        self.units = self.face.upem

    def glyph(self, code: int) -> int | None:
        """Return the glyph of a character, None if the font has none."""
        glyph: int | None = self.shaper.get_nominal_glyph(code)
        return glyph

    def advance(self, glyph: int) -> float:
        return int(self.shaper.get_glyph_h_advance(glyph)) / int(self.units)

    def metrics(self) -> Metrics:
        head = self._table("head")
        box = struct.unpack(">4h", head[36:44])
        ascent, descent = struct.unpack(">2h", self._table("hhea")[4:8])
        os2 = self._table("OS/2")
        (weight,) = struct.unpack(">H", os2[4:6])
        (capitals,) = struct.unpack(">h", os2[88:90])
        (slant,) = struct.unpack(">i", self._table("post")[4:8])
        scale = 1000 / self.units
        left, bottom, right, top = (round(value * scale) for value in box)
        return Metrics(
            (left, bottom, right, top),
            round(ascent * scale),
            round(descent * scale),
            round(capitals * scale),
            slant / 65536,
            weight,
        )

    def _table(self, tag: str) -> bytes:
        data: bytes = self.face.reference_table(tag).data
        return data


@cache
def font(name: str) -> Font:
    """Return a shipped font by its name."""
    return Font(name)


@cache
def font_for(character: str, face: Face) -> str | None:
    """Return the font that draws a character beside a face, None if no font has it."""
    code = ord(character)
    if font(face).glyph(code) is not None:
        return face.value
    return next((name for name in _FALLBACKS if font(name).glyph(code) is not None), None)


def language_of(name: str) -> str:
    """Return the language in whose voice a script is read aloud best, "" for our own."""
    return _LANGUAGES.get(name, "")


def needs_shaping(name: str) -> bool:
    """Tell whether a font's script joins or reorders its letters."""
    return name in _NEEDS_SHAPING


@cache
def width_of(character: str, name: str) -> float:
    """Return the width of a character in a font of size 1."""
    glyph = font(name).glyph(ord(character))
    return font(name).advance(glyph or 0)
