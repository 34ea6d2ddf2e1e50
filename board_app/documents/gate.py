"""The one gate for text: typed text becomes signs that can be printed, and losses are counted.

No text ever reaches a markup parser: it is set sign by sign, so there is nothing to escape.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from board_app.documents.fonts import (
    JOINERS,
    REPLACEMENT,
    Face,
    font_for,
    needs_shaping,
    width_of,
)
from board_app.documents.leftwards import has_leftwards
from board_app.documents.shaping import width_of_shaped

_SPACES = re.compile(r"[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# What stands around an address is not part of it. A file, a script or a share is never led to.
_ADDRESS = re.compile(
    r"[(\[<“\"']*(?P<address>https?://[\w\-.]+(?::\d+)?(?:[/?#]\S*?)?"
    r"|(?:mailto:)?[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+)[)\]>”\"'.,;:!?]*",
    re.IGNORECASE,
)
_NO_CHARACTERS = frozenset(range(0xFDD0, 0xFDF0))
# These format characters are signs of their own, not instructions.
_VISIBLE_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")


class Piece(NamedTuple):
    """A part of a word in one font."""

    font: str
    text: str


class Word(NamedTuple):
    """A word in as many fonts as it needs, with its width at size 1.

    A plain one needs the text font alone, one that is leftwards has letters that run that way.
    `address` is where it leads to, "" for nowhere.
    """

    text: str
    pieces: tuple[Piece, ...]
    width: float
    is_plain: bool
    is_leftwards: bool
    address: str = ""


class Words(dict[str, Word]):
    """The words of one document in one cut, each measured when it is first met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._signs: dict[str, tuple[str, float]] = {}
        ascii_signs = map(chr, range(0x20, 0x7F))
        self._widths = {sign: width_of(sign, face.value) for sign in ascii_signs}

    def __missing__(self, text: str) -> Word:
        if text.isascii() and text.isprintable():
            word = self[text] = self._plain(text)
            return word
        fonts: list[str] = []
        parts: list[list[str]] = []
        for sign in text:
            font = self._font(sign, fonts[-1] if fonts else "")
            if not font:
                continue
            if fonts and fonts[-1] == font:
                parts[-1].append(sign)
            else:
                fonts.append(font)
                parts.append([sign])
        pieces = tuple(Piece(font, "".join(part)) for font, part in zip(fonts, parts, strict=True))
        width = 0.0
        for font, part in pieces:
            if needs_shaping(font):
                width += width_of_shaped(part, font)
            else:
                width += sum(self._signs[sign][1] for sign in part)
        address = address_in(text)
        is_plain = fonts == [self._face.value] and not address
        word = Word(text, pieces, width, is_plain, has_leftwards(text), address)
        self[text] = word
        return word

    def _plain(self, text: str) -> Word:
        """Return a word of signs that the text font has, as nearly all are: ten times as quick."""
        font, address = self._face.value, address_in(text)
        width = sum([self._widths[sign] for sign in text])
        return Word(
            text, (Piece(font, text),), width, not address, is_leftwards=False, address=address
        )

    def _font(self, sign: str, before: str) -> str:
        """Return the font of a sign, "" for one that does nothing where it stands."""
        if sign in JOINERS:
            return before if needs_shaping(before) else ""
        known = self._signs.get(sign)
        if known is None:
            font = font_for(sign, self._face) or self._face.value
            known = self._signs[sign] = (font, width_of(sign, font))
        return known[0]


class _Verdict(NamedTuple):
    """What is printed for a sign."""

    sign: str
    is_lost: bool = False


@cache
def _judge(sign: str) -> _Verdict:
    category = unicodedata.category(sign)
    if sign == "\n":
        return _Verdict(sign)
    if category == "Cc":
        return _Verdict("", is_lost=True)
    if sign in JOINERS:
        return _Verdict(sign)
    if category == "Cf" and sign not in _VISIBLE_FORMATS:
        return _Verdict("")
    font = font_for(sign, Face.REGULAR) if _is_character(sign) else None
    if font is None:
        return _Verdict(REPLACEMENT, is_lost=True)
    return _Verdict(sign)


def address_in(word: str) -> str:
    """Return the address that a word is, "" unless it has one of the schemes that are let out."""
    found = _ADDRESS.fullmatch(word) if ":" in word or "@" in word else None
    if found is None:
        return ""
    address = found["address"]
    return address if ":" in address else f"mailto:{address}"


def bare_line(text: str) -> str:
    """Return a text on one line for places that bring their own fonts: outline and properties."""
    kept = (sign for sign in _LINE_ENDS.sub(" ", text) if sign == "\t" or _is_character(sign))
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def _is_character(sign: str) -> bool:
    if unicodedata.category(sign) in {"Cc", "Cs"}:
        return sign == "\n"
    return ord(sign) & 0xFFFE != 0xFFFE and ord(sign) not in _NO_CHARACTERS


class Gate:
    """Admits the text of one document and counts what could not be printed as it was."""

    def __init__(self) -> None:
        self.lost: Counter[str] = Counter()
        self._words = {face: Words(face) for face in Face}

    def admit(self, text: str) -> str:
        """Return a text of printable signs, spaces and line feeds, in NFC.

        Control characters go; lone surrogates, noncharacters and signs that no shipped font has
        become U+FFFD. All of them are counted in `lost`.
        """
        if text.isascii() and text.replace("\n", "").isprintable():
            return text
        text = unicodedata.normalize("NFC", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
        verdicts = [_judge(sign) for sign in text]
        self.lost.update(
            sign for sign, verdict in zip(text, verdicts, strict=True) if verdict.is_lost
        )
        return "".join(verdict.sign for verdict in verdicts)

    def line(self, text: str) -> str:
        """Return an admitted text on one line."""
        return " ".join(self.admit(text).split())

    def words(self, face: Face) -> Words:
        """Return the admitted words of this document in a cut."""
        return self._words[face]
