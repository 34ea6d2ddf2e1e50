"""The marking scheme in force, and what the designation block of controlled papers says."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.errors import BoardError
from board_app.domain.vocabulary import Vocabulary
from board_app.services.markings import ReviseDesignation
from board_app.services.rows import BoardRow
from board_app.services.scheme import SHIPPED, SchemeRow, scheme_of, shipped
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import ask_open_path, ask_save_path
from ui.kit.fields import Field, Form, LineField
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.parts.scheme_change import open_scheme_change
from ui.theme.tokens import GAP, GUTTER

_FILTER = "Marking schemes (*.json);;All files (*)"
_NAMES = {"cui-1": "CUI (ships with the program)", "sbu-1": "SBU (ships with the program)"}
_HELP = {
    "controlled_by": "Empty: the board, and the chair's agency.",
    "contact": "An office, a phone or an address; no private ones.",
    "decontrol": "A date, or an event after which the paper is controlled no more.",
}


class MarkingsTab(QWidget):
    """Two cards; the scheme changes at once after its question, the block when it is saved."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._board: BoardRow | None = None
        self._typed: set[str] = set()
        self.known = ChoiceField()
        self.load = action(page, "load_scheme", "Load a scheme from a file…", self._on_load)
        self.use = action(page, "use_scheme", "Use this scheme…", self._on_use)
        self.write = action(page, "write_scheme", "Save the scheme as a file…", self._on_write)
        self.save = action(
            page, "save_designation", "Save designation block", self._on_save, keys="Ctrl+Shift+S"
        )
        # Below what scrolls: the block reaches under the fold of a low window.
        self.foot = ActionButton(self.save, PRIMARY, shows_keys=True)
        page.secretariat_only([self.load, self.use, self.save])
        self.said = PlainLabel("", "danger", wraps=True)
        self.said.setObjectName("scheme_said")
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GUTTER, 0)
        column.setSpacing(GUTTER)
        column.addWidget(self._scheme_card())
        column.addWidget(self._block_card())
        column.addStretch(1)

    def _scheme_card(self) -> Card:
        card = Card("Marking scheme", name="scheme")
        self.title = PlainLabel("", "strong", wraps=True)
        self.title.setObjectName("scheme_title")
        self.levels = PlainLabel("", "facts", wraps=True)
        self.levels.setObjectName("scheme_levels")
        self.source = PlainLabel("", "muted", wraps=True)
        for part in (self.title, self.levels, self.source):
            card.add(part)
        card.add(Field("Another scheme", self.known, name="known_schemes"))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for made in (self.use, self.load, self.write):
            row.addWidget(ActionButton(made))
        row.addStretch(1)
        card.body.addLayout(row)
        card.add(self.said)
        card.setMaximumWidth(720)
        return card

    def _block_card(self) -> Card:
        card = Card("Designation block", name="designation")
        card.add(PlainLabel("Stands on the first page of every controlled paper.", "muted"))
        self.form = Form()
        for name, label in (
            ("controlled_by", "Controlled by"),
            ("contact", "Point of contact"),
            ("decontrol", "Decontrol"),
        ):
            editor = LineField()
            self.form.add(Field(label, editor, name=name, help=_HELP[name]))
            editor.edited.connect(self._on_field_edited)
        card.add(self.form)
        card.setMaximumWidth(720)
        return card

    def show_board(self, board: BoardRow, kept: list[SchemeRow]) -> None:
        """Show the scheme in force; what is being typed into the block stays."""
        self._board = board
        scheme = scheme_of(board)
        self.title.setText(scheme.title)
        self.levels.setText(_levels(scheme))
        self.source.setText(scheme.source)
        chosen = self.known.value()
        bodies = {code: shipped(code) for code in SHIPPED}
        others = [(bodies[code], _NAMES[code]) for code in SHIPPED if code != scheme.code]
        others += [
            (row.body, row.title)
            for row in kept
            if row.id != board.scheme_id and row.code not in SHIPPED
        ]
        self.known.set_choices(others)
        self.known.set_value(chosen if chosen in dict(others) else others[0][0])
        labels = {line.what: line.label for line in scheme.designation}
        for name, field in self.form.fields.items():
            # A scheme that has no such line prints none.
            field.setVisible(name in labels)
            field.label.setText(labels.get(name, field.label.text()))  # type: ignore[call-overload]  # a literal of these
            if name not in self._typed:
                field.set_value(getattr(board, name))

    @Slot()
    def _on_field_edited(self) -> None:
        self._typed.add(self.sender().objectName())

    @Slot()
    def _on_use(self) -> None:
        self._say("")
        open_scheme_change(self._page.context, self._page, self.known.value())

    @Slot()
    def _on_load(self) -> None:
        self._say("")
        ask_open_path(self._page, "Load a marking scheme", _FILTER, self._on_scheme_path)

    def _on_scheme_path(self, path: Path) -> None:
        outside = self._page.context.outside

        def show(body: str) -> None:
            open_scheme_change(self._page.context, self._page, body)

        self._page.desk.ask(self, lambda _: outside.read_scheme(path), show, failed=self._failed)

    @Slot()
    def _on_write(self) -> None:
        self._say("")
        if self._board is not None:
            name = f"{scheme_of(self._board).code}.json"
            ask_save_path(self._page, "Keep the scheme in", name, _FILTER, self._on_target)

    def _on_target(self, path: Path) -> None:
        target = path if path.suffix else path.with_suffix(".json")
        outside = self._page.context.outside

        def write(session: Session) -> None:
            outside.write_scheme(session, target)

        def done(_: None) -> None:
            self._say(f"The scheme is in {target}. Edit it, then load it.", role="facts")

        self._page.desk.ask(self, write, done, failed=self._failed)

    @Slot()
    def _on_save(self) -> None:
        self.form.clear_problems()
        if self._board is None:
            return
        try:
            values = self.form.values()
            command = ReviseDesignation(id=self._board.id, version=self._board.version, **values)
        except BoardError as fault:
            self._show_fault(fault)
            return
        typed, self._typed = self._typed, set()

        def failed(fault: BoardError) -> None:
            self._typed |= typed
            self._show_fault(fault)

        self._page.desk.do(self, command, failed=failed)

    def _show_fault(self, fault: BoardError) -> None:
        self.form.show_problems(getattr(fault, "problems", None) or {"": fault.message})

    def _failed(self, fault: BoardError) -> None:
        self._say(fault.message)

    def _say(self, text: str, *, role: str = "danger") -> None:
        self.said.set_role(role)
        self.said.setText(text)
        self.said.setVisible(bool(text))


def _levels(scheme: Vocabulary) -> str:
    levels = " · ".join(f"({level.portion}) {level.name}" for level in scheme.levels)
    limits = ", ".join(control.code for control in scheme.controls)
    known = f"{len(scheme.categories)} categories" if scheme.categories else "no categories"
    return f"{levels}\n{known}; {f'limits {limits}' if limits else 'no limits'}"
