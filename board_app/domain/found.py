"""Where the words of a search stand in a text as it was written."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from board_app.domain.fold import belongs_before, fold, splits

Span = tuple[int, int]

_ASCII_WORD = re.compile("[A-Za-z0-9]+")
_BLANK = re.compile(r"\s")
# So much of a long text is looked through for the words; beyond it a hit is shown by its beginning.
_LOOKED_THROUGH = 100_000
_LEAD_IN = 36  # so much of the text stands before the first word that was found
_SEEN = 96  # so much of a line is seen in the smallest window
_PLAIN_SHARE = 0.85


class Located(NamedTuple):
    """A folded word and where it stands in the text; the end is behind its last sign."""

    word: str
    start: int
    end: int


class Snippet(NamedTuple):
    """A piece of a text in one line, and where in it the found words stand."""

    text: str
    marks: tuple[Span, ...] = ()


def located(text: str) -> Iterator[Located]:
    """Yield the words of `fold.words` with their places in the text, in its order."""
    if text.isascii():
        for hit in _ASCII_WORD.finditer(text):
            yield Located(hit.group().lower(), hit.start(), hit.end())
        return
    word, start, end = "", 0, 0
    for first, last in _clusters(text):
        for sign in _folded(text[first:last]):
            role = category(sign)[0]
            if (role == "M" and word) or (role in "LN" and not (splits(sign) or splits(word))):
                start = start if word else first
                word, end = word + sign, last
                continue
            if word:
                yield Located(normalize("NFKC", word), start, end)
            word, start, end = (sign, first, last) if role in "LN" else ("", first, last)
    if word:
        yield Located(normalize("NFKC", word), start, end)


def marks(words: Sequence[str], text: str) -> tuple[Span, ...]:
    """Return where words stand whose fold begins with one of the folded words given.

    Spans are in order and never overlap: one sign can hold several words.
    """
    beginnings = tuple(words)
    found: list[Span] = []
    if not beginnings:
        return ()
    for word, start, end in located(text[:_LOOKED_THROUGH]):
        if not word.startswith(beginnings):
            continue
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def snippet(words: Sequence[str], text: str, *, length: int = 180) -> Snippet:
    """Return the piece of a text that holds most of the words; its beginning if it holds none."""
    found = marks(words, text)
    start = _best_start(words, text, found, min(length, _SEEN))
    if start:
        # From a whole word on; a text without blanks is cut where it has to be.
        blank = _BLANK.search(text, start, start + _LEAD_IN)
        first = next((one[0] for one in found if one[0] >= start), start)
        start = blank.end() if blank and blank.end() <= first else start
    end = min(len(text), start + length)
    lead, tail = "… " if start else "", " …" if end < len(text) else ""
    by = len(lead) - start
    return Snippet(
        f"{lead}{_BLANK.sub(' ', text[start:end])}{tail}",
        tuple((max(a, start) + by, min(b, end) + by) for a, b in found if a < end and b > start),
    )


def nearer(line: Snippet, room: int) -> Snippet:
    """Return a line whose first mark stands within a room of so many signs, if it can.

    What is left out stands between the number at its head and the mark.
    """
    text, found = line
    if not found or found[0][1] <= room:
        return line
    head = text.partition(" ")[0]
    is_number = any(sign.isdecimal() for sign in head) and len(head) < found[0][0]
    lead = f"{head} … " if is_number else "… "
    # As much as there is room for stands before it; marked letters are wider than others.
    most = found[0][1] + len(lead) - int(room * _PLAIN_SHARE)
    start = min(max(most, 0), found[0][0])
    blank = _BLANK.search(text, start, found[0][0])
    start = blank.end() if blank else found[0][0]
    if start <= len(lead):
        return line
    by = len(lead) - start
    return Snippet(lead + text[start:], tuple((a + by, b + by) for a, b in found))


def _best_start(words: Sequence[str], text: str, found: Sequence[Span], length: int) -> int:
    """Return where a piece begins that shows as many different words as can be."""
    if not found or found[-1][1] <= length:
        return 0
    said = [_begun(words, text[start:end]) for start, end in found]
    best, most = 0, 0
    for number, (start, _) in enumerate(found):
        seen: set[str] = set()
        for other in range(number, len(found)):
            if found[other][1] > start + length - _LEAD_IN:
                break
            seen |= said[other]
        if len(seen) > most:
            best, most = start, len(seen)
        if most == len(words):
            break
    return max(0, best - _LEAD_IN)


def _begun(words: Sequence[str], piece: str) -> set[str]:
    held = [one.word for one in located(piece)]
    return {word for word in words if any(one.startswith(word) for one in held)}


def _clusters(text: str) -> Iterator[Span]:
    """Yield signs with the marks and unseen signs behind them: these fold on their own."""
    start = 0
    for place in range(1, len(text)):
        if not belongs_before(text[place]):
            yield start, place
            start = place
    if text:
        yield start, len(text)


@lru_cache(maxsize=4096)
def _folded(cluster: str) -> str:
    return fold(cluster)
