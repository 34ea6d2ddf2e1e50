"""Fields of forms: a label above, help below, the error below that; what was typed stays."""

from typing import Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board_app.domain.errors import Invalid
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.theme.tokens import CONTROL_HEIGHT, GAP, GUTTER

_NARROW, _WIDE = 320, 480
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


class SecretField(LineField):
    """One line that does not show what is typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)


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
        # The length first: Python refuses to read thousands of figures.
        is_long = len(text.lstrip("0")) > len(str(self._most))
        if is_long or not self._least <= int(text) <= self._most:
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
        layout = self._column = QVBoxLayout(self)
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

    def add_below(self, widget: QWidget) -> None:
        """Put something under the field that belongs to what it holds."""
        self._column.addWidget(widget)

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
            editor = field.editor.focusProxy() or field.editor
            if editor.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                editor.setFocus()
                return

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDE, super().sizeHint().height())
