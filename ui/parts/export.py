"""From the board to a file on the disk, and what to do with it then: open, show, print."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.dialogs import PlainDialog, ask_save_path
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.printing import print_pdf
from ui.theme.tokens import GAP, MARGIN

Write = Callable[[Session, Path], object]


class FileExport(QObject):
    """Asks where to, writes on the store thread, then offers the finished file."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.finished: ExportedDialog | None = None

    def ask(self, title: str, suggested: str, write: Write, *, pattern: str) -> None:
        """Ask for a place and write there; a name without an ending gets that of the suggestion."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        ending = Path(suggested).suffix

        def chosen(path: Path) -> None:
            target = path if path.suffix else path.with_suffix(ending)
            self._context.desk.ask(self, lambda session: _written(write, session, target), show)

        def show(done: tuple[Path, str]) -> None:
            self.finished = ExportedDialog(self._context, done[0], self._window, done[1])
            self.finished.open()

        ask_save_path(self._window, title, str(Path(folder) / suggested), pattern, chosen)


class ExportedDialog(PlainDialog):
    """The file is there: open it, show its folder, print it if it is a PDF."""

    def __init__(self, context: Context, target: Path, parent: QWidget, told: str = "") -> None:
        super().__init__("Exported", parent)
        self._context = context
        self._target = target
        self.setObjectName("exported")
        where = f"{target.name} is in {target.parent}."
        if target.is_dir():
            where = f"The files are in {target}."
        self.words = PlainLabel(f"{where} {told}".strip(), wraps=True)
        open_it = action(self, "open_file", "Open", self._on_open, keys="Ctrl+O")
        show_it = action(self, "show_in_folder", "Show in folder", self._on_show_in_folder)
        print_it = action(self, "print_file", "Print…", self._on_print, keys="Ctrl+P")
        print_it.setVisible(target.suffix.lower() == ".pdf")
        done = action(self, "done", "Done", self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        for made in (print_it, show_it, open_it):
            buttons.addWidget(ActionButton(made))
        buttons.addWidget(ActionButton(done, PRIMARY))
        column = QVBoxLayout()
        column.setSpacing(MARGIN)
        column.addWidget(self.words)
        column.addLayout(buttons)
        self.body.addLayout(column)

    @Slot()
    def _on_open(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target))):
            kind = self._target.suffix.removeprefix(".").upper()
            self.words.setText(f"No program here opens {kind} files. The file is {self._target}.")

    @Slot()
    def _on_show_in_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent))):
            self.words.setText(f"The folder can't be shown here. It is {self._target.parent}.")

    @Slot()
    def _on_print(self) -> None:
        print_pdf(self._context, self._target, self._target.stem, self, told=self.words.setText)


def _written(write: Write, session: Session, target: Path) -> tuple[Path, str]:
    """Return the file and what is to be told about it."""
    told = write(session, target)
    return target, told if isinstance(told, str) else ""
