"""Choosing one or several of known values."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QWidget
from typing_extensions import override

from ui.kit.fields import CheckField, Value
from ui.kit.text import without_mnemonic
from ui.theme.service import theme
from ui.theme.tokens import CONTROL_HEIGHT

_SEARCHED_FROM = 12


class ChoiceField(QComboBox):
    """One of several values. Long lists are searched by typing any part of a name."""

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[Value, str] | tuple[Value, str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values: list[Value] = []
        self.setFixedHeight(CONTROL_HEIGHT)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.set_choices(choices)
        self.activated.connect(self._on_activated)

    def set_choices(self, choices: Sequence[tuple[Value, str] | tuple[Value, str, str]]) -> None:
        """Offer other choices: (value, label) or (value, label, what explains it)."""
        self._values = [choice[0] for choice in choices]
        self.clear()
        for choice in choices:
            more = f" · {choice[2]}" if len(choice) == 3 and choice[2] else ""
            self.addItem(f"{choice[1]}{more}")
        if len(choices) > _SEARCHED_FROM:
            self._search()

    def value(self) -> Value:
        """Return the chosen value, None if what was typed is none of the choices."""
        text = self.currentText().strip()
        number = self.currentIndex()
        if self.isEditable() and (number < 0 or self.itemText(number) != text):
            number = self._only_match(text)
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, value: Value) -> None:
        number = self._values.index(value) if value in self._values else -1
        self.setCurrentIndex(number)

    def words_of(self, value: Value) -> str:
        """Return what a value is called, whether it is chosen or not."""
        if value in self._values:
            return self.itemText(self._values.index(value))
        return "one that is not offered here"

    def _only_match(self, text: str) -> int:
        wanted = text.casefold()
        if not wanted:
            return -1
        labels = [self.itemText(number).casefold() for number in range(self.count())]
        if wanted in labels:
            return labels.index(wanted)
        found = [number for number, label in enumerate(labels) if label.startswith(wanted)]
        found = found or [number for number, label in enumerate(labels) if wanted in label]
        return found[0] if len(found) == 1 else -1

    def _search(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_editing_finished)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    @Slot(int)
    def _on_activated(self, _: int) -> None:
        self.edited.emit()

    @Slot()
    def _on_editing_finished(self) -> None:
        text = self.currentText().strip()
        is_none = not text and None in self._values
        number = self._values.index(None) if is_none else self._only_match(text)
        if number >= 0 and number != self.currentIndex():
            self.setCurrentIndex(number)
            self.edited.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # The arrow of the style is hidden: it can't be coloured without a file for each theme.
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().tokens.text2), 1.75))
        x, y = self.width() - 18, self.height() // 2 - 1
        painter.drawLine(x - 4, y - 2, x, y + 2)
        painter.drawLine(x, y + 2, x + 4, y - 2)


class MultiChoice(QWidget):
    """Several of a short list, as boxes to tick in two columns."""

    edited = Signal()

    def __init__(self, choices: Sequence[tuple[Value, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[tuple[Value, CheckField]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        for number, (value, label) in enumerate(choices):
            box = CheckField(without_mnemonic(label))
            box.setAccessibleName(label)
            box.edited.connect(self.edited)
            self._boxes.append((value, box))
            grid.addWidget(box, number // 2, number % 2)

    def value(self) -> list[Value]:
        return [value for value, box in self._boxes if box.isChecked()]

    def words_of(self, value: Sequence[Value]) -> str:
        """Return what the values are called."""
        return ", ".join(box.text() for own, box in self._boxes if own in value) or "none"

    def set_value(self, value: Sequence[Value]) -> None:
        for own, box in self._boxes:
            box.setChecked(own in value)
