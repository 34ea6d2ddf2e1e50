"""A small button beside another one: what else can be done of the same kind."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.text import escaped_tooltip
from ui.theme.icons import icon
from ui.theme.service import theme


class MenuButton(QPushButton):
    """Opens a menu of actions by mouse, Enter, Space or Down; hidden while it would be empty."""

    def __init__(
        self, name: str, label: str, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", "menu")
        self.setAccessibleName(label)
        self.setToolTip(escaped_tooltip(label))
        self.setIconSize(QSize(16, 16))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.menu_shown = QMenu(self)
        self.menu_shown.setAccessibleName(label)
        self.menu_shown.addActions(list(actions))
        self.menu_shown.setToolTipsVisible(True)
        self.clicked.connect(self._on_self_clicked)
        theme().changed.connect(self._on_theme_changed)
        for made in actions:
            made.changed.connect(self._on_action_changed)
        self._on_theme_changed()
        self._on_action_changed()

    @Slot()
    def _on_self_clicked(self) -> None:
        under = self.mapToGlobal(QPoint(self.width(), self.height() + 2))
        self.menu_shown.popup(under - QPoint(self.menu_shown.sizeHint().width(), 0))
        first = next((made for made in self.menu_shown.actions() if made.isEnabled()), None)
        if first is not None:
            self.menu_shown.setActiveAction(first)

    @Slot()
    def _on_action_changed(self) -> None:
        if not any(made.isVisible() for made in self.menu_shown.actions()):
            self.hide()
        elif self.parent() is not None:
            self.show()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setIcon(icon("chevron-down", theme().tokens.text2))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.click()
            return
        super().keyPressEvent(event)
