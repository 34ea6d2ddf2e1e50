"""What Ctrl+K finds: one folded line for each thing that has a name."""

from board_app.domain.action import ActionItem
from board_app.domain.agency import Seat
from board_app.domain.agenda import AgendaItem
from board_app.domain.base import Record
from board_app.domain.decision import Decision
from board_app.domain.fold import words
from board_app.domain.meeting import Meeting
from board_app.domain.person import Person
from db.engine import Engine

_LABEL_LENGTH = 160


def write_finding(engine: Engine, record: Record, *, gone: bool) -> None:
    """Bring the index up to date with a record that was written or taken out."""
    found = None if gone or record.is_archived else _named(record)
    if found is None:
        if type(record) in _INDEXED:
            engine.run("DELETE FROM finding WHERE id = :id", {"id": record.id})
        return
    label, place = found
    engine.run(
        """INSERT INTO finding (id, kind, label, place, folded)
        VALUES (:id, :kind, :label, :place, :folded)
        ON CONFLICT (id) DO UPDATE SET label = excluded.label, place = excluded.place,
            folded = excluded.folded""",
        {
            "id": record.id,
            "kind": record.table,
            "label": label[:_LABEL_LENGTH],
            "place": place,
            "folded": " ".join(words(f"{label} {place}")),
        },
    )


_INDEXED = (Meeting, AgendaItem, Decision, ActionItem, Person, Seat)


def _named(record: Record) -> tuple[str, str] | None:
    match record:
        case Meeting():
            return f"{record.title}", f"Meeting {record.reference}"
        case AgendaItem():
            return record.title, "Agenda item"
        case Decision():
            return f"{record.reference} {record.text}", "Decision"
        case ActionItem():
            return f"{record.reference} {record.title}", "Action item"
        case Person():
            return record.name, record.title or "Person"
        case Seat():
            return f"{record.abbreviation} · {record.name}", "Agency"
        case _:
            return None
