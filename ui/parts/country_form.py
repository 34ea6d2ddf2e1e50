"""The forms of a country: its name on this board, and codes that ISO leaves to its users."""

from PySide6.QtWidgets import QWidget

from board_app.services.board import AddCountry, NameCountry
from board_app.services.rows import CountryRow
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField
from ui.page import Context
from ui.parts.asking import ask


def open_name_country(context: Context, parent: QWidget, row: CountryRow) -> None:
    """Ask for the name as used by the board."""
    form = Form()
    form.add(
        Field(
            "Name as used by the board",
            LineField(row.name),
            name="board_name",
            help=f"Empty takes the ISO name, {row.name}.",
        )
    )
    form.fields["board_name"].set_value(row.board_name)
    dialog = FormDialog(f"{row.alpha2}: {row.name}", form, accept="Save name", parent=parent)
    ask(
        context.desk,
        dialog,
        lambda values: NameCountry(id=row.id, version=row.version, **values),
    )


def open_add_country(context: Context, parent: QWidget) -> None:
    """Ask for a code of the board's own, such as XK."""
    form = Form()
    form.add(Field("Two letters", LineField("XK"), name="alpha2"))
    form.add(Field("Three letters", LineField("XKX"), name="alpha3"))
    form.add(Field("Name", LineField(), name="name"))
    form.add(Field("Region", LineField(), name="region"))
    dialog = FormDialog("Add a country", form, accept="Add country", parent=parent)
    ask(context.desk, dialog, lambda values: AddCountry(**values))
