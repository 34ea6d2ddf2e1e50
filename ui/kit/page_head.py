"""The head of a page: what it is, one line of facts, and what can be done."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, MARGIN


class PageHead(QWidget):
    """The title with the actions at its right, and below them the facts over the whole width.

    Where the title would be cut, the actions stand below the facts.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, "title", elides=True)
        self.title.setObjectName("page_title")
        self.facts = PlainLabel("", "facts", elides=True)
        self.facts.setObjectName("page_facts")
        self._actions = QWidget()
        self.buttons = QHBoxLayout(self._actions)
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(GAP)
        self._actions.installEventFilter(self)
        self._is_narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(MARGIN)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._place(is_narrow=False)

    def show_words(self, title: str, facts: str) -> None:
        self.title.setText(title)
        self.facts.setText(facts)
        self._fit()

    def add_button(self, button: QWidget) -> None:
        self.buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _place(self, *, is_narrow: bool) -> None:
        self._is_narrow = is_narrow
        for widget in (self.title, self.facts, self._actions):
            self._grid.removeWidget(widget)
        left = Qt.AlignmentFlag.AlignLeft
        if is_narrow:
            self._grid.addWidget(self.title, 0, 0, 1, 2)
            self._grid.addWidget(self._actions, 2, 0, 1, 2, left)
        else:
            self._grid.addWidget(self.title, 0, 0)
            self._grid.addWidget(self._actions, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.buttons.setContentsMargins(0, GAP if is_narrow else 0, 0, 0)
        self._grid.addWidget(self.facts, 1, 0, 1, 2)

    def _fit(self) -> None:
        """Put the actions where title and actions have their room."""
        wanted = self._actions.sizeHint().width()
        left = self.width() - (wanted + MARGIN if wanted else 0)
        is_narrow = bool(wanted) and self.title.whole_width() > left
        if is_narrow != self._is_narrow:
            self._place(is_narrow=is_narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)


def page_layout(page: QWidget) -> QVBoxLayout:
    """Return the layout every page begins with: the same margin, 20 below the head."""
    page.setObjectName("page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
    layout.setSpacing(20)
    return layout
