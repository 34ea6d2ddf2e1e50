"""What no list of the directory shows and other pages lead to."""

from board_app.domain.base import RecordId
from board_app.services.rows import AgencyRow, PersonRow
from board_app.services.session import Session


def hidden_record(session: Session, wanted: RecordId) -> AgencyRow | PersonRow | None:
    """Return an archived agency or person, or the agency a name belongs to; None if it is gone."""
    directory, today = session.reading.directory, session.board().today
    agencies = directory.agencies(today, archived=True)
    rows: list[AgencyRow | PersonRow] = [*agencies, *directory.people(today, archived=True)]
    found = next((row for row in rows if row.id == wanted), None)
    if found is not None:
        return found
    for row in agencies:
        if any(seat.id == wanted for seat in directory.seats(row.id)):
            return row
    return None
