"""The dialogs that make a file: where it is kept, how far it has come, and one Cancel."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError, Invalid, StorageUnavailable
from board_app.services.progress import Progress
from ui.commands import action
from ui.kit.dialogs import FormDialog, ask_folder, ask_save_path
from ui.kit.fields import Field, Form, LineField
from ui.kit.folder_field import FolderField
from ui.kit.progress import ProgressLine
from ui.page import Context
from ui.parts.export import ExportedDialog
from ui.parts.kept import Kept, Values, documents_folder

T = TypeVar("T")
_TICK_MS = 100

Make = Callable[[Progress], str]
"""Makes the file whole or not at all and returns what is told of it; raises known errors.

It is done beside the store's thread, and reads what it needs by the desk's `read`.
"""


class Verb(NamedTuple):
    """What the button says, what it says meanwhile, and what is being done until more is known."""

    text: str
    busy: str
    first: str


class MakingDialog(FormDialog):
    """Asks, makes what was asked for beside the store's thread, and closes when it is there.

    While it works, Cancel, Esc and the end of the board end the work; then the answer can be
    given again. A subclass lays out its fields, `add_place` among them, and says in `work_for`
    what is to be done.
    """

    written = Signal(object, str)  # Path, what is told of it

    def __init__(
        self, context: Context, title: str, kept: Kept, *, verb: Verb, parent: QWidget
    ) -> None:
        self._context = context
        self._kept = kept
        self._doing = verb
        self._progress: Progress | None = None
        self._replaces: Path | None = None
        super().__init__(title, Form(), accept=verb.text, parent=parent)
        self.line = ProgressLine()
        self.foot.insertWidget(0, self.line, 1)
        self.foot.setStretch(1, 0)  # the room before the buttons is the line's while it is shown
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._on_ticks_timeout)
        self.submitted.connect(self._on_submitted)
        context.desk.closing.connect(self._on_desk_closing)
        context.desk.broken.connect(self._on_desk_broken)

    def add_place(self, name: str = "") -> None:
        """Ask for the place, with a name to begin with, in the folder of the last paper."""
        if self._kept.ending:
            self.form.add(Field("File name", LineField(), name="file_name")).set_value(name)
        browse = action(self, "browse", "Browse…", self._on_browse, keys="Ctrl+B")
        folder = self.form.add(Field("Folder", FolderField(browse), name="folder"))
        folder.set_value(str(self._context.export_folder or documents_folder()))

    def offer_in(self, window: QWidget) -> None:
        """Let what was made be opened from a window, once it is there."""
        self.written.connect(partial(_offer, self._context, window))

    def work_for(self, values: Values, target: Path) -> Make:
        """Return what is to be done; raises Invalid with the fields that are wrong."""
        raise NotImplementedError

    @Slot(object)
    def _on_submitted(self, values: Values) -> None:
        problems: dict[str, str] = {}
        target = _understood(lambda: self._kept.target_of(values), problems)
        make = _understood(lambda: self.work_for(values, target or Path()), problems)
        if target is None or make is None:
            self.show_problems(problems)
        elif self._kept.ending and target.exists() and target != self._replaces:
            self._replaces = target
            self.show_problems({"file_name": there_already(target)})
            self.accept_action.setText("Replace")
        else:
            self._begin(make, target)

    def _begin(self, make: Make, target: Path) -> None:
        progress = self._progress = Progress("Stopped. Nothing was written.")
        self.show_busy(self._doing.busy)
        self.cancel_action.setEnabled(True)
        self.line.show_work(self._doing.first)
        self._ticks.start()
        self._context.desk.work(
            self,
            lambda: make(progress),
            lambda told: self._finish(target, told),
            failed=self._on_failed,
        )

    def _finish(self, target: Path, told: str) -> None:
        self._end_work()
        self._context.export_folder = target.parent if self._kept.ending else target
        self.finish()
        self.written.emit(target, told)

    def _on_failed(self, fault: BoardError) -> None:
        self._end_work()
        self.show_fault(fault)

    def _end_work(self) -> None:
        self._progress = None
        self._ticks.stop()
        self.line.hide()

    @override
    def show_fault(self, fault: BoardError) -> None:
        """Show beside its field what went wrong; the answer can be given again."""
        super().show_fault(fault)
        if isinstance(fault, StorageUnavailable):
            self.show_problems({self._kept.field: fault.message})
        self.place()  # what is said takes room

    @override
    def reject(self) -> None:
        """End the work that is going on; without any, close."""
        if self._progress is not None:
            self._progress.stop()
            self.cancel_action.setEnabled(False)
            return
        super().reject()

    @Slot()
    def _on_desk_closing(self) -> None:
        if self._progress is not None:
            self._progress.stop()

    @Slot(object)
    def _on_desk_broken(self, _: Exception) -> None:
        # A bug is told in a dialog of its own, and nobody answers the work any more.
        if self._progress is not None:
            self._progress.stop()
            self._on_failed(BoardError("Something went wrong in the program."))

    @Slot()
    def _on_browse(self) -> None:
        values = self.form.fields
        folder = values["folder"].value()
        if not self._kept.ending:
            ask_folder(self, self._kept.title, folder, self._take_folder)
            return
        suggested = Path(folder) / (values["file_name"].value() or self._kept.ending)
        kept = self._kept
        ask_save_path(self, kept.title, str(suggested), kept.pattern, self._take_path)

    def _take_folder(self, path: Path) -> None:
        self.form.fields["folder"].set_value(str(path))

    def _take_path(self, path: Path) -> None:
        """Take what was chosen in the system's way, where a file that is there was asked about."""
        target = self._kept.with_ending(path)
        self.form.fields["file_name"].set_value(target.name)
        self.form.fields["folder"].set_value(str(target.parent))
        if target == path:
            self._replaces = target

    @Slot()
    def _on_ticks_timeout(self) -> None:
        progress = self._progress
        if progress is not None:
            self.line.show_step(progress.done, progress.total)
            if progress.told:
                self.line.words.setText(progress.told)


def _understood(read: Callable[[], T], problems: dict[str, str]) -> T | None:
    """Return what was asked for, or None and what is wrong with it among the problems."""
    try:
        return read()
    except Invalid as fault:
        problems.update(fault.problems or {"": fault.message})
        return None


def there_already(target: Path) -> str:
    """Return what is said before a file is replaced."""
    return f"There is a file “{target.name}” already. Press Replace to write over it."


def _offer(context: Context, window: QWidget, target: Path, told: str) -> None:
    ExportedDialog(context, target, window, told).open()
