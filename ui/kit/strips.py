"""Strips above the page: what holds for the whole board while it is true, one below another."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.notice import Notice
from ui.theme.tokens import GAP


class Strips(QWidget):
    """Strips by name; a name has one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strips")
        self._shown: dict[str, Notice] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GAP, GAP, GAP, GAP)
        self._layout.setSpacing(GAP)
        self.hide()

    def say(
        self,
        name: str,
        kind: str,
        text: str,
        actions: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        """Show a strip, in place of the one of this name; kinds as for Notice."""
        self.drop(name)
        made = Notice(kind, text, actions)
        self._shown[name] = made
        self._layout.addWidget(made)
        self.show()

    def drop(self, name: str) -> None:
        """Take a strip away if it is there."""
        gone = self._shown.pop(name, None)
        if gone is not None:
            self._layout.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.setVisible(bool(self._shown))

    def text_of(self, name: str) -> str:
        """Return what a strip says, "" if it is not there."""
        shown = self._shown.get(name)
        return shown.words.text() if shown is not None else ""
