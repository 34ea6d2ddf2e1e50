"""Action items: the list with its filters, one item with its whole history, follow-ups."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.action import ActionStatus
from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.domain.words import count, day
from board_app.services.actor import Actor
from board_app.services.archive import Archive
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow, AgencyRow, FollowUpRow
from board_app.services.session import Session
from ui.commands import action, list_action
from ui.kit.buttons import PLAIN, PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.fields import CheckField, LineField
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import ChipLook, Column, RowList
from ui.kit.side_panel import SidePanel
from ui.page import Context, Page
from ui.parts.action_card import ActionDetails
from ui.parts.action_chips import due_chip, lead_chip
from ui.parts.action_form import open_action_dialog
from ui.parts.follow_up_form import open_follow_up_dialog
from ui.parts.importing import import_button
from ui.parts.list_export import ListExport, RegisterExport
from ui.places import ACTIONS, MEETING, Place

_PAGE = 200
_QUIET_MS = 120
# "no longer open" is not the status "closed": cancelled and overtaken items are closed too.
_LIVE, _LATE, _CLOSED, _ALL = "live", "late", "no longer open", "all"
_SHOWN = (
    (_LIVE, "Open"),
    (_LATE, "Late"),
    (_CLOSED, "Closed"),
    (_ALL, "All"),
    *((one.value, f"Status: {one.label}") for one in ActionStatus),
)
_Found = tuple[list[ActionRow], int, int, list[AgencyRow]]


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
        self._panel_id: RecordId | None = None
        self._panel_row: ActionRow | None = None
        self._is_loading_more = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.reload)
        self._build()
        self._make_actions()
        self._connect()

    @override
    def reload(self) -> None:
        wanted = self._filter()
        # As many as were loaded already, so that a change does not throw the list back.
        limit = max(_PAGE, len(self._rows))
        today = self.desk.board.today

        def read(session: Session) -> _Found:
            actions = session.reading.actions
            late = wanted._replace(due_before=today, status=None, closed=False)
            return (
                actions.actions(wanted, limit=limit),
                actions.count(wanted),
                actions.count(late),
                session.reading.directory.agencies(today),
            )

        self.desk.ask(self, read, self._show_found)

    @override
    def show_place(self, place: Place) -> None:
        if place.id is not None:
            self._wanted = place.id
            # The item may be closed or not among the first: its panel is opened by itself.
            self._open_panel(place.id)
        self.refresh()

    @override
    def focus_main(self) -> None:
        self.list.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.list.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Action items")
        self._make_filters()
        self._make_list()
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.words, 3)
        filters.addWidget(self.agency, 2)
        filters.addWidget(self.shown, 2)
        filters.addWidget(self.mine)
        filters.addStretch(1)
        self.card = Card("Items", name="actions", grows=True)
        self.card.body.addLayout(filters)
        self.card.add(self.list, 1)
        layout.addWidget(self.head)
        layout.addWidget(self.card, 1)
        self.panel = SidePanel(self)

    def _make_filters(self) -> None:
        self.words = LineField("Find by words or number")
        self.words.setAccessibleName("Find by words or number")
        self.words.setObjectName("action_words")
        self.agency = ChoiceField([(None, "All agencies")])
        self.agency.setAccessibleName("Agency")
        self.agency.setObjectName("action_agency")
        self.shown = ChoiceField(_SHOWN)
        self.shown.setAccessibleName("Which items")
        self.shown.setObjectName("action_shown")
        self.mine = CheckField("My agency")
        self.mine.setObjectName("my_agency")
        self.words.setMaximumWidth(320)
        self.agency.setMaximumWidth(260)
        self.shown.setMaximumWidth(220)

    def _make_list(self) -> None:
        self.list = RowList(
            (
                Column("Number", lambda row: row.reference, width=116, look="reference"),
                Column("What", lambda row: row.title),
                Column("Lead", self._lead, width=150, look="muted", chip=lead_chip),
                Column("From", lambda row: row.meeting, width=92, look="muted", drops_below=760),
                Column(
                    "Status", lambda row: row.status.label, width=130, look="muted", drops_below=640
                ),
                Column(
                    "Slips",
                    lambda row: str(row.slips or ""),
                    width=56,
                    align="right",
                    look="muted",
                    drops_below=900,
                ),
                Column(
                    "Due", self._due, width=142, align="right", look="date", chip=self._due_chip
                ),
            ),
            name="actions_list",
        )
        self.list.empty_text = "No action item matches. Show all, or assign one with N."

    def _make_actions(self) -> None:
        self.new = action(self, "new_action", "New action item", self._on_new, keys="Ctrl+N")
        self.follow = list_action(self.list, "log_follow_up", "Log follow-up", self._on_follow, "F")
        self.edit = list_action(self.list, "edit_action", "Edit action item", self._on_edit, "E")
        self.archive = list_action(
            self.list, "archive_action", "Archive action item", self._on_archive, "Del"
        )
        # The same keys while the panel has the focus: what it shows is what they are about.
        for made in (self.follow, self.edit, self.archive):
            self.panel.addAction(made)
        self.new_short = list_action(self.list, "new_action_n", "", self._on_new, "N")
        self.head.add_button(import_button(self))
        self.list_export = ListExport(self, "actions", wanted=self._filter)
        self.register = RegisterExport(self)
        self.head.add_button(ActionButton(self.edit, shows_keys=True))
        self.head.add_button(ActionButton(self.follow, shows_keys=True))
        self.head.add_button(ActionButton(self.new, PRIMARY))

    def _connect(self) -> None:
        self.words.textChanged.connect(self._on_words_changed)
        self.agency.edited.connect(self._on_filter_edited)
        self.shown.edited.connect(self._on_filter_edited)
        self.mine.edited.connect(self._on_filter_edited)
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.row_selected.connect(self._on_list_row_selected)
        self.list.more_asked.connect(self._on_more_asked)
        self.desk.actor_changed.connect(self._on_actor_changed)
        self._on_actor_changed(self.desk.actor)

    def _filter(self) -> ActionFilter:
        shown = self.shown.value()
        mine = self.desk.actor.agency_id if self.mine.isChecked() else None
        statuses = {one.value: one for one in ActionStatus}
        return ActionFilter(
            agency_id=mine or self.agency.value(),
            status=statuses.get(shown),
            live=shown == _LIVE,
            closed=shown == _CLOSED,
            due_before=self.desk.board.today if shown == _LATE else None,
            words=self.words.text(),
        )

    def _show_found(self, found: _Found) -> None:
        self._rows, self._total, late, agencies = found
        chosen = self.agency.value()
        self.agency.set_choices(
            [(None, "All agencies"), *((row.id, row.abbreviation) for row in agencies)]
        )
        self.agency.set_value(chosen)
        self.list.set_rows(self._rows)
        if self._wanted is not None:
            self.list.select_id(self._wanted)
            self._wanted = None
        self.head.show_words("Action items", f"{count(self._total, 'item')} · {late} late")
        self.card.set_count(count(self._total, "item"))
        if self.panel.isVisible() and self._panel_id is not None:
            self._open_panel(self._panel_id)

    def _open_panel(self, action_id: RecordId) -> None:
        self._panel_id = action_id

        def read(session: Session) -> tuple[ActionRow, list[FollowUpRow]]:
            actions = session.reading.actions
            return actions.action(action_id), actions.follow_ups([action_id])

        def failed(fault: BoardError) -> None:
            # What was shown is gone, most often by Undo; what was asked for must be explained.
            if self._panel_row is not None and self._panel_row.id == action_id:
                self.panel.close_panel()
            else:
                self.desk.refused.emit(fault)

        self.desk.ask(self, read, self._show_panel, failed=failed)

    def _show_panel(self, found: tuple[ActionRow, list[FollowUpRow]]) -> None:
        row, follow_ups = found
        self._panel_row = row
        today = self.desk.board.today
        details = ActionDetails(row, follow_ups, today)
        details.add_button(ActionButton(self.follow, shows_keys=True))
        for made, short in ((self.edit, "Edit"), (self.archive, "Archive")):
            button = ActionButton(made, PLAIN)
            button.setText(short)
            details.add_button(button)
        details.finish_buttons()
        details.meeting_asked.connect(self._on_meeting_asked)
        late = " · late" if row.is_overdue(today) else ""
        self.panel.open_with(row.title, f"{row.reference} · {row.status.label}{late}", details)

    def _chosen(self) -> ActionRow | None:
        # The item in the panel need not be in the list: it may be closed, or far down.
        row = self._panel_row if self.panel.isVisible() else self.list.selected_row()
        return row if isinstance(row, ActionRow) else None

    def _lead(self, row: ActionRow) -> str:
        others = len(row.supporting.split(", ")) if row.supporting else 0
        return f"{row.lead} +{others}" if others else row.lead

    def _due(self, row: ActionRow) -> str:
        return day(row.due_on, self.desk.board.today) if row.due_on else ""

    def _due_chip(self, row: ActionRow) -> ChipLook | None:
        return due_chip(row, self.desk.board.today)

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._quiet.start()

    @Slot()
    def _on_filter_edited(self) -> None:
        self._rows = []
        self.reload()

    @Slot()
    def _on_more_asked(self) -> None:
        if self._is_loading_more or not self._rows or len(self._rows) >= self._total:
            return
        self._is_loading_more = True
        wanted, last = self._filter(), self._rows[-1]

        def read(session: Session) -> list[ActionRow]:
            return session.reading.actions.actions(wanted, after=last, limit=_PAGE)

        def done(rows: list[ActionRow]) -> None:
            self._is_loading_more = False
            # A change or another filter may have come in between: then these rows fit no more.
            if self._rows and self._rows[-1] == last and self._filter() == wanted:
                self._rows = [*self._rows, *rows]
                self.list.set_rows(self._rows)

        def failed(fault: BoardError) -> None:
            self._is_loading_more = False
            self.desk.refused.emit(fault)

        self.desk.ask(self, read, done, failed=failed)

    @Slot(object)
    def _on_actor_changed(self, actor: Actor) -> None:
        self.mine.setEnabled(actor.agency_id is not None)
        is_representative = actor.role is not None and not actor.runs_the_board
        self.mine.setChecked(is_representative)
        for made in (self.new, self.new_short, self.edit, self.archive):
            made.setEnabled(actor.runs_the_board)
            made.setProperty("why", "" if actor.runs_the_board else "for the secretariat")
        self.refresh()

    @Slot(object)
    def _on_list_row_selected(self, row: ActionRow | None) -> None:
        if row is not None and self.panel.isVisible() and row.id != self._panel_id:
            self._open_panel(row.id)

    @Slot(object)
    def _on_list_row_activated(self, row: ActionRow) -> None:
        self._open_panel(row.id)

    @Slot(object)
    def _on_meeting_asked(self, row: ActionRow) -> None:
        if row.meeting_id is not None:
            self.context.navigator.go(Place(MEETING, row.meeting_id, row.item_id))

    @Slot()
    def _on_new(self) -> None:
        open_action_dialog(self.context, self)

    @Slot()
    def _on_edit(self) -> None:
        row = self._chosen()
        if row is not None:
            open_action_dialog(self.context, self, action_id=row.id)

    @Slot()
    def _on_follow(self) -> None:
        row = self._chosen()
        if row is not None:
            open_follow_up_dialog(self.context, self, row)

    @Slot()
    def _on_archive(self) -> None:
        row = self._chosen()
        if row is not None:
            self.panel.close_panel()
            self.desk.do(self, Archive(table="action_item", id=row.id, version=row.version))
