"""Meetings, what they were about and who was there, as plain tables over all meetings."""

from board_app.services.out_list import OutList
from board_app.services.papers.marks import Marked, Portions
from board_app.services.reading import ActionFilter
from board_app.services.rows import MeetingRow
from board_app.services.scheme import banner_of, scheme_of
from board_app.services.session import Session

_ALL = 100_000


def meetings(session: Session) -> OutList:
    """Return all meetings; a summary is marked as high as anything that was recorded."""
    reading = session.reading
    return OutList(
        "Meetings",
        (
            *("Reference", "Number", "Title", "Kind", "State", "Day", "Time", "Zone", "Minutes"),
            *("Place", "Items", "Present", "Quorum", "Decisions", "Action items", "Summary"),
            "Marking",
        ),
        tuple(
            (
                row.reference,
                row.number,
                row.title,
                row.kind.label,
                row.state.label,
                row.day,
                f"{row.wall_start:%H:%M}",
                row.zone,
                row.minutes,
                row.place,
                row.items,
                row.present,
                row.quorum,
                row.decisions,
                row.actions,
                row.summary,
                _marking_of(row, session),
            )
            for row in reading.meetings.meetings()
        ),
    )


def _marking_of(row: MeetingRow, session: Session) -> str:
    scheme, reading = scheme_of(session.board()), session.reading
    if not row.summary.strip():
        return Portions.over((), scheme).banner
    wanted = ActionFilter(meeting_id=row.id)
    recorded: list[Marked] = [
        *reading.meetings.agenda(row.id),
        *reading.minutes.blocks(row.id),
        *reading.minutes.decisions(row.id),
        *reading.actions.actions(wanted, limit=_ALL),
    ]
    return Portions.over(recorded, scheme).banner


def agenda(session: Session) -> OutList:
    """Return the agenda items of all meetings."""
    meetings, scheme = session.reading.meetings, scheme_of(session.board())
    return OutList(
        "Agenda items",
        (
            *("Meeting", "Day", "No", "Title", "Kind", "State", "Minutes", "Lead", "Country"),
            *("Purpose", "Carried from", "Carried to", "Marking"),
        ),
        tuple(
            (
                meeting.reference,
                meeting.day,
                number,
                row.title,
                row.kind.label,
                row.state.label,
                row.minutes,
                row.lead,
                row.country,
                row.purpose,
                row.carried_from,
                row.carried_to,
                banner_of(scheme, row.marking, row.handling),
            )
            for meeting in meetings.meetings()
            for number, row in enumerate(meetings.agenda(meeting.id), start=1)
        ),
    )


def attendance(session: Session) -> OutList:
    """Return a line for each agency at each meeting."""
    return OutList(
        "Attendance",
        ("Meeting", "Day", "Agency", "Attendance", "Person", "Came", "Left", "Note"),
        tuple(
            (
                meeting.reference,
                meeting.day,
                row.agency,
                row.presence.label,
                row.person,
                row.arrived,
                row.left,
                row.note,
            )
            for meeting in session.reading.meetings.meetings()
            for row in session.reading.minutes.attendance(meeting.id)
        ),
    )
