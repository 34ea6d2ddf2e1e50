"""A few fields right at the cell they are about: Enter saves, Esc leaves it as it was."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.kit.dialogs import FormDialog
from ui.kit.fields import Form
from ui.kit.rows import RowList
from ui.theme.tokens import GUTTER

_WIDTH = 380
_AROUND = 128  # title, buttons and the margins


class InlineForm(FormDialog):
    """A small form without a frame; `at` is where its top right corner goes, on the screen."""

    def __init__(self, title: str, form: Form, *, at: QPoint, parent: QWidget) -> None:
        super().__init__(title, form, accept="Save", parent=parent)
        self._at = at
        self._below = parent
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("inline_form")
        self.setMinimumWidth(_WIDTH)
        self.body.setContentsMargins(GUTTER, GUTTER, GUTTER, GUTTER)
        self.body.setSpacing(GUTTER)

    @override
    def show_problems(self, problems: dict[str, str]) -> None:
        super().show_problems(problems)
        # A sentence beside a field needs room; the layout knows how much once it is asked again.
        self.form.adjustSize()
        self.place()

    @override
    def show_message(self, text: str) -> None:
        super().show_message(text)
        self.form.adjustSize()
        self.place()

    @override
    def place(self) -> None:
        height = self.form.sizeHint().height() + _AROUND
        self.resize(_WIDTH, height)
        window = self._below.window()
        low = window.mapToGlobal(QPoint(0, 0))
        left = max(self._at.x() - _WIDTH, low.x())
        top = min(self._at.y(), low.y() + window.height() - height - GUTTER)
        self.move(left, max(top, low.y()))


def below_cell(rows: RowList, column: int) -> QPoint:
    """Return the place on the screen below a cell of the selected row, at its right edge."""
    number = max(rows.currentIndex().row(), 0)
    rect = rows.visualRect(rows.model().index(number, column))
    return rows.viewport().mapToGlobal(rect.bottomRight())
