"""All dialogs: opened, never run in a loop of their own."""

import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board_app.domain.errors import BoardError, Invalid
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.fields import Form
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, MARGIN

_HIGHEST = 0.94  # of the window below
_QUESTION = 520  # px wide: sixty letters in a line
_AROUND = 48  # the label above a field and the sentence below it


class PlainDialog(QDialog):
    """A dialog with its title in it; `body` takes what it is about."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.body.setSpacing(MARGIN - GAP)
        self.heading = PlainLabel(title, "card", wraps=True)
        self.body.addWidget(self.heading)
        self.setMinimumWidth(420)


class FormDialog(PlainDialog):
    """A form with a verb. It stays open until its owner calls `finish`, so nothing is lost.

    What stands `aside` is always in view beside the fields.
    """

    submitted = Signal(object)  # values by field name

    def __init__(
        self,
        title: str,
        form: Form,
        *,
        accept: str,
        parent: QWidget | None,
        aside: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.setObjectName("form_dialog")
        self.form = form
        self._verb = accept
        self.area = _scrolled(form)
        self.accept_action = action(self, "accept", accept, self.submit, keys="Ctrl+Return")
        self.cancel_action = action(self, "cancel", "Cancel", self.reject)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(GAP)
        self.foot.addStretch(1)
        self.foot.addWidget(ActionButton(self.cancel_action))
        self.accept_button = ActionButton(self.accept_action, PRIMARY)
        self.foot.addWidget(self.accept_button)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(self.area, 1)
        self._aside = aside
        if aside is not None:
            middle.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(middle, 1)
        self.body.addLayout(self.foot)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        # Qt scrolls for Tab within the area only, not for a field that is wrong or comes round.
        if now is not None and self.area.isAncestorOf(now):
            self.area.ensureWidgetVisible(now, 0, _AROUND)

    @Slot()
    def submit(self) -> None:
        """Hand the values to the owner; a field that can't be understood says so first."""
        if not self.accept_action.isEnabled():
            return
        self.form.clear_problems()
        try:
            values = self.form.values()
        except Invalid as fault:
            self.show_problems(fault.problems or {"": fault.message})
            return
        self.submitted.emit(values)

    def finish(self) -> None:
        """Close: what was typed is stored."""
        self.accept()

    def show_busy(self, text: str) -> None:
        """Say that the answer is being worked at; it can't be taken back or given twice."""
        self.accept_action.setText(text)
        for made in (self.accept_action, self.cancel_action):
            made.setEnabled(False)

    @override
    def reject(self) -> None:
        if self.cancel_action.isEnabled():
            super().reject()

    def show_fault(self, fault: BoardError) -> None:
        """Show a fault beside the field it belongs to, else at the top of the form."""
        self.accept_action.setText(self._verb)
        for made in (self.accept_action, self.cancel_action):
            made.setEnabled(True)
        if isinstance(fault, Invalid) and fault.problems:
            self.show_problems(fault.problems)
        else:
            self.show_message(fault.message)

    def show_problems(self, problems: dict[str, str]) -> None:
        self.form.show_problems(problems)

    def show_message(self, text: str) -> None:
        self.form.show_message(text)
        self.area.verticalScrollBar().setValue(0)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()
        self.form.focus_first()

    def place(self) -> None:
        """Take the room that the fields need, within the window below."""
        below = self.parentWidget()
        most = int((below.window().height() if below else 700) * _HIGHEST)
        wanted = self.form.sizeHint().height() + 150
        width = max(self.form.sizeHint().width() + 2 * MARGIN, 520)
        if self._aside is not None:
            width += self._aside.sizeHint().width() + MARGIN
        self.resize(width, min(wanted, most))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)


def _scrolled(form: Form) -> QScrollArea:
    """Return a frameless area that scrolls the form up and down only."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(2, 2, 14, 2)
    column.addWidget(form)
    column.addStretch(1)
    area.setWidget(inner)
    return area


class Confirm(PlainDialog):
    """A question before something that can't be undone or that leaves the program."""

    confirmed = Signal()

    def __init__(self, title: str, sentence: str, verb: str, *, parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self.setObjectName("confirm")
        self.body.addWidget(PlainLabel(sentence, wraps=True))
        yes = action(self, "confirm_yes", verb, self._on_yes, keys="Ctrl+Return")
        no = action(self, "cancel", "Cancel", self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(no))
        buttons.addWidget(ActionButton(yes, PRIMARY))
        self.body.addLayout(buttons)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A text of several lines wants its whole height, which Qt asks of no dialog by itself.
        width = max(self.width(), _QUESTION)
        self.resize(width, self.body.totalHeightForWidth(width))

    @Slot()
    def _on_yes(self) -> None:
        self.accept()
        self.confirmed.emit()


class FaultDialog(PlainDialog):
    """A fault of the program: what kind and where in our own code, without any content."""

    def __init__(self, fault: Exception, parent: QWidget | None) -> None:
        super().__init__("Something went wrong in the program", parent)
        self.setObjectName("fault")
        sentence = (
            "Your board is as it was before. The report below names places in the program, "
            "nothing of the board; copy it for whoever looks after Upstream."
        )
        self.report = QPlainTextEdit(report_of(fault))
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.body.addWidget(PlainLabel(sentence, wraps=True))
        self.body.addWidget(self.report, 1)
        copy = action(self, "copy_report", "Copy report", self._on_copy)
        close = action(self, "close_report", "Close", self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(copy))
        buttons.addWidget(ActionButton(close, PRIMARY))
        self.body.addLayout(buttons)
        self.resize(560, 360)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def report_of(fault: Exception) -> str:
    """Return the kind of a fault and the places it passed, without values or messages."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)
    ]
    return "\n".join([type(fault).__name__, *places])


def ask_save_path(
    parent: QWidget, title: str, suggested: str, pattern: str, on_path: Callable[[Path], None]
) -> QFileDialog:
    """Ask where to keep a file; `on_path` gets the answer."""
    dialog = _file_dialog(parent, title, pattern, on_path)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(suggested)
    dialog.open()
    return dialog


def ask_folder(
    parent: QWidget, title: str, suggested: str, on_path: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a folder to keep files in; `on_path` gets the answer."""
    dialog = _file_dialog(parent, title, "", on_path)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setDirectory(suggested)
    dialog.open()
    return dialog


def ask_open_path(
    parent: QWidget, title: str, pattern: str, on_path: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a file that exists; `on_path` gets the answer."""
    dialog = _file_dialog(parent, title, pattern, on_path)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def _file_dialog(
    parent: QWidget, title: str, pattern: str, on_path: Callable[[Path], None]
) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setObjectName("file_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilter(pattern)

    def chosen(name: str) -> None:
        on_path(Path(name))

    dialog.fileSelected.connect(chosen)
    return dialog
