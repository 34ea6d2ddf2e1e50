"""Actions: every thing a person can do has a text, a shortcut, a tooltip and a name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class PermittedAction(QAction):
    """An action that is enabled while it is possible and the acting person may give it.

    Pages say with `setEnabled` what is possible; `permit` says who may, and why not.
    """

    def __init__(self, text: str, owner: QWidget) -> None:
        super().__init__(text, owner)
        self._is_possible = True
        self._refusal = ""

    def permit(self, refusal: str) -> None:
        """Let the acting person give the command, or say for whom it is."""
        if refusal or self._refusal:
            self._refusal = refusal
            self.setProperty("why", refusal)
            super().setEnabled(self._is_possible and not refusal)

    @override
    def setEnabled(self, enabled: bool) -> None:
        self._is_possible = enabled
        super().setEnabled(enabled and not self._refusal)


def action(
    owner: QWidget,
    name: str,
    text: str,
    slot: Callable[[], None],
    *,
    keys: str = "",
    whole_window: bool = True,
) -> PermittedAction:
    """Return an action that is added to its owner.

    `slot` is a bound method without parameters. With `whole_window` False the keys work only
    while the owner or a widget in it has the focus, as single letters must.
    """
    made = PermittedAction(text, owner)
    made.setObjectName(name)
    if keys:
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut
            if whole_window
            else Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
    made.triggered.connect(slot)
    owner.addAction(made)
    return made


def list_action(
    owner: QWidget, name: str, text: str, slot: Callable[[], None], keys: str
) -> PermittedAction:
    """Return an action whose keys, often a single letter, work while a list has the focus."""
    return action(owner, name, text, slot, keys=keys, whole_window=False)
