"""The way to the import from a page whose things can come from a spreadsheet."""

from PySide6.QtCore import QObject, Slot

from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.page import Page
from ui.places import INTAKE, Navigator, Place


class _Way(QObject):
    def __init__(self, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._navigator = navigator

    @Slot()
    def go(self) -> None:
        self._navigator.go(Place(INTAKE))


def import_button(page: Page) -> ActionButton:
    """Return a quiet button for the head of a page."""
    way = _Way(page.context.navigator, page)
    return ActionButton(action(page, "import_here", "Import", way.go))
