"""Shaping: scripts whose letters join, stack or change places become glyphs with their places."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

import uharfbuzz as hb

from board_app.documents.fonts import font

# Where a Thai word must not be cut: before what belongs to the letter before, and the other way.
_THAI_TAIL = re.compile(r"[\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46]")
_THAI_LEAD = re.compile(r"[\u0e40-\u0e44]")
# What binds two consonants into one, though they may be drawn as two glyphs.
_BINDING = frozenset("\u094d\u1039\u17d2")


class Glyph(NamedTuple):
    """A glyph with its width and its shift, in parts of the font's size.

    `text` is what it stands for: the letters of a group are shared out among its glyphs.
    """

    number: int
    width: float
    right: float
    up: float
    text: str


@cache
def shaped(text: str, name: str, *, leftwards: bool = False) -> tuple[Glyph, ...]:
    """Return the glyphs of a text in one font, in the order of reading."""
    used = font(name)
    glyphs, places = _shape(text, name, leftwards=leftwards)
    starts = sorted({glyph.cluster for glyph in glyphs})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    ordered = list(zip(glyphs, places, strict=True))
    if leftwards:
        ordered.reverse()
    waiting = {start: text[start : ends[start]] for start in starts}
    left = Counter(glyph.cluster for glyph in glyphs)
    made, scale = [], 1 / used.units
    for glyph, place in ordered:
        start = glyph.cluster
        left[start] -= 1
        # Every glyph must stand for something: what is left over stands for nothing to be seen.
        taken = waiting[start][:1] if left[start] else waiting[start]
        waiting[start] = waiting[start][len(taken) :]
        made.append(
            Glyph(
                glyph.codepoint,
                place.x_advance * scale,
                place.x_offset * scale,
                place.y_offset * scale,
                taken or "\u200b",
            )
        )
    return tuple(made)


@cache
def width_of_shaped(text: str, name: str) -> float:
    """Return the width of a text in a font of size 1."""
    return sum(glyph.width for glyph in shaped(text, name, leftwards=is_leftwards(name)))


@cache
def cuts(text: str, name: str) -> frozenset[int]:
    """Return where a text without spaces may be cut."""
    glyphs, _ = _shape(text, name, leftwards=is_leftwards(name))
    return frozenset(
        glyph.cluster
        for glyph in glyphs
        if glyph.cluster
        and text[glyph.cluster - 1] not in _BINDING
        and not _THAI_TAIL.match(text, glyph.cluster)
        and not _THAI_LEAD.match(text, glyph.cluster - 1)
    )


def is_leftwards(name: str) -> bool:
    """Tell whether a font's script is written from right to left."""
    return "Arabic" in name or "Hebrew" in name


def has_no_spaces(name: str) -> bool:
    """Tell whether a font's script writes sentences without spaces between the words."""
    return any(script in name for script in ("Thai", "Khmer", "Myanmar"))


def _shape(
    text: str, name: str, *, leftwards: bool
) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if leftwards else "ltr"
    hb.shape(font(name).shaper, buffer)
    return buffer.glyph_infos, buffer.glyph_positions
