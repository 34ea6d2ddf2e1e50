"""Clearance from a terminal: the record, the text for comments, and comments that came back."""

from pathlib import Path

from board_app import bootstrap
from board_app.cli import output
from board_app.cli.arguments import Arguments
from board_app.domain.clearing import Answer
from board_app.domain.errors import NotFound, Refused
from board_app.domain.ids import RecordId
from board_app.domain.states import Role
from board_app.domain.words import count
from board_app.services.actor import Actor
from board_app.services.clearance_rows import RoundRow
from board_app.services.returned import ReturnedFile, must_fit, must_not_spill, preview, take_in_of
from board_app.services.rows import MeetingRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session


def write(session: Session, meeting: MeetingRow, target: Path) -> None:
    """Write the record of the last round as PDF, or its text for comments as DOCX."""
    row = _last_round(session, meeting)
    if target.suffix.lower() == ".docx":
        bootstrap.write_for_comments(session, row.id, target)
        output.say(f"Wrote {target}: version {row.number} of {meeting.reference} for comments")
    else:
        bootstrap.write_clearance(session, row.id, target)
        output.say(f"Wrote {target}: clearance record of {meeting.reference}, version {row.number}")


def take_in(
    session: Session,
    meeting: MeetingRow,
    found: ReturnedFile,
    *,
    agency_id: RecordId,
    arguments: Arguments,
) -> None:
    """Say what a returned file asks for, and add it to the last round, all in one step."""
    row = _last_round(session, meeting)
    must_fit(found, row.sent_sha256)
    sent = session.reading.clearance.sent(row.id)
    must_not_spill(found, sent, scheme_of(session.board()))
    for line in preview(found, sent):
        asks = output.visible(" ".join(line.asks.split()))
        output.say(f"  {output.visible(line.place)}: {asks}")
    for note in found.notes:
        output.say(note)
    told = count(len(found.comments), "comment")
    if arguments.dry_run:
        output.say(f"{told}. Nothing was written.")
        return
    if not session.actor.runs_the_board:
        session.act_as(Actor(name="Command line", role=Role.SECRETARIAT))
    answer = Answer(arguments.answer) if arguments.answer else Answer.NONE
    session.do(
        take_in_of(
            found,
            sent,
            round_id=row.id,
            agency_id=agency_id,
            answer=answer,
            note=arguments.note or "",
        )
    )
    output.say(f"{told} added to version {row.number} of {meeting.reference}.")


def _last_round(session: Session, meeting: MeetingRow) -> RoundRow:
    rounds = session.reading.clearance.rounds(meeting.id)
    if not rounds:
        raise NotFound(
            f"The minutes of {meeting.reference} were never sent for clearance. Open a round in "
            "the window."
        )
    return rounds[-1]


def must_be_named(agency_id: RecordId | None) -> RecordId:
    """Return the agency; raises Refused without one."""
    if agency_id is None:
        raise Refused("Say with --agency whose comments these are.")
    return agency_id
