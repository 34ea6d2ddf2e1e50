"""What can be done with action items: one by one in place, several at once, on the board."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from board_app.domain.errors import Refused
from board_app.domain.ids import RecordId
from board_app.domain.states import ActionStatus
from board_app.services import action_board
from board_app.services.actions import ChangeActions, LogFollowUp, Picked
from board_app.services.archive import Archive
from board_app.services.papers.kinds import PaperKind
from board_app.services.rows import ActionRow
from board_app.services.session import Session
from ui.commands import action, list_action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.choice_field import ChoiceField
from ui.kit.inline_form import below_cell
from ui.pages.actions.columns import DUE, LEAD, STATUS
from ui.pages.actions.marks import MOST
from ui.parts import action_inline
from ui.parts.action_change import open_change_dialog
from ui.parts.action_form import open_action_dialog
from ui.parts.follow_up_form import open_follow_up_dialog
from ui.parts.importing import import_button
from ui.parts.list_export import ListExport
from ui.parts.paper_asking import PaperCommand

if TYPE_CHECKING:
    from ui.pages.actions.page import ActionsPage

_STATUS_OF = {
    action_board.OPEN: ActionStatus.OPEN,
    action_board.IN_PROGRESS: ActionStatus.IN_PROGRESS,
    action_board.WAITING: ActionStatus.SUBMITTED,
    action_board.DONE: ActionStatus.CLOSED,
}


class Doing(QObject):
    """The actions of the page; each is a command, or a form that becomes one."""

    def __init__(self, page: "ActionsPage") -> None:
        super().__init__(page)
        self._page = page
        self.group = ChoiceField(action_board.GROUPS)
        self.group.setObjectName("board_group")
        self.group.setAccessibleName("Columns of the board")
        self.group.setMaximumWidth(170)
        self.group.hide()
        self._make_single()
        self._make_several()
        self._fill_head()
        page.views.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.views.customContextMenuRequested.connect(self._on_menu_asked)
        self.group.edited.connect(page.reload)
        page.desk.actor_changed.connect(self._on_actor_changed)
        self._on_actor_changed(page.desk.actor)
        page.secretariat_only(
            (self.new, self.new_short, self.edit, self.archive, self.lead, self.change)
        )

    def in_panel(self) -> tuple[tuple[QAction, str], ...]:
        """Return what the panel offers, with the short words of its buttons."""
        return (
            (self.follow, ""),
            (self.finish, ""),
            (self.edit, "Edit"),
            (self.archive, "Archive"),
        )

    def on_marks(self) -> tuple[QAction, ...]:
        """Return what can be done with the chosen items."""
        return (self.change, self.mark_all, self.clear)

    def can_move(self) -> bool:
        """Tell whether cards can be taken to other columns."""
        group = self.group.value()
        return group == "status" or (group == "lead" and not self._page.refusal)

    def _make_single(self) -> None:
        page, rows = self._page, self._page.list
        self.new = action(page, "new_action", "New action item", self._on_new, keys="Ctrl+N")
        self.new_short = list_action(rows, "new_action_n", "", self._on_new, "N")
        self.follow = list_action(rows, "log_follow_up", "Log follow-up", self._on_follow, "F")
        self.finish = list_action(rows, "finish_action", "Close", self._on_finish, "C")
        self.date = list_action(rows, "redate_action", "Change date", self._on_date, "D")
        self.status = list_action(rows, "restate_action", "Change status", self._on_status, "S")
        self.lead = list_action(rows, "lead_action", "Change lead", self._on_lead, "A")
        self.edit = list_action(rows, "edit_action", "Edit action item", self._on_edit, "E")
        self.archive = list_action(
            rows, "archive_action", "Archive action item", self._on_archive, "Del"
        )

    def _make_several(self) -> None:
        page, rows = self._page, self._page.list
        self.mark = list_action(rows, "mark_action", "Choose, or let go", self._on_mark, "Space")
        self.mark_all = list_action(rows, "mark_all", "Choose all", self._on_mark_all, "Ctrl+A")
        self.clear = list_action(rows, "clear_marks", "Let go", page.marks.clear, "Ctrl+Shift+A")
        self.change = list_action(
            rows, "change_marked", "Change the chosen items", self._on_change, "B"
        )
        self.change.setProperty("short", "Change")
        self.turn = action(page, "show_board", "Show as board", self._on_turn, keys="Ctrl+B")
        self.list_export = ListExport(page, "actions", wanted=page.wanted)
        self.register = PaperCommand(page, PaperKind.REGISTER, keys="Ctrl+E")
        self.reports = PaperCommand(page, PaperKind.FOLLOW_UP, keys="Ctrl+Shift+E")
        page.board.add_keys([self.new_short, *self._single(), self.mark])

    def _single(self) -> list[QAction]:
        return [
            self.follow,
            self.finish,
            self.date,
            self.status,
            self.lead,
            self.edit,
            self.archive,
        ]

    def _fill_head(self) -> None:
        head = self._page.head
        self._page.filters.add(self.group)
        head.add_button(ActionButton(self.turn))
        head.add_button(import_button(self._page))
        head.add_button(ActionButton(self.follow, shows_keys=True))
        head.add_button(ActionButton(self.new, PRIMARY))

    def _place(self, column: int) -> QPoint:
        page = self._page
        if not page.is_board:
            return below_cell(page.list, column)
        cards = next((one for one in page.board.lists() if one.chosen() is not None), page.board)
        return cards.mapToGlobal(QPoint(cards.width(), 0))

    @Slot(object)
    def move(self, moved: tuple[ActionRow, str]) -> None:
        """Give a card what the column that it was taken to stands for."""
        row, key = moved
        page = self._page
        if self.group.value() == "lead":
            if key and int(key) != row.lead_id:
                items = [Picked(id=row.id, version=row.version)]
                page.desk.do(page, ChangeActions(items=items, lead_id=RecordId(int(key))))
            return
        status = _STATUS_OF.get(key)
        if status is ActionStatus.CLOSED and page.refusal:
            status = ActionStatus.SUBMITTED  # the board ends it; an agency says that it is done
        if status is None or status is row.status:
            return
        if status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
            page.desk.do(page, LogFollowUp(action_id=row.id, status=status))
        else:
            open_follow_up_dialog(page.context, page, row, status=status)

    @Slot(object)
    def _on_actor_changed(self, _: object) -> None:
        self.finish.setText("Submit" if self._page.refusal else "Close")

    @Slot(QPoint)
    def _on_menu_asked(self, at: QPoint) -> None:
        if self._page.chosen() is not None:
            menu = QMenu(self._page)
            menu.setObjectName("row_menu")
            menu.addActions([*self._single(), self.mark])
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self._page.views.mapToGlobal(at))

    @Slot()
    def _on_new(self) -> None:
        open_action_dialog(self._page.context, self._page)

    @Slot()
    def _on_edit(self) -> None:
        row = self._page.chosen()
        if row is not None:
            open_action_dialog(self._page.context, self._page, action_id=row.id)

    @Slot()
    def _on_follow(self) -> None:
        row = self._page.chosen()
        if row is not None:
            open_follow_up_dialog(self._page.context, self._page, row)

    @Slot()
    def _on_finish(self) -> None:
        row = self._page.chosen()
        if row is not None:
            end = ActionStatus.SUBMITTED if self._page.refusal else ActionStatus.CLOSED
            open_follow_up_dialog(self._page.context, self._page, row, status=end)

    @Slot()
    def _on_date(self) -> None:
        row = self._page.chosen()
        if row is not None:
            action_inline.open_date(self._page.context, self._page, row, self._place(DUE))

    @Slot()
    def _on_status(self) -> None:
        row = self._page.chosen()
        if row is not None:
            action_inline.open_status(self._page.context, self._page, row, self._place(STATUS))

    @Slot()
    def _on_lead(self) -> None:
        row, page = self._page.chosen(), self._page
        if row is not None:
            action_inline.open_lead(page.context, page, row, page.agencies, self._place(LEAD))

    @Slot()
    def _on_archive(self) -> None:
        row, page = self._page.chosen(), self._page
        if row is not None:
            page.panel.close_panel()
            page.desk.do(page, Archive(table="action_item", id=row.id, version=row.version))

    @Slot()
    def _on_mark(self) -> None:
        row, page = self._page.chosen(), self._page
        if row is not None:
            page.marks.turn(row)
            if not page.is_board:
                page.list.step(1)

    @Slot()
    def _on_mark_all(self) -> None:
        page, wanted = self._page, self._page.wanted()

        def read(session: Session) -> list[ActionRow]:
            return session.reading.actions.actions(wanted, limit=MOST + 1)

        def show(rows: list[ActionRow]) -> None:
            if len(rows) > MOST:
                words = f"More than {MOST:,} match. Narrow the list first."
                page.desk.refused.emit(Refused(words))
                return
            page.marks.add(rows)

        page.desk.ask(page, read, show)

    @Slot()
    def _on_change(self) -> None:
        page = self._page
        rows = page.marks.rows or ((page.chosen(),) if page.chosen() else ())
        chosen = [row for row in rows if row is not None]
        if chosen:
            open_change_dialog(page.context, page, chosen, page.agencies, page.marks.clear)

    @Slot()
    def _on_turn(self) -> None:
        is_board = not self._page.is_board
        self.turn.setText("Show as list" if is_board else "Show as board")
        self.group.setVisible(is_board)
        self._page.panel.close_panel()
        self._page.show_board(board=is_board)
