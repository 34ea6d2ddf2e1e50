"""Actions: every thing a person can do has a text, a shortcut, a tooltip and a name."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def action(
    owner: QWidget,
    name: str,
    text: str,
    slot: Callable[[], None],
    *,
    keys: str = "",
    whole_window: bool = True,
) -> QAction:
    """Return an action that is added to its owner.

    `slot` is a bound method without parameters. With `whole_window` False the keys work only
    while the owner or a widget in it has the focus, as single letters must.
    """
    made = QAction(text, owner)
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
) -> QAction:
    """Return an action whose keys, often a single letter, work while a list has the focus."""
    return action(owner, name, text, slot, keys=keys, whole_window=False)
