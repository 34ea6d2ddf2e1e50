"""Papers that went out: the history keeps who signed one, or whom it was given to."""

import hashlib
from pathlib import PurePath
from typing import ClassVar

from board_app.domain.base import Line, RecordId, Text, Title, Value
from board_app.domain.issue import Issue, IssueEvent
from board_app.domain.meeting import Meeting
from board_app.services.commands import Command, Handlers
from board_app.services.papers.making import DraftPaper
from board_app.services.ports import Work
from board_app.services.session import Session


class _Paper(Value):
    kind: Line
    paper: Title
    meeting_id: RecordId | None = None
    form: Line = ""
    banner: Text = ""
    pages: int
    file_sha256: str


class RecordSigned(Command, _Paper):
    """Keep who signed a paper. It happened, so it can't be taken back."""

    label: ClassVar[str] = "Sign a paper"

    signed_by: Title


class RecordGiven(Command, _Paper):
    """Keep whom a paper was given to. It happened, so it can't be taken back."""

    label: ClassVar[str] = "Give out a paper"

    readers: Title


def signed(draft: DraftPaper, pdf: bytes, *, pages: int, signed_by: str) -> RecordSigned:
    """Return what the history keeps of a signed paper."""
    return RecordSigned(**_facts(draft, pdf, pages), signed_by=signed_by)


def given(draft: DraftPaper, pdf: bytes, *, pages: int) -> RecordGiven:
    """Return what the history keeps of a paper for the readers that it names."""
    return RecordGiven(**_facts(draft, pdf, pages), readers=draft.reader)


def is_kept(session: Session) -> bool:
    """Tell whether what this person gives out is kept: of whoever runs the board, where one can."""
    return session.actor.runs_the_board and not session.why_read_only


def _facts(draft: DraftPaper, pdf: bytes, pages: int) -> dict[str, object]:
    return {
        "kind": draft.kind,
        "paper": PurePath(draft.name).stem,
        "meeting_id": draft.meeting_id,
        "form": draft.form,
        "banner": draft.front.banner,
        "pages": pages,
        "file_sha256": hashlib.sha256(pdf).hexdigest(),
    }


def record_signed(command: RecordSigned, work: Work) -> RecordId:
    return _keep(command, IssueEvent.SIGNED, work, signed_by=command.signed_by)


def record_given(command: RecordGiven, work: Work) -> RecordId:
    return _keep(command, IssueEvent.GIVEN, work, readers=command.readers)


def _keep(command: _Paper, event: IssueEvent, work: Work, **who: str) -> RecordId:
    if command.meeting_id is not None:
        work.get(Meeting, command.meeting_id)
    work.without_step()
    made = Issue(
        event=event,
        kind=command.kind,
        paper=command.paper,
        meeting_id=command.meeting_id,
        form=command.form,
        banner=command.banner,
        pages=command.pages,
        file_sha256=command.file_sha256,
        issued_at=work.now,
        **who,
    )
    return work.add(made).id


HANDLERS: Handlers = {RecordSigned: record_signed, RecordGiven: record_given}
