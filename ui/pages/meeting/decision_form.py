"""The form of a decision: its text, mandate and limits, and each agency's position."""

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from board_app.domain.base import RecordId
from board_app.domain.decision import Stance
from board_app.services.decisions import PositionEntry, SettleDecision
from board_app.services.rows import DecisionRow
from board_app.services.sheet import Sheet
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, TextField
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.parts.marking_field import add_marking

_SHORT = {
    Stance.CONCUR: "Concur",
    Stance.COMMENT: "Comment",
    Stance.NON_CONCUR: "Non-concur",
    Stance.ABSTAIN: "Abstain",
}


class PositionsGrid(QWidget):
    """A row for each agency: four stances to choose from, and room for the reason."""

    changed = Signal()

    def __init__(self, sheet: Sheet, decision_id: RecordId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # No QButtonGroup: Tab would skip all but one button of it.
        self._buttons: dict[RecordId, list[QPushButton]] = {}
        self._notes: dict[RecordId, Prose] = {}
        self._stances = tuple(Stance)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(4)
        held = {row.agency_id: row for row in sheet.positions_on(decision_id)}
        for line in sheet.attendance:
            position = held.get(line.agency_id)
            self._add_agency(
                line.agency_id,
                line.agency,
                position.stance if position else None,
                position.note if position else "",
            )
        self._began = self._entries()

    def value(self) -> tuple[PositionEntry, ...]:
        """Return the positions that were changed here; the command checks them.

        What somebody else takes meanwhile stays theirs.
        """
        return tuple(one for one in self._entries() if one not in self._began)

    def _entries(self) -> list[PositionEntry]:
        entries = []
        for agency_id in self._buttons:
            stance = self._stance(agency_id)
            note = self._notes[agency_id].toPlainText() if stance else ""
            entries.append(PositionEntry(agency_id=agency_id, stance=stance, note=note))
        return entries

    def _stance(self, agency_id: RecordId) -> Stance | None:
        chosen = [
            stance
            for stance, button in zip(self._stances, self._buttons[agency_id], strict=True)
            if button.isChecked()
        ]
        return chosen[0] if chosen else None

    def _add_agency(self, agency_id: RecordId, name: str, held: Stance | None, note: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(PlainLabel(name, "strong"), row, 0)
        buttons = []
        for number, stance in enumerate(self._stances):
            button = QPushButton(_SHORT[stance])
            button.setProperty("kind", "toggle")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setChecked(stance is held)
            button.setObjectName(f"{stance.value}_{agency_id}")
            button.setAccessibleName(f"{name}: {stance.label}")
            button.clicked.connect(self._on_button_clicked)
            buttons.append(button)
            self._grid.addWidget(button, row, number + 1)
        editor = Prose(
            name=f"position_note_{agency_id}",
            label=f"{name}: reason or comment",
            hint="Reason or comment, kept with the decision",
        )
        editor.setPlainText(note)
        self._buttons[agency_id] = buttons
        self._notes[agency_id] = editor
        self._grid.addWidget(editor, row + 1, 1, 1, len(self._stances))
        self._show_note(agency_id)

    def _show_note(self, agency_id: RecordId) -> None:
        wanted = self._stance(agency_id) in (Stance.COMMENT, Stance.NON_CONCUR)
        self._notes[agency_id].setVisible(wanted or bool(self._notes[agency_id].toPlainText()))

    @Slot()
    def _on_button_clicked(self) -> None:
        """Leave one stance at most; a second press takes it back."""
        pressed = self.sender()
        for agency_id, buttons in self._buttons.items():
            if pressed in buttons:
                for other in buttons:
                    if other is not pressed:
                        other.setChecked(False)
                self._show_note(agency_id)
        self.changed.emit()


def decision_dialog(sheet: Sheet, decision: DecisionRow, parent: QWidget) -> FormDialog:
    """Return the form of a decision."""
    form = Form()
    text, mandate, limits = TextField(), TextField(), TextField()
    form.add(Field("Decision", text, name="text"))
    form.add(Field("Mandate", mandate, name="mandate", help="What the decision rests on."))
    form.add(Field("Limits", limits, name="limits", help="What it does not cover; until when."))
    add_marking(form, sheet.scheme, marking=decision.marking, handling=decision.handling)
    form.add_section("Positions")
    grid = PositionsGrid(sheet, decision.id)
    grid.setObjectName("positions")
    form.add_widget(grid)
    text.set_value(decision.text)
    mandate.set_value(decision.mandate)
    limits.set_value(decision.limits)
    return FormDialog(f"Decision {decision.reference}", form, accept="Save decision", parent=parent)


def decision_command(
    decision: DecisionRow, values: dict[str, Any], dialog: FormDialog
) -> SettleDecision:
    """Return the command for what the form holds; raises Invalid."""
    grid = dialog.findChild(PositionsGrid)
    assert grid is not None  # noqa: S101  (the dialog was made above)
    return SettleDecision(
        id=decision.id, version=decision.version, positions=grid.value(), **values
    )
