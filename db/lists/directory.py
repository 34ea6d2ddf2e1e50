"""Agencies, seats, people and appointments."""

from datetime import date

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.rows import AgencyRow, AppointmentRow, PersonRow, SeatRow
from db.engine import Engine, SqlRow
from db.lists.shared import row_of, seat_name

_HELD = """{0}.archived_at IS NULL AND {0}.valid_from <= :day
    AND ({0}.valid_to IS NULL OR {0}.valid_to >= :day)"""

_AGENCIES = f"""SELECT a.id, a.version, a.code, a.kind, a.seat_no, a.functions,
    {seat_name("a.id", ":day", "name")} AS name, {seat_name("a.id", ":day")} AS abbreviation,
    (SELECT p.name FROM appointment t JOIN person p ON p.id = t.person_id
        WHERE t.agency_id = a.id AND t.role IN ('principal', 'chair') AND {_HELD.format("t")}
            AND p.archived_at IS NULL
        ORDER BY t.valid_from DESC LIMIT 1) AS principal,
    (SELECT count(*) FROM person p WHERE p.agency_id = a.id AND p.archived_at IS NULL) AS people,
    (SELECT count(*) FROM action_item i WHERE i.lead_id = a.id AND i.closed_on IS NULL
        AND i.archived_at IS NULL) AS open_actions,
    (SELECT count(*) FROM action_item i WHERE i.lead_id = a.id AND i.closed_on IS NULL
        AND i.archived_at IS NULL AND i.due_on < :day) AS overdue,
    a.archived_at IS NOT NULL AS archived
FROM agency a
WHERE :archived = 1 OR a.archived_at IS NULL
ORDER BY CASE a.kind WHEN 'chair' THEN 0 WHEN 'member' THEN 1 WHEN 'observer' THEN 2 ELSE 3 END,
    a.seat_no, a.id"""

# The role that counts is the highest held on the day: who runs the board, then who speaks.
_RANK = """CASE t.role WHEN 'secretariat' THEN 0 WHEN 'chair' THEN 1 WHEN 'principal' THEN 2
    WHEN 'alternate' THEN 3 WHEN 'officer' THEN 4 ELSE 5 END"""

_PEOPLE = f"""SELECT p.id, p.version, p.name, p.agency_id, p.title, p.email, p.phone, p.note,
    {seat_name("p.agency_id", ":day")} AS agency,
    (SELECT t.role FROM appointment t WHERE t.person_id = p.id AND {_HELD.format("t")}
        ORDER BY {_RANK} LIMIT 1) AS role,
    p.archived_at IS NOT NULL AS archived
FROM person p"""

_APPOINTMENTS = f"""SELECT t.id, t.version, t.person_id, p.name AS person, t.agency_id,
    {seat_name("t.agency_id", "t.valid_from")} AS agency, t.role, t.valid_from, t.valid_to
FROM appointment t JOIN person p ON p.id = t.person_id
WHERE t.archived_at IS NULL AND {{test}}
ORDER BY t.valid_from DESC, t.id DESC"""


class DirectoryLists:
    """Reads of the directory theme."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def agencies(self, day: date, *, archived: bool = False) -> list[AgencyRow]:
        rows = self._engine.rows(_AGENCIES, {"day": day.isoformat(), "archived": int(archived)})
        return [row_of(AgencyRow, row) for row in rows]

    def seats(self, agency_id: RecordId) -> list[SeatRow]:
        rows = self._engine.rows(
            "SELECT * FROM seat WHERE agency_id = :agency AND archived_at IS NULL "
            "ORDER BY valid_from DESC, id DESC",
            {"agency": agency_id},
        )
        return [row_of(SeatRow, row) for row in rows]

    def people(self, day: date, *, archived: bool = False) -> list[PersonRow]:
        rows = self._engine.rows(
            f"{_PEOPLE} WHERE :archived = 1 OR p.archived_at IS NULL ORDER BY p.name, p.id",
            {"day": day.isoformat(), "archived": int(archived)},
        )
        return [row_of(PersonRow, row) for row in rows]

    def person(self, person_id: RecordId, day: date) -> PersonRow:
        rows = self._engine.rows(
            f"{_PEOPLE} WHERE p.id = :id", {"id": person_id, "day": day.isoformat()}
        )
        if not rows:
            raise NotFound("This person is not in the directory of this board.")
        return row_of(PersonRow, rows[0])

    def appointments(
        self, *, person_id: RecordId | None = None, agency_id: RecordId | None = None
    ) -> list[AppointmentRow]:
        test = "t.person_id = :id" if person_id is not None else "t.agency_id = :id"
        id = person_id if person_id is not None else agency_id
        rows: list[SqlRow] = self._engine.rows(_APPOINTMENTS.format(test=test), {"id": id})
        return [row_of(AppointmentRow, row) for row in rows]
