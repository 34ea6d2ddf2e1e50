"""What meetings were about and who was there, as plain tables over all meetings."""

from board_app.services.out_list import OutList
from board_app.services.session import Session


def agenda(session: Session) -> OutList:
    """Return the agenda items of all meetings."""
    meetings = session.reading.meetings
    return OutList(
        "Agenda items",
        (
            *("Meeting", "Day", "No", "Title", "Kind", "State", "Minutes", "Lead", "Country"),
            *("Purpose", "Carried from", "Carried to"),
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
