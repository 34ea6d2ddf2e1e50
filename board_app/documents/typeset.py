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
    """A finished line; one that runs on ends within a word."""

    fragments: tuple[Fragment, ...]
    width: float
    leading: float
    runs_on: bool = False


class _Line:
    """A line that is being filled."""

    def __init__(self) -> None:
        self.fragments: list[tuple[str, Ink, list[str]]] = []
        self.width = 0.0
        self.leading = 0.0

    def put(self, font: str, ink: Ink, text: str) -> None:
        if self.fragments:
            last = self.fragments[-1]
            if last[0] == font and last[1] is ink:
                last[2].append(text)
                return
        self.fragments.append((font, ink, [text]))

    def put_word(self, word: Word, ink: Ink, gap: float) -> None:
        """Add a word, after a space if the line has begun."""
        pieces = word.pieces
        if self.fragments:
            if len(pieces) == 1 and pieces[0].font == ink.face.value:
                self.put(pieces[0].font, ink, " " + pieces[0].text)
                self.width += gap + word.width * ink.size
                return
            self.put(ink.face.value, ink, " ")
            self.width += gap
        for font, text in pieces:
            self.put(font, ink, text)
        self.width += word.width * ink.size

    def finished(self, leading: float, *, runs_on: bool = False) -> Line:
        fragments = tuple(
            Fragment(font, ink.size, ink.color, "".join(texts))
            for font, ink, texts in self.fragments
        )
        leading = max((ink.leading for _, ink, _ in self.fragments), default=leading)
        return Line(fragments, self.width, leading, runs_on)


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
            gap = width_of(" ", ink.face.value) * ink.size
            for number, part in enumerate(text.split("\n")):
                if number:
                    filled.append(line.finished(ink.leading))
                    line = _Line()
                for typed in part.split(" "):
                    if typed:
                        line = self._place(typed, ink, gap=gap, width=width, line=line, into=filled)
        if line.fragments or not filled:
            filled.append(line.finished(spans[-1].ink.leading if spans else 0.0))
        return tuple(filled)

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
        space = width_of(" ", ink.face.value)
        widest = 0.0
        for part in text.split("\n"):
            words = [self._gate.word(typed, ink.face).width for typed in part.split(" ") if typed]
            widest = max(widest, sum(words) + space * (len(words) - 1))
        return widest * ink.size

    def shortened(self, text: str, ink: Ink, width: float) -> Line:
        """Return a text on one line, its end replaced by an ellipsis if it is too long."""
        line = self.wrap((Span(text, ink),), width)
        if len(line) == 1:
            return line[0]
        room = width - width_of("…", ink.face.value) * ink.size
        first = self.wrap((Span(text, ink),), room)[0]
        dots = Fragment(ink.face.value, ink.size, ink.color, "…")
        return first._replace(fragments=(*first.fragments, dots), width=width)

    def _place(
        self, typed: str, ink: Ink, *, gap: float, width: float, line: _Line, into: list[Line]
    ) -> _Line:
        """Put one word onto the line or the next ones; return the line that is open then."""
        word = self._gate.word(typed, ink.face)
        room = width - line.width - (gap if line.fragments else 0.0)
        if word.width * ink.size <= room + _FUZZ:
            line.put_word(word, ink, gap)
            return line
        head = self._head_at_joint(typed, ink, room)
        if head and line.fragments:
            line.put_word(self._gate.word(head, ink.face), ink, gap)
            typed = typed[len(head) :]
        if line.fragments:
            into.append(line.finished(ink.leading, runs_on=bool(head)))
            line = _Line()
        *heads, last = self._cut(typed, ink, width)
        for part in heads:
            line.put_word(self._gate.word(part, ink.face), ink, gap)
            into.append(line.finished(ink.leading, runs_on=True))
            line = _Line()
        line.put_word(self._gate.word(last, ink.face), ink, gap)
        return line

    def _head_at_joint(self, typed: str, ink: Ink, room: float) -> str:
        """Return the longest part before a hyphen or slash that fits, "" if none does."""
        best = ""
        for joint in _JOINT.finditer(typed[:200]):
            head = typed[: joint.start()]
            if self._gate.word(head, ink.face).width * ink.size > room:
                break
            best = head
        return best

    def _cut(self, typed: str, ink: Ink, width: float) -> Iterator[str]:
        """Yield the parts of a word that is wider than the line, cut at joints where they are."""
        if self._gate.word(typed, ink.face).width * ink.size <= width + _FUZZ:
            yield typed
            return
        start, used = 0, 0.0
        for at, sign in enumerate(typed):
            step = sum(width_of(sign, font) for font, _ in self._gate.word(sign, ink.face).pieces)
            step *= ink.size
            if used + step > width and at > start and not unicodedata.combining(sign):
                end = self._joint_before(typed, start, at)
                yield typed[start:end]
                used = self._gate.word(typed[end:at], ink.face).width * ink.size
                start = end
            used += step
        yield typed[start:]

    @staticmethod
    def _joint_before(typed: str, start: int, at: int) -> int:
        """Return the last joint in the second half of a part, else its end."""
        middle = (start + at) // 2
        joints = [joint.start() for joint in _ADDRESS_JOINT.finditer(typed, middle, at)]
        return joints[-1] if joints else at
