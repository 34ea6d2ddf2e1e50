"""The chain of the history: where it ends, and whether all of it fits together."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from board_app.domain.errors import BoardError
from board_app.services.history_rows import ChainPart
from board_app.services.session import Session
from ui.commands import action
from ui.desk import Desk
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.theme.tokens import GAP

_AT_ONCE = 5000
"""Changes checked with one question: others' work is done between two of them."""


class ChainBar(QWidget):
    """Says the last change's number and seal; checks the chain part by part, and can be stopped."""

    broken = Signal(object)  # the number of the first change that does not fit

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._desk: Desk = page.desk
        self._head = ChainPart()
        self._run = 0  # answers to a check that was stopped are dropped
        self._is_running = False
        self.words = PlainLabel("", "muted", wraps=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = action(page, "copy_seal", "Copy seal", self._on_copy)
        self.check = action(page, "check_chain", "Check the chain", self._on_check)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.words, 1)
        row.addWidget(ActionButton(self.copy, PLAIN))
        row.addWidget(ActionButton(self.check, PLAIN))

    def permit(self, *, may_check: bool) -> None:
        """Show it to who sees the whole chain; on a server others see their own changes alone."""
        self.setVisible(may_check)
        self.copy.setEnabled(may_check)
        self.check.setEnabled(may_check)

    def show_head(self, head: ChainPart) -> None:
        """Show where the chain ends; what a check said holds until more was changed."""
        if head == self._head or self._is_running:
            return
        self._head = head
        self.words.setText(f"The last change is number {_named(head)}.")

    def stop(self) -> None:
        """End a check that is under way."""
        self._run += 1
        self._is_running = False
        self.check.setText("Check the chain")

    def _go_on(self, done: ChainPart, run: int) -> None:
        def check(session: Session) -> ChainPart:
            return session.reading.history.chain(done, limit=_AT_ONCE)

        def show(now: ChainPart) -> None:
            if run != self._run:
                return
            if now.broken is not None or now == done:
                self._finish(now)
                return
            total = max(self._head.number, now.number)
            self.words.setText(f"Checked {now.number:,} of {total:,} changes…")
            self._go_on(now, run)

        self._desk.ask(self, check, show, failed=self._on_failed)

    def _finish(self, found: ChainPart) -> None:
        self.stop()
        if found.broken is not None:
            self.words.setText(
                f"The history was altered: change {found.broken:,} does not fit what comes "
                "before it. Compare with a backup."
            )
            self.broken.emit(found.broken)
            return
        self._head = found
        self.words.setText(
            f"All {found.number:,} changes fit together; the last is number {_named(found)}."
        )

    def _on_failed(self, fault: BoardError) -> None:
        self.stop()
        self.words.setText(
            f"Not checked to its end. The last change is number {_named(self._head)}."
        )
        self._desk.refused.emit(fault)

    @Slot()
    def _on_check(self) -> None:
        if self._is_running:
            self.stop()
            self.words.setText(f"Stopped. The last change is number {_named(self._head)}.")
            return
        self._run += 1
        self._is_running = True
        self.check.setText("Stop checking")
        self._go_on(ChainPart(), self._run)

    @Slot()
    def _on_copy(self) -> None:
        """Copy the whole seal: kept elsewhere it shows a history that was cut short."""
        QApplication.clipboard().setText(f"{self._head.number} {self._head.seal}")


def _named(head: ChainPart) -> str:
    return f"{head.number:,}, seal {head.short_seal}"
