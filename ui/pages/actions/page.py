"""Action items: the list or the board, one item with its whole history, several at once."""

from datetime import timedelta
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
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
from ui.places import ACTIONS, Place

_PAGE = 200
_WEEK = timedelta(days=8)


class _Found(NamedTuple):
    rows: list[ActionRow]
    board: ActionBoard | None
    total: int
    late: int
    soon: int
    marked: list[ActionRow]
    agencies: list[AgencyRow]
    countries: list[CountryRow]


class ActionsPage(Page):
    """Undated and unowned items come first; nothing falls out."""

    name = ACTIONS
    tables = frozenset(
        {"action_item", "action_support", "follow_up", "agency", "seat", "meeting", "board"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: list[ActionRow] = []
        self._total = 0
        self._wanted: RecordId | None = None
        self.agencies: list[AgencyRow] = []
        self._is_loading_more = False
        self._build()
        self.doing = Doing(self)
        self.panel = ActionPanel(self, self.doing.in_panel())
        self._connect()

    @override
    def reload(self) -> None:
        wanted = self.wanted()
        # As many as were loaded already, so that a change does not throw the list back.
        limit = max(_PAGE, len(self._rows))
        today = self.desk.board.today
        group = self.doing.group.value() if self.is_board else ""
        marked = tuple(row.id for row in self.marks.rows)

        def read(session: Session) -> _Found:
            actions = session.reading.actions
            live = wanted._replace(statuses=(), closed=False, live=True)
            soon = live._replace(due_before=today + _WEEK)
            late = actions.count(live._replace(due_before=today))
            return _Found(
                [] if group else actions.actions(wanted, limit=limit),
                action_board(session, wanted, group) if group else None,
                actions.count(live if group else wanted),
                late,
                actions.count(soon) - late,
                actions.actions(ActionFilter(ids=marked), limit=len(marked)) if marked else [],
                session.reading.directory.agencies(today),
                session.reading.board.countries(),
            )

        self.desk.ask(self, read, self._show_found)

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
        self._rows = []
        self.reload()
        self.focus_main()

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
        self.list.more_asked.connect(self._on_more_asked)
        self._clicks = MarkClicks(self.list, self.marks)
        self.board.row_activated.connect(self._on_row_activated)
        self.board.row_selected.connect(self._on_row_selected)
        self.board.row_moved.connect(self.doing.move)
        self.marks.changed.connect(self._on_marks_changed)
        self.desk.actor_changed.connect(self._on_actor_changed)
        self._on_actor_changed(self.desk.actor)

    def _show_found(self, found: _Found) -> None:
        self._rows, self._total, self.agencies = found.rows, found.total, found.agencies
        self.filters.offer(found.agencies, found.countries)
        if found.board is not None:
            movable = self.doing.can_move()
            self.board.show_board(found.board, self.desk.board.today, movable=movable)
        else:
            self.list.set_rows(self._rows)
        self.marks.renew(found.marked)
        if self._wanted is not None:
            self.list.select_id(self._wanted)
            self._wanted = None
        facts = [count(self._total, "item"), f"{found.late} late"]
        facts += [f"{found.soon} due within 7 days"] if found.soon else []
        self.head.show_words("Action items", " · ".join(facts))
        self.card.set_count(count(self._total, "item"))
        self.panel.renew()

    @Slot()
    def _on_filters_edited(self) -> None:
        self._rows = []
        self.reload()

    @Slot()
    def _on_more_asked(self) -> None:
        if self._is_loading_more or not self._rows or len(self._rows) >= self._total:
            return
        self._is_loading_more = True
        wanted, last = self.wanted(), self._rows[-1]

        def read(session: Session) -> list[ActionRow]:
            return session.reading.actions.actions(wanted, after=last, limit=_PAGE)

        def done(rows: list[ActionRow]) -> None:
            self._is_loading_more = False
            # A change or another filter may have come in between: then these rows fit no more.
            if self._rows and self._rows[-1] == last and self.wanted() == wanted:
                self._rows = [*self._rows, *rows]
                self.list.set_rows(self._rows)

        def failed(fault: BoardError) -> None:
            self._is_loading_more = False
            self.desk.refused.emit(fault)

        self.desk.ask(self, read, done, failed=failed)

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
