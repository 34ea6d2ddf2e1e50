"""A form whose record somebody else changed meanwhile: what can be joined is, the rest is shown."""

from collections.abc import Mapping
from datetime import date, time
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from board_app.domain.errors import Invalid
from board_app.domain.words import day, joined
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.fields import CheckField, Field, Form, TextField
from ui.kit.text import PlainLabel
from ui.parts.clash import Clash
from ui.theme.tokens import GAP, PAD

Values = Mapping[str, Any]  # Any: each field's own kind of value

_UNCLEAR = object()


class Merging:
    """Joins a form with the values that its record has now, field by field.

    What only one side changed is taken from that side. What both changed stays as it was typed,
    with the other value below it; whoever saves again has seen it.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._began = _values(form)
        self._shown: dict[str, Clash | _Meanwhile] = {}

    def meet(self, who: str, now: Values) -> str:
        """Bring the form up to date with what `who` stored; return what is to be said on top."""
        taken, differ = [], []
        mine = _values(self._form)
        for name, field in self._form.fields.items():
            self._drop(name)
            if name not in now:
                continue
            theirs, began = _plain(now[name]), self._began[name]
            if theirs == began or theirs == mine[name]:
                continue
            if mine[name] == began:
                field.set_value(theirs)
                taken.append(field.label.text())
            else:
                self._show(field, mine[name], theirs)
                differ.append(field.label.text())
            self._began[name] = theirs
        return _said(who, taken, differ)

    def _show(self, field: Field, mine: object, theirs: Any) -> None:
        if isinstance(field.editor, TextField):
            clash = Clash()
            clash.show_texts(str(mine), str(theirs))

            def settle(choice: str) -> None:
                text = {"theirs": theirs, "both": f"{field.value()}\n\n{theirs}"}.get(choice)
                if text is not None:
                    field.set_value(text)
                self._drop(field.name)

            clash.settled.connect(settle)
            self._shown[field.name] = clash
        else:
            line = _Meanwhile(_words(field.editor, theirs), field.label.text())

            def take() -> None:
                field.set_value(theirs)
                self._drop(field.name)

            line.taken.connect(take)
            self._shown[field.name] = line
        field.add_below(self._shown[field.name])
        self._shown[field.name].show()  # or it takes no room before the next event

    def _drop(self, name: str) -> None:
        gone = self._shown.pop(name, None)
        if gone is not None:
            gone.hide()
            gone.deleteLater()


class _Meanwhile(QFrame):
    """What a short field holds by now, and the way to take it."""

    taken = Signal()

    def __init__(self, words: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tinted")
        take = action(self, "take_theirs", "Take theirs", self._on_take)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, GAP // 2, GAP, GAP // 2)
        row.setSpacing(GAP)
        row.addWidget(PlainLabel(f"Theirs: {words}", wraps=True), 1)
        button = ActionButton(take)
        button.setAccessibleName(f"{label}: take theirs, {words}")
        row.addWidget(button)

    @Slot()
    def _on_take(self) -> None:
        self.taken.emit()


def _values(form: Form) -> dict[str, object]:
    return {name: _value(field) for name, field in form.fields.items()}


def _value(field: Field) -> object:
    try:
        return _plain(field.value())
    except Invalid:
        return _UNCLEAR  # being typed: then it is theirs that can't be the same


def _plain(value: Any) -> Any:  # Any: a record's and a field's own kinds
    """Return a value as the fields hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, list | tuple):
        return sorted(value)
    return value


def _words(editor: QWidget, value: Any) -> str:  # Any: as above
    if isinstance(editor, ChoiceField | MultiChoice):
        return editor.words_of(value)
    if isinstance(editor, CheckField):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value, value)
    return str(value) if value not in (None, "") else "empty"


def _said(who: str, taken: list[str], differ: list[str]) -> str:
    sentences = [f"{who} changed this meanwhile."]
    if taken:
        sentences.append(f"Taken over from there: {joined(taken)}.")
    if differ:
        sentences.append(f"You both changed {joined(differ)}: theirs is below yours.")
    return " ".join([*sentences, "Look at it, then save again."])
