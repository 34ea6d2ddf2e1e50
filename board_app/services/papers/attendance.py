"""Attendance over a year: agencies by meetings, quorum of each, and who sat at the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from board_app.domain.base import RecordId
from board_app.domain.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    KeyFacts,
    PaperSize,
    Paragraph,
    Table,
    TextStyle,
    TitleBlock,
)
from board_app.domain.quorum import Quorum
from board_app.domain.states import AgencyKind, MeetingState, Presence
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import meeting_name
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.rows import AttendanceRow, MeetingRow
from board_app.services.scheme import scheme_of

_PORTRAIT = 5
"""So many meetings fit beside the agencies on a sheet that stands."""
_LANDSCAPE = 10
SIGNS = {
    Presence.PRINCIPAL: "P",
    Presence.ALTERNATE: "A",
    Presence.REMOTE: "V",
    Presence.EXCUSED: "X",
    Presence.ABSENT: "Z",
    Presence.UNKNOWN: "?",
}
_NO_SEAT = "–"


@dataclass(frozen=True)
class _Year:
    """The meetings that were held, and each agency's line at each of them."""

    meetings: Sequence[MeetingRow]
    lines: Sequence[dict[RecordId, AttendanceRow]]

    def agencies(self) -> list[RecordId]:
        """Return all agencies that had a seat, in the order of the newest meeting first."""
        return list(dict.fromkeys(id for lines in reversed(self.lines) for id in lines))

    def name(self, agency_id: RecordId) -> str:
        """Return the newest name of the year."""
        newest = next(lines[agency_id] for lines in reversed(self.lines) if agency_id in lines)
        return newest.agency or newest.agency_name

    def of(self, agency_id: RecordId) -> list[Presence | None]:
        """Return how an agency took part in each meeting, None where it had no seat."""
        return [lines[agency_id].presence if agency_id in lines else None for lines in self.lines]

    def quorum(self, at: int) -> Quorum:
        members = [one for one in self.lines[at].values() if one.kind is AgencyKind.MEMBER]
        present = sum(one.presence.is_present for one in members)
        return Quorum(self.meetings[at].quorum, present, len(members))

    def is_recorded(self, at: int) -> bool:
        return any(one.presence is not Presence.UNKNOWN for one in self.lines[at].values())


def attendance_report(reading: Reading, *, today: date, year: int | None = None) -> Document:
    """Return who was there at the meetings held in a year, the current one by default."""
    board = reading.board.board()
    words = Words.of(board)
    portions = Portions.over([], scheme_of(board))
    wanted = year or today.year
    found = _year(reading, wanted)
    title = words.say("Attendance in {year}", year=wanted)
    held = words.count(len(found.meetings), "meeting")
    return Document(
        title=title,
        subject=f"{board.name}: {words.say('Attendance').lower()}",
        author=board.name,
        blocks=(
            TitleBlock(board.name, title, ((words.say("Held"), held),)),
            *_told(found, words),
        ),
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=PaperSize(board.paper),
        reference=words.say("attendance {year}", year=wanted),
        version=words.short_day(today),
        state=words.say("As of {day}", day=words.day(today)),
        is_landscape=len(found.meetings) > _PORTRAIT,
    )


def _year(reading: Reading, year: int) -> _Year:
    held = sorted(
        (
            one
            for one in reading.meetings.meetings()
            if one.day.year == year and (one.state.was_held or one.state is MeetingState.IN_SESSION)
        ),
        key=lambda one: (one.starts_at, one.id),
    )
    lines = [{line.agency_id: line for line in reading.minutes.attendance(one.id)} for one in held]
    return _Year(held, lines)


def _told(found: _Year, words: Words) -> Iterator[Block]:
    if not found.meetings:
        yield Paragraph(words.say("No meeting was held in this year."))
        return
    yield Heading(words.say("Who was there"))
    shown = range(len(found.meetings))
    # Twelve meetings are two tables of six, not one of ten and a rest.
    size = ceil(len(shown) / ceil(len(shown) / _LANDSCAPE))
    parts = range(0, len(shown), size)
    for start in parts:
        # The counts stand with the last part alone: they are those of the whole year.
        is_last = start == parts[-1]
        yield _grid(found, shown[start : start + size], words, has_total=is_last)
    yield Paragraph(_key(words), style=TextStyle.SMALL)
    yield Heading(words.say("Quorum"))
    yield KeyFacts(
        tuple(
            (meeting_name(meeting, words), _quorum(found, at, words))
            for at, meeting in enumerate(found.meetings)
        )
    )
    yield Heading(words.say("Level of representation"))
    yield _levels(found, words)


def _grid(found: _Year, meetings: range, words: Words, *, has_total: bool) -> Table:
    columns = (
        Column(words.say("Agency"), names_row=True),
        *(Column(words.day_of_year(found.meetings[at].day), align=Align.CENTER) for at in meetings),
        *((Column(words.say("Present"), align=Align.RIGHT),) if has_total else ()),
    )
    rows = []
    for agency_id in found.agencies():
        presences = found.of(agency_id)
        cells = [_sign(presences[at]) for at in meetings]
        total = (_rate(presences, words),) if has_total else ()
        rows.append((found.name(agency_id), *cells, *total))
    present = [_present(found, at, words) for at in meetings]
    rows.append((words.say("Members present"), *present))
    return Table(columns, tuple(rows))


def _sign(presence: Presence | None) -> str:
    return _NO_SEAT if presence is None else SIGNS[presence]


def _rate(presences: Sequence[Presence | None], words: Words) -> str:
    seated = [one for one in presences if one is not None]
    present = sum(one.is_present for one in seated)
    return words.say("{present} of {total}", present=present, total=len(seated))


def _present(found: _Year, at: int, words: Words) -> str:
    quorum = found.quorum(at)
    if not found.is_recorded(at):
        return SIGNS[Presence.UNKNOWN]
    return words.say("{present} of {total}", present=quorum.present, total=quorum.members)


def _quorum(found: _Year, at: int, words: Words) -> str:
    if not found.is_recorded(at):
        return words.say("Attendance was not recorded.")
    return words.quorum(found.quorum(at))


def _key(words: Words) -> str:
    said = [f"{sign} {words.say(one.label).lower()}" for one, sign in SIGNS.items()]
    return ", ".join((*said, f"{_NO_SEAT} {words.say('no seat on that day')}")) + "."


def _levels(found: _Year, words: Words) -> Table:
    kinds = (Presence.PRINCIPAL, Presence.ALTERNATE, Presence.REMOTE)
    away = (Presence.EXCUSED, Presence.ABSENT, Presence.UNKNOWN)
    columns = (
        Column(words.say("Agency"), 1.0, names_row=True),
        *(Column(words.say(one.label), align=Align.RIGHT) for one in (*kinds, *away)),
        Column(words.say("Present"), align=Align.RIGHT),
    )
    rows = []
    for agency_id in found.agencies():
        presences = found.of(agency_id)
        numbers = [str(sum(seen is one for seen in presences)) for one in (*kinds, *away)]
        rows.append((found.name(agency_id), *numbers, _rate(presences, words)))
    return Table(columns, tuple(rows))
