"""Papers of agenda items: attached, described, put into order, withheld, removed."""

from collections.abc import Iterable
from typing import ClassVar

from board_app.domain.agenda import AgendaItem, reordered
from board_app.domain.attachment import (
    MOST_BYTES,
    Attachment,
    BookPart,
    Withheld,
    media_of,
    title_of,
)
from board_app.domain.base import Line, RecordId, Text, Title
from board_app.domain.errors import Invalid
from board_app.domain.meeting import Meeting
from board_app.domain.paper_words import size_in_words
from board_app.services.archive import put_away
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.commands import Command, Handlers
from board_app.services.ports import Work
from board_app.services.session import Session


class Attach(Command):
    """Attach a paper to an item; `pages` and `fault` are what its check found.

    Without a title it is called like its file. Once the agenda is out it goes into the supplement.
    """

    label: ClassVar[str] = "Attach paper"

    item_id: RecordId
    file_name: Title
    content: bytes
    title: Line = ""
    pages: int = 0
    fault: Line = ""
    marking: int = 0
    handling: Line = ""
    note: Text = ""
    withheld: tuple[RecordId, ...] = ()


class ReviseAttachment(Command):
    """Describe a paper otherwise; its content stays what was attached."""

    label: ClassVar[str] = "Change paper"

    id: RecordId
    version: int
    title: Title
    part: BookPart = BookPart.BOOK
    marking: int = 0
    handling: Line = ""
    note: Text = ""
    withheld: tuple[RecordId, ...] = ()


class MoveAttachment(Command):
    """Move a paper to another tab of its item, counted from 0."""

    label: ClassVar[str] = "Move paper"

    id: RecordId
    to_index: int


class RemoveAttachment(Command):
    """Put a paper into the bin."""

    label: ClassVar[str] = "Remove paper"

    id: RecordId
    version: int


def attach(command: Attach, work: Work) -> RecordId:
    """Keep the paper as it is; raises Invalid for what is no PDF or picture, or too large."""
    item = work.get(AgendaItem, command.item_id)
    meeting = work.get(Meeting, item.meeting_id)
    refuse_too_large(command.file_name, len(command.content))
    media = media_of(command.content, command.file_name)
    work.drop_contents()
    paper = work.add(
        Attachment(
            item_id=item.id,
            position=_end(item.id, work),
            title=command.title or title_of(command.file_name),
            file_name=command.file_name,
            media=media,
            size=len(command.content),
            sha256=work.keep_content(command.content),
            pages=command.pages,
            fault=command.fault,
            part=BookPart.SUPPLEMENT if meeting.agenda_version else BookPart.BOOK,
            marking=command.marking,
            handling=command.handling,
            note=command.note,
            person_id=work.actor.person_id,
            added_at=work.now,
        )
    )
    _withhold(paper.id, command.withheld, work)
    return paper.id


def revise_attachment(command: ReviseAttachment, work: Work) -> RecordId:
    paper = work.get(Attachment, command.id, version=command.version)
    changes = command.model_dump(exclude={"id", "version", "withheld"})
    if any(getattr(paper, name) != value for name, value in changes.items()):
        paper = work.save(paper.revised(**changes))
    _withhold(paper.id, command.withheld, work)
    return paper.id


def move_attachment(command: MoveAttachment, work: Work) -> RecordId:
    paper = work.get(Attachment, command.id)
    papers = _of_item(paper.item_id, work)
    by_id = {one.id: one for one in papers}
    order = reordered([one.id for one in papers], paper.id, command.to_index)
    for position, id in enumerate(order):
        if by_id[id].position != position:
            work.save(by_id[id].revised(position=position))
    return paper.id


def remove_attachment(command: RemoveAttachment, work: Work) -> RecordId:
    paper = work.get(Attachment, command.id, version=command.version)
    put_away(paper, work)
    return paper.id


def refuse_too_large(file_name: str, size: int) -> None:
    """Raise Invalid for a file that is larger than a paper may be."""
    if size > MOST_BYTES:
        raise Invalid(
            f"{file_name} has {size_in_words(size)}; a paper has at most "
            f"{size_in_words(MOST_BYTES)}. Save it smaller, for example with fewer dots for its "
            "pictures, or split it.",
            field="content",
        )


def carry_papers(item_id: RecordId, to_item: RecordId, work: Work) -> None:
    """Give an item that is carried over the papers it had; their content is kept once."""
    for paper in _of_item(item_id, work):
        copy = paper.revised(id=0, version=0, item_id=to_item, part=BookPart.BOOK)
        stored = work.add(copy)
        _withhold(stored.id, _withheld_from(paper.id, work), work)


def papers_for(session: Session, meeting_id: RecordId) -> list[AttachmentRow]:
    """Return the papers of a meeting that the acting person's agency may see, with their tabs.

    A courtesy in a file, which knows no boundary; a server sends nothing else.
    """
    actor = session.actor
    papers = session.reading.attachments.of_meeting(meeting_id)
    return papers if actor.runs_the_board else seen_by(actor.agency_id, papers)


def seen_by(agency_id: RecordId | None, papers: Iterable[AttachmentRow]) -> list[AttachmentRow]:
    """Return the papers for one agency's variant of the board book.

    Each keeps the tab it has for all, so that everybody at the table speaks of the same one.
    """
    return [paper for paper in papers if agency_id not in paper.withheld_ids]


def _of_item(item_id: RecordId, work: Work) -> list[Attachment]:
    papers = work.find(Attachment, item_id=item_id)
    return sorted(papers, key=lambda one: (one.position, one.id))


def _end(item_id: RecordId, work: Work) -> int:
    return max((paper.position for paper in _of_item(item_id, work)), default=-1) + 1


def _withheld_from(id: RecordId, work: Work) -> list[RecordId]:
    return [one.agency_id for one in work.find(Withheld, attachment_id=id)]


def _withhold(id: RecordId, wanted: Iterable[RecordId], work: Work) -> None:
    """Let a paper be withheld from just these agencies."""
    held = {one.agency_id: one for one in work.find(Withheld, attachment_id=id)}
    agencies = dict.fromkeys(wanted)
    for agency_id, one in held.items():
        if agency_id not in agencies:
            work.remove(one)
    for agency_id in agencies:
        if agency_id not in held:
            work.add(Withheld(attachment_id=id, agency_id=agency_id))


HANDLERS: Handlers = {
    Attach: attach,
    ReviseAttachment: revise_attachment,
    MoveAttachment: move_attachment,
    RemoveAttachment: remove_attachment,
}
