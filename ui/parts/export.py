"""From a meeting to a PDF on the disk, and what to do with it then: open, show, print."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.base import RecordId
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.dialogs import PlainDialog, ask_save_path
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.printing import print_pdf
from ui.theme.tokens import GAP, MARGIN

_PDF = "PDF (*.pdf)"


class Export(QObject):
    """Asks where to, writes on the store thread, then offers the finished file."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._kind = "minutes"
        self._meeting_id = RecordId(0)
        self.finished: ExportedDialog | None = None

    def begin(self, kind: str, meeting_id: RecordId) -> None:
        """Export the "minutes" or the "agenda" of a meeting."""
        self._kind, self._meeting_id = kind, meeting_id
        outside = self._context.outside
        self._context.desk.ask(
            self,
            lambda session: outside.suggested_name(session, meeting_id, kind),
            self._ask_where,
        )

    def _ask_where(self, name: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        title = "Keep the minutes in" if self._kind == "minutes" else "Keep the agenda in"
        ask_save_path(self._window, title, str(Path(folder) / name), _PDF, self._write)

    def _write(self, path: Path) -> None:
        target = path if path.suffix else path.with_suffix(".pdf")
        outside, kind, meeting_id = self._context.outside, self._kind, self._meeting_id

        def write(session: Session) -> Path:
            if kind == "minutes":
                outside.write_minutes(session, meeting_id, target)
            else:
                outside.write_agenda(session, meeting_id, target)
            return target

        self._context.desk.ask(self, write, self._show_finished)

    def _show_finished(self, target: Path) -> None:
        self.finished = ExportedDialog(self._context, target, self._window)
        self.finished.open()


class ExportedDialog(PlainDialog):
    """The file is there: open it, show its folder, print it."""

    def __init__(self, context: Context, target: Path, parent: QWidget) -> None:
        super().__init__("Exported", parent)
        self._context = context
        self._target = target
        self.setObjectName("exported")
        self.words = PlainLabel(f"{target.name} is in {target.parent}.", wraps=True)
        open_it = action(self, "open_file", "Open", self._on_open, keys="Ctrl+O")
        show_it = action(self, "show_in_folder", "Show in folder", self._on_show_in_folder)
        print_it = action(self, "print_file", "Print…", self._on_print, keys="Ctrl+P")
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
            self.words.setText(f"No program here opens PDF files. The file is {self._target}.")

    @Slot()
    def _on_show_in_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._target.parent))):
            self.words.setText(f"The folder can't be shown here. It is {self._target.parent}.")

    @Slot()
    def _on_print(self) -> None:
        print_pdf(self._context, self._target, self)
