"""The columns of the list of action items."""

from collections.abc import Callable
from datetime import date

from board_app.domain.action import Priority
from board_app.domain.ids import RecordId
from board_app.domain.words import day
from board_app.services.rows import ActionRow
from ui.kit.rows import Column
from ui.parts.action_chips import due_chip, lead_chip

NUMBER, TITLE, LEAD, COUNTRY, FROM, STATUS, SLIPS, DUE = range(8)


def action_columns(
    today: Callable[[], date], is_marked: Callable[[RecordId], bool]
) -> tuple[Column, ...]:
    """Return the columns; a mark stands before the number of what is chosen."""

    def mark(row: ActionRow) -> tuple[str, str]:
        return ("circle-check", "accent") if is_marked(row.id) else ("circle", "muted")

    def due(row: ActionRow) -> str:
        return day(row.due_on, today()) if row.due_on else ""

    return (
        Column(
            "Number",
            lambda row: row.reference,
            width=140,
            look="reference",
            icon=mark,
            icon_words=lambda row: "chosen" if is_marked(row.id) else "",
        ),
        Column("What", lambda row: row.title, icon=_priority, icon_words=_urgency),
        Column("Lead", _lead, width=112, look="muted", chip=lead_chip),
        Column("Country", lambda row: row.country, width=120, look="muted", drops_below=900),
        Column("From", lambda row: row.meeting, width=92, look="muted", drops_below=1100),
        Column("Status", lambda row: row.status.label, width=100, look="muted", drops_below=640),
        Column("Slips", _slips, width=56, align="right", look="muted", drops_below=1000),
        Column(
            "Due",
            due,
            width=132,
            align="right",
            look="date",
            chip=lambda row: due_chip(row, today()),
        ),
    )


def _lead(row: ActionRow) -> str:
    others = len(row.supporting.split(", ")) if row.supporting else 0
    return f"{row.lead} +{others}" if others else row.lead


def _slips(row: ActionRow) -> str:
    return str(row.slips or "")


def _urgency(row: ActionRow) -> str:
    return "high priority" if row.priority is Priority.HIGH else ""


def _priority(row: ActionRow) -> tuple[str, str] | None:
    return ("flag", "warning") if row.priority is Priority.HIGH else None
