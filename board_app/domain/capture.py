"""What typing turns into records: "!" begins a decision, "@Agency date text" an action item."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cache

from board_app.domain.base import RecordId
from board_app.domain.fold import fold, words
from board_app.domain.typed_day import (
    DAY_PATTERN,
    Unclear,
    day_meant,
    parse_day,
    plain_digits,
)
from board_app.domain.words import joined

__all__ = [
    "AgencyName",
    "Capture",
    "CapturedAction",
    "CapturedDecision",
    "Incomplete",
    "Note",
    "Part",
    "Span",
    "parse_day",
    "parse_line",
]

_FLAGS = re.VERBOSE | re.IGNORECASE
# "the talks on 5 Dec": a day with such a word before it belongs to the sentence.
_BELONGING = re.compile(
    r"\b(?:on|of|for|from|since|to|until|till|after|before|at|in|and|or|the|between|through|than"
    r"|next|last|this|vs?|no|section|chapter|item|page|version)\s*$",
    re.IGNORECASE,
)
_TAIL = 80
_DELIVERABLE = re.compile(r"\s(?:->|=>|→)\s")
_JOINT = re.compile(r"(?:\s{1,9}and|\s{0,9}[,+&]?)\s{0,9}(?=[@＠])")
_NAME_ENDS = r"(?=$|[\s,+&@＠:;.)–—-])"
_TOKEN = re.compile(r"[^\s,+&@＠:;()]{1,60}")
_EDGES = " \t\r\n\v\f\u00a0,;:-–—"
_MOST_NAMED = 4


class Part(Enum):
    """What a stretch of the line was recognised as."""

    SIGN = "sign"
    LEAD = "lead"
    SUPPORT = "support"
    DUE = "due"
    DELIVERABLE = "deliverable"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line, in Python characters (an editor that counts UTF-16 must convert)."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AgencyName:
    """An agency by its code and by every name it may be called."""

    id: RecordId
    code: str
    names: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The code and the names, and what stands on either side of a slash (DoD/OSD)."""
        whole = [label for label in (self.code, *self.names) if words(label)]
        halves = [half.strip() for label in whole if "/" in label for half in label.split("/")]
        return tuple(dict.fromkeys([*whole, *(half for half in halves if words(half))]))


@dataclass(frozen=True, slots=True)
class Note:
    """A line of text and nothing more."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CapturedDecision:
    """A decision, without its sign."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class CapturedAction:
    """An action item with one lead; what follows "->" is its deliverable."""

    lead_id: RecordId
    supporting_ids: tuple[RecordId, ...]
    due_on: date | None
    title: str
    deliverable: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A line that was meant as a record but can't become one yet."""

    why: str
    spans: tuple[Span, ...] = ()


Capture = Note | CapturedDecision | CapturedAction | Incomplete


@dataclass(frozen=True, slots=True)
class _Due:
    on: date | None
    span: Span | None


class _LineError(Exception):
    """Ends the reading of a line with what is wrong and where."""

    def __init__(self, why: str, start: int, end: int) -> None:
        super().__init__(why)
        self.found = Incomplete(why, (Span(Part.PROBLEM, start, end),))


def parse_line(line: str, agencies: Sequence[AgencyName], today: date) -> Capture:
    """Return what a typed line stands for; never raises.

    `today` is the day of the meeting: days without a year are the next such days from there.
    """
    start = len(line) - len(line.lstrip())
    sign = line[start : start + 1]
    if sign in {"!", "！"}:
        return _decision(line, start)
    if sign not in {"@", "＠"}:
        return Note(line.strip())
    try:
        return _action(line, start, agencies, today)
    except _LineError as error:
        return error.found


def _decision(line: str, start: int) -> CapturedDecision | Incomplete:
    text = _tidy(line[start + 1 :])
    if not text:
        where = Span(Part.PROBLEM, start, start + 1)
        return Incomplete("Write what was decided after the “!”.", (where,))
    return CapturedDecision(text, (Span(Part.SIGN, start, start + 1),))


def _action(
    line: str, start: int, agencies: Sequence[AgencyName], today: date
) -> CapturedAction | Incomplete:
    found, spans, at = _head(line, start, agencies)
    lead = found[0]
    begin, end, due = _body(line, at, today)
    text, deliverable, more = _split_deliverable(line, begin, end)
    if due.span:
        spans.append(due.span)
    spans += more
    if not text:
        return Incomplete(f"Say what {lead.code} is to do.", _in_order(spans))
    supporting = dict.fromkeys(one.id for one in found[1:] if one.id != lead.id)
    return CapturedAction(lead.id, tuple(supporting), due.on, text, deliverable, _in_order(spans))


def _head(
    line: str, start: int, agencies: Sequence[AgencyName]
) -> tuple[list[AgencyName], list[Span], int]:
    """Return the agencies named at the beginning, their places, and where the rest begins."""
    found: list[AgencyName] = []
    spans: list[Span] = []
    at = start
    while True:
        agency, end = _agency_at(line, at + 1, agencies)
        spans.append(Span(Part.SUPPORT if found else Part.LEAD, at, end))
        found.append(agency)
        more = _JOINT.match(line, end)
        if more is None:
            return found, spans, end
        at = more.end()


