"""The form of an action item."""

from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from board_app.domain.action import Priority
from board_app.domain.base import RecordId
from board_app.services.actions import AssignAction, ReviseAction
from board_app.services.commands import Command
from board_app.services.rows import ActionRow, AgencyRow, BoardRow, CountryRow
from board_app.services.scheme import scheme_of
from board_app.services.session import Session
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.page import Context
from ui.parts.asking import ask
from ui.parts.marking_field import add_marking

Values = dict[str, Any]  # Any: each field's own kind of value


class _Read(NamedTuple):
    agencies: list[AgencyRow]
    countries: list[CountryRow]
    row: ActionRow | None
    supporting: list[RecordId]


def action_form(agencies: list[AgencyRow], countries: list[CountryRow], board: BoardRow) -> Form:
    """Return the empty form; dates without a year are meant after the board's today."""
    today = board.today
    form = Form()
    form.add(Field("What is to be done", LineField(), name="title"))
    lead = ChoiceField(
        [(None, "No lead yet"), *((row.id, row.abbreviation, row.name) for row in agencies)]
    )
    form.add(Field("Lead agency", lead, name="lead_id"))
    form.add(
        Field(
            "Supporting agencies",
            MultiChoice([(row.id, row.abbreviation) for row in agencies]),
            name="supporting",
        )
    )
    form.add(Field("Due", DayField(today), name="due_on", help="Empty if there is no date yet."))
    known = [(row.id, row.board_name or row.name) for row in countries]
    form.add(Field("Country", ChoiceField([(None, "None"), *known]), name="country_id"))
    form.add(Field("Deliverable", TextField(), name="deliverable"))
    form.add(Field("Measure of done", TextField(), name="measure", help="How the board will know."))
    priority = ChoiceField([(one.value, one.label) for one in Priority])
    form.add(Field("Priority", priority, name="priority"))
    add_marking(form, scheme_of(board))
    for name, value in (
        ("lead_id", None),
        ("country_id", None),
        ("priority", "normal"),
    ):
        form.fields[name].set_value(value)
    return form


def fill(form: Form, row: ActionRow, supporting: list[RecordId]) -> None:
    """Show an action item in the form."""
    for name in ("title", "lead_id", "due_on", "country_id", "deliverable", "measure"):
        form.fields[name].set_value(getattr(row, name))
    for name in ("marking", "handling"):
        form.fields[name].set_value(getattr(row, name))
    form.fields["priority"].set_value(row.priority.value)
    form.fields["supporting"].set_value(supporting)


def open_action_dialog(
    context: Context,
    parent: QWidget,
    *,
    action_id: RecordId | None = None,
    meeting_id: RecordId | None = None,
    item_id: RecordId | None = None,
) -> None:
    """Open the form for a new action item, or for the one named."""
    today = context.desk.board.today

    def read(session: Session) -> _Read:
        agencies = session.reading.directory.agencies(today)
        countries = session.reading.board.countries()
        if action_id is None:
            return _Read(agencies, countries, None, [])
        actions = session.reading.actions
        supporting = actions.supporting(action_id)
        return _Read(agencies, countries, actions.action(action_id), supporting)

    def show(found: _Read) -> None:
        row = found.row
        form = action_form(found.agencies, found.countries, context.desk.board)
        if row is not None:
            fill(form, row, found.supporting)
        title = f"Action item {row.reference}" if row else "New action item"
        verb = "Save action item" if row else "Assign action item"
        dialog = FormDialog(title, form, accept=verb, parent=parent)

        def command(values: Values) -> Command:
            if row is not None:
                return ReviseAction(id=row.id, version=row.version, **values)
            return AssignAction(meeting_id=meeting_id, item_id=item_id, **values)

        def beside(session: Session) -> Values:
            return {} if row is None else {"supporting": session.reading.actions.supporting(row.id)}

        ask(context.desk, dialog, command, beside=beside)

    context.desk.ask(parent, read, show)
