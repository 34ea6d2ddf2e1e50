"""The left of the meeting page: the agenda in its order, with the minutes that run."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.agenda import ItemState
from board_app.domain.base import RecordId
from board_app.domain.words import count
from board_app.services.agenda import MoveItem, SettleItem
from board_app.services.archive import Archive
from board_app.services.sheet import Sheet
from ui.commands import list_action
from ui.desk import Desk
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card
from ui.kit.rows import Column, RowList, Tail
from ui.kit.text import PlainLabel
from ui.pages.meeting.lines import SUMMARY_ID, AgendaLine, agenda_lines, budget_in_words

_GLYPHS = {
    ItemState.DISCUSSED: ("check", "success"),
    ItemState.DEFERRED: ("corner-down-right", "warning"),
    ItemState.WITHDRAWN: ("x", "muted"),
}


def _glyph(line: AgendaLine) -> tuple[str, str] | None:
    return _GLYPHS.get(line.state) if line.state is not None else None


def _papers(line: AgendaLine) -> Tail | None:
    if not line.papers:
        return None
    return Tail("paperclip", str(line.papers), count(line.papers, "paper"))


_COLUMNS = (
    Column("", lambda line: line.number, width=30, look="reference", icon=_glyph),
    Column("Item", lambda line: line.title, tail=_papers),
    Column(
        "At",
        lambda line: line.starts,
        width=50,
        align="right",
        look="muted",
        drops_below=320,
    ),
    Column("Min", lambda line: line.minutes, width=40, align="right"),
)


class AgendaPane(Card):
    """Items by drag or Alt+arrows; N adds, E edits, Delete archives."""

    item_chosen = Signal(object)  # item id, SUMMARY_ID for the summary
    add_asked = Signal()
    edit_asked = Signal(object)  # AgendaRow

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Agenda", name="agenda", grows=True, parent=parent)
        self._desk = desk
        self._sheet: Sheet | None = None
        self.list = RowList(_COLUMNS, name="agenda_list", movable=True)
        self.total = PlainLabel("", "muted")
        self.total.setObjectName("agenda_total")
        self._make_actions()
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for made in (self.add_action, self.edit_action):
            button = ActionButton(made, PLAIN, shows_keys=True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add(self.list, 1)
        self.add(self.total)
        self.body.addLayout(buttons)
        self.list.row_selected.connect(self._on_list_row_selected)
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.row_moved.connect(self._on_list_row_moved)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the agenda and keep the chosen item; the first open one is chosen at first."""
        is_first = self._sheet is None or self._sheet.meeting.id != sheet.meeting.id
        self._sheet = sheet
        self.list.set_rows(agenda_lines(sheet))
        total, is_over = budget_in_words(sheet)
        self.total.setText(total)
        self.total.set_role("danger" if is_over else "muted")
        self.set_count(f"{len(sheet.agenda)}")
        if is_first or self.list.selected_row() is None:
            waiting = [row for row in sheet.agenda if row.state is ItemState.SCHEDULED]
            ids = [row.id for row in (*waiting, *sheet.agenda)]
            self.list.select_id(ids[0] if ids else SUMMARY_ID)

    def chosen(self) -> AgendaLine | None:
        row = self.list.selected_row()
        return row if isinstance(row, AgendaLine) else None

    def choose_next(self) -> None:
        """Go to the item behind the chosen one."""
        if self._sheet is None:
            return
        ids = [row.id for row in self._sheet.agenda]
        line = self.chosen()
        at = ids.index(line.id) + 1 if line is not None and line.id in ids else 0
        if at < len(ids):
            self.list.select_id(ids[at])

    def settle(self, state: ItemState) -> None:
        """Say what became of the chosen item."""
        line = self.chosen()
        if line is not None and line.item is not None and line.item.state is not state:
            item = line.item
            self._desk.do(self, SettleItem(id=item.id, version=item.version, state=state))

    def _make_actions(self) -> None:
        self.add_action = list_action(self.list, "add_item", "Add item", self.add_asked.emit, "N")
        self.edit_action = list_action(self.list, "edit_item", "Edit item", self._on_edit, "E")
        self.archive_action = list_action(
            self.list, "archive_item", "Archive item", self._on_archive, "Del"
        )
        self.discussed_action = list_action(
            self.list, "item_discussed", "Mark item as discussed", self._on_discussed, "Space"
        )
        self.defer_action = list_action(
            self.list, "defer_item", "Defer item to the next meeting", self._on_defer, "F"
        )
        self.withdraw_action = list_action(
            self.list, "withdraw_item", "Withdraw item", self._on_withdraw, "W"
        )
        self.reopen_action = list_action(
            self.list, "reopen_item", "Take item up again", self._on_reopen, "R"
        )

    def all_actions(self) -> list[QAction]:
        return list(self.list.actions())

    @Slot(object)
    def _on_list_row_selected(self, line: AgendaLine | None) -> None:
        has_item = line is not None and line.item is not None
        for made in self.list.actions():
            if made is not self.add_action:
                made.setEnabled(has_item)
        if line is not None:
            self.item_chosen.emit(line.id)

    @Slot(object)
    def _on_list_row_activated(self, line: AgendaLine) -> None:
        if line.item is not None:
            self.edit_asked.emit(line.item)

    @Slot(object)
    def _on_list_row_moved(self, move: tuple[RecordId, int]) -> None:
        id, index = move
        if id != SUMMARY_ID:
            # The summary line stands above the first item.
            self._desk.do(self, MoveItem(id=id, to_index=max(index - 1, 0)))

    @Slot()
    def _on_edit(self) -> None:
        line = self.chosen()
        if line is not None and line.item is not None:
            self.edit_asked.emit(line.item)

    @Slot()
    def _on_archive(self) -> None:
        line = self.chosen()
        if line is not None and line.item is not None:
            item = line.item
            self._desk.do(self, Archive(table="agenda_item", id=item.id, version=item.version))

    @Slot()
    def _on_discussed(self) -> None:
        self.settle(ItemState.DISCUSSED)

    @Slot()
    def _on_defer(self) -> None:
        self.settle(ItemState.DEFERRED)

    @Slot()
    def _on_withdraw(self) -> None:
        self.settle(ItemState.WITHDRAWN)

    @Slot()
    def _on_reopen(self) -> None:
        self.settle(ItemState.SCHEDULED)
