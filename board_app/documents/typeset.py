"""Lines: text is broken into lines word by word, each word measured once."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from board_app.documents.fonts import needs_shaping, width_of
from board_app.documents.gate import Gate, Word
from board_app.documents.inks import ACCENT, Color, Ink
from board_app.documents.leftwards import Part, begins_leftwards, has_leftwards, turned
from board_app.documents.shaping import Glyph, cuts, has_no_spaces, shaped

_FUZZ = 0.01
_NEARLY_FULL = 0.3  # of a line may stay free
_LONG_WORD = 8
# Places where a word may be broken though it has no space: never inside a reference or a date.
_JOINT = re.compile(r"(?<=[^\W\d]{2}[-/–])(?=[^\W\d]{2})")
_ADDRESS_JOINT = re.compile(r"(?<=[/?&=._:;,)\-])(?=\w)")


class Span(NamedTuple):
    """A text in one ink."""

    text: str
    ink: Ink


class Fragment(NamedTuple):
    """A part of a line that is drawn at one go, glyph by glyph where letters join.

    Glyphs and fragments stand in the order of reading; `x` is where one of a turned line begins,
    or ends if it runs leftwards, and None where each follows the one before. The text of one that
    comes `later` is known by that key at the end.
    """

    font: str
    size: float
    color: Color
    text: str
    glyphs: tuple[Glyph, ...] = ()
    x: float | None = None
    is_leftward: bool = False
    address: str = ""
    later: int = 0


class Line(NamedTuple):
    """A finished line; its letters stand `drop` below its upper edge.

    One that runs on ends within a word. `spoken` is what a line with joined or turned letters
    says, in the order of reading; a leftward one begins at the right edge.
    """

    fragments: tuple[Fragment, ...]
    width: float
    leading: float
    drop: float
    runs_on: bool = False
    spoken: str = ""
    is_leftward: bool = False


class _Line:
    """A line that is being filled: parts in one font, each of words with a space between."""

    __slots__ = ("_addresses", "_is_leftward", "_is_turned", "_parts", "width", "words")

    def __init__(self, *, is_leftward: bool = False) -> None:
        self._parts: list[tuple[str, Ink, list[str]]] = []
        self._addresses: dict[int, str] = {}
        self._is_leftward = is_leftward
        self._is_turned = is_leftward
        # The words of the last part if more may follow in its font, None if none may.
        self.words: list[str] | None = None
        self.width = 0.0

    def __bool__(self) -> bool:
        return bool(self._parts)

    def is_in(self, ink: Ink) -> bool:
        """Tell whether a plain word of this ink may join the words of the last part."""
        return self.words is not None and self._parts[-1][1] is ink

    def begin(self, font: str, ink: Ink, words: list[str]) -> None:
        self._parts.append((font, ink, words))
        self.words = words

    def put(self, word: Word, ink: Ink, gap: float) -> None:
        """Add a word, after a space if the line has begun."""
        space = [""] if self._parts else []
        self.width += word.width * ink.size + (gap if self._parts else 0.0)
        if word.is_plain:
            if self.is_in(ink) and self.words is not None:
                self.words.append(word.text)
            else:
                self.begin(ink.font, ink, [*space, word.text])
            return
        if space:
            self._parts.append((ink.font, ink, ["", ""]))
        for font, text in word.pieces:
            if word.address:
                self._addresses[len(self._parts)] = word.address
            self._parts.append((font, ink, [text]))
        self._is_turned = self._is_turned or word.is_leftwards
        self.words = None

    def finished(self, leading: float, *, runs_on: bool = False) -> Line:
        size = 0.0
        if self._parts:
            leading = max([part[1].leading for part in self._parts])
            size = max([part[1].size for part in self._parts])
        parts = [Part(font, ink, " ".join(words)) for font, ink, words in self._parts]
        fragments = (
            self._turned(parts) if self._is_turned else tuple(_fragment(part) for part in parts)
        )
        if self._addresses and not self._is_turned:
            fragments = tuple(
                fragment._replace(address=self._addresses[at], color=ACCENT)
                if at in self._addresses
                else fragment
                for at, fragment in enumerate(fragments)
            )
        is_joined = any(fragment.glyphs for fragment in fragments)
        spoken = "".join(part.text for part in parts) if is_joined else ""
        return Line(
            fragments,
            self.width,
            leading,
            # The line's air is shared so that the small letters stand in its middle.
            leading / 2 + size * 0.34,
            runs_on,
            spoken,
            self._is_leftward,
        )

    def _turned(self, parts: list[Part]) -> tuple[Fragment, ...]:
        found, x = [], 0.0
        for (font, ink, text), leftwards, start in turned(parts, leftwards=self._is_leftward):
            glyphs = shaped(text, font, leftwards=leftwards)
            width = sum(glyph.width for glyph in glyphs) * ink.size
            at = x + width if leftwards else x
            found.append((start, Fragment(font, ink.size, ink.color, text, glyphs, at, leftwards)))
            x += width
        return tuple(fragment for _, fragment in sorted(found))


def _fragment(part: Part) -> Fragment:
    font, ink, text = part
    glyphs = shaped(text, font) if needs_shaping(font) else ()
    return Fragment(font, ink.size, ink.color, text, glyphs)


class Typesetter:
    """Breaks admitted text into lines of a width."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._wrapped: dict[tuple[str, Ink, float], tuple[Line, ...]] = {}
        self._is_leftward = False

    def wrap(self, spans: Sequence[Span], width: float) -> tuple[Line, ...]:
        """Return the lines of spans that are set one after the other with a space between."""
        filled: list[Line] = []
        self._is_leftward = _is_leftward(spans)
        line = self._open()
        for text, ink in spans:
            for number, part in enumerate(text.split("\n")):
                if number:
                    filled.append(line.finished(ink.leading))
                    line = self._open()
                line = self._fill(part, ink, width=width, line=line, into=filled)
        if line or not filled:
            filled.append(line.finished(spans[-1].ink.leading if spans else 0.0))
        return tuple(filled)

    def _open(self) -> _Line:
        return _Line(is_leftward=self._is_leftward)

    def _fill(self, part: str, ink: Ink, *, width: float, line: _Line, into: list[Line]) -> _Line:
        """Put words onto the line and the next ones; return the line that is open then."""
        words, size, limit = self._gate.words(ink.face), ink.size, width + _FUZZ
        gap = width_of(" ", ink.font) * size
        for typed in part.split(" "):
            if not typed:
                continue
            word = words[typed]
            step = word.width * size
            if word.is_plain and line.words is not None and line.is_in(ink):
                after = line.width + gap + step
                if after <= limit:
                    # Most words take this way: it costs a third of the other.
                    line.words.append(typed)
                    line.width = after
                    continue
            if line.width + step + (gap if line else 0.0) <= limit:
                line.put(word, ink, gap)
            else:
                line = self._place(word, ink, gap=gap, width=width, line=line, into=into)
        return line

    def wrap_short(self, text: str, ink: Ink, width: float) -> tuple[Line, ...]:
        """Return the lines of a cell; the same text in the same column is broken once."""
        key = (text, ink, width)
        lines = self._wrapped.get(key)
        if lines is None:
            lines = self.wrap((Span(text, ink),), width)
            self._wrapped[key] = lines
        return lines

    def natural_width(self, text: str, ink: Ink) -> float:
        """Return the width of a text that is broken only where it breaks itself."""
        space, words = width_of(" ", ink.font), self._gate.words(ink.face)
        widest = 0.0
        for part in text.split("\n"):
            widths = [words[typed].width for typed in part.split(" ") if typed]
            widest = max(widest, sum(widths) + space * (len(widths) - 1))
        return widest * ink.size

    def shortened(self, text: str, ink: Ink, width: float) -> Line:
        """Return a text on one line, its end replaced by an ellipsis if it is too long."""
        line = self.wrap((Span(text, ink),), width)
        if len(line) == 1:
            return line[0]
        room = width - width_of("…", ink.font) * ink.size
        first = self.wrap((Span(text, ink),), room)[0]
        dots = Fragment(ink.font, ink.size, ink.color, "…")
        return first._replace(fragments=(*first.fragments, dots), width=width)

    def _place(
        self, word: Word, ink: Ink, *, gap: float, width: float, line: _Line, into: list[Line]
    ) -> _Line:
        """Put a word that does not fit onto the next lines; return the line that is open then."""
        typed, words = word.text, self._gate.words(ink.face)
        room = width - line.width - gap
        head = self._head_at_joint(word, ink, room, width) if line else ""
        if head:
            line.put(_part(words[head], word), ink, gap)
            typed = typed[len(head) :]
        if line:
            into.append(line.finished(ink.leading, runs_on=bool(head)))
            line = self._open()
        *heads, last = self._cut(typed, ink, width)
        for part in heads:
            line.put(_part(words[part], word), ink, gap)
            into.append(line.finished(ink.leading, runs_on=True))
            line = self._open()
        line.put(_part(words[last], word), ink, gap)
        return line

    def _head_at_joint(self, word: Word, ink: Ink, room: float, width: float) -> str:
        """Return the longest part before a hyphen or slash that fits, "" if none does."""
        typed = word.text
        is_sentence = len(typed) > _LONG_WORD and any(has_no_spaces(f) for f, _ in word.pieces)
        if is_sentence:
            # It has no spaces: the line is filled with what fits. Where its words end is not known,
            # so a space is the better end for a line that is nearly full.
            if room < width * _NEARLY_FULL and word.width * ink.size <= width:
                return ""
            return next(self._cut(typed, ink, room, is_exact=True), "")
        if typed.isalnum():
            return ""
        best, words = "", self._gate.words(ink.face)
        for joint in _JOINT.finditer(typed[:200]):
            head = typed[: joint.start()]
            if words[head].width * ink.size > room:
                break
            best = head
        return best

    def _cut(self, typed: str, ink: Ink, width: float, *, is_exact: bool = False) -> Iterator[str]:
        """Yield the parts of a word that is wider than the line, cut at joints where they are.

        If `is_exact` no part is wider, and there is none where not even one sign would fit.
        """
        words = self._gate.words(ink.face)
        if words[typed].width * ink.size <= width + _FUZZ:
            yield typed
            return
        start, used, allowed = 0, 0.0, _allowed_cuts(words[typed])
        last = 0
        for at, sign in enumerate(typed):
            step = words[sign].width * ink.size
            if allowed is None:
                last = at if not unicodedata.combining(sign) else last
            elif at in allowed:
                last = at
            if used + step > width and last > start:
                end = self._joint_before(typed, start, last)
                yield typed[start:end]
                used = words[typed[end:at]].width * ink.size
                start = end
            used += step
            if is_exact and used > width and last <= start:
                return
        yield typed[start:]

    @staticmethod
    def _joint_before(typed: str, start: int, at: int) -> int:
        """Return the last joint in the second half of a part, else its end."""
        middle = (start + at) // 2
        joints = [joint.start() for joint in _ADDRESS_JOINT.finditer(typed, middle, at)]
        return joints[-1] if joints else at


def _part(part: Word, word: Word) -> Word:
    """Return a part of a word, which leads to where the whole leads."""
    if not word.address:
        return part
    return part._replace(address=word.address, is_plain=False)


def _is_leftward(spans: Sequence[Span]) -> bool:
    """Tell whether a text begins at the right: its longest span decides, not a mark before it."""
    if not any(has_leftwards(text) for text, _ in spans):
        return False
    longest = max((text for text, _ in spans), key=len)
    return begins_leftwards([longest])


def _allowed_cuts(word: Word) -> frozenset[int] | None:
    """Return where a word of a script that joins may be cut, None for any place."""
    if not any(needs_shaping(font) for font, _ in word.pieces):
        return None
    allowed: set[int] = set()
    at = 0
    for font, text in word.pieces:
        inside = cuts(text, font) if needs_shaping(font) else range(1, len(text))
        allowed |= {at, *(at + place for place in inside)}
        at += len(text)
    return frozenset(allowed)
