"""A new board out of an exported file: choose it, give the new file a passphrase and a place."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.kit.dialogs import FormDialog, ask_open_path, ask_save_path
from ui.parts.new_passphrase import new_passphrase, new_passphrase_dialog

if TYPE_CHECKING:
    from ui.opening.doors import Doors

_JSON = "Exported boards (*.json);;All files (*)"
_BOARD = "Upstream boards (*.board)"
_HAS_NONE = "An exported file has none. Whoever has the new file and this one has everything in it."


def ask_for_exported(doors: "Doors", top: QWidget) -> None:
    """Ask for an exported file, then for passphrase and place, and open what comes of it."""

    def chosen(source: Path) -> None:
        dialog = new_passphrase_dialog(f"New board from {source.name}", top, words=_HAS_NONE)

        def answered(_: FormDialog, values: dict[str, Any]) -> None:
            secret = new_passphrase(values)
            ask_save_path(
                dialog,
                "Keep the board in",
                f"{source.stem}.board",
                _BOARD,
                lambda path: doors.open_exported(source, path, secret),
            )

        doors.ask(dialog, answered)

    ask_open_path(top, "Choose an exported board", _JSON, chosen)
