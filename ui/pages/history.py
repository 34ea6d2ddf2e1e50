"""The history: who changed what, when, before and after; archived things come back from here."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.domain.words import clock, count, day
from board_app.services.history import Entry, Latest, entries, latest
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.card import Card
from ui.kit.fields import LineField
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import Column, RowList
from ui.kit.side_panel import SidePanel
from ui.page import Context, Page
from ui.parts.change_card import ChangeDetails
from ui.parts.list_export import ListExport
from ui.places import (
    ACTIONS,
    BIN,
    COUNTRY,
    DIRECTORY,
    HISTORY,
    MEETING,
    MEETINGS,
    REVIEW,
    SETTINGS,
    Place,
    place_of,
)

_FIRST = 500
_QUIET_MS = 120


class HistoryPage(Page):
    """The newest change first; Enter shows both sides of it."""

    name = HISTORY
    tables = frozenset({"*"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._row_id: RecordId | None = None
        self._limit = _FIRST
        self._shown: Entry | None = None
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.reload)
        self.desk.changed.connect(self._on_any_change)
        self._build()
        self._make_actions()
        self.words.textChanged.connect(self._on_words_changed)
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.more_asked.connect(self._on_more_asked)

    @override
    def reload(self) -> None:
        words, row_id, limit = self.words.text(), self._row_id, self._limit

        def read(session: Session) -> list[Entry]:
            return entries(session, row_id=row_id, words=words, limit=limit)

        self.desk.ask(self, read, self._show_entries)

    @override
    def show_place(self, place: Place) -> None:
        self._row_id = place.id
        self.refresh()

    @override
    def focus_main(self) -> None:
        self.list.setFocus()

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("History")
        self.words = LineField("Find by person, kind of change or subject")
        self.words.setObjectName("history_words")
        self.words.setAccessibleName("Find by person, kind of change or subject")
        self.words.setMaximumWidth(420)
        find = QHBoxLayout()
        find.addWidget(self.words, 2)
        find.addStretch(1)
        self.list = RowList(
            (
                Column("When", self._when, width=136, look="date"),
                Column("Who", lambda row: row.person, width=170, look="muted", drops_below=700),
                Column("What", lambda row: row.label, width=190),
                Column(
                    "Of",
                    lambda row: f"{row.kind} {row.subject}".strip(),
                    width=260,
                    look="muted",
                    drops_below=820,
                ),
                Column("Before → after", lambda row: row.in_words.replace("\n", " ")),
            ),
            name="history_list",
        )
        self.list.empty_text = "No change has these words. Clear the line above to see all."
        self.card = Card("Changes", name="history", grows=True)
        self.card.body.addLayout(find)
        self.card.add(self.list, 1)
        layout.addWidget(self.head)
        layout.addWidget(self.card, 1)
        self.panel = SidePanel(self)

    def _make_actions(self) -> None:
        self.all = action(self, "whole_history", "Show the whole history", self._on_all)
        self.open_it = action(self.panel, "open_record", "Open", self._on_open)
        self.only_this = action(
            self.panel, "history_of_record", "Its own history", self._on_only_this
        )
        self.restore = action(self.panel, "restore_archived", "Restore", self._on_restore)
        self.list_export = ListExport(self, "history")
        self.bin = action(self, "open_bin", "Bin", self._on_bin)
        self.head.add_button(ActionButton(self.all))
        self.head.add_button(ActionButton(self.bin, icon_name="trash-2"))

    def _show_entries(self, found: list[Entry]) -> None:
        self.list.set_rows(found)
        more = "+" if len(found) >= self._limit else ""
        self.card.set_count(f"{count(len(found), 'change')}{more}")
        of = f" of {found[0].kind} {found[0].subject}" if self._row_id and found else ""
        self.head.show_words(
            "History", f"Every change{of}, with its author and time; nothing can be taken out"
        )
        self.all.setVisible(self._row_id is not None)

    def _when(self, row: Entry) -> str:
        return f"{day(row.at.date(), self.desk.board.today)}, {clock(row.at.time())}"

    @Slot(object)
    def _on_any_change(self, _: object) -> None:
        self.refresh()

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._limit = _FIRST
        self._quiet.start()

    @Slot()
    def _on_more_asked(self) -> None:
        if len(self.list.rows()) >= self._limit:
            self._limit += _FIRST
            self.reload()

    @Slot(object)
    def _on_list_row_activated(self, row: Entry) -> None:
        self._shown = row
        self.desk.ask(self, lambda session: latest(session, row.row_id), self._show_panel)

    def _show_panel(self, now: Latest | None) -> None:
        row = self._shown
        if row is None:
            return
        self.restore.setVisible(now is not None and now.is_archived and not now.is_gone)
        self.open_it.setVisible(_place(row) is not None)
        buttons = (self.open_it, self.only_this, self.restore)
        state = f"{row.person}, {self._when(row)}"
        self.panel.open_with(
            f"{row.label}: {row.subject or row.kind}", state, ChangeDetails(row, buttons)
        )

    @Slot()
    def _on_all(self) -> None:
        self._row_id = None
        self.reload()

    @Slot()
    def _on_bin(self) -> None:
        self.context.navigator.go(Place(BIN))

    @Slot()
    def _on_only_this(self) -> None:
        if self._shown is not None:
            self._row_id = self._shown.row_id
            self.panel.close_panel()
            self.reload()

    @Slot()
    def _on_open(self) -> None:
        place = _place(self._shown) if self._shown is not None else None
        if place is not None:
            self.panel.close_panel()
            self.context.navigator.go(place)

    @Slot()
    def _on_restore(self) -> None:
        row = self._shown
        if row is None:
            return

        def restore(now: Latest | None) -> None:
            if now is None:
                return
            try:
                command = now.restore()
            except BoardError as fault:
                self.desk.refused.emit(fault)
                return
            self.panel.close_panel()
            self.desk.do(self, command)

        self.desk.ask(self, lambda session: latest(session, row.row_id), restore)


def _place(row: Entry) -> Place | None:  # noqa: PLR0911  (one for each kind)
    """Return where a changed record is shown: its own page, or that of what it belongs to."""
    place = place_of(row.table, row.row_id)
    if place is not None:
        return place
    links = row.links
    match row.table:
        case "agenda_item":
            return Place(MEETING, links["meeting_id"], row.row_id)
        case "follow_up" | "action_support":
            return Place(ACTIONS, links["action_id"])
        case "appointment":
            return Place(DIRECTORY, links["person_id"])
        case "series" | "series_exception" | "standing_item":
            return Place(MEETINGS)
        case "board":
            return Place(SETTINGS)
        case "rating":
            return Place(REVIEW, links["review_id"])
        case "watch_entry":
            return Place(COUNTRY, links["country_id"])
        case _ if "meeting_id" in links:
            return Place(MEETING, links["meeting_id"], links.get("item_id"))
        case _:
            return None
