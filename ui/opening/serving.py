"""A board on a server: where it is, as whom, and how the connection is proved."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from board_app.services.served import USUAL_PORT, ServedPlace
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, NumberField, SecretField
from ui.opening.remembering import offer_keyring, wish_of

if TYPE_CHECKING:
    from ui.opening.doors import Doors

_PROOFS = (
    ("verify-full", "Encrypted, and the server's certificate is right"),
    ("verify-ca", "Encrypted, the certificate is of the authority, any name"),
    ("require", "Encrypted, any certificate"),
    ("disable", "Not encrypted"),
)
_LATER = "Leave it empty if a certificate or your computer's own login (Kerberos) lets you in."


def ask_for_server(doors: "Doors", top: QWidget, known: ServedPlace | None = None) -> None:
    """Ask where the board is served and open it; what is known stands there already."""
    dialog = server_dialog(top, known)

    def answered(_: FormDialog, values: dict[str, Any]) -> None:
        doors.open_served(wanted_place(values), values["passphrase"], wish=wish_of(values))

    doors.ask(dialog, answered)
    offer_keyring(doors, dialog, known.address if known is not None else "")
    if known is not None:
        dialog.form.fields["passphrase"].setFocus()


def server_dialog(parent: QWidget, known: ServedPlace | None) -> FormDialog:
    """Return the form; the usual ways of proving the connection stand first."""
    form = Form()
    form.add(Field("Server", LineField("db.agency.gov"), name="host"))
    form.add(Field("Board", LineField("board"), name="database", help="The database's name."))
    form.add(Field("Login", LineField(), name="user"))
    form.add(Field("Passphrase", SecretField(), name="passphrase", help=_LATER))
    form.add_section("How the connection is proved")
    form.add(Field("The server", ChoiceField(_PROOFS), name="sslmode"))
    form.add(
        Field(
            "Authority's certificate",
            LineField("/etc/ssl/agency-ca.crt"),
            name="root_certificate",
            help="A file. Empty means the authorities that this computer trusts.",
        )
    )
    form.add(Field("Your certificate", LineField(), name="certificate", help="A file, if any."))
    form.add(Field("Its key", LineField(), name="key", help="A file, if any."))
    form.add(Field("Port", NumberField(1, 65535), name="port"))
    place = known or ServedPlace("", "", "")
    for name, value in place._asdict().items():
        form.fields[name].set_value(value or (USUAL_PORT if name == "port" else value))
    return FormDialog("Open a board on a server", form, accept="Connect", parent=parent)


def wanted_place(values: dict[str, Any]) -> ServedPlace:
    """Return the place that the form means; raises Invalid beside the field that is wrong."""
    names = {"host": "server", "database": "board", "user": "login"}
    for field, name in names.items():
        if not values[field].strip():
            raise Invalid(f"Name the {name}.", field=field)
    for field in ("root_certificate", "certificate", "key"):
        if values[field].strip() and not Path(values[field].strip()).is_file():
            raise Invalid("There is no such file.", field=field)
    if bool(values["certificate"].strip()) != bool(values["key"].strip()):
        field = "key" if values["certificate"].strip() else "certificate"
        raise Invalid("A certificate and its key go together.", field=field)
    taken: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in values.items()
        if name in ServedPlace._fields
    }
    return ServedPlace(**taken)
