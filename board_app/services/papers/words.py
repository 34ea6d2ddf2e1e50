"""What the furniture of a paper says: headings, labels and dates in the board's own language.

The English words stand where they are used and are the keys of the French catalogue, so a paper
is read as it is written. What people typed never passes through here.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any, NamedTuple

import resources
from board_app.domain import words as english
from board_app.domain.decision import positions_in_words
from board_app.domain.document import PageWords
from board_app.domain.quorum import Quorum
from board_app.domain.states import Stance
from board_app.domain.style import DateStyle, Language
from board_app.domain.wall_time import WallTime
from board_app.services.rows import BoardRow

_NARROW = "\u202f"
_FIXED = "\u00a0"
_HIGH = re.compile(r" ([:;?!»])")
_OPENING = re.compile(r"« ")


class Catalogue(NamedTuple):
    """The words of one language: whole sentences, nouns with their plural, names of time."""

    sentences: dict[str, str]
    nouns: dict[str, list[str]]
    weekdays: list[str]
    months: list[str]
    short_months: list[str]


@cache
def catalogue(language: Language) -> Catalogue:
    """Return what ships for a language that is not English."""
    raw: dict[str, Any] = json.loads(resources.read_text("texts", "paper_words.json"))
    return Catalogue(**raw[language.value])


@dataclass(frozen=True, slots=True)
class Words:
    """The words and dates of one board's papers."""

    language: Language = Language.ENGLISH
    style: DateStyle = DateStyle.DAY_FIRST

    @classmethod
    def of(cls, board: BoardRow) -> "Words":
        return cls(board.language, board.date_style)

    @property
    def tag(self) -> str:
        """Return the tag of the language as a document says it."""
        return "fr" if self._is_french else "en-US"

    @property
    def page_words(self) -> PageWords:
        """Return what the renderer itself puts on a page."""
        return PageWords(
            page=self.say("Page {page} of {pages}"),
            lead=self.say("Lead: {lead}"),
            minutes=self.say("{minutes} min"),
            mandate=self.say("Mandate"),
            limits=self.say("Limits"),
            positions=self.say("Positions"),
            dissent=self.say("Dissent:"),
            dissent_of=self.say("Dissent, {agency}:"),
            contents=self.say("Contents"),
            left_out=self.say("Not in this copy"),
            not_shown=self.say("This paper can't be shown."),
            distribution=self.say("Distribution: {reader}"),
            titled=self.say("{name}: {title}"),
            page_of=self.say("{paper}, page {page} of {pages}"),
            signed=self.say("Signed by {name}, {when} ({zone})"),
            signature=self.say("Signature of {name}"),
            date=self.say("Date"),
            unread=self.say("{paper}. Its words are not known here: ask the secretariat for them."),
        )

    def say(self, text: str, /, **places: object) -> str:
        """Return a sentence of the furniture with its places filled; unknown ones stay English."""
        told = text
        if self._is_french:
            told = typographic(catalogue(self.language).sentences.get(text, text))
        return told.format(**places) if places else told

    def draft_mark(self, state: str) -> str:
        """Return what every page of a draft bears, "" for what is none by its state line."""
        mark = self.say("DRAFT")
        return mark if state.startswith(("DRAFT", mark)) else ""

    def day(self, on: date) -> str:
        """Return "16 July 2015" in the board's style."""
        return self._dated(on, self._months[on.month - 1])

    def short_day(self, on: date) -> str:
        """Return "16 Jul 2015": papers are read in other years, so the year always stands there."""
        if self._is_french:
            return self._dated(on, catalogue(self.language).short_months[on.month - 1])
        return self._dated(on, english.MONTHS[on.month - 1][:3])

    def day_of_year(self, on: date) -> str:
        """Return "16 Jul", for the head of a column under a year."""
        if self.style is DateStyle.ISO:
            return f"{on:%m-%d}"
        day = self.short_day(on)
        return day.removesuffix(f", {on.year}").removesuffix(f" {on.year}")

    def day_long(self, on: date) -> str:
        """Return "Thursday 16 July 2015"."""
        comma = "," if self.style is DateStyle.MONTH_FIRST and not self._is_french else ""
        return f"{self._weekdays[on.weekday()]}{comma} {self.day(on)}"

    def clock(self, at: time) -> str:
        """Return "09:05", "9 h 05" in French."""
        if self._is_french:
            return f"{at.hour}{_FIXED}h{_FIXED}{at.minute:02}"
        return english.clock(at)

    def typed_clock(self, at: str) -> str:
        """Return a wall time as it is kept, "10:10"; what is no time stays as it is."""
        try:
            return self.clock(time.fromisoformat(at))
        except ValueError:
            return at

    def moment(self, at: datetime, zone: str) -> str:
        """Return a moment on the wall of a zone, "18 Jul 2015, 14:05"."""
        wall = WallTime.from_utc(at, zone).at
        return f"{self.short_day(wall.date())}, {self.clock(wall.time())}"

    def duration(self, minutes: int) -> str:
        """Return "45 min" or "1 h 30", the same in both languages."""
        said = english.duration(minutes)
        return said.replace(" ", _FIXED) if self._is_french else said

    def days_until(self, on: date, today: date) -> str:
        """Return "in 9 days", "tomorrow", "today" or "3 days late"."""
        days = (on - today).days
        if not self._is_french or days in (0, 1):
            return self.say(english.days_until(on, today))
        if days < 0:
            return self.say("{days} late", days=self.count(-days, "day"))
        return self.say("in {days}", days=self.count(days, "day"))

    def number(self, number: int) -> str:
        """Return "1,200"."""
        return f"{number:,}".replace(",", _NARROW) if self._is_french else f"{number:,}"

    def count(self, number: int, noun: str, *, plural: str | None = None) -> str:
        """Return "1 action item", "2 action items"; French has the singular for none, too."""
        if not self._is_french:
            return english.count(number, noun, plural=plural)
        one, more = catalogue(self.language).nouns.get(noun, [noun, plural or noun])
        return f"{self.number(number)} {one if number < 2 else more}"

    def joined(self, parts: Sequence[str]) -> str:
        """Return "a, b and c"."""
        return english.joined(parts, last=self.say("and"))

    def ordinal(self, number: int) -> str:
        """Return "1st", "2nd", "11th"; in French of a feminine noun, "1re", "2e"."""
        if self._is_french:
            return f"{number}{'re' if number == 1 else 'e'}"
        tails = {1: "st", 2: "nd", 3: "rd"}
        tail = "th" if number % 100 in (11, 12, 13) else tails.get(number % 10, "th")
        return f"{number}{tail}"

    def quorum(self, quorum: Quorum) -> str:
        """Return whether enough were present, in one sentence."""
        if not self._is_french:
            return quorum.sentence()
        missing = self.say(", {missing} missing", missing=quorum.missing) if quorum.missing else ""
        head = "Quorum" if quorum.has_quorum else "No quorum"
        return self.say(
            head + ": {present} of {agencies} present, {needed} needed{missing}.",
            present=quorum.present,
            agencies=self.count(quorum.members, "agency"),
            needed=quorum.needed,
            missing=missing,
        )

    def positions(self, stances: Iterable[tuple[str, Stance]]) -> str:
        """Return the positions in one line, like "Concur 9 · non-concur 1 (Justice)"."""
        if not self._is_french:
            return positions_in_words(stances)
        held: dict[Stance, list[str]] = {stance: [] for stance in Stance}
        for agency, stance in stances:
            held[stance].append(agency)
        parts = []
        for stance, agencies in held.items():
            if agencies:
                names = "" if stance is Stance.CONCUR else f" ({', '.join(sorted(agencies))})"
                parts.append(f"{self.say(stance.label).lower()} {len(agencies)}{names}")
        line = " · ".join(parts)
        return line[:1].upper() + line[1:]

    @property
    def _is_french(self) -> bool:
        return self.language is Language.FRENCH

    @property
    def _months(self) -> Sequence[str]:
        return catalogue(self.language).months if self._is_french else english.MONTHS

    @property
    def _weekdays(self) -> Sequence[str]:
        return catalogue(self.language).weekdays if self._is_french else english.WEEKDAYS

    def _dated(self, on: date, month: str) -> str:
        if self.style is DateStyle.ISO:
            return on.isoformat()
        if self._is_french:
            return f"{'1er' if on.day == 1 else on.day}{_FIXED}{month} {on.year}"
        if self.style is DateStyle.MONTH_FIRST:
            return f"{month} {on.day}, {on.year}"
        return f"{on.day} {month} {on.year}"


ENGLISH = Words()


def typographic(french: str) -> str:
    """Return a French text with narrow spaces, where no line may break, at its high signs."""
    return _OPENING.sub(f"«{_NARROW}", _HIGH.sub(rf"{_NARROW}\1", french))
