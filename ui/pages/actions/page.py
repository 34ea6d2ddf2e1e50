"""Action items: the list or the board, one item with its whole history, several at once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.words import count
from board_app.services.action_board import ActionBoard, action_board
from board_app.services.actor import Actor
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow, AgencyRow, CountryRow
from board_app.services.session import Session
from ui.kit.card import Card
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import RowList
from ui.page import Context, Page
from ui.pages.actions.board import BoardView
from ui.pages.actions.columns import action_columns
from ui.pages.actions.doing import Doing
from ui.pages.actions.filters import ActionFilters
from ui.pages.actions.marks import MarkBar, MarkClicks, Marks
from ui.pages.actions.panel import ActionPanel
from ui.parts.long_list import LongList
from ui.places import ACTIONS, Place

_PAGE = 200  # more are read as they come into view
_WEEK = timedelta(days=8)


class _First(NamedTuple):
    rows: list[ActionRow]
    board: ActionBoard | None
    marked: list[ActionRow]
    agencies: list[AgencyRow]
    countries: list[CountryRow]


class _Counts(NamedTuple):
    total: int
    late: int
    soon: int
    ids: Sequence[int] | None
    seen: list[ActionRow]


class ActionsPage(Page):
    """Undated and unowned items come first; nothing falls out."""

    name = ACTIONS
    tables = frozenset(
        {"action_item", "action_support", "follow_up", "agency", "seat", "meeting", "board"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._wanted: RecordId | None = None
        self.agencies: list[AgencyRow] = []
        self._shown: ActionFilter | None = None
        self._first: list[ActionRow] = []
        self._wants_focus = False
        self._build()
        self.long = LongList(self.desk, self.list, _rows_of)
        self.doing = Doing(self)
        self.panel = ActionPanel(self, self.doing.in_panel())
        self._connect()

    @override
    def reload(self) -> None:
        """Show the first page at once; counts and the rest come after it."""
        wanted = self.wanted()
        group = self.doing.group.value() if self.is_board else ""
        marked = tuple(row.id for row in self.marks.rows)
        today = self.desk.board.today

        def read(session: Session) -> _First:
            actions = session.reading.actions
            return _First(
                [] if group else actions.actions(wanted, limit=_PAGE),
                action_board(session, wanted, group) if group else None,
                actions.actions(ActionFilter(ids=marked), limit=len(marked)) if marked else [],
                session.reading.directory.agencies(today),
                session.reading.board.countries(),
            )

        self.desk.ask(self, read, lambda found: self._show_first(found, wanted))
        self._count(wanted, is_board=bool(group))

    def _count(self, wanted: ActionFilter, *, is_board: bool) -> None:
        today = self.desk.board.today
        seen = [RecordId(id) for id in self.long.seen()]

        def read(session: Session) -> _Counts:
            actions = session.reading.actions
            live = wanted._replace(statuses=(), closed=False, live=True)
            late = actions.count(live._replace(due_before=today))
            soon = actions.count(live._replace(due_before=today + _WEEK)) - late
            if is_board:
                return _Counts(actions.count(live), late, soon, None, [])
            ids = actions.ordered_ids(wanted)  # sooner there than a count of very many
            if len(ids) <= _PAGE:
                return _Counts(len(ids), late, soon, None, [])
            return _Counts(len(ids), late, soon, ids, actions.actions_of(seen))

        def show(found: _Counts) -> None:
            if self.wanted() == wanted:
                self._show_counts(found)

        self.desk.ask(self, read, show)

    @override
    def show_place(self, place: Place) -> None:
        if place.id is not None:
            self._wanted = place.id
            # The item may be closed or not among the first: its panel is opened by itself.
            self.panel.open_item(place.id)
        self.refresh()

    @override
    def focus_main(self) -> None:
        if self.is_board:
            self.board.focus_cards()
        else:
            self.list.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.list.actions()]

    @property
    def is_board(self) -> bool:
        """Tell whether the cards are shown, not the list."""
        return self.views.currentWidget() is self.board

    def wanted(self) -> ActionFilter:
        """Return what the filters ask for."""
        return self.filters.wanted(self.desk.board.today, self.desk.actor.agency_id)

    def chosen(self) -> ActionRow | None:
        """Return the item that is meant: that of the open panel, else the selected one."""
        # The item in the panel need not be in the list: it may be closed, or far down.
        if self.panel.isVisible():
            return self.panel.row
        row = self.board.chosen() if self.is_board else self.list.selected_row()
        return row if isinstance(row, ActionRow) else None

    def show_board(self, *, board: bool) -> None:
        """Show the cards or the list."""
        self.views.setCurrentWidget(self.board if board else self.list)
        self.filters.show_states(visible=not board)
        self._wants_focus = True  # given when the answer is here: before it there is no card
        self.reload()

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Action items")
        self.filters = ActionFilters()
        self.marks = Marks(self)
        self.list = RowList(
            action_columns(lambda: self.desk.board.today, self.marks.has), name="actions_list"
        )
        self.list.empty_text = "No action item matches. Show all, or assign one with N."
        self.board = BoardView()
        self.views = QStackedWidget()
        self.views.addWidget(self.list)
        self.views.addWidget(self.board)
        self.card = Card("Items", name="actions", grows=True)
        self.card.add(self.filters)
        self.card.add(self.views, 1)
        layout.addWidget(self.head)
        layout.addWidget(self.card, 1)

    def _connect(self) -> None:
        self.mark_bar = MarkBar(self.doing.on_marks())
        self.card.body.insertWidget(1, self.mark_bar)
        self.filters.edited.connect(self._on_filters_edited)
        self.list.row_activated.connect(self._on_row_activated)
        self.list.row_selected.connect(self._on_row_selected)
        self._clicks = MarkClicks(self.list, self.marks)
        self.board.row_activated.connect(self._on_row_activated)
        self.board.row_selected.connect(self._on_row_selected)
        self.board.row_moved.connect(self.doing.move)
        self.marks.changed.connect(self._on_marks_changed)
        self.desk.actor_changed.connect(self._on_actor_changed)
        self._on_actor_changed(self.desk.actor)

    def _show_first(self, found: _First, wanted: ActionFilter) -> None:
        self.agencies = found.agencies
        self.filters.offer(found.agencies, found.countries)
        self._first = found.rows
        if found.board is not None:
            movable = self.doing.can_move()
            self.board.show_board(found.board, self.desk.board.today, movable=movable)
        elif not (self.long.is_long and self._shown == wanted):
            # A long list that is read further down is not thrown back to its beginning.
            self.long.show_short(found.rows)
        self._shown = wanted
        if self._wants_focus:
            self._wants_focus = False
            self.focus_main()
        self.marks.renew(found.marked)
        if self._wanted is not None and self.list.select_id(self._wanted):
            self._wanted = None
        self.panel.renew()

    def _show_counts(self, found: _Counts) -> None:
        if found.ids is not None:
            self.long.show_long(found.ids, [*self._first, *found.seen])
        elif self.long.is_long:
            self.long.show_short(self._first)
        if self._wanted is not None:
            self.list.select_id(self._wanted)
            self._wanted = None
        facts = [count(found.total, "item"), f"{found.late:,} late"]
        facts += [f"{found.soon:,} due within 7 days"] if found.soon else []
        self.head.show_words("Action items", " · ".join(facts))
        self.card.set_count(count(found.total, "item"))

    @Slot()
    def _on_filters_edited(self) -> None:
        self.reload()

    @Slot(object)
    def _on_actor_changed(self, actor: Actor) -> None:
        self.filters.mine.setEnabled(actor.agency_id is not None)
        is_representative = actor.role is not None and not actor.runs_the_board
        self.filters.mine.setChecked(is_representative)
        self.refresh()

    @Slot()
    def _on_marks_changed(self) -> None:
        self.mark_bar.show_count(len(self.marks.rows))
        self.list.viewport().update()

    @Slot(object)
    def _on_row_selected(self, row: ActionRow | None) -> None:
        if row is not None and self.panel.isVisible() and row.id != self.panel.id:
            self.panel.open_item(row.id)

    @Slot(object)
    def _on_row_activated(self, row: ActionRow) -> None:
        self.panel.open_item(row.id)


def _rows_of(session: Session, ids: Sequence[RecordId]) -> list[ActionRow]:
    return session.reading.actions.actions_of(ids)
