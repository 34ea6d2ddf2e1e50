"""The meeting page: from the planned agenda to the closed minutes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.agenda import ItemState
from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.services.commands import Command
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.rows import AgendaRow, AttendanceRow
from board_app.services.sheet import Sheet, sheet
from ui.commands import PermittedAction, action
from ui.kit.buttons import ActionButton
from ui.kit.columns import FoldingColumns, Part
from ui.kit.dialogs import FormDialog
from ui.kit.page_head import PageHead, page_layout
from ui.page import Context, Page
from ui.pages.meeting.agenda_pane import AgendaPane
from ui.pages.meeting.attendance_pane import AttendancePane
from ui.pages.meeting.clearance_link import ClearanceLink
from ui.pages.meeting.decision_form import decision_command, decision_dialog
from ui.pages.meeting.forms import (
    Values,
    attendance_command,
    attendance_dialog,
    item_command,
    item_dialog,
)
from ui.pages.meeting.lines import facts_in_words
from ui.pages.meeting.minutes_pane import LOCKED, MinutesPane
from ui.pages.meeting.papers_pane import PapersPane
from ui.pages.meeting.review_link import ReviewLink
from ui.pages.meeting.steps import MeetingSteps
from ui.pages.meeting.variants import MinutesVariants
from ui.parts.action_form import open_action_dialog
from ui.parts.book_asking import BookCommand
from ui.parts.meeting_form import (
    open_cancel_dialog,
    open_change_dialog,
    open_move_dialog,
)
from ui.parts.preview.dialog import open_preview
from ui.places import MEETING, Place

_LOCKED = "The minutes of this meeting are approved and locked."


class MeetingPage(Page):
    """One meeting at work."""

    name = MEETING
    tables = frozenset(
        {"meeting", "agenda_item", "attachment", "withheld", "attendance", "minutes_block"}
        | {"decision", "position", "action_item", "action_support", "follow_up", "seat"}
        | {"agency", "person", "country", "board", "review", "approval"}
        | {"clearance_round", "clearance_response"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting_id: RecordId | None = None
        self._wanted_item: RecordId | None = None
        self._sheet: Sheet | None = None
        self._build()
        self._make_actions()
        self._connect()
        self._guard()

    @override
    def show_place(self, place: Place) -> None:
        """Show another meeting, or another item of the same one."""
        if place.id is not None and place.id != self._meeting_id:
            self.minutes.flush()
            self._meeting_id = place.id
        self._wanted_item = place.part_id
        self.refresh()

    @override
    def reload(self) -> None:
        meeting_id = self._meeting_id
        if meeting_id is not None:
            self.desk.ask(self, lambda session: sheet(session, meeting_id), self._show_sheet)

    @override
    def focus_main(self) -> None:
        self.agenda.list.setFocus()

    @override
    def leave(self) -> None:
        self.minutes.flush()

    @override
    def commands(self) -> list[QAction]:
        lists = (self.agenda.list, self.papers, self.papers.list, self.attendance.list)
        return [*self.actions(), *(made for one in lists for made in one.actions())]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead()
        self.agenda = AgendaPane(self.desk)
        self.papers = PapersPane(self.context, self.agenda)
        self.minutes = MinutesPane(self.desk)
        self.review = ReviewLink(self)
        self.minutes.add_to_head(self.review.button)
        self.clearance = ClearanceLink(self)
        self.attendance = AttendancePane(self.desk)
        self.columns = FoldingColumns(
            (
                Part("Agenda", self.papers.column(), 36, stretch_folded=44),
                Part("Minutes", self.minutes, 44),
                Part("Attendance", self.attendance, 22, folds=True),
            )
        )
        layout.addWidget(self.head)
        layout.addWidget(self.columns, 1)

    def _make_actions(self) -> None:
        following = action(self, "next_item", "Next item", self._on_next, keys="Ctrl+Return")
        self.steps = MeetingSteps(self, following, self.minutes.flush)
        self.write = action(self, "write_minutes", "Write minutes", self._on_write, keys="Ctrl+M")
        self.minutes_pdf = action(
            self, "export_minutes", "Minutes PDF", self._on_minutes_pdf, keys="Ctrl+E"
        )
        self.agenda_pdf = action(
            self, "export_agenda", "Agenda PDF", self._on_agenda_pdf, keys="Ctrl+Shift+E"
        )
        self.book = BookCommand(self)
        action(self, "change_this_meeting", "Change the meeting's head", self._on_change_head)
        action(self, "move_this_meeting", "Move the meeting or correct its time", self._on_move)
        action(self, "cancel_this_meeting", "Cancel the meeting", self._on_cancel)
        self.variants = MinutesVariants(self, self.minutes_pdf, self.agenda_pdf)
        for made in (self.agenda_pdf, self.minutes_pdf):
            made.setVisible(False)
        self.agenda_button = ActionButton(self.agenda_pdf)
        for button in (
            self.book.button,
            self.agenda_button,
            self.variants.buttons,
            *self.steps.buttons.values(),
            self.clearance.button,
        ):
            self.head.add_button(button)

    def _connect(self) -> None:
        self.agenda.item_chosen.connect(self._on_item_chosen)
        self.agenda.add_asked.connect(self._on_add_asked)
        self.agenda.edit_asked.connect(self._on_edit_asked)
        self.attendance.edit_asked.connect(self._on_attendance_edit_asked)
        self.minutes.decision_asked.connect(self._on_decision_asked)
        self.minutes.action_asked.connect(self._on_action_asked)

    def _guard(self) -> None:
        """Let representatives read and export; the secretariat runs the meeting."""
        papers = (self.agenda_pdf, self.minutes_pdf, self.variants.record)
        reading = (*papers, self.book.made, self.review.made, self.clearance.made)
        own = [made for made in self.actions() if made not in reading]
        panes = [one for one in self.commands() if one not in self.actions()]
        panes.remove(self.papers.save_action)
        self.secretariat_only((*own, *panes))
        self.desk.actor_changed.connect(self._on_actor_changed)
        self._on_actor_changed()

    def _show_sheet(self, found: Sheet) -> None:
        self._sheet = found
        self._permit_writing()
        self._show_head(found)
        self.agenda.show_sheet(found)
        if self._wanted_item is not None:
            self.agenda.list.select_id(self._wanted_item)
            self._wanted_item = None
        line = self.agenda.chosen()
        if line is not None:
            self.minutes.show_item(found, line.id)
            self._show_beside(found, line.id)
        self.attendance.show_sheet(found)

    def _show_beside(self, found: Sheet, item_id: RecordId) -> None:
        self.review.show_item(found, item_id)
        self.papers.show_item(found, item_id)

    def _show_head(self, found: Sheet) -> None:
        meeting = found.meeting
        self.head.show_words(f"{meeting.title} {meeting.reference}", facts_in_words(found))
        self.clearance.show_sheet(found)
        self.variants.show_sheet(found)
        self.book.show_meeting(meeting)
        self.steps.show_sheet(found)
        self.minutes_pdf.setVisible(not meeting.state.is_ahead)
        self.agenda_pdf.setVisible(True)
        # Of a meeting that was held the minutes are wanted; its agenda is in their menu.
        self.agenda_button.offer(shown=not meeting.state.was_held)

    def _ask(self, dialog: FormDialog, command: Callable[[Values], Command]) -> None:
        """Open a form; it stays open with what was typed until its command is done."""

        def submit(values: dict[str, Any]) -> None:
            try:
                wanted = command(values)
            except BoardError as fault:
                dialog.show_fault(fault)
            else:
                self.desk.do(
                    dialog, wanted, done=lambda _: dialog.finish(), failed=dialog.show_fault
                )

        dialog.submitted.connect(submit)
        dialog.open()

    @Slot()
    def _on_actor_changed(self) -> None:
        self.papers.permit(self.refusal)
        self._permit_writing()

    def _permit_writing(self) -> None:
        is_locked = self._sheet is not None and self._sheet.is_approved
        self.minutes.permit(self.refusal or (LOCKED if is_locked else ""))
        why = self.refusal or (_LOCKED if is_locked else "")
        for pane in (self.agenda, self.attendance):
            for made in pane.list.actions():
                if isinstance(made, PermittedAction):
                    made.permit(why)

    @Slot(object)
    def _on_item_chosen(self, item_id: RecordId) -> None:
        if self._sheet is not None and item_id != self.minutes.item_id:
            self.minutes.show_item(self._sheet, item_id)
            self._show_beside(self._sheet, item_id)

    @Slot()
    def _on_add_asked(self) -> None:
        found = self._sheet
        if found is not None:
            self._ask(
                item_dialog(found, None, self), lambda values: item_command(found, None, values)
            )

    @Slot(object)
    def _on_edit_asked(self, item: AgendaRow) -> None:
        found = self._sheet
        if found is not None and not self.refusal:
            self._ask(
                item_dialog(found, item, self), lambda values: item_command(found, item, values)
            )

    @Slot(object)
    def _on_attendance_edit_asked(self, row: AttendanceRow) -> None:
        found = self._sheet
        if found is not None and not self.refusal:
            self._ask(
                attendance_dialog(found, row, self),
                lambda values: attendance_command(found, row, values),
            )

    @Slot(object)
    def _on_decision_asked(self, decision_id: RecordId) -> None:
        found = self._sheet
        if found is not None and decision_id in found.decisions:
            decision = found.decisions[decision_id]
            dialog = decision_dialog(found, decision, self)
            self._ask(dialog, lambda values: decision_command(decision, values, dialog))

    @Slot(object)
    def _on_action_asked(self, action_id: RecordId) -> None:
        open_action_dialog(self.context, self, action_id=action_id)

    @Slot()
    def _on_next(self) -> None:
        """Finish the item that is on and go to the next one."""
        self.minutes.flush()
        line = self.agenda.chosen()
        if line is not None and line.state is ItemState.SCHEDULED:
            self.agenda.settle(ItemState.DISCUSSED)
        self.agenda.choose_next()
        self.minutes.focus_composer()

    @Slot()
    def _on_change_head(self) -> None:
        if self._sheet is not None:
            open_change_dialog(self.context, self, self._sheet.meeting)

    @Slot()
    def _on_move(self) -> None:
        if self._sheet is not None:
            open_move_dialog(self.context, self, self._sheet.meeting)

    @Slot()
    def _on_cancel(self) -> None:
        if self._sheet is not None:
            open_cancel_dialog(self.context, self, self._sheet.meeting)

    @Slot()
    def _on_write(self) -> None:
        self.minutes.focus_composer()

    @Slot()
    def _on_minutes_pdf(self) -> None:
        self._write("minutes")

    @Slot()
    def _on_agenda_pdf(self) -> None:
        self._write("agenda")

    def _write(self, kind: str) -> None:
        if self._meeting_id is not None:
            self.minutes.flush()
            open_preview(self.context, self, Wanted(kind=PaperKind(kind), id=self._meeting_id))
