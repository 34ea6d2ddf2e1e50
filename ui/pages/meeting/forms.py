"""The forms of the meeting page: an item, an agency's attendance."""

from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.agenda import ItemKind
from board_app.domain.attendance import Presence
from board_app.domain.vocabulary import Vocabulary
from board_app.services.agenda import AddItem, ReviseItem
from board_app.services.commands import Command
from board_app.services.minutes import MarkNote, RecordAttendance
from board_app.services.rows import AgendaRow, AttendanceRow, BlockRow
from board_app.services.sheet import Sheet
from ui.desk import Desk
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, NumberField, TextField
from ui.parts.asking import ask
from ui.parts.marking_field import add_marking

Values = dict[str, Any]  # Any: each field's own kind of value


def item_dialog(sheet: Sheet, item: AgendaRow | None, parent: QWidget) -> FormDialog:
    """Return the form for a new item or for one that exists."""
    form = Form()
    title = LineField()
    kind = ChoiceField([(one.value, one.label) for one in ItemKind])
    minutes = NumberField(0, 600, suffix=" min")
    agencies = [(row.id, row.abbreviation, row.name) for row in sheet.agencies]
    lead = ChoiceField([(None, "No lead yet"), *agencies])
    countries = [(row.id, row.board_name or row.name) for row in sheet.countries]
    country = ChoiceField([(None, "No country"), *countries])
    purpose = TextField()
    form.add(Field("Title", title, name="title"))
    form.add(Field("Type", kind, name="kind"))
    form.add(Field("Minutes allotted", minutes, name="minutes"))
    form.add(Field("Lead agency", lead, name="lead_id"))
    form.add(Field("Country", country, name="country_id"))
    form.add(
        Field(
            "What is asked of the board",
            purpose,
            name="purpose",
            help="The decision sought, or the question to discuss.",
        )
    )
    add_marking(
        form,
        sheet.scheme,
        marking=item.marking if item else 0,
        handling=item.handling if item else "",
    )
    kind.set_value(item.kind.value if item else ItemKind.DISCUSSION.value)
    minutes.set_value(item.minutes if item else 10)
    lead.set_value(item.lead_id if item else None)
    country.set_value(item.country_id if item else None)
    if item is not None:
        title.set_value(item.title)
        purpose.set_value(item.purpose)
    name = "Change agenda item" if item else "Add agenda item"
    return FormDialog(name, form, accept="Save item" if item else "Add item", parent=parent)


def item_command(sheet: Sheet, item: AgendaRow | None, values: Values) -> Command:
    """Return the command for what the form holds; raises Invalid."""
    if item is None:
        return AddItem(meeting_id=sheet.meeting.id, **values)
    return ReviseItem(id=item.id, version=item.version, **values)


def attendance_dialog(sheet: Sheet, row: AttendanceRow, parent: QWidget) -> FormDialog:
    """Return the form for how one agency attended."""
    form = Form()
    presence = ChoiceField([(one.value, one.label) for one in Presence])
    own = [person for person in sheet.people if person.agency_id == row.agency_id]
    others = [person for person in sheet.people if person.agency_id != row.agency_id]
    people = [
        (person.id, person.name, person.role.label if person.role else person.agency)
        for person in (*own, *others)
    ]
    person = ChoiceField([(None, "Principal or alternate"), *people])
    arrived, left, note = LineField(), LineField(), LineField()
    form.add(Field("Presence", presence, name="presence"))
    form.add(Field("Who", person, name="person_id"))
    form.add(Field("Arrived at", arrived, name="arrived", help="Like 10:14; empty if on time."))
    form.add(Field("Left at", left, name="left", help="Like 11:00; empty if until the end."))
    form.add(Field("Note", note, name="note"))
    presence.set_value(row.presence.value)
    person.set_value(row.person_id)
    arrived.set_value(row.arrived)
    left.set_value(row.left)
    note.set_value(row.note)
    return FormDialog(f"Attendance: {row.agency}", form, accept="Save attendance", parent=parent)


def attendance_command(sheet: Sheet, row: AttendanceRow, values: Values) -> Command:
    """Return the command for what the form holds; raises Invalid."""
    times = {name: _clock(values.pop(name)) for name in ("arrived", "left")}
    return RecordAttendance(meeting_id=sheet.meeting.id, agency_id=row.agency_id, **times, **values)


def _clock(text: str) -> str:
    """Return 9:05 as 09:05; anything else is left for the command to refuse."""
    hours, colon, minutes = text.strip().partition(":")
    return f"{hours:0>2}:{minutes}" if colon else text.strip()


def ask_handling(desk: Desk, parent: QWidget, row: BlockRow, scheme: Vocabulary) -> None:
    """Open the form of a note's marking; its text stays as it is."""
    form = Form()
    more = add_marking(form, scheme, marking=row.marking or 1, handling=row.handling)
    dialog = FormDialog("Marking of this note", form, accept="Mark note", parent=parent)

    def command(values: Values) -> Command:
        return MarkNote(id=row.id, version=row.version, **values)

    more.more.trigger()
    ask(desk, dialog, command)
