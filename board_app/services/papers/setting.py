"""What every paper of a meeting begins with: which meeting, when, where, who chairs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from board_app.domain.base import RecordId
from board_app.domain.document import Pair, PaperSize, TitleBlock
from board_app.domain.meeting import MeetingKind, MeetingState
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.wall_time import WallTime
from board_app.domain.words import place
from board_app.services.papers.marks import Portions, designation_lines
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.rows import AgencyRow, AgendaRow, AttendanceRow, BoardRow, MeetingRow
from board_app.services.scheme import scheme_of


@dataclass(frozen=True)
class Setting:
    """A meeting with what stands around it; `earlier` was held, `later` is not cancelled."""

    board: BoardRow
    meeting: MeetingRow
    items: tuple[AgendaRow, ...]
    attendance: tuple[AttendanceRow, ...]
    chair_agency: AgencyRow | None
    earlier: MeetingRow | None
    later: MeetingRow | None

    @property
    def day(self) -> date:
        return self.meeting.day

    @property
    def scheme(self) -> Vocabulary:
        return scheme_of(self.board)

    @property
    def paper(self) -> PaperSize:
        return PaperSize(self.board.paper)

    @property
    def words(self) -> Words:
        return Words.of(self.board)


def setting_of(reading: Reading, meeting_id: RecordId) -> Setting:
    """Return the setting of a meeting; raises NotFound."""
    meeting = reading.meetings.meeting(meeting_id)
    board = reading.board.board()
    others = [one for one in reading.meetings.meetings() if one.id != meeting.id]
    earlier = [one for one in others if one.starts_at < meeting.starts_at and one.state.was_held]
    later = [
        one
        for one in others
        if one.starts_at > meeting.starts_at and one.state is not MeetingState.CANCELLED
    ]
    agencies = reading.directory.agencies(meeting.day, archived=True)
    return Setting(
        board=board,
        meeting=meeting,
        items=tuple(reading.meetings.agenda(meeting_id)),
        attendance=tuple(reading.minutes.attendance(meeting_id)),
        chair_agency=next((one for one in agencies if one.id == board.chair_id), None),
        earlier=max(earlier, key=lambda one: one.starts_at, default=None),
        later=min(later, key=lambda one: one.starts_at, default=None),
    )


def meeting_name(meeting: MeetingRow, words: Words) -> str:
    """Return "7th meeting, 16 July 2015", with the kind of one that is not regular."""
    kind = words.say("meeting")
    if meeting.kind is not MeetingKind.REGULAR:
        kind = f"{kind} ({words.say(meeting.kind.label).lower()})"
    name = f"{words.ordinal(meeting.number)} {kind}" if meeting.number else _capital(kind)
    return f"{name}, {words.day(meeting.day)}"


def when(meeting: MeetingRow, words: Words) -> str:
    """Return day, start, end and zone; the offset tells two equal wall times apart."""
    start = meeting.wall_start
    end = WallTime.from_utc(
        meeting.starts_at.astimezone(UTC) + timedelta(minutes=meeting.minutes), meeting.zone
    ).at
    until = words.clock(end.time())
    if end.date() != start.date():
        until = words.say("{time} on {day}", time=until, day=words.day_long(end.date()))
    return words.say(
        "{day}, {span}, {place} time ({offset})",
        day=words.day_long(start.date()),
        span=f"{words.clock(start.time())}–{until}",
        place=place(meeting.zone),
        offset=_offset(meeting),
    )


def starts(meeting: MeetingRow, minutes_passed: int, words: Words) -> str:
    """Return what the clock on the wall shows some minutes after the meeting's start."""
    at = meeting.starts_at.astimezone(UTC) + timedelta(minutes=minutes_passed)
    return words.clock(WallTime.from_utc(at, meeting.zone).at.time())


def title_block(setting: Setting, what: str, *more: Pair) -> TitleBlock:
    """Return the head of a paper called `what`, with the facts that are known."""
    meeting, words = setting.meeting, setting.words
    facts = (
        (words.say("Meeting"), meeting.title),
        (words.say("When"), when(meeting, words)),
        (words.say("Moved"), _moved(meeting, words)),
        (words.say("Where"), meeting.place or setting.board.place or words.say("No place yet")),
        (words.say("By"), meeting.means),
        (words.say("Chair"), _chair(setting)),
        *more,
    )
    return TitleBlock(
        setting.board.name, what, tuple((label, value) for label, value in facts if value)
    )


def designation(setting: Setting, portions: Portions) -> tuple[str, ...]:
    """Return who controls a controlled paper; an open one needs no such block."""
    office = setting.chair_agency.name if setting.chair_agency else ""
    return controlled_by(setting.board, portions, setting.words, office=office)


def controlled_by(
    board: BoardRow, portions: Portions, words: Words, *, office: str = ""
) -> tuple[str, ...]:
    """Return the designation block of a paper; an open one says nothing."""
    lines = designation_lines(board, portions.scheme, portions.top, office=office)
    own = "Controlled by: "
    return tuple(
        words.say("Controlled by: {name}", name=line.removeprefix(own))
        if line.startswith(own)
        else line
        for line in lines
    )


def _chair(setting: Setting) -> str:
    agency = setting.chair_agency
    if setting.meeting.chair:
        return setting.meeting.chair
    for line in setting.attendance:
        if agency and line.agency_id == agency.id and line.presence.is_present and line.person:
            return f"{line.person}, {agency.name}"
    return agency.name if agency else setting.words.say("No chair yet")


def _moved(meeting: MeetingRow, words: Words) -> str:
    if not meeting.moved_from:
        return ""
    before = datetime.fromisoformat(meeting.moved_from)
    earlier = words.say(
        "from {day}, {time}", day=words.day(before.date()), time=words.clock(before.time())
    )
    return f"{earlier}: {meeting.reason}" if meeting.reason else earlier


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _offset(meeting: MeetingRow) -> str:
    ahead = meeting.wall_start.replace(tzinfo=UTC) - meeting.starts_at.astimezone(UTC)
    minutes = int(ahead / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
