"""Fields of forms: a label above, help below, the error below that; what was typed stays."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board_app.domain.errors import Invalid
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.theme.service import theme
from ui.theme.tokens import CONTROL_HEIGHT, GAP, GUTTER

_NARROW, _WIDE = 320, 480
_SEARCHED_FROM = 12
_ERROR_SIGN = "▲ "

Value = Any  # Any: each editor has its own kind of value


class Editor(Protocol):
    """What a field needs of its editor."""

    def value(self) -> Value: ...

    def set_value(self, value: Value) -> None: ...


class LineField(QLineEdit):
    """One line of text."""

    edited = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setFixedHeight(CONTROL_HEIGHT)
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> str:
        return self.text()

    def set_value(self, value: str) -> None:
        self.setText(value)

    @Slot(str)
    def _on_text_edited(self, _: str) -> None:
        self.edited.emit()


class TextField(Prose):
    """Several lines, as tall as the text."""

    edited = Signal()

    def __init__(self, hint: str = "", *, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(name="text_field", label="", hint=hint, parent=parent)
        self.least_lines = lines
        self.set_value("")
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, value: str) -> None:
        self.setPlainText(value)

    @Slot()
    def _on_text_changed(self) -> None:
        self.edited.emit()


class NumberField(LineField):
    """A whole number with its unit; Up and Down count."""

    def __init__(
        self, least: int, most: int, *, suffix: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._least, self._most, self._suffix = least, most, suffix
        self.setMaximumWidth(160)

    @override
    def value(self) -> int:  # type: ignore[override]  # a number, not a text
        """Return the number; raises Invalid if it is none or out of range."""
        text = self.text().strip().removesuffix(self._suffix.strip()).strip()
        if not (text.isascii() and text.isdecimal()):
            raise Invalid("Write a whole number.", field=self.objectName())
        if not self._least <= int(text) <= self._most:
            message = f"This must be from {self._least} to {self._most}."
            raise Invalid(message, field=self.objectName())
        return int(text)

    @override
    def set_value(self, value: int) -> None:  # type: ignore[override]  # a number, not a text
        self.setText(f"{value}{self._suffix}")

    def _count(self, by: int) -> None:
        try:
            number = self.value()
        except Invalid:
            return
        self.set_value(min(max(number + by, self._least), self._most))
        self.edited.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._count(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            self.set_value(self.value())
        except Invalid:
            return


class CheckField(QCheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.toggled.connect(self._on_toggled)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: bool) -> None:  # noqa: FBT001  (the value itself)
        self.setChecked(value)

    @Slot(bool)
    def _on_toggled(self, _: bool) -> None:  # noqa: FBT001  (Qt's own signature)
        self.edited.emit()


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
        number = self._only_match(self.currentText().strip())
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
            box = CheckField(label)
            box.edited.connect(self.edited)
            self._boxes.append((value, box))
            grid.addWidget(box, number // 2, number % 2)

    def value(self) -> list[Value]:
        return [value for value, box in self._boxes if box.isChecked()]

    def set_value(self, value: Sequence[Value]) -> None:
        for own, box in self._boxes:
            box.setChecked(own in value)


class Field(QWidget):
    """A label, its editor, help and error in one column."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        name: str,
        help: str = "",  # noqa: A002  (the field's own word)
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.editor = editor
        self.label = PlainLabel(label, "caption")
        self.help = PlainLabel(help, "muted", wraps=True)
        self.error = PlainLabel("", "danger", wraps=True)
        self.setObjectName(f"field_{name}")
        editor.setObjectName(name)
        editor.setAccessibleName(label or name.capitalize())
        editor.setAccessibleDescription(help)
        self.label.setBuddy(editor)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part, is_shown in ((self.label, bool(label)), (editor, True), (self.help, bool(help))):
            layout.addWidget(part)
            part.setVisible(is_shown)
        layout.addWidget(self.error)
        self.error.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def value(self) -> Value:
        """Return what stands in the editor; raises Invalid if it can't be understood."""
        return self.editor.value()  # type: ignore[attr-defined]  # an Editor by duck

    def set_value(self, value: Value) -> None:
        self.editor.set_value(value)  # type: ignore[attr-defined]  # an Editor by duck

    def show_error(self, message: str) -> None:
        self.error.setText(f"{_ERROR_SIGN}{message}")
        self.error.show()
        self._mark("true")
        self.editor.setAccessibleDescription(message)

    def clear_error(self) -> None:
        if not self.error.isHidden():
            self.error.hide()
            self._mark("false")
            self.editor.setAccessibleDescription(self.help.text())

    def _mark(self, invalid: str) -> None:
        self.editor.setProperty("invalid", invalid)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)


class Form(QWidget):
    """Fields in one column. `values` reads all of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.message = PlainLabel("", "danger", wraps=True)
        self.message.setObjectName("form_message")
        self.message.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GUTTER)
        self._layout.addWidget(self.message)
        self.setMinimumWidth(_NARROW)

    def add(self, field: Field) -> Field:
        self.fields[field.name] = field
        self._layout.addWidget(field)
        return field

    def add_section(self, title: str) -> None:
        self._layout.addSpacing(GAP)
        self._layout.addWidget(PlainLabel(title, "card"))

    def add_widget(self, widget: QWidget) -> None:
        """Put something between the fields that is not a field."""
        self._layout.addWidget(widget)

    def values(self) -> dict[str, Value]:
        """Return all values by field name; raises Invalid for the first that is not clear."""
        return {name: field.value() for name, field in self.fields.items()}

    def show_problems(self, problems: dict[str, str]) -> None:
        """Show a sentence beside each field named, the others at the top; focus the first."""
        self.clear_problems()
        loose = [text for name, text in problems.items() if name not in self.fields]
        self.show_message(" ".join(loose))
        first = next((name for name in self.fields if name in problems), None)
        for name, text in problems.items():
            if name in self.fields:
                self.fields[name].show_error(text)
        if first is not None:
            self.fields[first].editor.setFocus()

    def show_message(self, text: str) -> None:
        self.message.setText(f"{_ERROR_SIGN}{text}" if text else "")
        self.message.setVisible(bool(text))

    def clear_problems(self) -> None:
        self.show_message("")
        for field in self.fields.values():
            field.clear_error()

    def focus_first(self) -> None:
        for field in self.fields.values():
            if field.editor.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                field.editor.setFocus()
                return

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDE, super().sizeHint().height())
