"""Fonts inside the file: only the glyphs that are used, each with the text that it stands for.

A code in the file stands for a glyph and its text together. One glyph that serves two characters
is therefore copied and read aloud as the one that was meant.
"""

import zlib
from collections.abc import Callable
from itertools import count

import uharfbuzz as hb

from board_app.documents.fonts import Font, font
from board_app.documents.syntax import stream

_DROPPED = ("GDEF", "GPOS", "GSUB", "OS/2", "cmap", "gasp", "name", "post", "STAT", "meta", "DSIG")
_ENTRIES_A_BLOCK = 100
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Embedded(dict[str, str]):
    """A font as it is used in one file: from a character to its code, made when first asked."""

    def __init__(self, key: str, name: str) -> None:
        super().__init__()
        self.key = key
        self.font: Font = font(name)
        self._glyphs: list[int] = [0]
        self._texts: list[str] = [""]
        self._known: dict[tuple[int, str], str] = {}

    def __missing__(self, character: str) -> str:
        code = self.code(self.font.glyph(ord(character)) or 0, character)
        self[character] = code
        return code

    def code(self, glyph: int, text: str) -> str:
        """Return the code of a glyph that stands for a text, as four hexadecimal digits."""
        known = self._known.get((glyph, text))
        if known is None:
            known = self._known[glyph, text] = f"{len(self._glyphs):04X}"
            self._glyphs.append(glyph)
            self._texts.append(text)
        return known

    def encoded(self, text: str) -> str:
        """Return a text as the codes of its characters, in hexadecimal digits."""
        return "".join(map(self.__getitem__, text))

    def objects(self, numbers: Callable[[], int]) -> list[tuple[int, bytes]]:
        """Return the objects of the font, the one that pages refer to first."""
        own, descendant, descriptor, file, map_, unicode_ = (numbers() for _ in range(6))
        name = f"{_tag(self._glyphs)}+{self.font.name}".encode("ascii")
        data, places = self._subset()
        return [
            (
                own,
                b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
                b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, descendant, unicode_),
            ),
            (
                descendant,
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo"
                b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R"
                b"/CIDToGIDMap %d 0 R/W[0[%s]]>>" % (name, descriptor, map_, self._widths()),
            ),
            (descriptor, self._descriptor(name, file)),
            (file, _packed(data, b"/Length1 %d" % len(data))),
            (map_, _packed(b"".join(places[glyph].to_bytes(2, "big") for glyph in self._glyphs))),
            (unicode_, _packed(self._to_unicode())),
        ]

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({0, *self._glyphs})
        wanted.drop_table_tag_set.update(map(_number, _DROPPED))
        flags = hb.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.NO_LAYOUT_CLOSURE
        plan = hb.SubsetPlan(self.font.face, wanted)
        data: bytes = plan.execute().blob.data
        return data, dict(plan.old_to_new_glyph_mapping)

    def _widths(self) -> bytes:
        advance = self.font.advance
        return b" ".join(b"%g" % round(advance(glyph) * 1000, 2) for glyph in self._glyphs)

    def _descriptor(self, name: bytes, file: int) -> bytes:
        facts = self.font.metrics()
        # 32: no standard set of characters, 64: slanted.
        flags = 4 | (64 if facts.slant else 0)
        return (
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %g"
            b"/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %d 0 R>>"
            % (
                name,
                flags,
                *facts.box,
                facts.slant,
                facts.ascent,
                facts.descent,
                facts.capitals,
                50 + round((facts.weight / 65) ** 2),
                file,
            )
        )

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{at:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for at, text in zip(count(), self._texts, strict=False)
            if text
        ]
        blocks = (
            entries[at : at + _ENTRIES_A_BLOCK] for at in range(0, len(entries), _ENTRIES_A_BLOCK)
        )
        text = "\n".join(
            f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks
        )
        return _TO_UNICODE % text.encode("ascii")


def _packed(data: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(data), b"/Filter/FlateDecode" + entries)


def _number(tag: str) -> int:
    return int.from_bytes(tag.encode("ascii"), "big")


def _tag(glyphs: list[int]) -> str:
    """Return six letters that stand for the choice of glyphs."""
    value = zlib.crc32(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs))
    letters = ""
    for _ in range(6):
        value, at = divmod(value, 26)
        letters += chr(65 + at)
    return letters
