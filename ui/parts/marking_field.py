"""How a portion is marked: its level at one key, categories and limits behind "More…"."""

from collections.abc import Iterator

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.marking import (
    Marking,
    checked,
    conflicts,
    handling_of,
    limit_of,
    portion_mark,
    read_marking,
)
from board_app.domain.vocabulary import Control, Vocabulary
from ui.commands import action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.choice_field import ChoiceField
from ui.kit.fields import CheckField, Field, Form, LineField
from ui.kit.text import PlainLabel, without_mnemonic
from ui.theme.tokens import GAP

_MOST = 8  # categories are offered at once; typing finds the others


def add_marking(
    form: Form, scheme: Vocabulary, *, marking: int = 0, handling: str = ""
) -> "HandlingField":
    """Add the two fields of a portion's marking to a form: `marking` and `handling`."""
    level = level_choice(scheme)
    more = HandlingField(scheme, level)
    form.add(Field("Marking", level, name="marking"))
    form.add(Field("Categories and limits", more, name="handling"))
    level.set_value(marking)
    more.set_value(handling)
    return more


def level_choice(scheme: Vocabulary) -> ChoiceField:
    """Return the choice of a level; the first letter of its name picks it."""
    return ChoiceField([(rank, level.name) for rank, level in enumerate(scheme.levels)])


class HandlingField(QWidget):
    """Shows the mark that results; its value is the handling in canonical order.

    What can't stand together is said below while it is ticked; then there is no value.
    """

    edited = Signal()

    def __init__(
        self, scheme: Vocabulary, level: ChoiceField, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._level = level
        self.mark = PlainLabel("", "strong", elides=True)
        self.mark.setObjectName("resulting_mark")
        self.more = action(self, "more_marking", "More…", self._on_more)
        self.button = ActionButton(self.more, PLAIN)
        self.panel = QWidget()
        self.categories = CategoryBoxes(scheme)
        self.limits = LimitBoxes(scheme)
        self.reason = PlainLabel("", "danger", wraps=True)
        self.reason.setObjectName("marking_reason")
        self._build()
        self.setFocusProxy(self.button)
        level.currentIndexChanged.connect(self._on_level_changed)
        self.categories.edited.connect(self._on_edited)
        self.limits.edited.connect(self._on_edited)
        self.panel.hide()
        self._show()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.mark, 1)
        row.addWidget(self.button)
        inside = QVBoxLayout(self.panel)
        inside.setContentsMargins(0, GAP, 0, 0)
        inside.setSpacing(GAP)
        for part in (self.categories, self.limits):
            inside.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.reason)
        column.addWidget(self.panel)

    def value(self) -> str:
        """Return the handling, "" for an open portion; raises Invalid for what can't stand."""
        rank = self._rank()
        if not rank:
            return ""
        return handling_of(checked(self._scheme, rank, self._written()))

    def set_value(self, value: str) -> None:
        """Show a stored handling; a term that the scheme lost stays ticked until it is taken."""
        stored = read_marking(self._scheme, max(self._rank(), 1), value)
        self.categories.set_value(stored.categories)
        self.limits.set_value(stored.limits)
        self._show()

    def marking(self) -> Marking:
        """Return what is ticked, whether it can stand together or not."""
        rank = self._rank()
        return read_marking(self._scheme, rank, self._written() if rank else "")

    def _rank(self) -> int:
        return int(self._level.value() or 0)

    def _written(self) -> str:
        return "/".join([*self.categories.value(), *self.limits.value()])

    def _show(self) -> None:
        marking = self.marking()
        mark = portion_mark(self._scheme, marking)
        self.mark.setText(mark)
        self.mark.set_role(self._role(marking))
        self.setAccessibleName(f"Categories and limits, resulting mark {mark}")
        faults = list(conflicts(self._scheme, marking))
        self.reason.setText(" ".join(faults))
        self.reason.setVisible(bool(faults))
        is_open = not marking.is_controlled
        has_terms = bool(self._scheme.categories or self._scheme.controls)
        self.more.setEnabled(has_terms and not is_open)
        self.panel.setEnabled(not is_open)
        if is_open:
            self._unfold(is_wanted=False)

    def _role(self, marking: Marking) -> str:
        color = self._scheme.level(marking.level).color
        return {"muted": "facts", "danger": "strong"}.get(color, color)

    def _unfold(self, *, is_wanted: bool) -> None:
        self.panel.setVisible(is_wanted)
        self.more.setText("Fewer" if is_wanted else "More…")
        self.updateGeometry()

    @Slot()
    def _on_more(self) -> None:
        self._unfold(is_wanted=self.panel.isHidden())
        if not self.panel.isHidden() and not self.categories.focus_first():
            self.limits.focus_first()

    @Slot(int)
    def _on_level_changed(self, _: int) -> None:
        self._show()

    @Slot()
    def _on_edited(self) -> None:
        self._show()
        self.edited.emit()


