"""One's own last steps: several are taken back at once, down to the one that is chosen."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.errors import StepRefused
from board_app.domain.words import clock, count, day
from board_app.services.changes import Outcome, UndoStep
from board_app.services.history import Entry, entries_of
from board_app.services.session import Session
from board_app.services.steps import steps_to_take_back, take_back
from ui.commands import action
from ui.desk import Desk
from ui.kit.buttons import ActionButton
from ui.kit.rows import Column, RowList
from ui.theme.tokens import GUTTER


class _Row(NamedTuple):
    id: int
    said: str
    when: str


class OwnSteps(QWidget):
    """The newest first, as far as undo reaches; kept as it is by every undo."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = RowList(
            (
                Column("Step", lambda row: row.said),
                Column("When", lambda row: row.when, width=150, align="right", look="date"),
            ),
            name="own_steps",
        )
        self.list.empty_text = "There is nothing of yours to take back."
        self.take = action(self, "take_back_to", "Take back", self._on_take)
        self.button = ActionButton(self.take)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(GUTTER)
        layout.addLayout(buttons)
        layout.addWidget(self.list, 1)
        self.list.row_selected.connect(self._on_list_row_selected)
        self.list.row_activated.connect(self._on_list_row_activated)
        desk.undo_state.connect(self.reload)
        self._on_list_row_selected(None)
        self.reload()

    @Slot()
    def reload(self) -> None:
        def read(session: Session) -> tuple[list[UndoStep], list[Entry]]:
            steps = steps_to_take_back(session)
            # A step has the number of its first change.
            return steps, entries_of(session, [one.id for one in steps])

        self._desk.ask(self, read, lambda found: self._show_steps(*found))

    def _show_steps(self, steps: list[UndoStep], first: list[Entry]) -> None:
        subjects = {one.id: one.subject or one.kind for one in first}
        self.list.set_rows(
            [
                _Row(one.id, f"{one.label}: {subjects.get(one.id, '')}", self._when(one.at))
                for one in steps
            ]
        )
        self._on_list_row_selected(self.list.selected_row())

    def _when(self, at: datetime) -> str:
        here = at.astimezone(ZoneInfo(self._desk.board.zone))
        return f"{day(here.date(), self._desk.board.today)}, {clock(here.time())}"

    @Slot(object)
    def _on_list_row_selected(self, row: _Row | None) -> None:
        """Say how many would go: all that are newer go with the chosen one."""
        number = 0 if row is None else sum(one.id >= row.id for one in self.list.rows())
        self.take.setEnabled(number > 0)
        self.take.setText(f"Take back {count(number, 'step')}" if number else "Take back")

    @Slot(object)
    def _on_list_row_activated(self, _: _Row) -> None:
        """Go to the button, which says how many steps it takes: a double click takes nothing."""
        self.button.setFocus()

    @Slot()
    def _on_take(self) -> None:
        row = self.list.selected_row()
        if row is not None:
            step = row.id
            self._desk.undo_several(lambda session: take_back(session, step), self._on_taken)

    def _on_taken(self, outcome: Outcome) -> None:
        if isinstance(outcome.value, StepRefused):
            self._desk.refused.emit(outcome.value)
