"""Papers of agenda items from a terminal: attached, listed, taken out."""

import json
from pathlib import Path

from board_app import bootstrap
from board_app.cli import output
from board_app.cli.arguments import Arguments
from board_app.cli.finding import level_named
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotFound, Refused
from board_app.domain.paper_words import size_in_words
from board_app.domain.states import Role
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.words import count
from board_app.exchange.attachment.taking import taken
from board_app.services.actor import Actor
from board_app.services.attachment_check import TakenPaper, Unfit
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.attachments import Attach, papers_for, seen_by
from board_app.services.page_marks import marks_of
from board_app.services.rows import AgendaRow, MeetingRow
from board_app.services.scheme import banner_of, scheme_of
from board_app.services.session import Session


def read(path: Path) -> TakenPaper:
    """Return the checked file; raises the known errors before the board is opened."""
    return taken(path)


def attach(
    session: Session,
    paper: TakenPaper,
    meeting: MeetingRow,
    arguments: Arguments,
    *,
    withheld: tuple[RecordId, ...],
) -> None:
    """Attach a checked file to an item and say what was found.

    Raises Refused for a paper whose pages say more than the open level, if no level was said.
    """
    item = _item(session, meeting, arguments.item)
    marking = _marking(paper, scheme_of(session.board()), arguments)
    if not session.actor.runs_the_board:
        session.act_as(Actor(name="Command line", role=Role.SECRETARIAT))
    session.do(
        Attach(
            item_id=item.id,
            file_name=paper.file_name,
            content=paper.content,
            title=arguments.title or "",
            pages=paper.pages,
            fault=paper.fault,
            marking=marking,
            note=arguments.note or "",
            withheld=withheld,
        )
    )
    row = session.reading.attachments.of_item(item.id)[-1]
    where = f"tab {row.tab} of item {arguments.item}, meeting {meeting.reference}"
    output.say(f"Attached {output.visible(paper.file_name)} as {where}. {paper.in_words}")


def _marking(paper: TakenPaper, scheme: Vocabulary, arguments: Arguments) -> int:
    found = marks_of(paper, scheme)
    if arguments.marking is None:
        if found is None:
            if isinstance(paper.checked, Unfit):
                output.say("What its pages say of its marking can't be read: it counts as open.")
            return 0
        code = scheme.level(found.marking.level).code.lower()
        raise Refused(
            f"{found.sentence(scheme)} Nothing was attached. Say --marking {code}, or the level "
            "that is right."
        )
    level = level_named(scheme, arguments.marking, flag="--marking")
    if found is not None and found.marking.level > level:
        output.say(f"{found.sentence(scheme)} It is attached as {scheme.level(level).banner}.")
    return level


def papers(
    session: Session,
    meeting: MeetingRow,
    arguments: Arguments,
    *,
    agency_id: RecordId | None,
    target: Path | None,
) -> None:
    """List the papers of a meeting or an item, or write one of them as it was attached."""
    rows = papers_for(session, meeting.id)
    if agency_id is not None:
        rows = seen_by(agency_id, rows)
    agenda = session.reading.meetings.agenda(meeting.id)
    numbers = {item.id: number for number, item in enumerate(agenda, start=1)}
    if arguments.item:
        item = _item(session, meeting, arguments.item)
        rows = [row for row in rows if row.item_id == item.id]
    if arguments.tab is not None:
        _write(session, rows, arguments, target)
        return
    as_json = arguments.format == "json"
    text = (_json if as_json else _table)(rows, numbers, scheme_of(session.board()))
    output.emit(text, target)
    if target is not None:
        output.say(f"Wrote {target}: {count(len(rows), 'paper')}")


def _item(session: Session, meeting: MeetingRow, number: int) -> AgendaRow:
    agenda = session.reading.meetings.agenda(meeting.id)
    if not 1 <= number <= len(agenda):
        raise NotFound(
            f"There is no item {number} on the agenda of meeting {meeting.reference}: "
            f"it has {count(len(agenda), 'item')}."
        )
    return agenda[number - 1]


def _write(
    session: Session, rows: list[AttachmentRow], arguments: Arguments, target: Path | None
) -> None:
    if not arguments.item:
        raise Invalid("Each item has its own tabs: say --item with --tab.")
    if target is None:
        raise Refused("Say with -o where the file is to go.")
    wanted = str(arguments.tab).upper()
    found = next((row for row in rows if row.tab == wanted), None)
    if found is None:
        raise NotFound(f"There is no tab {output.visible(wanted)} under item {arguments.item}.")
    bootstrap.write_attachment(session, found.id, target)
    output.say(f"Wrote {target}: as it was attached, and not encrypted.")


def _table(rows: list[AttachmentRow], numbers: dict[RecordId, int], scheme: Vocabulary) -> str:
    if not rows:
        return "There are no papers.\n"
    lines = [_line(row, numbers[row.item_id], scheme) for row in rows]
    late = sum(row.is_late for row in rows)
    return "\n".join([*lines, f"\n{count(len(rows), 'paper')}, {late} in the supplement"]) + "\n"


def _line(row: AttachmentRow, number: int, scheme: Vocabulary) -> str:
    parts = [f"Item {number}, tab {row.tab}  {output.visible(row.title)}"]
    parts += [count(row.pages, "page")] if row.pages else []
    parts += [banner_of(scheme, row.marking, row.handling), size_in_words(row.size)]
    parts += ["supplement"] if row.is_late else []
    parts += [f"withheld from {output.visible(row.withheld)}"] if row.withheld else []
    parts += [f"not shown: {row.fault}"] if row.fault else []
    return " · ".join(parts)


def _json(rows: list[AttachmentRow], numbers: dict[RecordId, int], scheme: Vocabulary) -> str:
    found = [
        {
            "item": numbers[row.item_id],
            "tab": row.tab,
            "title": row.title,
            "file": row.file_name,
            "kind": row.media.value,
            "size": row.size,
            "sha256": row.sha256,
            "pages": row.pages,
            "not_shown": row.fault,
            "part": row.part.value,
            "marking": banner_of(scheme, row.marking, row.handling),
            "withheld": row.withheld,
            "note": row.note,
        }
        for row in rows
    ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
