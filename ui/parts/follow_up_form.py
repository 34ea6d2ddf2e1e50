"""The form of a follow-up: what happened, a new status or date, and the reason."""

from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.action import ActionStatus
from board_app.domain.words import day
from board_app.services.actions import LogFollowUp
from board_app.services.commands import Command
from board_app.services.rows import ActionRow
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.page import Context
from ui.parts.asking import ask


def open_follow_up_dialog(context: Context, parent: QWidget, row: ActionRow) -> FormDialog:
    """Open the form for a follow-up to an action item."""
    today = context.desk.board.today
    form = Form()
    form.add(Field("What happened", TextField(lines=3), name="text"))
    statuses: list[tuple[str | None, str]] = [(None, f"Unchanged ({row.status.label.lower()})")]
    statuses += [(one.value, one.label) for one in ActionStatus if one is not row.status]
    status = ChoiceField(statuses)
    status.set_value(None)
    form.add(Field("Status", status, name="status"))
    now = day(row.due_on, today) if row.due_on else "none"
    form.add(Field("New date", DayField(today), name="new_due_on", help=f"The date now: {now}."))
    form.add(
        Field(
            "Reason",
            LineField(),
            name="reason",
            help="Needed for a later date, and for blocked, cancelled, transferred or overtaken.",
        )
    )
    form.add(Field("Evidence", TextField(), name="evidence", help="What shows that it is done."))
    title = f"Follow-up to {row.reference}: {row.title}"
    dialog = FormDialog(title, form, accept="Log follow-up", parent=parent)

    def command(values: dict[str, Any]) -> Command:
        return LogFollowUp(action_id=row.id, **values)

    ask(context.desk, dialog, command)
    return dialog
