"""A row of buttons of which one is down: which part of a list is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui.kit.fields import Value
from ui.kit.text import without_mnemonic


class Toggles(QWidget):
    """One of a few values, each with its count in its text."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Value] = []
        self._buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)

    def set_choices(self, choices: Sequence[tuple[Value, str]]) -> None:
        """Offer these values; the buttons stay the same ones, so the focus stays too."""
        self._values = [value for value, _ in choices]
        while len(self._buttons) < len(choices):
            self._add_button()
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(choices))
            if number < len(choices):
                value, text = choices[number]
                button.setText(without_mnemonic(text))
                button.setAccessibleName(text)
                button.setObjectName(f"show_{value}".replace(" ", "_"))

    def value(self) -> Value:
        number = next((at for at, one in enumerate(self._buttons) if one.isChecked()), 0)
        return self._values[number] if number < len(self._values) else None

    def set_value(self, value: Value) -> None:
        if value in self._values:
            self._buttons[self._values.index(value)].setChecked(True)

    def _add_button(self) -> None:
        button = QPushButton()
        button.setProperty("kind", "toggle")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.clicked.connect(self._on_button_clicked)
        self._group.addButton(button)
        self._buttons.append(button)
        self._row.insertWidget(len(self._buttons) - 1, button)

    @Slot()
    def _on_button_clicked(self) -> None:
        self.edited.emit()
