"""A plain text editor that is as tall as its text, for minutes."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

_PADDING = 12


class Prose(QPlainTextEdit):
    """Grows with its text. Tab leaves it; Enter is a new line unless `entered` takes it."""

    left = Signal()
    entered = Signal()

    def __init__(self, *, name: str, label: str, hint: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.least_lines = 1
        self.most_lines = 0
        """0 for no limit; a longer text is scrolled."""
        self._takes_enter = False
        self.textChanged.connect(self._on_self_text_changed)
        self._fit()

    def take_enter(self, *, takes: bool) -> None:
        """Let Enter without modifiers emit `entered` instead of beginning a line."""
        self._takes_enter = takes

    def current_line(self) -> str:
        """Return the line the cursor stands in."""
        return self.textCursor().block().text()

    def _fit(self) -> None:
        spacing = self.fontMetrics().lineSpacing()
        height = 0.0
        block = self.document().firstBlock()
        while block.isValid():
            # Asking for the rectangle lays the block out for the present width.
            height += self.blockBoundingRect(block).height()
            block = block.next()
        wanted = max(int(height), self.least_lines * spacing)
        most = self.most_lines * spacing
        is_scrolled = bool(most) and wanted > most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if is_scrolled
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight((most if is_scrolled else wanted) + _PADDING)

    @Slot()
    def _on_self_text_changed(self) -> None:
        self._fit()

    @override
    def setPlainText(self, text: str) -> None:
        super().setPlainText(text)
        self._fit()  # also when signals are blocked

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._takes_enter and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())
