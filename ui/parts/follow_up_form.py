"""The form of a follow-up: what happened, a new status or date, and the reason."""

from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.action import ActionStatus, may_become
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


def open_follow_up_dialog(
    context: Context, parent: QWidget, row: ActionRow, *, status: ActionStatus | None = None
) -> FormDialog:
    """Open the form for a follow-up to an action item, with a status if one is meant."""
    today = context.desk.board.today
    form = Form()
    form.add(Field("What happened", TextField(lines=3), name="text"))
    choice = ChoiceField(status_choices(context, row))
    choice.set_value(status.value if status is not None else None)
    form.add(Field("Status", choice, name="status"))
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
    form.add(
        Field(
            "Evidence",
            TextField(),
            name="evidence",
            help="What shows that it is done; needed to close it.",
        )
    )
    title = f"Follow-up to {row.reference}: {row.title}"
    dialog = FormDialog(title, form, accept="Log follow-up", parent=parent)

    def command(values: dict[str, Any]) -> Command:
        return LogFollowUp(action_id=row.id, **values)

    ask(context.desk, dialog, command)
    return dialog


def status_choices(context: Context, row: ActionRow) -> list[tuple[str | None, str]]:
    """Return what an action item can become by the acting person; the board alone ends it."""
    may_end = context.desk.actor.runs_the_board
    found: list[tuple[str | None, str]] = [(None, f"Unchanged ({row.status.label.lower()})")]
    found += [
        (one.value, one.label)
        for one in ActionStatus
        if one is not row.status and may_become(row.status, one) and (may_end or one.is_live)
    ]
    return found