def _agency_at(line: str, at: int, agencies: Sequence[AgencyName]) -> tuple[AgencyName, int]:
    """Return the agency named at a place and where its name ends; the longest full name wins."""
    labels = sorted({label for one in agencies for label in one.labels}, key=len, reverse=True)
    for label in labels:
        spelt = r"\s+".join(re.escape(word) for word in label.split())
        if match := re.compile(spelt + _NAME_ENDS, re.IGNORECASE).match(line, at):
            same = [one for one in agencies if fold(label) in map(fold, one.labels)]
            return _only(same, match[0], at), match.end()
    token = _TOKEN.match(line, at)
    typed = token[0].rstrip(".") if token else ""
    if not fold(typed):
        raise _LineError("Name an agency after the “@”.", at - 1, at)
    wanted = fold(typed)
    begun = _begun_with(wanted, agencies)
    if not begun:
        raise _LineError(_unknown(typed, agencies), at - 1, at + len(typed))
    return _only(begun, typed, at), at + len(typed)


def _begun_with(wanted: str, agencies: Sequence[AgencyName]) -> list[AgencyName]:
    """Return whose code begins so, else whose name, else who has such a word in the name."""
    for way in (_code_beginnings, _label_beginnings, _label_words):
        begun = [one for one in agencies if any(name.startswith(wanted) for name in way(one))]
        if begun:
            return begun
    return []


def _code_beginnings(one: AgencyName) -> list[str]:
    return [fold(half) for half in (one.code, *one.code.split("/"))]


def _label_beginnings(one: AgencyName) -> list[str]:
    return [fold(label) for label in one.labels]


def _label_words(one: AgencyName) -> list[str]:
    return [word for label in one.labels for word in words(label)]


def _only(found: Sequence[AgencyName], typed: str, at: int) -> AgencyName:
    if len({one.id for one in found}) == 1:
        return found[0]
    codes = [one.code for one in found]
    named = codes if len(codes) <= _MOST_NAMED else [*codes[:_MOST_NAMED], "another"]
    why = f"“{typed}” could be {joined(named, last='or')}. Write a little more of the name."
    raise _LineError(why, at - 1, at + len(typed))


def _unknown(typed: str, agencies: Sequence[AgencyName]) -> str:
    by_label = {fold(label): one.code for one in agencies for label in one.labels}
    close = get_close_matches(fold(typed), list(by_label), n=1, cutoff=0.5)
    if close:
        return f"There is no agency “{typed}”. Did you mean {by_label[close[0]]}?"
    codes = [one.code for one in agencies][:_MOST_NAMED]
    hint = f" Agencies are named like {joined(codes, last='or')}." if codes else ""
    return f"There is no agency “{typed}”.{hint}"


def _body(line: str, at: int, today: date) -> tuple[int, int, _Due]:
    """Return where the text begins and ends without its date, and the date."""
    begin, end = _after_edges(line, at), len(line.rstrip())
    plain = plain_digits(line)
    first = _first_day().match(plain, begin, end)
    if first:
        due = _due(first, 0, first.start(), today)
        return _after_edges(line, first.end()), end, due
    # Only the tail is searched: a pasted page must not cost seconds.
    offset = max(begin, end - _TAIL)
    last = _last_day().search(plain[offset:end])
    if last is None or not _is_due(last, plain[begin : offset + last.start()]):
        return begin, end, _Due(None, None)
    start = offset + last.start()
    due = _due(last, offset, start, today)
    return begin, len(line[:start].rstrip(_EDGES + "([")), due


@cache
def _first_day() -> re.Pattern[str]:
    # Compiled at the first line typed: each of the two costs 5 ms, which the start-up keeps.
    return re.compile(
        rf"""[(\[]?(?:(?:due|by|on):?\s{{1,3}})?{DAY_PATTERN}(?![\w/'’]|[.-]\w)[)\]]?""", _FLAGS
    )


@cache
def _last_day() -> re.Pattern[str]:
    return re.compile(
        rf"""(?:^|(?<=[\s,;:(\[–—-]))
        (?P<due>(?:due|by|nlt|no\s{{1,3}}later\s{{1,3}}than)(?:\s{{1,3}}(?:on|by))?:?\s{{1,3}})?
        {DAY_PATTERN}[.!)\]]{{0,3}}$""",
        _FLAGS,
    )


def _is_due(match: re.Match[str], before: str) -> bool:
    """Return whether a day at the end is the due date rather than part of the sentence."""
    if match["due"]:
        return True
    # "costs 5/12" is a fraction; three numbers are a date that must be asked about.
    is_fraction = match["digits"] is not None and match["mark"] is None
    return not is_fraction and _BELONGING.search(before[-20:]) is None


def _due(match: re.Match[str], offset: int, start: int, today: date) -> _Due:
    end = offset + match.end()
    meant = day_meant(match, today)
    if isinstance(meant, Unclear):
        raise _LineError(meant.why, start, end)
    return _Due(meant, Span(Part.DUE, start, end))


def _split_deliverable(line: str, begin: int, end: int) -> tuple[str, str, list[Span]]:
    arrow = _DELIVERABLE.search(line, begin, end)
    if arrow is None:
        return _tidy(line[begin:end]), "", []
    deliverable = _tidy(line[arrow.end() : end])
    spans = [Span(Part.DELIVERABLE, arrow.start() + 1, end)] if deliverable else []
    return _tidy(line[begin : arrow.start()]), deliverable, spans


def _after_edges(line: str, at: int) -> int:
    """Return where the text goes on after blanks, dashes and colons."""
    return len(line) - len(line[at:].lstrip(_EDGES))


def _in_order(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: span.start))


def _tidy(text: str) -> str:
    return " ".join(text.split())
