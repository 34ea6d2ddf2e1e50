"""One action item with all that belongs to it, for the side panel."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.states import Priority
from board_app.domain.words import count, day
from board_app.services.rows import ActionRow, FollowUpRow
from ui.commands import action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import rule
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER


class ActionDetails(QWidget):
    """Particulars first, then the follow-ups with the newest on top."""

    meeting_asked = Signal(object)  # the ActionRow
    country_asked = Signal(object)  # the ActionRow

    def __init__(
        self,
        row: ActionRow,
        follow_ups: list[FollowUpRow],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row = row
        self._today = today
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GAP)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.setSpacing(GUTTER)
        layout.addLayout(self._buttons)
        layout.addLayout(self._facts())
        layout.addWidget(rule())
        layout.addWidget(PlainLabel(f"Follow-ups ({len(follow_ups)})", "card"))
        if not follow_ups:
            layout.addWidget(PlainLabel("None yet. F logs the first.", "facts", wraps=True))
        for entry in reversed(follow_ups):
            layout.addWidget(self._entry(entry))
        layout.addStretch(1)

    def add_button(self, button: ActionButton) -> None:
        self._buttons.addWidget(button)

    def finish_buttons(self) -> None:
        """Let the buttons stand at the left."""
        self._buttons.addStretch(1)

    def _facts(self) -> QGridLayout:
        row = self._row
        due = day(row.due_on, self._today) if row.due_on else "no date yet"
        if row.slips and row.first_due_on is not None:
            first = day(row.first_due_on, self._today)
            due += f" (first {first}, moved {count(row.slips, 'time')})"
        facts = (
            ("Due", due),
            ("Lead", row.lead or "no lead yet"),
            ("Supporting", row.supporting),
            ("Deliverable", row.deliverable),
            ("Measure of done", row.measure),
            ("Priority", "High" if row.priority is Priority.HIGH else ""),
            ("Opened", day(row.opened_on, self._today)),
            ("Closed", day(row.closed_on, self._today) if row.closed_on else ""),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(GUTTER)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for label, text in facts:
            if text:
                at = grid.rowCount()
                caption = PlainLabel(label, "caption")
                grid.addWidget(caption, at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(PlainLabel(text, wraps=True), at, 1)
        if row.country_id is not None:
            show = action(self, "open_country", row.country, self._on_open_country)
            self._add_link(grid, "Country", show)
        if row.meeting:
            open_it = action(self, "open_origin", f"Meeting {row.meeting}", self._on_open_origin)
            self._add_link(grid, "From", open_it)
        return grid

    def _add_link(self, grid: QGridLayout, label: str, made: QAction) -> None:
        at = grid.rowCount()
        grid.addWidget(PlainLabel(label, "caption"), at, 0)
        grid.addWidget(ActionButton(made, PLAIN), at, 1, Qt.AlignmentFlag.AlignLeft)

    def _entry(self, entry: FollowUpRow) -> QWidget:
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        by = " · ".join(part for part in (entry.agency, entry.person) if part)
        lines.addWidget(PlainLabel(f"{day(entry.made_on, self._today)} · {by}", "caption"))
        for text in self._said(entry):
            lines.addWidget(PlainLabel(text, wraps=True))
        return box

    def _said(self, entry: FollowUpRow) -> list[str]:
        said = [f"Now {entry.status.label.lower()}"] if entry.status else []
        if entry.new_due_on is not None and entry.new_due_on != entry.old_due_on:
            old = day(entry.old_due_on, self._today) if entry.old_due_on else "no date"
            said.append(f"Date {old} → {day(entry.new_due_on, self._today)}")
        said += [f"Reason: {entry.reason}"] if entry.reason else []
        said += [entry.text] if entry.text.strip() else []
        said += [f"Evidence: {entry.evidence}"] if entry.evidence else []
        return said

    @Slot()
    def _on_open_country(self) -> None:
        self.country_asked.emit(self._row)

    @Slot()
    def _on_open_origin(self) -> None:
        self.meeting_asked.emit(self._row)
