"""A card: one question a person has, with its answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER


class Card(QFrame):
    """Title with its count at the right, then the content. As tall as its content."""

    def __init__(
        self, title: str, *, name: str, grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(title)
        self.setProperty("card", name)
        self.title = PlainLabel(title, "card", elides=True)
        self.count = PlainLabel("", "muted")
        self.head = QHBoxLayout()
        self.head.setSpacing(GAP)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GUTTER, 12, GUTTER, GUTTER)
        layout.setSpacing(GAP)
        layout.addLayout(self.head)
        layout.addLayout(self.body, 1)
        if not grows:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)

    def set_count(self, text: str) -> None:
        """Show a count or a fact at the right of the title."""
        self.count.setText(text)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a quiet action behind the count."""
        self.head.addWidget(widget)


def rule() -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line
