"""The form of a standing item."""

from PySide6.QtWidgets import QWidget

from board_app.domain.agenda import ItemKind
from board_app.services.agenda import AddStandingItem, ReviseStandingItem
from board_app.services.commands import Command
from board_app.services.rows import AgencyRow, StandingRow
from board_app.services.session import Session
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, NumberField
from ui.page import Context
from ui.parts.asking import Values, ask


def open_standing_dialog(
    context: Context, parent: QWidget, item: StandingRow | None = None
) -> None:
    """Open the form for a new standing item, or for one that exists."""
    today = context.desk.board.today

    def read(session: Session) -> list[AgencyRow]:
        return session.reading.directory.agencies(today)

    def show(agencies: list[AgencyRow]) -> None:
        form = Form()
        kind = ChoiceField([(one.value, one.label) for one in ItemKind])
        lead = ChoiceField(
            [(None, "No lead"), *((row.id, row.abbreviation, row.name) for row in agencies)]
        )
        form.add(Field("Title", LineField(), name="title"))
        form.add(Field("Type", kind, name="kind"))
        form.add(Field("Minutes allotted", NumberField(0, 600, suffix=" min"), name="minutes"))
        form.add(Field("Lead agency", lead, name="lead_id"))
        form.fields["title"].set_value(item.title if item else "")
        kind.set_value((item.kind if item else ItemKind.DISCUSSION).value)
        form.fields["minutes"].set_value(item.minutes if item else 10)
        lead.set_value(item.lead_id if item else None)
        title = "Change standing item" if item else "Add standing item"
        verb = "Save item" if item else "Add item"

        def command(values: Values) -> Command:
            if item is None:
                return AddStandingItem(**values)
            return ReviseStandingItem(id=item.id, version=item.version, **values)

        ask(context.desk, FormDialog(title, form, accept=verb, parent=parent), command)

    context.desk.ask(parent, read, show)
