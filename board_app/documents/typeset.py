"""Lines: text is broken into lines word by word, each word measured once."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from board_app.documents.fonts import width_of
from board_app.documents.gate import Gate, Word
from board_app.documents.inks import Color, Ink

_FUZZ = 0.01
# Places where a word may be broken though it has no space: never inside a reference or a date.
_JOINT = re.compile(r"(?<=[^\W\d]{2}[-/–])(?=[^\W\d]{2})")
_ADDRESS_JOINT = re.compile(r"(?<=[/?&=._:;,)\-])(?=\w)")


class Span(NamedTuple):
    """A text in one ink."""

    text: str
    ink: Ink


class Fragment(NamedTuple):
    """A part of a line that is drawn at one go."""

    font: str
    size: float
    color: Color
    text: str


class Line(NamedTuple):
    """A finished line; its letters stand `drop` below its upper edge.

    One that runs on ends within a word.
    """

    fragments: tuple[Fragment, ...]
    width: float
    leading: float
    drop: float
    runs_on: bool = False


class _Line:
    """A line that is being filled: parts in one font, each of words with a space between."""

    __slots__ = ("_parts", "leading", "width", "words")

    def __init__(self) -> None:
        self._parts: list[tuple[str, Ink, list[str]]] = []
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
            self._parts.append((font, ink, [text]))
        self.words = None

    def finished(self, leading: float, *, runs_on: bool = False) -> Line:
        fragments = tuple(
            Fragment(font, ink.size, ink.color, " ".join(words)) for font, ink, words in self._parts
        )
        size = 0.0
        if self._parts:
            leading = max([part[1].leading for part in self._parts])
            size = max([part[1].size for part in self._parts])
        # The line's air is shared so that the small letters stand in its middle.
        return Line(fragments, self.width, leading, leading / 2 + size * 0.34, runs_on)


class Typesetter:
    """Breaks admitted text into lines of a width."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._wrapped: dict[tuple[str, Ink, float], tuple[Line, ...]] = {}

    def wrap(self, spans: Sequence[Span], width: float) -> tuple[Line, ...]:
        """Return the lines of spans that are set one after the other with a space between."""
        filled: list[Line] = []
        line = _Line()
        for text, ink in spans:
            for number, part in enumerate(text.split("\n")):
                if number:
                    filled.append(line.finished(ink.leading))
                    line = _Line()
                line = self._fill(part, ink, width=width, line=line, into=filled)
        if line or not filled:
            filled.append(line.finished(spans[-1].ink.leading if spans else 0.0))
        return tuple(filled)

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
        head = self._head_at_joint(typed, ink, width - line.width - gap) if line else ""
        if head:
            line.put(words[head], ink, gap)
            typed = typed[len(head) :]
        if line:
            into.append(line.finished(ink.leading, runs_on=bool(head)))
            line = _Line()
        *heads, last = self._cut(typed, ink, width)
        for part in heads:
            line.put(words[part], ink, gap)
            into.append(line.finished(ink.leading, runs_on=True))
            line = _Line()
        line.put(words[last], ink, gap)
        return line

    def _head_at_joint(self, typed: str, ink: Ink, room: float) -> str:
        """Return the longest part before a hyphen or slash that fits, "" if none does."""
        if typed.isalnum():
            return ""
        best, words = "", self._gate.words(ink.face)
        for joint in _JOINT.finditer(typed[:200]):
            head = typed[: joint.start()]
            if words[head].width * ink.size > room:
                break
            best = head
        return best

    def _cut(self, typed: str, ink: Ink, width: float) -> Iterator[str]:
        """Yield the parts of a word that is wider than the line, cut at joints where they are."""
        words = self._gate.words(ink.face)
        if words[typed].width * ink.size <= width + _FUZZ:
            yield typed
            return
        start, used = 0, 0.0
        for at, sign in enumerate(typed):
            step = words[sign].width * ink.size
            if used + step > width and at > start and not unicodedata.combining(sign):
                end = self._joint_before(typed, start, at)
                yield typed[start:end]
                used = words[typed[end:at]].width * ink.size
                start = end
            used += step
        yield typed[start:]

    @staticmethod
    def _joint_before(typed: str, start: int, at: int) -> int:
        """Return the last joint in the second half of a part, else its end."""
        middle = (start + at) // 2
        joints = [joint.start() for joint in _ADDRESS_JOINT.finditer(typed, middle, at)]
        return joints[-1] if joints else at
