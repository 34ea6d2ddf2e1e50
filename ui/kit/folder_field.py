"""A folder or a file by its path, with a button that looks for it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.buttons import ActionButton
from ui.kit.fields import LineField
from ui.theme.tokens import CONTROL_HEIGHT, GAP


class FolderField(QWidget):
    """One line for the path; `browse` is the command of the button."""

    edited = Signal()

    def __init__(
        self, browse: QAction, parent: QWidget | None = None, *, called: str = "Folder"
    ) -> None:
        super().__init__(parent)
        self.line = LineField()
        self.line.setAccessibleName(called)
        self.setFocusProxy(self.line)
        self.setMinimumHeight(CONTROL_HEIGHT)  # else a form with many faults in it squeezes it
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.line, 1)
        row.addWidget(ActionButton(browse))
        self.line.edited.connect(self._on_line_edited)

    def value(self) -> str:
        return self.line.value()

    def set_value(self, value: str) -> None:
        self.line.set_value(value)

    @Slot()
    def _on_line_edited(self) -> None:
        self.edited.emit()
