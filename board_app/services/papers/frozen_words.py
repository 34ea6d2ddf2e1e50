"""How a frozen text is said on paper in the board's own language.

A frozen text is kept, hashed and compared in English, whatever the board's language is: what it
says around the words of people is a fixed set of labels and forms, which are read back here. What
is none of these forms stays as it was frozen.
"""

import re
from datetime import date

from board_app.domain.document import Attendee
from board_app.domain.quorum import Quorum
from board_app.domain.states import Presence, Stance
from board_app.domain.words import MONTHS
from board_app.services.papers.variants import Variant
from board_app.services.papers.words import Words

_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})")
_COUNTED = re.compile(r"(\D+?) (\d+)( \(.*\))?", re.DOTALL)
_QUORUM = re.compile(r"(?:No q|Q)uorum: (\d+) of (\d+) agenc\w+ present, (\d+) needed\b.*")
_CAME = re.compile(r"(arrived|left) (\d{1,2}:\d{2})")
_ITEM = re.compile(r"Item (\d+)(.*)", re.DOTALL)
_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_STANCES = {stance.label.lower(): stance.label for stance in Stance}
_PRESENCES = {presence.label: presence for presence in Presence}
_TIMES = {"arrived": "arrived {time}", "left": "left {time}"}
_OUTSIDE = "Outside the agenda"


def said_day(stored: str, words: Words) -> str:
    """Return the day of a frozen text, "5 Aug 2015", in the board's style."""
    found = _DAY.fullmatch(stored)
    if found is None or found[2] not in _SHORT_MONTHS:
        return words.say(stored)
    return words.short_day(date(int(found[3]), _SHORT_MONTHS[found[2]], int(found[1])))


def said_positions(stored: str, words: Words) -> str:
    """Return "Concur 9 · non-concur 1 (Justice)" in the board's language."""
    parts = [_position(part, words) for part in stored.split(" · ")]
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def said_quorum(stored: str, words: Words) -> str:
    """Return whether enough were present, in one sentence."""
    found = _QUORUM.fullmatch(stored)
    if found is None:
        return stored
    present, members, needed = map(int, found.groups())
    return words.quorum(Quorum(needed, present, members))


def said_place(stored: str, words: Words) -> str:
    """Return where in the minutes a portion stands, "Item 3, D-2015-01"."""
    found = _ITEM.fullmatch(stored)
    if found is not None:
        return words.say("Item {number}", number=found[1]) + found[2]
    if stored.startswith(_OUTSIDE):
        return words.say("Outside the agenda") + stored.removeprefix(_OUTSIDE)
    return words.say(stored)


def attendee(agency: str, stored: str, words: Words, variant: Variant) -> Attendee:
    """Return a line of the attendance: who came, how, and when if not for the whole time."""
    label, _, rest = stored.partition(", ")
    presence = _PRESENCES.get(label)
    shown = words.say(presence.label).lower() if presence is not None else label.lower()
    parts = rest.split(", ") if rest else []
    times = [_came(part, words) for part in parts if _CAME.fullmatch(part)]
    named = ", ".join(part for part in parts if not _CAME.fullmatch(part))
    status = ", ".join((shown, *times))
    return Attendee(agency, named if variant.is_attributed else "", status)


def _position(part: str, words: Words) -> str:
    found = _COUNTED.fullmatch(part)
    label = _STANCES.get(found[1].lower()) if found is not None else None
    if found is None or label is None:
        return part
    return f"{words.say(label).lower()} {found[2]}{found[3] or ''}"


def _came(part: str, words: Words) -> str:
    found = _CAME.fullmatch(part)
    if found is None:
        return part
    return words.say(_TIMES[found[1]], time=words.typed_clock(found[2]))
