"""One thing of an action item, changed right in the list: its date, its lead, its status."""

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from board_app.domain.words import day
from board_app.services.actions import ChangeActions, LogFollowUp, Picked
from board_app.services.commands import Command
from board_app.services.rows import ActionRow, AgencyRow
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.fields import Field, Form, LineField
from ui.kit.inline_form import InlineForm
from ui.page import Context
from ui.parts.asking import ask
from ui.parts.follow_up_form import status_choices

Values = dict[str, Any]  # Any: each field's own kind of value


def open_date(context: Context, parent: QWidget, row: ActionRow, at: QPoint) -> InlineForm:
    """Ask for another date; a later one needs its reason, and both are kept as a follow-up."""
    today = context.desk.board.today
    now = day(row.due_on, today) if row.due_on else "none yet"
    form = Form()
    form.add(Field("New date", DayField(today), name="new_due_on", help=f"Now: {now}."))
    form.add(Field("Reason", LineField(), name="reason", help="Needed for a later date."))

    def command(values: Values) -> Command:
        if values["new_due_on"] is None:
            raise Invalid("Write a date, like 16 Jul.", field="new_due_on")
        return LogFollowUp(action_id=row.id, **values)

    dialog = InlineForm(f"{row.reference}: date", form, at=at, parent=parent)
    ask(context.desk, dialog, command)
    return dialog


def open_status(context: Context, parent: QWidget, row: ActionRow, at: QPoint) -> InlineForm:
    """Ask for another status, with the reason or the evidence that it needs."""
    form = Form()
    choices = status_choices(context, row)[1:]
    status = ChoiceField(choices)
    form.add(Field("Status", status, name="status", help=f"Now: {row.status.label.lower()}."))
    words = "For blocked, cancelled, transferred or overtaken."
    form.add(Field("Reason", LineField(), name="reason", help=words))
    form.add(Field("Evidence", LineField(), name="evidence", help="To close: what shows it."))

    def command(values: Values) -> Command:
        return LogFollowUp(action_id=row.id, **values)

    dialog = InlineForm(f"{row.reference}: status", form, at=at, parent=parent)
    ask(context.desk, dialog, command)
    return dialog


def open_lead(
    context: Context, parent: QWidget, row: ActionRow, agencies: list[AgencyRow], at: QPoint
) -> InlineForm:
    """Ask which agency leads."""
    form = Form()
    lead = ChoiceField([(one.id, one.abbreviation, one.name) for one in agencies])
    lead.set_value(row.lead_id)
    form.add(Field("Lead agency", lead, name="lead_id"))

    def command(values: Values) -> Command:
        if values["lead_id"] is None:
            raise Invalid("Choose the agency that leads.", field="lead_id")
        return ChangeActions(items=[Picked(id=row.id, version=row.version)], **values)

    dialog = InlineForm(f"{row.reference}: lead", form, at=at, parent=parent)
    ask(context.desk, dialog, command)
    return dialog