class CategoryBoxes(QWidget):
    """Categories to tick; there may be many, so typing finds them by code or name."""

    edited = Signal()

    def __init__(self, scheme: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, CheckField] = {}
        self._sought: dict[str, str] = {}
        self.words = LineField(f"Find one of {len(scheme.categories)} categories")
        self.words.setObjectName("find_category")
        self.words.setAccessibleName("Find a category")
        self.words.edited.connect(self._on_words_edited)
        self.rest = PlainLabel("", "muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(PlainLabel("Categories", "caption"))
        self._column.addWidget(self.words)
        for term, name in _categories(scheme):
            self._add(term, name)
        self._column.addWidget(self.rest)
        self.setVisible(bool(scheme.categories))
        self._show()

    def value(self) -> list[str]:
        return [term for term, box in self._boxes.items() if box.isChecked()]

    def set_value(self, terms: tuple[str, ...]) -> None:
        for term in terms:
            if term not in self._boxes:
                self._add(term, "not in the scheme in force")
        for term, box in self._boxes.items():
            box.setChecked(term in terms)
        self._show()

    def focus_first(self) -> bool:
        """Give the focus to the field that finds categories; tells whether there is one."""
        if not self.isHidden():
            self.words.setFocus()
        return not self.isHidden()

    def _add(self, term: str, name: str) -> None:
        box = CheckField(without_mnemonic(f"{term}  {name}"))
        box.setObjectName(f"category_{term}")
        box.setAccessibleName(f"{term}, {name}")
        box.edited.connect(self._on_box_edited)
        self._boxes[term] = box
        self._sought[term] = f"{term} {name}".casefold()
        self._column.insertWidget(len(self._boxes) + 1, box)

    def _show(self) -> None:
        words = self.words.text().casefold().split()
        found = 0
        for term, box in self._boxes.items():
            is_met = all(word in self._sought[term] for word in words)
            found += is_met
            box.setVisible(box.isChecked() or (is_met and found <= _MOST))
        more = found - _MOST
        self.rest.setText(f"{more} more: type what they are about." if more > 0 else "")
        self.rest.setVisible(more > 0)

    @Slot()
    def _on_words_edited(self) -> None:
        self._show()

    @Slot()
    def _on_box_edited(self) -> None:
        self.edited.emit()


class LimitBoxes(QWidget):
    """Limits of dissemination to tick, some with the countries they are about."""

    edited = Signal()

    def __init__(self, scheme: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._boxes: dict[str, CheckField] = {}
        self._countries: dict[str, LineField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.addWidget(PlainLabel("Limits of dissemination", "caption"), 0, 0)
        for control in scheme.controls:
            self._add(control)
        self.setVisible(bool(scheme.controls))

    def value(self) -> list[str]:
        terms = []
        for code, box in self._boxes.items():
            named = self._countries[code].text().strip() if code in self._countries else ""
            if box.isChecked():
                terms.append(f"{code} {named.replace('/', ' ')}".strip())
        return terms

    def set_value(self, terms: tuple[str, ...]) -> None:
        held = dict[str, tuple[str, ...]]()
        for term in terms:
            control, countries = limit_of(self._scheme, term)
            if control is not None:
                held[control.code] = countries
        for code, box in self._boxes.items():
            box.setChecked(code in held)
            if code in self._countries:
                first = self._scheme.by_code[code].first
                named = [name for name in held.get(code, ()) if name != first]
                self._countries[code].set_value(", ".join(named))
                self._countries[code].setVisible(code in held)

    def focus_first(self) -> bool:
        """Give the focus to the first limit; tells whether there is one."""
        box = next(iter(self._boxes.values()), None)
        if box is not None:
            box.setFocus()
        return box is not None

    def _add(self, control: Control) -> None:
        row = self._grid.rowCount()
        box = CheckField(without_mnemonic(f"{control.code}  {control.name}"))
        box.setObjectName(f"limit_{control.code}".replace(" ", "_"))
        box.setAccessibleName(f"{control.code}, {control.name}")
        box.edited.connect(self._on_edited)
        self._boxes[control.code] = box
        self._grid.addWidget(box, row, 0)
        if control.takes:
            line = LineField("Codes like GBR, AUS")
            line.setObjectName(f"countries_{control.code}".replace(" ", "_"))
            line.setAccessibleName(f"Countries of {control.code}")
            line.hide()
            line.edited.connect(self._on_edited)
            self._countries[control.code] = line
            self._grid.addWidget(line, row + 1, 0)

    @Slot()
    def _on_edited(self) -> None:
        for code, line in self._countries.items():
            line.setVisible(self._boxes[code].isChecked())
        self.edited.emit()


def _categories(scheme: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield each written category with its name, specified ones behind the basic one."""
    for category in scheme.categories:
        if category.is_basic:
            yield category.code, category.name
        if category.is_specified:
            yield f"{scheme.grammar.specified}{category.code}", f"{category.name}, specified"
