"""Columns side by side that fold into tabs when the window is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget
from typing_extensions import override

from ui.theme.tokens import FOLD_WIDTH, GUTTER

_LEAST = 640


@dataclass(frozen=True)
class Part:
    """One column; those that fold share tabs with the last one that doesn't.

    Beside the tabs it takes the share `stretch_folded`, if that is another one.
    """

    title: str
    widget: QWidget
    stretch: int
    folds: bool = False
    stretch_folded: int = 0


class FoldingColumns(QWidget):
    """Widgets move between columns and tabs as they are; typing and focus survive."""

    def __init__(self, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._is_folded: bool | None = None
        self.tabs = QTabWidget(self)  # else it would be a window of its own for a moment
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("Parts of the page")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GUTTER)
        self._arrange(folded=False)

    @property
    def is_folded(self) -> bool:
        return bool(self._is_folded)

    def show_part(self, title: str) -> None:
        """Bring a folded part to the front."""
        for number in range(self.tabs.count()):
            if self.tabs.tabText(number) == title:
                self.tabs.setCurrentIndex(number)

    def _arrange(self, *, folded: bool) -> None:
        if folded == self._is_folded:
            return
        self._is_folded = folded
        focused = self.focusWidget()
        while self._layout.count():
            self._layout.takeAt(0)
        last = max(number for number, part in enumerate(self._parts) if not part.folds)
        for number, part in enumerate(self._parts):
            if folded and (part.folds or number == last):
                self.tabs.addTab(part.widget, part.title)
            else:
                share = part.stretch_folded if folded else 0
                self._layout.addWidget(part.widget, share or part.stretch)
                part.widget.show()
        if folded:
            stretch = sum(part.stretch for part in self._parts if part.folds)
            self._layout.addWidget(self.tabs, self._parts[last].stretch + stretch)
        self.tabs.setVisible(folded)
        self._give_back(focused)

    def _give_back(self, focused: QWidget | None) -> None:
        if focused is None:
            return
        for part in self._parts:
            if part.widget is focused or part.widget.isAncestorOf(focused):
                self.show_part(part.title)
        focused.setFocus()

    @override
    def minimumSizeHint(self) -> QSize:
        # What it needs when folded; else the window could never become narrow enough to fold.
        return QSize(_LEAST, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(folded=self.window().width() < FOLD_WIDTH)
