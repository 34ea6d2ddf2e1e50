"""Typed text on its way to the board: kept as a draft at once, one change when it is finished."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QPlainTextEdit

from ui.desk import Desk

KEEP_MS = 1500
"""Typed text is at risk for less than two seconds."""

FINISHED_MS = 30_000
"""Nothing typed for this long means that the edit is finished."""


class Drafting(QObject):
    """Watches a text field; `finish` is called with the text when an edit is done.

    `field` names the draft in the store, like `block:123`. The draft is dropped by `settled`, once
    the change is committed, so that a crash in between still offers the text.
    """

    def __init__(
        self, editor: QPlainTextEdit, desk: Desk, *, field: str, finish: Callable[[str], None]
    ) -> None:
        super().__init__(editor)
        self._editor = editor
        self._desk = desk
        self._finish = finish
        self.field = field
        self._is_open = False
        self._is_kept = False
        self._keep = self._timer(KEEP_MS, self._on_keep_timeout)
        self._idle = self._timer(FINISHED_MS, self._on_idle_timeout)
        editor.textChanged.connect(self._on_editor_text_changed)

    @property
    def is_open(self) -> bool:
        """Tell whether something was typed that is not a change yet."""
        return self._is_open

    def flush(self) -> None:
        """Finish the edit now: the field lost the focus, or the page is left."""
        self._keep.stop()
        self._idle.stop()
        if self._is_open:
            self._keep_now()
            self._is_open = False
            self._finish(self._editor.toPlainText())

    def reopen(self) -> None:
        """Take the text as typed again: its change was refused."""
        self._is_open = True
        self._is_kept = True

    def settled(self) -> None:
        """Drop the draft: the text is a change now, or is the stored text again."""
        if self._is_kept and not self._is_open:
            self._is_kept = False
            self._desk.drop_draft(self, self.field)

    def show_stored(self, text: str) -> None:
        """Show the stored text unless the person is typing."""
        if not self._is_open and self._editor.toPlainText() != text:
            self._editor.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
            self._editor.setPlainText(text)
            self._editor.blockSignals(False)  # noqa: FBT003

    def offer(self, text: str) -> None:
        """Show a draft that an earlier run kept, as text that is still being typed."""
        self._editor.setPlainText(text)
        self._is_kept = True

    def clear(self) -> None:
        """Empty the field: what stood in it was stored elsewhere."""
        self._keep.stop()
        self._idle.stop()
        self._is_open = False
        self.show_stored("")

    def _keep_now(self) -> None:
        self._is_kept = True
        self._desk.keep_draft(self, self.field, self._editor.toPlainText())

    def _timer(self, interval: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer

    @Slot()
    def _on_editor_text_changed(self) -> None:
        self._is_open = True
        if not self._keep.isActive():
            self._keep.start()
        self._idle.start()

    @Slot()
    def _on_keep_timeout(self) -> None:
        if self._is_open:
            self._keep_now()

    @Slot()
    def _on_idle_timeout(self) -> None:
        self.flush()
