"""One agency or one person with its dated names or appointments, for the side panel."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from board_app.services.rows import AppointmentRow, SeatRow
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import rule
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER


class Details(QWidget):
    """Facts, then a dated list that opens its lines for correction."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 10, 0)
        self._layout.setSpacing(GUTTER)

    def add_buttons(self, actions: Sequence[QAction]) -> None:
        """Put quiet buttons into rows of three."""
        row = QHBoxLayout()
        for number, made in enumerate(actions):
            if number and number % 3 == 0:
                row.addStretch(1)
                self._layout.addLayout(row)
                row = QHBoxLayout()
            row.setSpacing(0)
            row.addWidget(ActionButton(made, PLAIN))
        row.addStretch(1)
        self._layout.addLayout(row)

    def add_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GUTTER)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(1, 1)
        for number, (label, text) in enumerate((a, b) for a, b in facts if b):
            caption = PlainLabel(label, "caption")
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(text, wraps=True), number, 1)
        self._layout.addLayout(grid)

    def add_list(self, title: str, made: RowList) -> None:
        self._layout.addWidget(rule())
        self._layout.addWidget(PlainLabel(title, "card"))
        self._layout.addWidget(made)

    def finish(self) -> None:
        self._layout.addStretch(1)


def days_held(valid_from: date, valid_to: date | None) -> str:
    """Return "since 23 Apr 2012" or both ends."""
    if valid_to is None:
        return f"since {_short(valid_from)}"
    return f"{_short(valid_from)} to {_short(valid_to)}"


def _short(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


def seats_list(rows: Sequence[SeatRow]) -> RowList:
    made = RowList(
        (
            Column("Name", lambda row: row.abbreviation, width=110),
            Column("Held", lambda row: days_held(row.valid_from, row.valid_to), look="muted"),
        ),
        name="seats",
        fits=True,
    )
    made.set_rows(rows)
    return made


def appointments_list(rows: Sequence[AppointmentRow], *, of_person: bool) -> RowList:
    """Return appointments with the agency, or with the person for an agency's own list."""
    made = RowList(
        (
            Column("As", lambda row: row.role.label, width=116),
            Column(
                "For" if of_person else "Who",
                (lambda row: row.agency) if of_person else (lambda row: row.person),
                width=104,
            ),
            Column("Held", lambda row: days_held(row.valid_from, row.valid_to), look="muted"),
        ),
        name="appointments",
        fits=True,
    )
    made.empty_text = "No appointment yet."
    made.set_rows(rows)
    return made
