"""A passphrase for a new file: asked twice, given out only if both are the same."""

from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, SecretField


def new_passphrase_dialog(title: str, parent: QWidget, *, words: str = "") -> FormDialog:
    """Return the form; what it hands over is for `new_passphrase`."""
    form = Form()
    form.add(Field("Passphrase of the new board", SecretField(), name="passphrase", help=words))
    form.add(Field("The same again", SecretField(), name="again"))
    return FormDialog(title, form, accept="Choose where to keep it…", parent=parent)


def new_passphrase(values: dict[str, Any]) -> str:
    """Return what was typed twice; raises Invalid beside the field that is wrong."""
    if values["passphrase"] != values["again"]:
        raise Invalid("The two passphrases differ.", field="again")
    if not values["passphrase"]:
        raise Invalid("A board needs a passphrase.", field="passphrase")
    return str(values["passphrase"])
