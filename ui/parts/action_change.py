"""Several action items changed alike: one form, one step, one undo."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.action import ActionStatus, Priority
from board_app.domain.words import count
from board_app.services.actions import ChangeActions, Picked
from board_app.services.changes import Outcome
from board_app.services.commands import Command
from board_app.services.rows import ActionRow, AgencyRow
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.page import Context
from ui.parts.asking import ask

_SAME = (None, "Unchanged")
_NAMED = 4


def open_change_dialog(
    context: Context,
    parent: QWidget,
    rows: Sequence[ActionRow],
    agencies: Sequence[AgencyRow],
    done: Any,  # Any: called with the Outcome
) -> FormDialog:
    """Open the form that changes all of them; what is left empty stays as it is."""
    form = _form(context, agencies)
    many = count(len(rows), "action item")
    names = ", ".join(row.reference for row in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    dialog = FormDialog(
        f"Change {many}: {names}{more}", form, accept=f"Change {many}", parent=parent
    )

    def command(values: dict[str, Any]) -> Command:
        items = [Picked(id=row.id, version=row.version) for row in rows]
        return ChangeActions(items=items, **values)

    def settled(_: Outcome) -> None:
        done()

    ask(context.desk, dialog, command, done=settled)
    return dialog


def _form(context: Context, agencies: Sequence[AgencyRow]) -> Form:
    form = Form()
    lead = ChoiceField([_SAME, *((row.id, row.abbreviation, row.name) for row in agencies)])
    status = ChoiceField([_SAME, *((one.value, one.label) for one in ActionStatus)])
    priority = ChoiceField([_SAME, *((one.value, one.label) for one in Priority)])
    form.add(Field("Lead agency", lead, name="lead_id"))
    form.add(Field("Status", status, name="status"))
    due = DayField(context.desk.board.today)
    form.add(Field("New date", due, name="due_on", help="Empty: each keeps its own."))
    form.add(Field("Priority", priority, name="priority"))
    form.add(Field("What happened", TextField(), name="text", help="Logged to each of them."))
    words = "Needed for a later date, and for blocked, cancelled, transferred or overtaken."
    form.add(Field("Reason", LineField(), name="reason", help=words))
    evidence = "What shows that they are done; needed to close them."
    form.add(Field("Evidence", TextField(), name="evidence", help=evidence))
    for name in ("lead_id", "status", "priority"):
        form.fields[name].set_value(None)
    return form
