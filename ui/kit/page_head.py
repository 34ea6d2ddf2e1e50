"""The head of a page: what it is, one line of facts, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, MARGIN


class PageHead(QWidget):
    """The title with the actions at its right; below, over the whole width, the facts."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, "title", elides=True)
        self.title.setObjectName("page_title")
        self.facts = PlainLabel("", "facts", elides=True)
        self.facts.setObjectName("page_facts")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP)
        first = QHBoxLayout()
        first.setSpacing(MARGIN)
        first.addWidget(self.title, 1)
        first.addLayout(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(first)
        layout.addWidget(self.facts)

    def show_words(self, title: str, facts: str) -> None:
        self.title.setText(title)
        self.facts.setText(facts)

    def add_button(self, button: QWidget) -> None:
        self.buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


def page_layout(page: QWidget) -> QVBoxLayout:
    """Return the layout every page begins with: the same margin, 20 below the head."""
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
    layout.setSpacing(20)
    return layout
