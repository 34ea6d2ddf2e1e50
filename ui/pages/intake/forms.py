"""The forms of an import: what a column becomes, what a name means, the cells of a line."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from board_app.domain.risk import Tier
from board_app.domain.states import ActionStatus, Priority, Role
from board_app.domain.words import count, day_long
from board_app.services.intake.columns import FIELDS, field_of
from board_app.services.intake.dates import ORDERS, read_date
from board_app.services.intake.names import AGENCY, COUNTRY, PERSON, Names
from board_app.services.intake.plan import Answer, PlannedLine, Question, Wishes
from board_app.services.intake.raw import RawTable
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import CheckField, Field, Form, LineField, TextField
from ui.pages.intake.lists import ColumnRow, asked

Values = dict[str, Any]  # Any: each field's own kind of value
_EMPTY = "empty"
_STATES: dict[str, tuple[tuple[Any, str], ...]] = {
    "status": tuple((one, one.label) for one in ActionStatus),
    "priority": tuple((one, one.label) for one in Priority),
    "role": tuple((one, one.label) for one in Role),
    "tier": tuple((one, one.label) for one in Tier),
}
_LONG = 60


def column_dialog(row: ColumnRow, kind: str, parent: QWidget) -> FormDialog:
    """Ask what a column becomes; the value of `becomes` is the key of a field or ""."""
    form = Form()
    choice = ChoiceField([("", "Not imported"), *((one.key, one.label) for one in FIELDS[kind])])
    form.add(Field("Becomes", choice, name="becomes", help=row.values[:200]))
    choice.set_value(row.key)
    return FormDialog(f"Column “{row.heading}”", form, accept="Use column", parent=parent)


def question_dialog(question: Question, names: Names, parent: QWidget) -> FormDialog:
    """Ask what stands behind a name, a state or a date, once for all lines."""
    form = Form()
    choice = ChoiceField(_choices(question, names))
    lines = count(question.lines, "line")
    form.add(Field("It means", choice, name="value", help=f"For {lines} of this file."))
    choice.set_value(None)
    if question.kind in (AGENCY, PERSON, COUNTRY):
        box = CheckField("Remember it for the next file")
        form.add(Field("", box, name="remember"))
        box.setAccessibleName("Remember it for the next file")
        box.set_value(True)
    return FormDialog(asked(question), form, accept="Answer", parent=parent)


def answer_of(values: Values) -> Answer:
    """Return the answer that a question's form gives; raises Invalid if none was chosen."""
    value = values["value"]
    if value is None:
        raise Invalid("Choose one of the list.", field="value")
    return Answer(None if value == _EMPTY else value, bool(values.get("remember")))


def line_dialog(table: RawTable, wishes: Wishes, line: PlannedLine, parent: QWidget) -> FormDialog:
    """Show the cells of a line that are imported."""
    cells = cells_of(table, wishes, line.id)
    form = Form()
    for number, key in enumerate(wishes.columns):
        if not key:
            continue
        field = field_of(wishes.kind, key)
        is_long = field.is_long or "\n" in cells[number] or len(cells[number]) > _LONG
        editor = TextField(lines=2) if is_long else LineField()
        editor.set_value(cells[number])
        heading = table.header[number]
        label = heading if heading == field.label else f"{heading} → {field.label}"
        form.add(Field(label, editor, name=f"cell_{number}"))
    where = "Row" if table.is_workbook else "Line"
    return FormDialog(f"{where} {line.id:,}", form, accept="Correct line", parent=parent)


def show_problems(dialog: FormDialog, line: PlannedLine) -> None:
    """Show what is wrong beside the cells it is wrong in."""
    problems: dict[str, str] = {}
    for problem in line.problems:
        name = f"cell_{problem.column}" if problem.column >= 0 else ""
        problems[name] = f"{problems[name]} {problem.text}" if name in problems else problem.text
    if problems:
        dialog.show_problems(problems)


def corrected(table: RawTable, wishes: Wishes, number: int, values: Values) -> tuple[str, ...]:
    """Return the cells of a line with what the form holds; a cell left alone stays exact."""
    cells = list(cells_of(table, wishes, number))
    for name, value in values.items():
        at = int(name.removeprefix("cell_"))
        # An editor shows other line ends: only what was typed counts.
        if value.split() != cells[at].split():
            cells[at] = value
    return tuple(cells)


def cells_of(table: RawTable, wishes: Wishes, number: int) -> tuple[str, ...]:
    """Return the cells of a line, as corrected so far."""
    found = wishes.corrections.get(number)
    if found is not None:
        return found
    return next(line.cells for line in table.lines if line.number == number)


def _choices(question: Question, names: Names) -> Sequence[tuple[Any, str] | tuple[Any, str, str]]:
    nothing = (_EMPTY, "Leave it empty")
    match question.kind:
        case "agency":
            rows = names.agencies.values()
            return [*((row.id, row.abbreviation, row.name) for row in rows), nothing]
        case "person":
            people = names.people.values()
            return [*((row.id, row.name, row.agency) for row in people), nothing]
        case "country":
            known = names.countries.values()
            return [*((row.id, row.board_name or row.name, row.alpha2) for row in known), nothing]
        case "order":
            return [(order, label, _example(question.said, order)) for order, label in ORDERS]
        case kind:
            return [*_STATES[kind], nothing]


def _example(said: str, order: str) -> str:
    try:
        found = read_date(said, order)
    except Invalid:
        return f"{said} does not fit"
    return f"{said} is {day_long(found)}" if found else ""


__all__ = [
    "answer_of",
    "cells_of",
    "column_dialog",
    "corrected",
    "line_dialog",
    "question_dialog",
    "show_problems",
]
