"""One change with both its sides, field by field, for the side panel."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.services.history import Entry
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.text import PlainLabel
from ui.theme.tokens import GUTTER


class ChangeDetails(QWidget):
    """What each field held before, and what it holds since."""

    def __init__(
        self, entry: Entry, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(GUTTER)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for made in actions:
            buttons.addWidget(ActionButton(made, PLAIN))
        buttons.addStretch(1)
        layout.addLayout(buttons)
        if not entry.changes:
            layout.addWidget(PlainLabel("Nothing that people read was changed.", "facts"))
        for change in entry.changes:
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(PlainLabel(change.field, "caption"))
            if change.before:
                column.addWidget(PlainLabel(change.before, "facts", wraps=True))
                column.addWidget(PlainLabel("became", "muted"))
            column.addWidget(PlainLabel(change.after or "nothing", wraps=True))
            layout.addLayout(column)
        layout.addStretch(1)
