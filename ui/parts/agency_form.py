"""The forms of an agency: add one, rename its seat, correct a name, change how it takes part."""

import re
from datetime import date

from PySide6.QtWidgets import QWidget

from board_app.domain.agency import AgencyKind
from board_app.domain.errors import Invalid
from board_app.services.commands import Command
from board_app.services.directory import (
    AgencyEntry,
    CorrectSeat,
    RenameSeat,
    ReviseAgency,
    SeatAgencies,
)
from board_app.services.rows import AgencyRow, SeatRow
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, NumberField, TextField
from ui.page import Context
from ui.parts.asking import Values, ask

_KINDS = tuple((one.value, one.label) for one in AgencyKind)


def _needed(values: Values, name: str) -> date:
    day = values[name]
    if not isinstance(day, date):
        raise Invalid("Say the day.", field=name)
    return day


def _named(form: Form) -> None:
    form.add(Field("Name", LineField(), name="name"))
    form.add(Field("Short name", LineField(), name="abbreviation", help="As lists and papers say."))


def open_add_agency(context: Context, parent: QWidget, next_seat: int) -> None:
    """Ask for a new agency; its code is made from the short name."""
    form = Form()
    _named(form)
    kind = ChoiceField(_KINDS)
    form.add(Field("Takes part as", kind, name="kind"))
    form.add(Field("Seat number", NumberField(0, 999), name="seat_no"))
    form.add(Field("What it brings", TextField(), name="functions"))
    form.add(Field("Seated from", DayField(context.desk.board.today), name="valid_from"))
    kind.set_value(AgencyKind.MEMBER.value)
    form.fields["seat_no"].set_value(next_seat)
    form.fields["valid_from"].set_value(context.desk.board.today)
    dialog = FormDialog("Add agency", form, accept="Add agency", parent=parent)

    def command(values: Values) -> Command:
        valid_from = _needed(values, "valid_from")
        rest = {name: value for name, value in values.items() if name != "valid_from"}
        code = re.sub(r"[^a-z0-9]+", "-", rest["abbreviation"].lower()).strip("-")[:24]
        entry = AgencyEntry(code=code or f"agency-{rest['seat_no']}", **rest)
        return SeatAgencies(entries=(entry,), valid_from=valid_from)

    ask(context.desk, dialog, command)


def open_rename(context: Context, parent: QWidget, agency: AgencyRow) -> None:
    """Ask for the name an agency has from a day on; papers before keep the old one."""
    form = Form()
    _named(form)
    form.add(Field("From", DayField(context.desk.board.today), name="valid_from"))
    form.add(Field("Reason", LineField(), name="reason", help="May be empty."))
    form.fields["name"].set_value(agency.name)
    form.fields["abbreviation"].set_value(agency.abbreviation)
    form.fields["valid_from"].set_value(context.desk.board.today)
    dialog = FormDialog(f"Rename {agency.abbreviation}", form, accept="Rename", parent=parent)

    def command(values: Values) -> Command:
        _needed(values, "valid_from")
        return RenameSeat(agency_id=agency.id, **values)

    ask(context.desk, dialog, command)


def open_correct_seat(context: Context, parent: QWidget, seat: SeatRow) -> None:
    """Correct a name that was always wrong, or its days."""
    form = Form()
    _named(form)
    today = context.desk.board.today
    form.add(Field("From", DayField(today), name="valid_from"))
    form.add(Field("Until", DayField(today), name="valid_to", help="Empty while it holds."))
    form.add(Field("Reason", LineField(), name="reason"))
    for name in ("name", "abbreviation", "valid_from", "valid_to", "reason"):
        form.fields[name].set_value(getattr(seat, name))
    dialog = FormDialog("Correct name", form, accept="Save name", parent=parent)

    def command(values: Values) -> Command:
        _needed(values, "valid_from")
        return CorrectSeat(id=seat.id, version=seat.version, **values)

    ask(context.desk, dialog, command)


def open_change_agency(context: Context, parent: QWidget, agency: AgencyRow) -> None:
    """Change how an agency takes part."""
    form = Form()
    kind = ChoiceField(_KINDS)
    form.add(Field("Takes part as", kind, name="kind"))
    form.add(Field("Seat number", NumberField(0, 999), name="seat_no"))
    form.add(Field("What it brings", TextField(), name="functions"))
    kind.set_value(agency.kind.value)
    form.fields["seat_no"].set_value(agency.seat_no)
    form.fields["functions"].set_value(agency.functions)
    title = f"Change {agency.abbreviation}"
    dialog = FormDialog(title, form, accept="Save agency", parent=parent)
    ask(
        context.desk,
        dialog,
        lambda values: ReviseAgency(id=agency.id, version=agency.version, **values),
    )
