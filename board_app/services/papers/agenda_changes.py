"""What changed on an agenda since each version that was published, in words."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from board_app.domain.base import RecordId
from board_app.domain.document import Block, Cell, Column, Heading, Paragraph, Table
from board_app.domain.errors import NotFound
from board_app.services.papers.agenda_versions import (
    Change,
    Frozen,
    Image,
    Side,
    changes,
    kind_label,
    side_of,
    versions,
)
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import Setting
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.rows import AgendaRow, HistoryRow

_NOT_SEEN = "They are in the history, which this login does not see. Ask the secretariat."


@dataclass(frozen=True)
class AgendaStep:
    """From one published version to the next one, or to what stands now."""

    before: Frozen
    after: Frozen
    changes: Sequence[Change]

    @property
    def is_change(self) -> bool:
        """Tell whether anything differs, be it a marking alone, of which no line tells."""
        return bool(self.changes) or _bare(self.before) != _bare(self.after)


def _bare(agenda: Frozen) -> list[Image]:
    return [{name: one[name] for name in one if name != "version"} for one in agenda.items]


def agenda_steps(reading: Reading, setting: Setting) -> list[AgendaStep]:
    """Return the steps since version 1; none for an agenda that was never published."""
    if not setting.meeting.agenda_version:
        return []
    meeting_id = setting.meeting.id
    trail = reading.history.agenda_trail(meeting_id)
    known = versions(trail, meeting_id)
    marked = _MarkedNow(reading, setting, trail)
    return [
        AgendaStep(a, b, [replace(one, now=marked.of(one)) for one in changes(a, b)])
        for a, b in pairwise(known)
    ]


class _MarkedNow:
    """How items are marked by now: what was marked after a version was out is so in it, too."""

    def __init__(self, reading: Reading, setting: Setting, trail: Sequence[HistoryRow]) -> None:
        self._reading = reading
        self._known = {item.id: _side(item) for item in setting.items}
        self._last = {row.row_id: row.after for row in trail if row.after is not None}

    def of(self, change: Change) -> tuple[Side, ...]:
        """Return the marking of the item of a change, nothing for the meeting itself."""
        if change.item is None:
            return ()
        id = RecordId(change.item["id"])
        if id not in self._known:
            self._known[id] = self._elsewhere(id)
        return (self._known[id],)

    def _elsewhere(self, id: RecordId) -> Side:
        try:
            return _side(self._reading.meetings.item(id))
        except NotFound:
            # It is in the bin, as it was last.
            return side_of(json.loads(self._last[id]))


def _side(item: AgendaRow) -> Side:
    return Side(item.marking, item.handling)


def change_blocks(
    steps: Sequence[AgendaStep], reading: Reading, setting: Setting, portions: Portions
) -> Iterator[Block]:
    """Yield the section on changes; nothing while version 1 stands as it was published."""
    words = setting.words
    told = [step for step in steps if step.changes or step.after.number]
    if setting.meeting.agenda_version and not steps:
        # On a server only who runs the board sees the changes that others made.
        yield Heading(words.say("Changes since version 1"))
        yield Paragraph(words.say(_NOT_SEEN), portions.open)
    if not told:
        return
    names = _Names.of(reading, setting)
    yield Heading(words.say("Changes since version 1"))
    for step in told:
        yield Heading(_title(step, setting), 2)
        if step.changes:
            yield _table(step.changes, names, portions, words)
        else:
            yield Paragraph(words.say("Nothing changed."), portions.open)


@dataclass(frozen=True)
class _Names:
    """What the ids of leads and countries are called."""

    agencies: dict[int, str]
    countries: dict[int, str]

    @classmethod
    def of(cls, reading: Reading, setting: Setting) -> "_Names":
        agencies = reading.directory.agencies(setting.day, archived=True)
        countries = reading.board.countries()
        return cls(
            {one.id: one.abbreviation for one in agencies},
            {one.id: one.board_name or one.name for one in countries},
        )


def _title(step: AgendaStep, setting: Setting) -> str:
    words, zone = setting.words, setting.board.zone
    if step.after.at is not None:
        at = words.moment(step.after.at, zone)
        return words.say("Version {number} of {at}", number=step.after.number, at=at)
    if setting.meeting.state.is_ahead:
        return words.say("Since version {number}, not published", number=step.before.number)
    return words.say(
        "After version {number}, until the end of the meeting", number=step.before.number
    )


def _table(found: Sequence[Change], names: _Names, portions: Portions, words: Words) -> Table:
    columns = (
        Column(words.say("Change"), names_row=True),
        Column(words.say("Item"), 0.5),
        Column(words.say("Was"), 0.25),
        Column(words.say("Is now"), 0.25),
    )
    return Table(columns, tuple(_row(change, names, portions, words) for change in found))


def _row(change: Change, names: _Names, portions: Portions, words: Words) -> tuple[Cell, ...]:
    kind = words.say(change.kind)
    kind = kind[:1].upper() + kind[1:]
    if change.item is None:
        was, now = (_of_meeting(change.kind, one, words) for one in (change.before, change.after))
        return kind, words.say("The meeting"), was, now
    title = portions.before(str(change.item["title"]), *change.sides)
    if change.kind in {"added", "taken off", "withdrawn", "brought back"}:
        return kind, (title, _in_short(change.item, names, words)), "", ""
    was, now = (_of_item(change.kind, one, names, words) for one in (change.before, change.after))
    if change.kind in {"renamed", "another purpose"}:
        was, now = (portions.before(one, *change.sides) for one in (was, now))
    return kind, title, was, now


def _in_short(item: Image, names: _Names, words: Words) -> str:
    lead = names.agencies.get(item["lead_id"] or 0, "")
    parts = (
        words.say(kind_label(item["kind"])),
        words.say("Lead: {lead}", lead=lead) if lead else "",
        words.duration(item["minutes"]),
    )
    return " · ".join(part for part in parts if part)


def _of_meeting(kind: str, value: object, words: Words) -> str:
    if kind == "meeting moved":
        at = datetime.fromisoformat(str(value))
        return f"{words.short_day(at.date())}, {words.clock(at.time())}"
    if kind == "meeting's length" and isinstance(value, int):
        return words.duration(value)
    return str(value or "") or words.say("nothing")


def _of_item(kind: str, value: object, names: _Names, words: Words) -> str:
    if value is None or value == "":
        return words.say("nothing")
    if isinstance(value, int):
        if kind == "retimed":
            return words.duration(value)
        if kind == "moved":
            return words.say("place {number}", number=value)
        known = names.agencies if kind == "another lead" else names.countries
        return known.get(value, words.say("nothing"))
    return words.say(kind_label(value)) if kind == "another kind" else str(value)
