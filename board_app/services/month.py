"""The month on one page: the next meeting, what is missing for it, and what is late."""

from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from board_app.domain.ids import RecordId
from board_app.domain.states import ItemState, MeetingState
from board_app.domain.words import count
from board_app.services.country_rows import CountryMoveRow, WatchRow
from board_app.services.published import changed_since_published
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow, AgendaRow, BoardRow, MeetingRow
from board_app.services.session import Session
from board_app.services.waiting import Scene, Waiting, for_agency, for_board

_SHOWN = 12
_SOON_DAYS = 14
_REVIEW_DAYS = 30


class StepState(Enum):
    """Where a step of the month stands."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"


class Step(NamedTuple):
    """One thing to be done for a meeting. `target` says what opens it: meeting or actions."""

    id: int
    text: str
    due_on: date | None
    state: StepState
    target: str
    meeting_id: RecordId | None

    def is_late(self, today: date) -> bool:
        """Tell whether the day has passed and it is not done."""
        return self.state is not StepState.DONE and self.due_on is not None and self.due_on < today


class Month(NamedTuple):
    """All that the first page shows."""

    board: BoardRow
    next_meeting: MeetingRow | None
    last_meeting: MeetingRow | None
    ahead: tuple[MeetingRow, ...]
    steps: tuple[Step, ...]
    undated: tuple[ActionRow, ...]
    late: tuple[ActionRow, ...]
    late_total: int
    soon: tuple[ActionRow, ...]
    waiting: tuple[Waiting, ...]
    reviews_due: tuple[WatchRow, ...]
    moved: tuple[CountryMoveRow, ...]
    whose: str = ""  # the agency whose items these are, "" for those of all


def month(session: Session, agency_id: RecordId | None = None) -> Month:
    """Return the month; with an agency, its action items only."""
    board = session.board()
    reading = session.reading
    upcoming = reading.meetings.next_meeting(board.today)
    last = reading.meetings.last_meeting(board.today)
    live = reading.actions.actions(ActionFilter(agency_id=agency_id, live=True), limit=2000)
    late_filter = ActionFilter(agency_id=agency_id, due_before=board.today)
    late = reading.actions.actions(late_filter, limit=_SHOWN)
    horizon = board.today + timedelta(days=_SOON_DAYS)
    ahead = [one for one in reversed(reading.meetings.meetings()) if one.day >= board.today]
    agenda = reading.meetings.agenda(upcoming.id) if upcoming else []
    is_changed = upcoming is not None and changed_since_published(reading, upcoming)
    drafts = reading.countries.drafts()
    rounds = reading.clearance.rounds(agency_id=agency_id)
    scene = Scene(board.today, upcoming, agenda, live, drafts, rounds, session.now())
    return Month(
        board=board,
        next_meeting=upcoming,
        last_meeting=last,
        ahead=tuple(ahead[:6]),
        steps=tuple(_steps(board, upcoming, last, agenda, is_changed=is_changed)),
        undated=tuple(one for one in live if one.due_on is None or one.lead_id is None)[:_SHOWN],
        late=tuple(late),
        late_total=reading.actions.count(late_filter),
        soon=tuple(
            one for one in live if one.due_on is not None and board.today <= one.due_on <= horizon
        )[:_SHOWN],
        waiting=tuple(for_board(scene) if agency_id is None else for_agency(scene, agency_id)),
        reviews_due=_reviews_due(session, board.today, upcoming, agency_id),
        moved=_moved(session, last, agency_id),
        whose=_name_of(session, board.today, agency_id),
    )


def _name_of(session: Session, today: date, agency_id: RecordId | None) -> str:
    if agency_id is None:
        return ""
    agencies = session.reading.directory.agencies(today, archived=True)
    return next((row.abbreviation for row in agencies if row.id == agency_id), "")


def _reviews_due(
    session: Session, today: date, upcoming: MeetingRow | None, agency_id: RecordId | None
) -> tuple[WatchRow, ...]:
    """Return watched countries to be reviewed by the next meeting, the longest waiting first."""
    until = upcoming.day if upcoming is not None else today + timedelta(days=_REVIEW_DAYS)
    due = [
        (row.next_review_on, row)
        for row in session.reading.countries.watched(today)
        if row.next_review_on is not None
        and row.next_review_on <= until
        and agency_id in (None, row.lead_id)
    ]
    return tuple(row for _, row in sorted(due, key=lambda one: one[0]))


def _moved(
    session: Session, last: MeetingRow | None, agency_id: RecordId | None
) -> tuple[CountryMoveRow, ...]:
    if last is None:
        return ()
    moves = session.reading.countries.moves(last.day)
    return tuple(row for row in moves if agency_id in (None, row.lead_id))


def _steps(
    board: BoardRow,
    upcoming: MeetingRow | None,
    last: MeetingRow | None,
    agenda: list[AgendaRow],
    *,
    is_changed: bool,
) -> list[Step]:
    steps: list[tuple[str, date | None, bool, RecordId | None]] = []
    if last is not None:
        by = last.day + timedelta(days=board.minutes_days)
        text = f"Finish the minutes of {last.day.day} {last.day:%B}"
        steps.append((text, by, last.state is MeetingState.CLOSED, last.id))
    if upcoming is not None:
        steps += _agenda_steps(board, upcoming, agenda, is_changed=is_changed)
    return [
        Step(
            id=number,
            text=text,
            due_on=due,
            state=_state(done=done, due=due, today=board.today),
            target="meeting",
            meeting_id=meeting_id,
        )
        for number, (text, due, done, meeting_id) in enumerate(steps, start=1)
    ]


def _agenda_steps(
    board: BoardRow, upcoming: MeetingRow, agenda: list[AgendaRow], *, is_changed: bool
) -> list[tuple[str, date | None, bool, RecordId | None]]:
    by = upcoming.day - timedelta(days=board.agenda_days)
    read_ahead = upcoming.day - timedelta(hours=board.read_ahead_hours)
    kept = [item for item in agenda if item.state is ItemState.SCHEDULED]
    unled = [item for item in kept if item.lead_id is None and item.standing_id is None]
    over = upcoming.allotted - upcoming.minutes
    own = [item for item in kept if item.standing_id is None]
    steps: list[tuple[str, date | None, bool, RecordId | None]] = [
        (
            "Build the agenda" if not own else f"Agenda has {count(len(kept), 'item')}",
            by,
            bool(own),
            upcoming.id,
        ),
    ]
    if unled:
        steps.append((f"{count(len(unled), 'item')} without a lead", by, False, upcoming.id))
    if over > 0:
        steps.append((f"Agenda {count(over, 'minute')} too long", by, False, upcoming.id))
    published = upcoming.published_at is not None and not is_changed
    text = f"Publish agenda version {upcoming.agenda_version + 1}"
    steps.append((text if is_changed else "Publish the agenda", read_ahead, published, upcoming.id))
    steps.append(("Hold the meeting", upcoming.day, False, upcoming.id))
    return steps


def _state(*, done: bool, due: date | None, today: date) -> StepState:
    if done:
        return StepState.DONE
    return StepState.MISSING if due is not None and due <= today else StepState.AHEAD
