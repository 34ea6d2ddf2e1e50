"""What happens in the story, told in the commands of the board."""

from datetime import date, datetime, timedelta

from board_app.domain.action import Priority
from board_app.domain.agenda import ItemKind
from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.meeting import MeetingState
from board_app.sample.assessments import Assessments
from board_app.sample.cast import Cast, as_id
from board_app.sample.clearing import Clearing
from board_app.sample.clock import StoryClock
from board_app.sample.story import (
    Story,
    StoryAction,
    StoryDecision,
    StoryFollowUp,
    StoryItem,
    StoryMeeting,
    StoryNote,
    StoryPaper,
)
from board_app.sample.story_countries import story_countries
from board_app.services.actions import AssignAction, LogFollowUp
from board_app.services.agenda import AddItem, AddStandingItem, MoveItem, SettleItem
from board_app.services.board import NameCountry, ReviseBoard
from board_app.services.decisions import PresentConcur, RecordDecision, TakePosition
from board_app.services.meetings import (
    ChangeMeetingState,
    OpenOccurrence,
    PlanMeeting,
    PublishAgenda,
    ReviseMeeting,
    WriteSummary,
)
from board_app.services.minutes import AddNote, RecordAttendance, RecordAttendances
from board_app.services.rows import AgendaRow
from board_app.services.series import StartSeries
from board_app.services.session import Session

_DECIDES = (ItemKind.COUNTRY_REVIEW, ItemKind.DECISION)


