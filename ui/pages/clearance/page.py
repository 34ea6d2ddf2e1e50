"""The clearance of a meeting's minutes: sent, answered, resolved, closed, approved."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.clearing import Answer, MinutesState, Resolution
from board_app.services.clearance import (
    ApproveMinutes,
    CloseRound,
    RecordAnswer,
)
from board_app.services.clearance_comments import MakeComment, ResolveComment, ReviseComment
from board_app.services.clearance_rows import CommentRow, ResponseRow
from board_app.services.clearance_sheet import ClearanceSheet, clearance_sheet, reminder
from board_app.services.commands import Command
from ui.commands import action
from ui.kit.buttons import PLAIN, PRIMARY, ActionButton
from ui.kit.columns import FoldingColumns, Part
from ui.kit.dialogs import FormDialog
from ui.kit.empty import EmptyState
from ui.kit.notice import Notice
from ui.kit.page_head import PageHead, page_layout
from ui.page import Context, Page
from ui.pages.clearance import forms
from ui.pages.clearance.comments import CommentsCard
from ui.pages.clearance.importing import ask_for_comments
from ui.pages.clearance.papers import ClearancePapers
from ui.pages.clearance.positions import PositionsCard
from ui.pages.clearance.rounds import ask_to_extend, ask_to_open
from ui.pages.clearance.words import NOT_HELD, NOT_SENT, changes_in_words, facts_of
from ui.parts.asking import ask
from ui.places import CLEARANCE, MEETING, Place

Values = dict[str, Any]  # Any: each field's own kind of value


_MINUTE_MS = 60_000


class ClearancePage(Page):
    """One meeting's minutes on their way from a draft to approval."""

    name = CLEARANCE
    tables = frozenset(
        {"clearance_round", "clearance_response", "clearance_comment", "approval", "meeting"}
        | {"agenda_item", "minutes_block", "decision", "position", "attendance", "action_item"}
        | {"action_support", "agency", "seat", "person", "board"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._meeting_id: RecordId | None = None
        self._round_id: RecordId | None = None
        self._wanted: RecordId | None = None
        self._sheet: ClearanceSheet | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._build()
        self._make_actions()
        self._connect()

    @override
    def show_place(self, place: Place) -> None:
        """Show the clearance of a meeting, and the round, answer or comment that is meant."""
        if place.id is not None:
            self._meeting_id, self._round_id = place.id, None
        self._wanted = place.part_id
        self.refresh()

    @override
    def reload(self) -> None:
        meeting_id, round_id = self._meeting_id, self._round_id
        if meeting_id is not None:
            self.desk.ask(
                self,
                lambda session: clearance_sheet(session, meeting_id, round_id),
                self._show_sheet,
            )

    @override
    def focus_main(self) -> None:
        rows = self.positions.list
        (rows if not self.nothing.isVisible() else self.nothing).setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.positions.list.actions(), *self.comments.list.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Clearance")
        self.changed = Notice("warning", "")
        self.changed.hide()
        self.positions = PositionsCard()
        self.comments = CommentsCard()
        self.open_it = action(
            self, "open_round", "Send for clearance…", self._on_open, keys="Ctrl+Return"
        )
        self.nothing = EmptyState("stamp", "", self.open_it)
        self.nothing.hide()
        self.columns = FoldingColumns(
            (
                Part("Positions", self.positions, 6),
                Part("Comments", self.comments, 7, folds=True),
            )
        )
        layout.addWidget(self.head)
        layout.addWidget(self.changed)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.nothing, 1)

    def _make_actions(self) -> None:
        self.papers = ClearancePapers(self)
        self.to_meeting = action(self, "clearance_meeting", "Open meeting", self._on_meeting)
        self.take_in = action(
            self, "import_comments", "Import comments…", self._on_import, keys="Ctrl+I"
        )
        self.close_it = action(self, "close_round", "Close as cleared", self._on_close)
        self.approve = action(self, "approve_minutes", "Approve…", self._on_approve)
        self.extend = action(self, "extend_round", "Extend…", self._on_extend)
        self.block = action(self, "block_round", "Close without clearance…", self._on_block)
        self.remind = action(
            self, "copy_reminder", "Copy reminder", self._on_remind, keys="Ctrl+Shift+R"
        )
        self.take_in.setProperty("short", "Import…")
        self.comments.add_to_head(ActionButton(self.take_in, PLAIN))
        for made in (self.papers.record, self.papers.draft):
            self.head.add_button(ActionButton(made))
        for made in (self.open_it, self.close_it, self.approve):
            # Nothing is offered before it is known where the minutes stand.
            made.setVisible(False)
            self.head.add_button(ActionButton(made, PRIMARY, shows_keys=made is self.open_it))
        self.papers.sign.setVisible(False)
        self.head.add_button(ActionButton(self.papers.sign, PRIMARY, shows_keys=True))
        self.positions.add_to_head(ActionButton(self.papers.as_sent, PLAIN))
        self.positions.add_button(self.remind, 2, 1)
        self.positions.add_button(self.extend, 3, 0)
        self.positions.add_button(self.block, 3, 1)
        own = (self.open_it, self.close_it, self.approve, self.extend, self.block, self.take_in)
        self.secretariat_only((*own, *self.comments.resolutions, self.comments.edit))

    def _connect(self) -> None:
        self.positions.answered.connect(self._on_answered)
        self.positions.opened.connect(self._on_position_opened)
        self.positions.round_chosen.connect(self._on_round_chosen)
        self.comments.resolved.connect(self._on_resolved)
        self.comments.opened.connect(self._on_comment_opened)
        self.comments.add_asked.connect(self._on_add_comment)
        self.desk.actor_changed.connect(self.refresh)
        self._clock.timeout.connect(self.refresh)

    def _show_sheet(self, sheet: ClearanceSheet) -> None:
        self._sheet = sheet
        self.head.show_words(f"Minutes {sheet.meeting.reference}", facts_of(sheet))
        said = changes_in_words(sheet)
        self.changed.set_text(said)
        self.changed.setVisible(bool(said))
        self.positions.show_sheet(sheet)
        self.comments.show_sheet(sheet)
        self._show_possible(sheet)
        if sheet.shown is not None and sheet.shown.state.is_live:
            # What is left is told by the minute, and silence begins by itself.
            self._clock.start(_MINUTE_MS)
        if self._wanted is not None:
            for rows in (self.positions.list, self.comments.list):
                if rows.select_id(self._wanted):
                    rows.setFocus()
            self._wanted = None

    def _show_possible(self, sheet: ClearanceSheet) -> None:
        shown = sheet.shown
        is_live = shown is not None and shown.state.is_live
        may_open = sheet.state is MinutesState.DRAFT and sheet.meeting.state.was_held
        for made, possible in (
            (self.open_it, may_open),
            (self.close_it, is_live),
            (self.approve, sheet.state is MinutesState.CLEARED),
        ):
            made.setVisible(possible)
            made.setEnabled(possible)
        self.close_it.setEnabled(is_live and not sheet.missing)
        self._show_answering(sheet, is_live=is_live)
        is_approved = sheet.state is MinutesState.APPROVED
        self.papers.permit(has_round=shown is not None, is_approved=is_approved)
        self.columns.setVisible(shown is not None)
        self.nothing.setVisible(shown is None)
        self.nothing.sentence.setText(NOT_SENT if sheet.meeting.state.was_held else NOT_HELD)

    def _show_answering(self, sheet: ClearanceSheet, *, is_live: bool) -> None:
        """Offer what can be done while agencies are asked, and nothing of it later."""
        comments = self.comments
        has_comments = is_live and bool(sheet.comments)
        live = (self.extend, self.block, self.take_in, comments.add_one)
        for made, possible in (
            *((one, is_live) for one in (*live, *self.positions.answers, self.positions.details)),
            (self.remind, is_live and bool(sheet.silent)),
            *((one, has_comments) for one in (*comments.resolutions, comments.edit)),
        ):
            made.setVisible(possible)
            made.setEnabled(possible)

    def shown(self) -> ClearanceSheet | None:
        """Return the sheet that is on the screen."""
        return self._sheet

    def _ask(self, dialog: FormDialog, command: Callable[[Values], Command]) -> None:
        ask(self.desk, dialog, command)

    @Slot()
    def _on_open(self) -> None:
        if self._sheet is not None:
            self._round_id = None
            ask_to_open(self, self._sheet)

    @Slot()
    def _on_extend(self) -> None:
        if self._sheet is not None:
            ask_to_extend(self, self._sheet)

    @Slot()
    def _on_close(self) -> None:
        if self._sheet is not None and self._sheet.shown is not None:
            shown = self._sheet.shown
            self.desk.do(self, CloseRound(id=shown.id, version=shown.version))

    @Slot()
    def _on_block(self) -> None:
        if self._sheet is not None and self._sheet.shown is not None:
            shown = self._sheet.shown
            self._ask(
                forms.blocked_dialog(self),
                lambda values: CloseRound(
                    id=shown.id, version=shown.version, blocked=True, **values
                ),
            )

    @Slot()
    def _on_approve(self) -> None:
        sheet = self._sheet
        if sheet is not None:
            dialog = forms.approve_dialog(sheet, sheet.meeting.chair, self.desk.actor.name, self)
            self._ask(
                dialog,
                lambda values: ApproveMinutes(
                    meeting_id=sheet.meeting.id, sha256=sheet.text.sha256, **values
                ),
            )

    @Slot()
    def _on_remind(self) -> None:
        if self._sheet is not None:
            QApplication.clipboard().setText(reminder(self._sheet))

    @Slot()
    def _on_import(self) -> None:
        if self._sheet is not None:
            ask_for_comments(self, self._sheet)

    @Slot()
    def _on_meeting(self) -> None:
        if self._meeting_id is not None:
            self.context.navigator.go(Place(MEETING, self._meeting_id))

    @Slot(object)
    def _on_round_chosen(self, round_id: RecordId) -> None:
        self._round_id = round_id
        self.refresh()

    @Slot(object, object)
    def _on_answered(self, row: ResponseRow, answer: Answer) -> None:
        needs_words = answer is Answer.NON_CONCUR or (answer is Answer.COMMENT and not row.comments)
        if needs_words and not row.note:
            self._ask_position(row, answer)
            return
        self.desk.do(
            self,
            RecordAnswer(
                round_id=row.round_id,
                agency_id=row.agency_id,
                answer=answer,
                person_id=row.person_id,
                note=row.note,
            ),
        )

    @Slot(object)
    def _on_position_opened(self, row: ResponseRow) -> None:
        if self.positions.details.isEnabled():
            self._ask_position(row, row.answer)

    def _ask_position(self, row: ResponseRow, answer: Answer) -> None:
        if self._sheet is not None:
            self._ask(
                forms.position_dialog(self._sheet, row, answer, self),
                lambda values: RecordAnswer(
                    round_id=row.round_id, agency_id=row.agency_id, **values
                ),
            )

    @Slot(object, object)
    def _on_resolved(self, row: CommentRow, resolution: Resolution) -> None:
        if resolution in (Resolution.REJECTED, Resolution.CHANGED):
            self._ask(
                forms.answer_dialog(row, resolution, self),
                lambda values: ResolveComment(id=row.id, resolution=resolution, **values),
            )
        else:
            self.desk.do(self, ResolveComment(id=row.id, resolution=resolution, answer=row.answer))

    @Slot(object)
    def _on_comment_opened(self, row: CommentRow) -> None:
        if self._sheet is not None and self.comments.edit.isEnabled():
            self._ask(
                forms.comment_dialog(self._sheet, row, self),
                lambda values: ReviseComment(id=row.id, version=row.version, **values),
            )

    @Slot()
    def _on_add_comment(self) -> None:
        sheet = self._sheet
        if sheet is None or sheet.shown is None:
            return
        round_id = sheet.shown.id
        own = None if not self.refusal else self.desk.actor.agency_id
        fixed = {} if own is None else {"agency_id": own}
        self._ask(
            forms.comment_dialog(sheet, None, self, own=own),
            lambda values: MakeComment(round_id=round_id, **fixed, **forms.of_an_agency(values)),
        )
