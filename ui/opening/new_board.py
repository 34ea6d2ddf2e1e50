"""A new board: the sample, or five questions, a place for the file, and the monthly series."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QWidget

from ui.kit.dialogs import FormDialog, ask_save_path
from ui.opening import forms

if TYPE_CHECKING:
    from ui.opening.doors import Doors

_FILTER = "Upstream boards (*.board);;All files (*)"


def ask_for_sample(doors: "Doors", top: QWidget) -> None:
    """Ask where to keep the sample board, make and open it."""

    def make(path: Path) -> None:
        doors.enter(path, lambda: doors.outside.sample_board(path))

    ask_save_path(top, "Keep the sample board in", "sample.board", _FILTER, make)


def ask_for_new(doors: "Doors", top: QWidget) -> None:
    """Ask the questions and where to keep the board, then make and open it."""
    outside = doors.outside
    agencies = outside.offered_agencies()
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()

    def answered(dialog: FormDialog, values: dict[str, Any]) -> None:
        wanted = forms.new_board_wanted(values, agencies)

        def make(path: Path) -> None:
            target = path.with_suffix(".board") if not path.suffix else path
            doors.enter(target, lambda: forms.founded(outside, target, wanted, values))

        name = "".join(sign if sign.isalnum() else "-" for sign in wanted.name).strip("-")
        ask_save_path(dialog, "Keep the board in", f"{name or 'board'}.board", _FILTER, make)

    doors.ask(forms.new_board_dialog(agencies, outside.zones(), zone, top), answered)
