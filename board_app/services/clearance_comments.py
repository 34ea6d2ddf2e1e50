"""Comments on a text in clearance: made or taken in from a file, corrected, resolved."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from board_app.domain.base import Line, RecordId, Text, Value
from board_app.domain.clearance import (
    Answer,
    ClearanceComment,
    ClearanceResponse,
    ClearanceRound,
    CommentKind,
    Resolution,
)
from board_app.domain.errors import Invalid, NotAllowed, NotPossible
from board_app.domain.minutes_text import MinutesText
from board_app.services.commands import Command, Handlers, Needs
from board_app.services.ports import Work

_MOST = 2000


class MakeComment(Command):
    """Add an agency's comment on a portion of the text, or on the text as a whole."""

    needs: ClassVar[Needs] = Needs.AGENCY
    label: ClassVar[str] = "Add comment"

    round_id: RecordId
    agency_id: RecordId
    portion: str = ""
    kind: CommentKind = CommentKind.SUBSTANTIVE
    concerned: Text = ""
    proposed: Text = ""
    rationale: Text = ""
    author: Line = ""


class ReviseComment(Command):
    """Correct a comment that is not resolved yet."""

    label: ClassVar[str] = "Change comment"

    id: RecordId
    version: int
    portion: str = ""
    kind: CommentKind = CommentKind.SUBSTANTIVE
    concerned: Text = ""
    proposed: Text = ""
    rationale: Text = ""
    author: Line = ""


class ResolveComment(Command):
    """Say what becomes of a comment; open takes an earlier answer back."""

    label: ClassVar[str] = "Resolve comment"

    id: RecordId
    version: int | None = None
    resolution: Resolution
    answer: Text = ""


class CommentEntry(Value):
    """One comment of a file that is taken in."""

    portion: str = ""
    kind: CommentKind = CommentKind.SUBSTANTIVE
    concerned: Text = ""
    proposed: Text = ""
    rationale: Text = ""
    author: Line = ""
    made_at: datetime | None = None


class TakeInComments(Command):
    """Add the comments of a returned file, and the agency's position if it is known."""

    label: ClassVar[str] = "Import comments"

    round_id: RecordId
    agency_id: RecordId
    file_name: Line
    comments: Sequence[CommentEntry]
    answer: Answer = Answer.NONE
    note: Text = ""


def make_comment(command: MakeComment, work: Work) -> RecordId:
    if not work.actor.runs_the_board and work.actor.agency_id != command.agency_id:
        raise NotAllowed("You can comment for your own agency only.")
    clearance = _asked(command.round_id, command.agency_id, work)
    entry = CommentEntry(**command.model_dump(exclude={"round_id", "agency_id"}))
    return _add(clearance, command.agency_id, [entry], "", work)[0]


def take_in_comments(command: TakeInComments, work: Work) -> int:
    if not command.comments:
        raise Invalid("There is no comment to import.")
    clearance = _asked(command.round_id, command.agency_id, work)
    _add(clearance, command.agency_id, command.comments, command.file_name, work)
    if command.answer is not Answer.NONE:
        if command.answer is Answer.NON_CONCUR and not command.note.strip():
            raise Invalid("A non-concur needs its reason, and who holds it.", field="note")
        (response,) = work.find(
            ClearanceResponse, round_id=clearance.id, agency_id=command.agency_id
        )
        work.save(response.revised(answer=command.answer, answered_at=work.now, note=command.note))
    return len(command.comments)


def revise_comment(command: ReviseComment, work: Work) -> RecordId:
    comment = work.get(ClearanceComment, command.id, version=command.version)
    clearance = work.get(ClearanceRound, comment.round_id)
    clearance.must_be_open()
    if comment.resolution is not Resolution.OPEN:
        raise NotPossible("This comment is resolved. Set it open again to change what it says.")
    place = _place_of(command.portion, MinutesText.of(clearance.sent))
    changed = comment.revised(place=place, **command.model_dump(exclude={"id", "version"}))
    _must_say_something(changed.concerned, changed.proposed, changed.rationale)
    return comment.id if changed == comment else work.save(changed).id


def resolve_comment(command: ResolveComment, work: Work) -> RecordId:
    comment = work.get(ClearanceComment, command.id, version=command.version)
    work.get(ClearanceRound, comment.round_id).must_be_open()
    changed = comment.resolved(
        command.resolution, command.answer, person_id=work.actor.person_id, now=work.now
    )
    same = changed.revised(answered_at=comment.answered_at, person_id=comment.person_id) == comment
    return comment.id if same else work.save(changed).id


def _asked(round_id: RecordId, agency_id: RecordId, work: Work) -> ClearanceRound:
    """Return the open round in which an agency is asked; raises NotPossible."""
    clearance = work.get(ClearanceRound, round_id)
    clearance.must_be_open()
    if not work.find(ClearanceResponse, round_id=round_id, agency_id=agency_id):
        raise NotPossible("This agency was not asked in this round.")
    return clearance


def _add(
    clearance: ClearanceRound,
    agency_id: RecordId,
    entries: Sequence[CommentEntry],
    file_name: str,
    work: Work,
) -> list[RecordId]:
    text = MinutesText.of(clearance.sent)
    known = work.find(ClearanceComment, round_id=clearance.id)
    number = max((one.number for one in known), default=0)
    if len(known) + len(entries) > _MOST:
        raise Invalid(f"A round holds at most {_MOST:,} comments.")
    made = []
    for entry in entries:
        number += 1
        _must_say_something(entry.concerned, entry.proposed, entry.rationale)
        comment = ClearanceComment(
            round_id=clearance.id,
            agency_id=agency_id,
            number=number,
            place=_place_of(entry.portion, text),
            file_name=file_name,
            **{**entry.model_dump(), "made_at": entry.made_at or work.now},
        )
        made.append(work.add(comment).id)
    return made


def _place_of(portion: str, text: MinutesText) -> str:
    """Return where a comment is about; raises Invalid for a portion the text does not have."""
    if not portion:
        return "The text as a whole"
    found = text.portion(portion)
    if found is None:
        raise Invalid("The text that was sent has no such portion.", field="portion")
    return found.place


def _must_say_something(*texts: str) -> None:
    if not any(text.strip() for text in texts[1:]):
        raise Invalid("A comment says what is proposed, or why.", field="proposed")


HANDLERS: Handlers = {
    MakeComment: make_comment,
    ReviseComment: revise_comment,
    ResolveComment: resolve_comment,
    TakeInComments: take_in_comments,
}
