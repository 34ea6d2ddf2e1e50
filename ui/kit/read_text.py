"""A text to read and to copy from, whose lines have looks; what people typed is never markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QWidget


class ReadText(QTextEdit):
    """Read only, with a cursor, so that keys scroll it and screen readers go through it.

    Fill it by a QTextCursor, whose lines are plain text; nothing can be pasted or dropped into it.
    """

    def __init__(self, called: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setAccessibleName(called)
