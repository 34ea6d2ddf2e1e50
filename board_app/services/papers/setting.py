"""What every paper of a meeting begins with: which meeting, when, where, who chairs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from board_app.domain.base import RecordId
from board_app.domain.document import Pair, PaperSize, TitleBlock
from board_app.domain.meeting import MeetingKind, MeetingState
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.wall_time import WallTime
from board_app.domain.words import MONTHS, clock, day_long, place
from board_app.services.papers.marks import Portions, designation_lines
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
    def office(self) -> str:
        """Return the chair's agency, "" if none is named."""
        return self.chair_agency.name if self.chair_agency else ""

    @property
    def paper(self) -> PaperSize:
        return PaperSize(self.board.paper)


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


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "11th"."""
    tail = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{tail or 'th'}"


def plain_day(on: date) -> str:
    """Return "16 July 2015"."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(on: date) -> str:
    """Return "16 Jul 2015": papers are read in other years, so the year always stands there."""
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def moment(at: datetime, zone: str) -> str:
    """Return a moment on the wall of a zone, "18 Jul 2015, 14:05"."""
    wall = WallTime.from_utc(at, zone).at
    return f"{short_day(wall.date())}, {clock(wall.time())}"


def meeting_name(meeting: MeetingRow) -> str:
    """Return "7th meeting, 16 July 2015", with the kind of one that is not regular."""
    regular = meeting.kind is MeetingKind.REGULAR
    kind = "meeting" if regular else f"meeting ({meeting.kind.label.lower()})"
    name = f"{ordinal(meeting.number)} {kind}" if meeting.number else kind.capitalize()
    return f"{name}, {plain_day(meeting.day)}"


def when(meeting: MeetingRow) -> str:
    """Return day, start, end and zone; the offset tells two equal wall times apart."""
    start = meeting.wall_start
    end = WallTime.from_utc(
        meeting.starts_at.astimezone(UTC) + timedelta(minutes=meeting.minutes), meeting.zone
    ).at
    until = clock(end.time())
    if end.date() != start.date():
        until = f"{until} on {day_long(end.date())}"
    zone = place(meeting.zone)
    span = f"{clock(start.time())}–{until}"
    return f"{day_long(start.date())}, {span}, {zone} time ({_offset(meeting)})"


def starts(meeting: MeetingRow, minutes_passed: int) -> str:
    """Return what the clock on the wall shows some minutes after the meeting's start."""
    at = meeting.starts_at.astimezone(UTC) + timedelta(minutes=minutes_passed)
    return clock(WallTime.from_utc(at, meeting.zone).at.time())


def title_block(setting: Setting, what: str, *more: Pair) -> TitleBlock:
    """Return the head of a paper, with the facts that are known."""
    meeting = setting.meeting
    facts = (
        ("Meeting", meeting.title),
        ("When", when(meeting)),
        ("Moved", _moved(meeting)),
        ("Where", meeting.place or setting.board.place or "No place yet"),
        ("By", meeting.means),
        ("Chair", _chair(setting)),
        *more,
    )
    return TitleBlock(
        setting.board.name,
        f"{what} of the {meeting_name(meeting)}",
        tuple((label, value) for label, value in facts if value),
    )


def designation(setting: Setting, portions: Portions) -> tuple[str, ...]:
    """Return who controls a controlled paper; an open one needs no such block."""
    return designation_lines(setting.board, setting.scheme, portions.top, office=setting.office)


def _chair(setting: Setting) -> str:
    agency = setting.chair_agency
    if setting.meeting.chair:
        return setting.meeting.chair
    for line in setting.attendance:
        if agency and line.agency_id == agency.id and line.presence.is_present and line.person:
            return f"{line.person}, {agency.name}"
    return agency.name if agency else "No chair yet"


def _moved(meeting: MeetingRow) -> str:
    if not meeting.moved_from:
        return ""
    before = datetime.fromisoformat(meeting.moved_from)
    earlier = f"from {plain_day(before.date())}, {clock(before.time())}"
    return f"{earlier}: {meeting.reason}" if meeting.reason else earlier


def _offset(meeting: MeetingRow) -> str:
    ahead = meeting.wall_start.replace(tzinfo=UTC) - meeting.starts_at.astimezone(UTC)
    minutes = int(ahead / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"
