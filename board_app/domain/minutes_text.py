"""The text of minutes that is cleared and approved: portion by portion, with its hash.

It holds what was said and decided, and leaves out what goes on after the meeting: the status of
action items, later follow-ups, the next date.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Literal

from board_app.domain.base import Line, RecordId, Text, Value
from board_app.domain.errors import Invalid, Refused

__all__ = [
    "Change",
    "MinutesText",
    "Portion",
    "PortionKind",
    "changes_between",
    "hash_of",
    "touched",
]


class PortionKind(StrEnum):
    """What a portion is."""

    HEAD = "head"
    ATTENDANCE = "attendance"
    SUMMARY = "summary"
    ITEM = "item"
    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"


class Portion(Value):
    """One portion: `key` stays with it through all versions, `details` are labels with values.

    `agencies` are those whom the portion is about: lead, supporting, with a position on it.
    """

    key: str
    kind: PortionKind
    place: Line
    title: Line = ""
    text: Text = ""
    details: tuple[tuple[str, str], ...] = ()
    marking: int = 0
    handling: Line = ""
    agencies: tuple[RecordId, ...] = ()

    def detail(self, label: str) -> str:
        """Return the value of a label, "" if there is none."""
        return next((value for name, value in self.details if name == label), "")

    @property
    def words(self) -> tuple[str, ...]:
        """Return all that is read in it, a line each."""
        lines = (f"{label}: {value}" for label, value in self.details)
        return tuple(part for part in (self.title, self.text, *lines) if part)


class MinutesText(Value):
    """The whole text; the names of `agencies` are those of the meeting's day."""

    form: Literal[1] = 1
    title: Line
    portions: tuple[Portion, ...]

    def stored(self) -> str:
        """Return the one way in which this text is written down."""
        text = json.dumps(
            self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=1
        )
        # As the store keeps every text: two texts put together may need it once more.
        return unicodedata.normalize("NFC", text)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of the text as it is stored, in UTF-8."""
        return hash_of(self.stored())

    @property
    def marking(self) -> int:
        return max((portion.marking for portion in self.portions), default=0)

    def portion(self, key: str) -> Portion | None:
        return next((one for one in self.portions if one.key == key), None)

    @classmethod
    def of(cls, stored: str) -> "MinutesText":
        """Return the text that was stored; raises Refused if it is none."""
        try:
            found = json.loads(stored)
            return cls(**found)
        except (ValueError, TypeError, Invalid) as fault:
            raise Refused("The frozen text of these minutes can't be read.") from fault


class Change(Value):
    """A portion that two texts do not share; `before` or `after` is None at its end."""

    key: str
    place: str
    before: Portion | None = None
    after: Portion | None = None

    @property
    def agencies(self) -> frozenset[RecordId]:
        """Return whom it touches."""
        both = (self.before, self.after)
        return frozenset(id for one in both if one is not None for id in one.agencies)


def hash_of(stored: str) -> str:
    """Return the SHA-256 of a stored text."""
    return hashlib.sha256(stored.encode()).hexdigest()


def changes_between(before: MinutesText, after: MinutesText) -> tuple[Change, ...]:
    """Return what differs, in the order of the later text; what is gone comes last.

    A portion that only moved within the text is no change of its words, but the whole is: then
    the order itself is the one change.
    """
    old = {one.key: one for one in before.portions}
    new = {one.key: one for one in after.portions}
    found = [
        Change(key=key, place=one.place, before=old.get(key), after=one)
        for key, one in new.items()
        if old.get(key) is None or _said(old[key]) != _said(one)
    ]
    found += [
        Change(key=key, place=one.place, before=one) for key, one in old.items() if key not in new
    ]
    if not found and before.stored() != after.stored():
        found.append(Change(key="", place="The order or the heading of the text"))
    return tuple(found)


def touched(changes: Iterable[Change], all_agencies: Sequence[RecordId]) -> tuple[RecordId, ...]:
    """Return the agencies whom changes touch: all, where a change is about nobody in particular."""
    named: set[RecordId] = set()
    for change in changes:
        if not change.agencies:
            return tuple(all_agencies)
        named |= change.agencies
    return tuple(id for id in all_agencies if id in named) or tuple(all_agencies)


def _said(portion: Portion) -> tuple[object, ...]:
    # Where it stands is told by the number of its item, which may change without its words.
    return portion.title, portion.text, portion.details, portion.marking, portion.handling
