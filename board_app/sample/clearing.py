"""What the story tells of papers and of minutes in clearance."""

from board_app.domain.base import RecordId
from board_app.domain.clearing import Resolution, Silence
from board_app.domain.minutes_text import MinutesText
from board_app.sample.cast import Cast, as_id
from board_app.sample.clock import StoryClock
from board_app.sample.papers import content_of
from board_app.sample.story import StoryAnswer, StoryClearance, StoryComment, StoryPaper
from board_app.services.attachments import Attach
from board_app.services.clearance import ApproveMinutes, CloseRound, OpenRound, RecordAnswer
from board_app.services.clearance_comments import MakeComment, ResolveComment
from board_app.services.session import Session


class Clearing:
    """Attaches papers, and carries minutes through their clearance."""

    def __init__(self, cast: Cast, session: Session, clock: StoryClock, *, zone: str) -> None:
        self._cast = cast
        self._do = session.do
        self._session = session
        self._reading = session.reading.clearance
        self._clock = clock
        self._zone = zone

    def attach(self, told: StoryPaper, item_id: RecordId) -> None:
        self._cast.plans()
        content, pages = content_of(told, self._session.board().name, self._clock.now())
        self._do(
            Attach(
                item_id=item_id,
                file_name=told.file,
                content=content,
                title=told.title,
                pages=pages,
                marking=int(told.cui),
                note=told.note,
                withheld=tuple(self._cast.agency(code) for code in told.withhold),
            )
        )
        self._clock.run(3)

    def open(self, told: StoryClearance, meeting_id: RecordId) -> None:
        """Send the minutes to all members."""
        self._cast.plans()
        chair = self._cast.chair_agency
        self._do(
            OpenRound(
                meeting_id=meeting_id,
                agency_ids=[one for one in self._cast.agencies() if one != chair],
                wall_due=told.due,
                zone=self._zone,
                silence=Silence.CONCURS,
                note=told.note,
            )
        )

    def answer(self, told: StoryAnswer, meeting_id: RecordId) -> None:
        """Record what an agency says, and what the secretariat makes of its comments."""
        round_id = self._reading.rounds(meeting_id)[-1].id
        agency_id = self._cast.speaks(told.by)
        text = self._reading.sent(round_id)
        made = [self._comment(one, text, round_id, agency_id) for one in told.comments]
        self._do(RecordAnswer(round_id=round_id, agency_id=agency_id, answer=told.answer))
        self._cast.plans()
        for comment, id in zip(told.comments, made, strict=True):
            if comment.resolution is not Resolution.OPEN:
                self._do(
                    ResolveComment(id=id, resolution=comment.resolution, answer=comment.answered)
                )
        self._clock.run(5)

    def close(self, meeting_id: RecordId) -> None:
        self._cast.plans()
        row = self._reading.rounds(meeting_id)[-1]
        self._do(CloseRound(id=row.id, version=row.version))

    def approve(self, meeting_id: RecordId) -> None:
        """Approve the minutes as they were cleared."""
        self._cast.plans()
        sha256 = self._reading.text_now(meeting_id).sha256
        chair, secretary = self._cast.signers
        self._do(
            ApproveMinutes(meeting_id=meeting_id, sha256=sha256, chair=chair, secretary=secretary)
        )

    def _comment(
        self, told: StoryComment, text: MinutesText, round_id: RecordId, agency_id: RecordId
    ) -> RecordId:
        found = [one.key for one in text.portions if told.concerned in one.text]
        command = MakeComment(
            round_id=round_id,
            agency_id=agency_id,
            portion=found[0],
            kind=told.kind,
            concerned=told.concerned,
            proposed=told.proposed,
            rationale=told.rationale,
        )
        return as_id(self._do(command).value)
