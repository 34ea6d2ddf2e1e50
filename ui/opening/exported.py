"""A new board out of an exported file: choose it, give the new file a passphrase and a place."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from ui.kit.dialogs import FormDialog, ask_open_path, ask_save_path
from ui.kit.fields import Field, Form
from ui.opening.forms import secret_field

if TYPE_CHECKING:
    from ui.opening.doors import Doors

_JSON = "Exported boards (*.json);;All files (*)"
_BOARD = "Upstream boards (*.board)"


def ask_for_exported(doors: "Doors", top: QWidget) -> None:
    """Ask for an exported file, then for passphrase and place, and open what comes of it."""

    def chosen(source: Path) -> None:
        dialog = _passphrase_dialog(source.name, top)

        def answered(_: FormDialog, values: dict[str, Any]) -> None:
            secret = _passphrase(values)
            ask_save_path(
                dialog,
                "Keep the board in",
                f"{source.stem}.board",
                _BOARD,
                lambda path: doors.open_exported(source, path, secret),
            )

        doors.ask(dialog, answered)

    ask_open_path(top, "Choose an exported board", _JSON, chosen)


def _passphrase_dialog(file_name: str, parent: QWidget) -> FormDialog:
    form = Form()
    words = "An exported file has none. Whoever has the new file and this one has everything in it."
    form.add(Field("Passphrase of the new board", secret_field(), name="passphrase", help=words))
    form.add(Field("The same again", secret_field(), name="again"))
    title = f"New board from {file_name}"
    return FormDialog(title, form, accept="Choose where to keep it…", parent=parent)


def _passphrase(values: dict[str, Any]) -> str:
    if values["passphrase"] != values["again"]:
        raise Invalid("The two passphrases differ.", field="again")
    if not values["passphrase"]:
        raise Invalid("A board needs a passphrase.", field="passphrase")
    return str(values["passphrase"])