class Scenes:
    """Carries out the acts of the story; remembers which record came of which part."""

    def __init__(self, cast: Cast, session: Session, clock: StoryClock) -> None:
        self._cast = cast
        self._do = session.do
        self._reading = session.reading
        self._session = session
        self._clock = clock
        self._series: RecordId | None = None
        self._means = ""
        self._zone = ""
        self._meetings: dict[str, RecordId] = {}
        self._countries = Assessments(cast, session, story_countries())
        self.clearing = Clearing(cast, session, clock, zone=session.board().zone)
        self._told_until = date.min

    def set_the_stage(self, told: Story) -> None:
        """Enter the people, the standing items and the series."""
        self._cast.enter()
        self._cast.plans()
        self._means = told.board.means
        self._zone = told.board.zone
        board = self._session.board()
        kept = {name: getattr(board, name) for name in ReviseBoard.model_fields}
        self._do(ReviseBoard(**{**kept, "place": told.board.place}))
        for country in self._reading.board.countries():
            name = told.board.names.get(country.alpha2, "")
            if name:
                self._do(NameCountry(id=country.id, version=country.version, board_name=name))
        for item in told.standing:
            values = item.model_dump(exclude={"lead"})
            self._do(AddStandingItem(**values, lead_id=self._cast.agency(item.lead)))
        series = told.series.model_dump()
        started = StartSeries(**series, zone=told.board.zone, place=told.board.place)
        self._series = as_id(self._do(started).value)
        self._told_until = told.board.founded
        self._countries.bring_along(self._told_until)

    def open(self, meeting: StoryMeeting) -> None:
        """Open or plan a meeting and put its agenda in order."""
        self._cast.plans()
        meeting_id = self._opened(meeting)
        self._meetings[meeting.on.isoformat()] = meeting_id
        row = self._reading.meetings.meeting(meeting_id)
        self._do(
            ReviseMeeting(
                id=meeting_id,
                version=row.version,
                title=row.title,
                kind=row.kind,
                minutes=row.minutes,
                quorum=row.quorum,
                place=row.place,
                means=self._means,
                chair_id=self._cast.chair,
            )
        )
        self._clock.run(20)
        self._lay_out(meeting, meeting_id)

    def assess(self, meeting: StoryMeeting) -> None:
        """Prepare the country reviews that a meeting takes up."""
        reviews = self._countries.reviews_for(meeting.on)
        self._catch_up(max(told.as_of for told in reviews))
        self._cast.writes()
        rows = self._reading.meetings.agenda(self._meetings[meeting.on.isoformat()])
        for told in reviews:
            country_id = self._cast.country(told.country)
            about = [row for row in rows if row.country_id == country_id]
            item = max(about, key=lambda row: row.kind in _DECIDES)
            self._countries.prepare(told, item.id)
            self._clock.run(30)

    def publish(self, meeting: StoryMeeting) -> None:
        self._cast.plans()
        meeting_id, version = self._seen(meeting)
        self._do(PublishAgenda(id=meeting_id, version=version))

    def hold(self, meeting: StoryMeeting) -> None:
        """Record attendance and minutes as the meeting goes on."""
        self._cast.writes()
        self._catch_up(meeting.on)
        self._cast.writes()
        meeting_id = self._step(meeting, MeetingState.IN_SESSION)
        self._attend(meeting, meeting_id)
        rows = self._reading.meetings.agenda(meeting_id)
        for item, row in zip(meeting.items, rows, strict=True):
            self._minute(item, row, meeting.on)
        ends = datetime.combine(meeting.on, meeting.start) + timedelta(minutes=meeting.minutes)
        self._clock.go_to(meeting.on, ends.time())
        self._step(meeting, MeetingState.ADJOURNED)

    def close(self, meeting: StoryMeeting) -> None:
        """Write the summary and close the meeting."""
        self._cast.writes()
        meeting_id, _ = self._seen(meeting)
        self._do(WriteSummary(id=meeting_id, text=meeting.summary))
        self._cast.plans()
        self._step(meeting, MeetingState.CLOSED)

    def attach(self, meeting: StoryMeeting, item: StoryItem, paper: StoryPaper) -> None:
        """Attach a paper to an item of the agenda."""
        rows = self._reading.meetings.agenda(self.meeting(meeting))
        row = next(row for row in rows if row.title == item.title)
        self.clearing.attach(paper, row.id)

    def meeting(self, meeting: StoryMeeting) -> RecordId:
        """Return the id of a meeting that was opened."""
        return self._meetings[meeting.on.isoformat()]

    def follow_up(self, action: StoryAction, entry: StoryFollowUp) -> None:
        agency_id = self._cast.speaks(entry.by)
        self._do(
            LogFollowUp(
                action_id=self._cast.recalled(action.title),
                agency_id=agency_id,
                text=entry.text,
                status=entry.status,
                new_due_on=entry.due,
                reason=entry.reason,
                evidence=entry.evidence,
            )
        )
        self._clock.run(2)

    def _catch_up(self, until: date) -> None:
        """Tell what happened to old action items and on the watch list up to a day."""
        self._countries.go_on(self._told_until, until)
        self._told_until = max(self._told_until, until)

    def _opened(self, meeting: StoryMeeting) -> RecordId:
        if not meeting.special:
            if self._series is None:
                raise ValueError("The stage is not set.")
            command = OpenOccurrence(series_id=self._series, on_day=meeting.on)
            return as_id(self._do(command).value)
        planned = PlanMeeting(
            title=meeting.special,
            wall_start=datetime.combine(meeting.on, meeting.start),
            zone=self._zone,
            minutes=meeting.minutes,
            place=self._session.board().place,
        )
        return as_id(self._do(planned).value)

    def _lay_out(self, meeting: StoryMeeting, meeting_id: RecordId) -> None:
        for item in meeting.items:
            if item.kind is not None:
                self._do(
                    AddItem(
                        meeting_id=meeting_id,
                        title=item.title,
                        kind=item.kind,
                        minutes=item.minutes,
                        lead_id=self._cast.agency_or_none(item.lead),
                        country_id=self._cast.country(item.country),
                        purpose=item.purpose,
                        marking=int(item.cui),
                    )
                )
        rows = self._reading.meetings.agenda(meeting_id)
        order = [row.id for row in rows]
        by_title = {row.title: row.id for row in rows}
        for index, item in enumerate(meeting.items):
            moved = by_title[item.title]
            if order[index] != moved:
                self._do(MoveItem(id=moved, to_index=index))
                order.remove(moved)
                order.insert(index, moved)

    def _attend(self, meeting: StoryMeeting, meeting_id: RecordId) -> None:
        everybody = self._cast.agencies()
        self._do(
            RecordAttendances(
                meeting_id=meeting_id, agency_ids=everybody, presence=Presence.PRINCIPAL
            )
        )
        for presence, codes in (
            (Presence.ALTERNATE, meeting.alternate),
            (Presence.REMOTE, meeting.remote),
            (Presence.EXCUSED, meeting.excused),
            (Presence.ABSENT, meeting.absent),
            (Presence.PRINCIPAL, [*meeting.late, *meeting.left]),
        ):
            for code in codes:
                self._do(
                    RecordAttendance(
                        meeting_id=meeting_id,
                        agency_id=self._cast.agency(code),
                        presence=presence,
                        arrived=meeting.late.get(code, ""),
                        left=meeting.left.get(code, ""),
                    )
                )

    def _minute(self, item: StoryItem, row: AgendaRow, on: date) -> None:
        self._clock.run(max(1, item.minutes * 2 // 3))
        for told in item.notes:
            note = StoryNote(text=told) if isinstance(told, str) else told
            self._do(
                AddNote(
                    meeting_id=row.meeting_id,
                    item_id=row.id,
                    text=note.text,
                    marking=int(note.cui),
                )
            )
        made = [self._decide(decision, row) for decision in item.decisions]
        review = self._countries.review_under(on, row)
        if review is not None:
            if review.decision:
                made.append(self._decide(StoryDecision(text=review.decision, positions={}), row))
            self._countries.adopt(review, made[-1])
        for action in item.actions:
            self._assign(action, row)
        self._do(SettleItem(id=row.id, version=row.version, state=item.state))

    def _decide(self, decision: StoryDecision, row: AgendaRow) -> RecordId:
        recorded = RecordDecision(
            meeting_id=row.meeting_id,
            item_id=row.id,
            text=decision.text,
            mandate=decision.mandate,
            limits=decision.limits,
            marking=int(decision.cui),
        )
        decision_id = as_id(self._do(recorded).value)
        for code, (stance, note) in decision.positions.items():
            agency_id = self._cast.agency(code)
            self._do(
                TakePosition(decision_id=decision_id, agency_id=agency_id, stance=stance, note=note)
            )
        self._do(PresentConcur(decision_id=decision_id))
        return decision_id

    def _assign(self, action: StoryAction, row: AgendaRow) -> None:
        assigned = AssignAction(
            title=action.title,
            lead_id=self._cast.agency(action.lead),
            supporting=[self._cast.agency(code) for code in action.support],
            deliverable=action.deliverable,
            measure=action.measure,
            due_on=action.due,
            priority=Priority.HIGH if action.high else Priority.NORMAL,
            meeting_id=row.meeting_id,
            item_id=row.id,
            country_id=row.country_id if action.about_country else None,
            marking=int(action.cui),
        )
        self._cast.remember(action.title, as_id(self._do(assigned).value))

    def _seen(self, meeting: StoryMeeting) -> tuple[RecordId, int]:
        meeting_id = self._meetings[meeting.on.isoformat()]
        return meeting_id, self._reading.meetings.meeting(meeting_id).version

    def _step(self, meeting: StoryMeeting, state: MeetingState) -> RecordId:
        meeting_id, version = self._seen(meeting)
        self._do(ChangeMeetingState(id=meeting_id, version=version, state=state))
        return meeting_id
