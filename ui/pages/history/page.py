"""The history: who changed what, when, before and after; archived things come back from here."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.domain.words import clock, count, day
from board_app.services.history import Entry, Latest, entries_of, latest, matching
from board_app.services.history_rows import ChainPart, HistoryFilter
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.card import Card
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import Column, RowList
from ui.kit.side_panel import SidePanel
from ui.page import Context, Page
from ui.pages.history.chain import ChainBar
from ui.pages.history.filters import HistoryFilters
from ui.pages.history.steps import OwnSteps
from ui.parts.change_card import ChangeDetails
from ui.parts.list_export import ListExport
from ui.parts.long_list import LongList
from ui.places import (
    ACTIONS,
    BIN,
    CLEARANCE,
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

_PAGE = 200  # more are read as they come into view


class _First(NamedTuple):
    rows: list[Entry]
    head: ChainPart


class HistoryPage(Page):
    """The newest change first; Enter shows both sides of it."""

    name = HISTORY
    tables = frozenset({"*"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._row_id: RecordId | None = None
        self._wanted: HistoryFilter | None = None  # what is on the screen
        self._first: list[Entry] = []
        self._shown: Entry | None = None
        self.desk.changed.connect(self._on_any_change)
        self._build()
        self.long = LongList(self.desk, self.list, entries_of)
        self._make_actions()
        self.filters.edited.connect(self.reload)
        self.list.row_activated.connect(self._on_list_row_activated)
        self.chain.broken.connect(self._on_chain_broken)

    @override
    def reload(self) -> None:
        """Show the first changes at once; how many there are, and the rest, come after them."""
        wanted = self.wanted()

        def read(session: Session) -> _First:
            return _First(
                matching(session, wanted, limit=_PAGE),
                session.reading.history.head(),
            )

        self.desk.ask(self, read, lambda found: self._show_first(found, wanted))
        seen = self.long.seen()

        def count_all(session: Session) -> tuple[Sequence[int], list[Entry]]:
            ids = session.reading.history.change_ids(wanted)
            return ids, entries_of(session, seen) if len(ids) > _PAGE else []

        self.desk.ask(self, count_all, lambda found: self._show_all(*found, wanted))

    @override
    def show_place(self, place: Place) -> None:
        self._row_id = place.id
        self.desk.ask(self, lambda session: session.reading.history.authors(), self.filters.offer)
        self.refresh()

    def wanted(self) -> HistoryFilter:
        """Return what the filters ask for."""
        return self.filters.wanted(self.desk.board)._replace(about=self._row_id)

    @override
    def focus_main(self) -> None:
        self.list.setFocus()

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("History")
        self.filters = HistoryFilters(self.desk.board.today)
        self.chain = ChainBar(self)
        self.list = RowList(
            (
                Column("When", self._when, width=150, look="date"),
                Column("Who", lambda row: row.person, width=172, look="muted", drops_below=600),
                Column("What", lambda row: row.label, width=160),
                Column("Of", lambda row: f"{row.kind} {row.subject}".strip(), look="muted"),
                Column(
                    "Before → after",
                    lambda row: row.in_words.replace("\n", " "),
                    width=270,
                    drops_below=860,
                ),
            ),
            name="history_list",
        )
        self.list.empty_text = "No change matches. Clear the filters above to see all."
        self.card = Card("Changes", name="history", grows=True)
        self.card.add(self.filters)
        self.card.add(self.list, 1)
        self.card.add(self.chain)
        layout.addWidget(self.head)
        layout.addWidget(self.card, 1)
        self.panel = SidePanel(self)

    def _make_actions(self) -> None:
        self.all = action(self, "whole_history", "Show the whole history", self._on_all)
        self.clear = action(self, "clear_history_filters", "Clear filters", self._on_clear)
        self.open_it = action(self.panel, "open_record", "Open", self._on_open)
        self.only_this = action(
            self.panel, "history_of_record", "Its own history", self._on_only_this
        )
        self.restore = action(self.panel, "restore_archived", "Restore", self._on_restore)
        self.steps = action(self, "own_steps", "Your last steps…", self._on_steps)
        self.list_export = ListExport(self, "history", wanted=self.wanted)
        self.bin = action(self, "open_bin", "Bin", self._on_bin)
        self.head.add_button(ActionButton(self.all))
        self.head.add_button(ActionButton(self.steps))
        self.head.add_button(ActionButton(self.bin, icon_name="trash-2"))

    def _show_first(self, found: _First, wanted: HistoryFilter) -> None:
        if wanted != self.wanted():
            return  # asked anew since
        self._first = found.rows
        if not (self.long.is_long and self._wanted == wanted):
            # A long list that is read further down is not thrown back to its beginning.
            self.long.show_short(found.rows)
        self._wanted = wanted
        # Papers of it that went out stand among the changes; it is not called after them.
        own = next((row for row in found.rows if row.row_id == self._row_id), None)
        of = f" of {own.kind} {own.subject}" if own is not None else ""
        self.head.show_words(
            "History", f"Every change{of}, with its author and time; nothing can be taken out"
        )
        self.all.setVisible(self._row_id is not None)
        may_check = not self.desk.session.is_known or self.desk.actor.runs_the_board
        self.chain.permit(may_check=may_check)
        self.chain.show_head(found.head)

    def _show_all(self, ids: Sequence[int], seen: list[Entry], wanted: HistoryFilter) -> None:
        if wanted != self.wanted():
            return
        if len(ids) > _PAGE:
            self.long.show_long(ids, [*self._first, *seen])
        elif self.long.is_long:
            self.long.show_short(self._first)
        self.card.set_count(count(len(ids), "change"))

    def _when(self, row: Entry) -> str:
        return f"{day(row.at.date(), self.desk.board.today)}, {clock(row.at.time())}"

    @Slot(object)
    def _on_any_change(self, _: object) -> None:
        self.refresh()

    @Slot()
    def _on_clear(self) -> None:
        self.filters.clear()
        self.reload()

    @Slot(object)
    def _on_chain_broken(self, number: int) -> None:
        """Show the change that does not fit, whatever the filters left out."""
        self._row_id = None
        self.filters.clear()
        self.reload()

        def show(found: list[Entry]) -> None:
            self.list.select_id(number)
            if found:
                self._on_list_row_activated(found[0])

        self.desk.ask(self, lambda session: entries_of(session, [number]), show)

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
    def _on_steps(self) -> None:
        body = OwnSteps(self.desk)
        self.panel.open_with(
            "Your last steps", "All that are newer go with the one you choose", body
        )
        body.list.setFocus()

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
            page = CLEARANCE if row.table in {"clearance_round", "approval"} else MEETING
            return Place(page, links["meeting_id"], links.get("item_id"))
        case _:
            return None
