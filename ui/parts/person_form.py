"""The forms of a person: particulars and appointments."""

from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from board_app.domain.person import Role
from board_app.services.commands import Command
from board_app.services.directory import AddPerson, Appoint, ReviseAppointment, RevisePerson
from board_app.services.rows import AgencyRow, AppointmentRow, PersonRow
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.page import Context
from ui.parts.asking import Values, ask

_ROLES = tuple((one.value, one.label) for one in Role)


def _agency_choice(agencies: list[AgencyRow]) -> ChoiceField:
    return ChoiceField([(row.id, row.abbreviation, row.name) for row in agencies])


def _person_form(context: Context, agencies: list[AgencyRow], person: PersonRow | None) -> Form:
    """Return the fields of a person; a new one can be appointed at once."""
    form = Form()
    agency, role = _agency_choice(agencies), ChoiceField([(None, "No appointment yet"), *_ROLES])
    form.add(Field("Name", LineField(), name="name"))
    form.add(Field("Agency", agency, name="agency_id"))
    if person is None:
        form.add(Field("Appointed as", role, name="role"))
        form.add(Field("From", DayField(context.desk.board.today), name="valid_from"))
        role.set_value(Role.OFFICER.value)
        form.fields["valid_from"].set_value(context.desk.board.today)
    form.add(Field("Title", LineField(), name="title"))
    form.add(Field("E-mail", LineField(), name="email"))
    form.add(Field("Telephone", LineField(), name="phone"))
    form.add(
        Field(
            "Note",
            TextField(),
            name="note",
            help="Never write names of victims, witnesses or sources here.",
        )
    )
    if agencies:
        agency.set_value(agencies[0].id)
    if person is not None:
        for name in ("name", "agency_id", "title", "email", "phone", "note"):
            form.fields[name].set_value(getattr(person, name))
    return form


def open_person(
    context: Context,
    parent: QWidget,
    agencies: list[AgencyRow],
    person: PersonRow | None = None,
) -> None:
    """Open the form of a new person, or of one that is known."""
    form = _person_form(context, agencies, person)
    title = person.name if person else "Add person"
    verb = "Save person" if person else "Add person"

    def command(values: Values) -> Command:
        if values["agency_id"] is None:
            raise Invalid("Choose the agency.", field="agency_id")
        if person is not None:
            return RevisePerson(id=person.id, version=person.version, **values)
        return AddPerson(**values)

    ask(context.desk, FormDialog(title, form, accept=verb, parent=parent), command)


def open_appoint(
    context: Context, parent: QWidget, agencies: list[AgencyRow], person: PersonRow
) -> None:
    """Ask for an appointment of a person; a new principal follows the one before."""
    form = Form()
    agency, role = _agency_choice(agencies), ChoiceField(_ROLES)
    form.add(Field("As", role, name="role"))
    form.add(Field("For", agency, name="agency_id"))
    form.add(Field("From", DayField(context.desk.board.today), name="valid_from"))
    form.add(Field("Until", DayField(context.desk.board.today), name="valid_to"))
    role.set_value(Role.PRINCIPAL.value)
    agency.set_value(person.agency_id)
    form.fields["valid_from"].set_value(context.desk.board.today)
    dialog = FormDialog(f"Appoint {person.name}", form, accept="Appoint", parent=parent)

    def command(values: Values) -> Command:
        if values["valid_from"] is None:
            raise Invalid("Say from which day on.", field="valid_from")
        return Appoint(person_id=person.id, **values)

    ask(context.desk, dialog, command)


def open_appointment(context: Context, parent: QWidget, row: AppointmentRow) -> None:
    """Correct or end an appointment."""
    form = Form()
    role = ChoiceField(_ROLES)
    today = context.desk.board.today
    form.add(Field("As", role, name="role"))
    form.add(Field("From", DayField(today), name="valid_from"))
    form.add(Field("Until", DayField(today), name="valid_to", help="Empty while held."))
    role.set_value(row.role.value)
    form.fields["valid_from"].set_value(row.valid_from)
    form.fields["valid_to"].set_value(row.valid_to)
    title = f"{row.person}: {row.role.label}"
    dialog = FormDialog(title, form, accept="Save appointment", parent=parent)

    def command(values: Values) -> Command:
        if values["valid_from"] is None:
            raise Invalid("Say from which day on.", field="valid_from")
        return ReviseAppointment(id=row.id, version=row.version, **values)

    ask(context.desk, dialog, command)
