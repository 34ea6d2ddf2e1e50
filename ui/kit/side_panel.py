"""A panel over the right of a page: one thing with all that belongs to it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from ui.kit.text import PlainLabel
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import GAP, MARGIN

WIDTH = 420
_MOST = 0.6


class SidePanel(QFrame):
    """Opens over its parent's right side; Esc closes it and gives the focus back."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._came_from: QWidget | None = None
        self.title = PlainLabel("", "card", wraps=True)
        self.state = PlainLabel("", "facts", wraps=True)
        self.closer = QPushButton()
        self.closer.setProperty("kind", "plain")
        self.closer.setObjectName("close_panel")
        self.closer.setAccessibleName("Close panel")
        self.closer.setToolTip("Close (Esc)")
        self.closer.clicked.connect(self.close_panel)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.state)
        head.addLayout(words, 1)
        head.addWidget(self.closer, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 20, GAP * 2, GAP * 2)
        layout.setSpacing(GAP * 2)
        layout.addLayout(head)
        layout.addWidget(self.area, 1)
        parent.installEventFilter(self)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.hide()

    def open_with(self, title: str, state: str, body: QWidget) -> None:
        """Show another thing; an open panel keeps the focus, on the button of the same name."""
        self.title.setText(title)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        focused = self._focus_in_body()
        old = self.area.takeWidget()
        if old is not None:
            old.deleteLater()
        self.area.setWidget(body)
        if focused is not None:
            same = body.findChild(QWidget, focused) if focused else None
            (same or self.closer).setFocus()
        if self.isHidden():
            self._came_from = QApplication.focusWidget()
            self._place()
            self.show()
            self.raise_()
        self.setAccessibleName(title)
        self.area.setAccessibleName(title)

    @Slot()
    def close_panel(self) -> None:
        if self.isHidden():
            return
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()
        self.closed.emit()

    def _focus_in_body(self) -> str | None:
        """Return the name of what has the focus in the body, None if that is elsewhere."""
        focused = self.window().focusWidget()  # also while a dialog is in front
        inside = self.area.findChildren(QWidget)
        return focused.objectName() if focused in inside else None

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width = min(WIDTH, int(parent.width() * _MOST))
            self.setGeometry(parent.width() - width, 0, width, parent.height())

    @Slot()
    def _on_theme_changed(self) -> None:
        self.closer.setIcon(icon("x", theme().tokens.text2))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and not self.isHidden()
        ):
            self.close_panel()
            return True
        return False
