"""Action items as cards in columns: what moves to another column changes its status or lead."""

from datetime import date

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from board_app.domain.words import count, day
from board_app.services.action_board import SHOWN, ActionBoard, BoardColumn
from board_app.services.rows import ActionRow
from ui.kit.card import Card
from ui.kit.cards import CardList, CardLook
from ui.kit.looks import ChipLook
from ui.kit.text import PlainLabel
from ui.parts.action_chips import due_chip
from ui.theme.tokens import GUTTER

_NARROWEST = 208


class BoardView(QWidget):
    """The columns side by side; more of them than fit are scrolled to."""

    row_activated = Signal(object)  # ActionRow
    row_selected = Signal(object)  # ActionRow or None
    row_moved = Signal(object)  # (ActionRow, key of the column)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, ActionRow] = {}
        self._lists: list[_Lane] = []
        self._columns: tuple[BoardColumn, ...] = ()
        self._chosen: int | None = None
        self._keys: list[QAction] = []
        self.note = PlainLabel("", "muted", wraps=True)
        self.note.hide()
        inner = QWidget()
        self._lanes = QHBoxLayout(inner)
        self._lanes.setContentsMargins(0, 0, 0, 0)
        self._lanes.setSpacing(GUTTER)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.note)
        layout.addWidget(self.area, 1)

    def show_board(self, board: ActionBoard, today: date, *, movable: bool) -> None:
        """Show other columns; the chosen card stays chosen, wherever it went."""
        self._columns = board.columns
        self._rows = {row.id: row for column in board.columns for row in column.rows}
        had_focus = self.has_focus()
        while len(self._lists) < len(board.columns):
            self._add_lane()
        for number, lane in enumerate(self._lists):
            lane.setVisible(number < len(board.columns))
            if number < len(board.columns):
                lane.show_column(board.columns[number], today, movable=movable)
        left = board.left_out
        self.note.setText(
            f"{count(left, 'item')} with later dates are not on the board: narrow it by a filter."
        )
        self.note.setVisible(left > 0)
        if self._chosen is not None:
            self._choose(self._chosen, focus=had_focus)

    def chosen(self) -> ActionRow | None:
        """Return the item of the chosen card."""
        return self._rows.get(self._chosen) if self._chosen is not None else None

    def has_focus(self) -> bool:
        return any(lane.cards.hasFocus() for lane in self._lists)

    def add_keys(self, actions: list[QAction]) -> None:
        """Let these actions' keys work on the cards too."""
        self._keys = actions
        for lane in self._lists:
            lane.cards.addActions(actions)

    def focus_cards(self) -> None:
        """Put the focus on the chosen card, else on the first column that has one."""
        if self._chosen is not None and self._choose(self._chosen, focus=True):
            return
        for lane in self._lists:
            if lane.isVisibleTo(self) and lane.cards.cards():
                lane.cards.setFocus()
                return

    def lists(self) -> list[CardList]:
        """Return the columns that are shown."""
        return [lane.cards for lane in self._lists[: len(self._columns)]]

    def _choose(self, id: int, *, focus: bool) -> bool:
        for lane in self._lists[: len(self._columns)]:
            if lane.cards.choose(id):
                if focus:
                    lane.cards.setFocus()
                    self.area.ensureWidgetVisible(lane.cards, 0, 0)
                return True
        return False

    def _add_lane(self) -> None:
        lane = _Lane(len(self._lists))
        lane.cards.addActions(self._keys)
        lane.cards.card_activated.connect(self._on_card_activated)
        lane.cards.card_selected.connect(self._on_card_selected)
        lane.cards.card_dropped.connect(self._on_card_dropped)
        lane.cards.carry_asked.connect(self._on_carry_asked)
        lane.cards.side_asked.connect(self._on_side_asked)
        self._lists.append(lane)
        self._lanes.addWidget(lane, 1)

    def _number_of(self, sender: QObject) -> int:
        return next(number for number, lane in enumerate(self._lists) if lane.cards is sender)

    @Slot(object)
    def _on_card_activated(self, id: int) -> None:
        self.row_activated.emit(self._rows[id])

    @Slot(object)
    def _on_card_selected(self, id: int | None) -> None:
        if id is not None:
            self._chosen = id
            for lane in self._lists:
                if lane.cards is not self.sender():
                    lane.cards.setCurrentIndex(lane.cards.rootIndex())
            self.row_selected.emit(self._rows.get(id))

    @Slot(object)
    def _on_card_dropped(self, id: int) -> None:
        self._move(id, self._number_of(self.sender()))

    @Slot(object)
    def _on_carry_asked(self, asked: tuple[int, int]) -> None:
        self._move(asked[0], self._number_of(self.sender()) + asked[1])

    def _move(self, id: int, number: int) -> None:
        if id in self._rows and 0 <= number < len(self._columns):
            self.row_moved.emit((self._rows[id], self._columns[number].key))

    @Slot(int)
    def _on_side_asked(self, side: int) -> None:
        number = self._number_of(self.sender()) + side
        while 0 <= number < len(self._columns):
            cards = self._lists[number].cards
            if cards.cards():
                cards.setFocus()
                self.area.ensureWidgetVisible(cards, 0, 0)
                return
            number += side


class _Lane(Card):
    """One column with its title and count."""

    def __init__(self, number: int) -> None:
        super().__init__("", name=f"lane_{number}", grows=True)
        self.setMinimumWidth(_NARROWEST)
        self.cards = CardList(f"cards_{number}")
        self.more = PlainLabel("", "muted", wraps=True)
        self.add(self.cards, 1)
        self.add(self.more)

    def show_column(self, column: BoardColumn, today: date, *, movable: bool) -> None:
        self.set_title(column.title)
        self.set_count(str(column.total))
        self.cards.setAccessibleName(f"{column.title}, {count(column.total, 'item')}")
        self.cards.show_cards([_card(row, today) for row in column.rows], movable=movable)
        hidden = column.total - len(column.rows)
        self.more.setText(f"The first {SHOWN}; {hidden} more are in the list.")
        self.more.setVisible(hidden > 0)


def _card(row: ActionRow, today: date) -> CardLook:
    foot = " · ".join(part for part in (row.lead or "No lead yet", row.country) if part)
    if row.closed_on is not None:
        chip = ChipLook(row.status.label, "success" if row.status.value == "closed" else "muted")
        return CardLook(row.id, row.reference, row.title, foot, chip=chip)
    chip_or_none = due_chip(row, today)
    if chip_or_none is None and row.status.value in ("submitted", "blocked"):
        tone = "accent" if row.status.value == "submitted" else "danger"
        chip_or_none = ChipLook(row.status.label, tone)
    due = day(row.due_on, today) if row.due_on else ""
    return CardLook(row.id, row.reference, row.title, foot, due, chip_or_none)
