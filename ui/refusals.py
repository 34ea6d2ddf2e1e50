"""What was refused, said with the one thing that helps."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from board_app.domain.errors import BoardError, NotAllowed, StepRefused
from board_app.services.changes import Outcome
from ui.desk import Desk
from ui.kit.toast import ToastHost


class Refusals(QObject):
    """Shows the desk's refusals as messages; `introduce` asks the person who they are."""

    def __init__(self, desk: Desk, toasts: ToastHost, introduce: Callable[[], None]) -> None:
        super().__init__(toasts)
        self._desk = desk
        self._toasts = toasts
        self._introduce = introduce
        desk.refused.connect(self._on_refused)

    @Slot(object)
    def _on_refused(self, fault: BoardError) -> None:
        action, on_action = "", self._introduce
        if isinstance(fault, NotAllowed) and self._desk.actor.role is None:
            action = "Say who you are"
        elif isinstance(fault, StepRefused):
            step = fault.step
            action, on_action = "Skip this step", lambda: self._desk.skip(step, self._on_skipped)
        self._toasts.show_toast(fault.message, action=action, on_action=on_action)

    def _on_skipped(self, _: Outcome) -> None:
        label = self._desk.undo_now.undo
        self._toasts.show_toast(
            "Skipped: what it changed stays.",
            action=f"Undo {label.lower()}" if label else "",
            on_action=self._desk.undo,
        )
