"""All that the meeting page shows of one meeting, read in one go."""

from dataclasses import dataclass
from datetime import date

from board_app.domain.agency import AgencyKind
from board_app.domain.base import RecordId
from board_app.domain.capture import AgencyName
from board_app.domain.quorum import Quorum
from board_app.domain.vocabulary import Vocabulary
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.attachments import papers_for
from board_app.services.country_rows import ReviewRow
from board_app.services.published import changed_since_published
from board_app.services.reading import ActionFilter
from board_app.services.rows import (
    ActionRow,
    AgencyRow,
    AgendaRow,
    AttendanceRow,
    BlockRow,
    CountryRow,
    DecisionRow,
    MeetingRow,
    PersonRow,
    PositionRow,
)
from board_app.services.scheme import scheme_of
from board_app.services.session import Session
from board_app.services.stand import MinutesStand, minutes_stand

_ALL = 5000


@dataclass(frozen=True)
class Sheet:
    """One meeting with everything recorded at it. `drafts` holds typed text by field.

    `agenda_changed` tells whether items changed since the agenda was published.
    """

    meeting: MeetingRow
    today: date
    agenda: tuple[AgendaRow, ...]
    attendance: tuple[AttendanceRow, ...]
    blocks: tuple[BlockRow, ...]
    decisions: dict[RecordId, DecisionRow]
    positions: tuple[PositionRow, ...]
    actions: dict[RecordId, ActionRow]
    agencies: tuple[AgencyRow, ...]
    people: tuple[PersonRow, ...]
    countries: tuple[CountryRow, ...]
    drafts: dict[str, str]
    reviews: dict[RecordId, ReviewRow]
    papers: tuple[AttachmentRow, ...]
    scheme: Vocabulary
    is_approved: bool = False
    agenda_changed: bool = False
    stand: MinutesStand | None = None

    @property
    def quorum(self) -> Quorum:
        """Return the quorum of the member agencies present."""
        members = [line for line in self.attendance if line.kind is AgencyKind.MEMBER]
        present = sum(1 for line in members if line.presence.is_present)
        return Quorum(self.meeting.quorum, present, max(len(members), present))

    @property
    def agency_names(self) -> tuple[AgencyName, ...]:
        """Return the names under which agencies are recognised while typing."""
        return tuple(
            AgencyName(row.id, row.code, (row.abbreviation, row.name)) for row in self.agencies
        )

    def blocks_of(self, item_id: RecordId) -> tuple[BlockRow, ...]:
        return tuple(block for block in self.blocks if block.item_id == item_id)

    def papers_of(self, item_id: RecordId) -> tuple[AttachmentRow, ...]:
        return tuple(paper for paper in self.papers if paper.item_id == item_id)

    def positions_on(self, decision_id: RecordId) -> tuple[PositionRow, ...]:
        return tuple(row for row in self.positions if row.decision_id == decision_id)


def sheet(session: Session, meeting_id: RecordId) -> Sheet:
    """Return the sheet of a meeting; raises NotFound."""
    reading = session.reading
    meeting = reading.meetings.meeting(meeting_id)
    agenda = tuple(reading.meetings.agenda(meeting_id))
    reviews = ((item.id, reading.countries.review_of_item(item.id)) for item in agenda)
    actions = reading.actions.actions(ActionFilter(meeting_id=meeting_id), limit=_ALL)
    return Sheet(
        meeting=meeting,
        today=session.board().today,
        agenda=agenda,
        attendance=tuple(reading.minutes.attendance(meeting_id)),
        blocks=tuple(reading.minutes.blocks(meeting_id)),
        decisions={row.id: row for row in reading.minutes.decisions(meeting_id)},
        positions=tuple(reading.minutes.positions(meeting_id)),
        actions={row.id: row for row in actions},
        agencies=tuple(reading.directory.agencies(meeting.day)),
        people=tuple(reading.directory.people(meeting.day)),
        countries=tuple(reading.board.countries()),
        drafts=session.drafts.kept(session.actor.person_id or 0),
        stand=minutes_stand(session, meeting),
        agenda_changed=changed_since_published(reading, meeting),
        is_approved=reading.clearance.approval(meeting_id) is not None,
        reviews={item_id: review for item_id, review in reviews if review is not None},
        papers=tuple(papers_for(session, meeting_id)),
        scheme=scheme_of(session.reading.board.board()),
    )
