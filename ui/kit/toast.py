"""Short messages at the lower left: what was done, and Undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER

SHOWN_MS = 8000
_MOST = 2
_WIDEST = 640


class Toast(QFrame):
    """One line; it goes by itself after eight seconds."""

    def __init__(
        self, text: str, action: str, on_action: Callable[[], None] | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._on_action = on_action
        self.words = PlainLabel(text, wraps=len(text) > 90)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GUTTER, 6, GAP, 6)
        layout.setSpacing(GAP)
        layout.addWidget(self.words, 1)
        self.button = QPushButton(action)
        self.button.setObjectName("toast_action")
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self._on_button_clicked)
        self.closer = QPushButton("×")
        self.closer.setObjectName("toast_close")
        self.closer.setAccessibleName("Close message")
        self.closer.clicked.connect(self.go)
        layout.addWidget(self.button)
        layout.addWidget(self.closer)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self.go)
        self.timer.start()

    @Slot()
    def go(self) -> None:
        """Take the message away."""
        self.timer.stop()
        self.hide()
        self.deleteLater()

    @Slot()
    def _on_button_clicked(self) -> None:
        self.go()
        if self._on_action is not None:
            self._on_action()


class ToastHost(QObject):
    """Stacks at most two messages over a widget's lower left corner."""

    def __init__(self, window: QWidget, anchor: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._anchor = anchor
        self._made: list[Toast] = []  # children change their order when they are raised
        anchor.installEventFilter(self)

    def shown(self) -> list[Toast]:
        """Return the messages on the screen, the oldest first."""
        self._made = [one for one in self._made if isValid(one) and not one.isHidden()]
        return list(self._made)

    def show_toast(
        self, text: str, *, action: str = "", on_action: Callable[[], None] | None = None
    ) -> None:
        """Show a message, with a button if an action is named; tell screen readers too."""
        # 3 ms of enums before the first screen
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415

        for old in self.shown()[: max(0, len(self.shown()) - _MOST + 1)]:
            old.go()
        # "Undo" means the last change: an older message must not offer it any more.
        for old in self.shown():
            old.button.hide()
        toast = Toast(text, action, on_action, self._anchor)
        toast.setMaximumWidth(_WIDEST)
        toast.show()
        self._made.append(toast)
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))

    def lift(self) -> None:
        """Put the messages over a page that came to the front."""
        for toast in self.shown():
            toast.raise_()

    def _place(self) -> None:
        bottom = self._anchor.height() - GUTTER
        for toast in reversed(self.shown()):
            toast.adjustSize()
            toast.move(GUTTER, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + GAP

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False
