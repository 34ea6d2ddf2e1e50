"""The meetings page."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.meeting import MeetingState
from board_app.domain.words import clock, count, day, duration
from board_app.services.archive import Archive
from board_app.services.meetings import ChangeMeetingState
from board_app.services.papers.kinds import PaperKind
from board_app.services.rows import MeetingRow, StandingRow
from ui.commands import action, list_action
from ui.kit.buttons import PLAIN, PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.columns import FoldingColumns, Part
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import ChipLook, Column, RowList
from ui.page import Context, Page
from ui.pages.meetings.dates import MeetingsFound, read_meetings
from ui.pages.meetings.series_card import SeriesCard
from ui.parts.list_export import ListExport
from ui.parts.meeting_form import (
    open_cancel_dialog,
    open_change_dialog,
    open_move_dialog,
    open_plan_dialog,
)
from ui.parts.paper_asking import PaperCommand
from ui.parts.standing_form import open_standing_dialog
from ui.places import MEETING, MEETINGS, Place
from ui.theme.tokens import GUTTER

_TONES = {
    MeetingState.PLANNED: "neutral",
    MeetingState.CALLED: "accent",
    MeetingState.IN_SESSION: "live",
    MeetingState.ADJOURNED: "warning",
    MeetingState.CLOSED: "success",
    MeetingState.CANCELLED: "muted",
}
_ALL, _AHEAD, _HELD = "all", "ahead", "held"


def _chip(row: MeetingRow) -> ChipLook:
    return ChipLook(row.state.label, _TONES[row.state])


def _time(row: MeetingRow) -> str:
    return f"{duration(row.allotted)} / {duration(row.minutes)}"


class MeetingsPage(Page):
    """Meetings at the left; the series and the standing items at the right."""

    name = MEETINGS
    tables = frozenset(
        {
            "meeting",
            "series",
            "series_exception",
            "standing_item",
            "agenda_item",
            "attendance",
            "decision",
            "action_item",
            "board",
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: MeetingsFound | None = None
        self._build()
        self._make_actions()
        self.secretariat_only((*self.actions(), *self.list.actions(), *self.standing.actions()))
        self.list_export = ListExport(self, "meetings")
        self.decisions = PaperCommand(self, PaperKind.DECISIONS, keys="Ctrl+E")
        self.presence = PaperCommand(self, PaperKind.ATTENDANCE, keys="Ctrl+Shift+E")
        self.secretariat_only(self.series.changing_actions())
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.row_selected.connect(self._on_list_row_selected)
        self.standing.row_activated.connect(self._on_standing_row_activated)
        self.shown.edited.connect(self._on_shown_edited)

    @override
    def reload(self) -> None:
        self.desk.ask(self, read_meetings, self._show_found)

    @override
    def focus_main(self) -> None:
        self.list.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [
            *self.actions(),
            *self.list.actions(),
            *self.series.list.actions(),
            *self.series.actions(),
            *self.standing.actions(),
        ]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Meetings")
        self.shown = ChoiceField(
            ((_ALL, "All meetings"), (_AHEAD, "Ahead"), (_HELD, "Held")),
        )
        self.shown.setAccessibleName("Which meetings")
        self.shown.setMaximumWidth(180)
        self._make_lists()
        self.card = Card("Meetings", name="meetings", grows=True)
        self.card.add_to_head(self.shown)
        self.card.add(self.list, 1)
        self.series = SeriesCard(self.context)
        self.standing_card = Card("On every agenda", name="standing")
        self.standing_card.add(self.standing)
        self.standing_buttons = QHBoxLayout()
        self.standing_buttons.setSpacing(0)
        self.standing_card.body.addLayout(self.standing_buttons)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GUTTER)
        column.addWidget(self.series)
        column.addWidget(self.standing_card)
        column.addStretch(1)
        self.columns = FoldingColumns(
            (Part("Meetings", self.card, 7), Part("Series", right, 5, folds=True))
        )
        layout.addWidget(self.head)
        layout.addWidget(self.columns, 1)

    def _make_lists(self) -> None:
        self.list = RowList(
            (
                Column("No.", lambda row: row.reference, width=96, look="reference"),
                Column("Meeting", lambda row: row.title),
                Column("When", self._when, width=146, look="date"),
                Column("Time", _time, width=112, align="right", look="muted", drops_below=600),
                Column(
                    "Items",
                    lambda row: str(row.items),
                    width=52,
                    align="right",
                    look="muted",
                    drops_below=520,
                ),
                Column("State", lambda _: "", width=100, chip=_chip),
            ),
            name="meetings_list",
        )
        self.list.empty_text = "No meeting yet. Open the first date of the series at the right."
        self.standing = RowList(
            (
                Column("Item", lambda row: row.title),
                Column("Lead", lambda row: row.lead, width=80, look="muted"),
                Column("Min", lambda row: str(row.minutes), width=48, align="right"),
            ),
            name="standing_items",
            fits=True,
        )
        self.standing.empty_text = "Nothing returns by itself yet."

    def _make_actions(self) -> None:
        self.plan = action(self, "plan_special", "Plan a meeting", self._on_plan, keys="Ctrl+N")
        self.change = list_action(
            self.list, "change_meeting", "Change meeting", self._on_change, "E"
        )
        self.move_it = list_action(self.list, "move_meeting", "Move meeting", self._on_move, "M")
        self.move_it.setProperty("short", "Move")
        self.cancel = list_action(
            self.list, "cancel_meeting", "Cancel meeting", self._on_cancel, "X"
        )
        self.reinstate = list_action(
            self.list, "reinstate_meeting", "Reinstate meeting", self._on_reinstate, "R"
        )
        self.archive = list_action(
            self.list, "archive_meeting", "Archive meeting", self._on_archive, "Del"
        )
        for made in (self.change, self.move_it, self.cancel):
            self.head.add_button(ActionButton(made, shows_keys=True))
        self.head.add_button(ActionButton(self.plan, PRIMARY))
        self.add_standing = action(
            self.standing,
            "add_standing",
            "Add standing item",
            self._on_add_standing,
            keys="N",
            whole_window=False,
        )
        self.archive_standing = action(
            self.standing,
            "archive_standing",
            "Archive standing item",
            self._on_archive_standing,
            keys="Del",
            whole_window=False,
        )
        for made, short in ((self.add_standing, "Add"), (self.archive_standing, "Archive")):
            made.setProperty("short", short)
            self.standing_buttons.addWidget(ActionButton(made, PLAIN, shows_keys=True))
        self.standing_buttons.addStretch(1)

    def _show_found(self, found: MeetingsFound) -> None:
        self._found = found
        self._show_meetings()
        self.series.show_found(found)
        self.standing.set_rows(found.standing)
        minutes = sum(row.minutes for row in found.standing)
        self.standing_card.set_count(duration(minutes) if minutes else "")

    def _show_meetings(self) -> None:
        found = self._found
        if found is None:
            return
        shown = self.shown.value()
        rows = [
            row
            for row in found.meetings
            if shown == _ALL
            or (shown == _AHEAD and row.state.is_ahead)
            or (shown == _HELD and row.state.was_held)
        ]
        self.list.set_rows(rows)
        self.card.set_count(count(len(rows), "meeting"))
        held = sum(1 for row in found.meetings if row.state.was_held)
        facts = [f"{count(held, 'meeting')} held", found.rule]
        self.head.show_words("Meetings", " · ".join(fact for fact in facts if fact))
        self._on_list_row_selected(self.list.selected_row())

    def _when(self, row: MeetingRow) -> str:
        return f"{day(row.day, self.desk.board.today)}, {clock(row.wall_start.time())}"

    def _chosen(self) -> MeetingRow | None:
        row = self.list.selected_row()
        return row if isinstance(row, MeetingRow) else None

    @Slot(object)
    def _on_list_row_selected(self, row: MeetingRow | None) -> None:
        state = row.state if row is not None else None
        self.change.setEnabled(row is not None)
        self.move_it.setEnabled(state is not None and state is not MeetingState.CANCELLED)
        self.cancel.setEnabled(state is not None and state.is_ahead)
        self.reinstate.setEnabled(state is MeetingState.CANCELLED)
        self.archive.setEnabled(row is not None)

    @Slot(object)
    def _on_list_row_activated(self, row: MeetingRow) -> None:
        self.context.navigator.go(Place(MEETING, row.id))

    @Slot()
    def _on_shown_edited(self) -> None:
        self._show_meetings()

    @Slot()
    def _on_plan(self) -> None:
        open_plan_dialog(self.context, self)

    @Slot()
    def _on_change(self) -> None:
        row = self._chosen()
        if row is not None:
            open_change_dialog(self.context, self, row)

    @Slot()
    def _on_move(self) -> None:
        row = self._chosen()
        if row is not None:
            open_move_dialog(self.context, self, row)

    @Slot()
    def _on_cancel(self) -> None:
        row = self._chosen()
        if row is not None:
            open_cancel_dialog(self.context, self, row)

    @Slot()
    def _on_reinstate(self) -> None:
        row = self._chosen()
        if row is not None:
            planned = MeetingState.PLANNED
            self.desk.do(self, ChangeMeetingState(id=row.id, version=row.version, state=planned))

    @Slot()
    def _on_archive(self) -> None:
        row = self._chosen()
        if row is not None:
            self.desk.do(self, Archive(table="meeting", id=row.id, version=row.version))

    @Slot()
    def _on_add_standing(self) -> None:
        open_standing_dialog(self.context, self)

    @Slot(object)
    def _on_standing_row_activated(self, row: StandingRow) -> None:
        open_standing_dialog(self.context, self, row)

    @Slot()
    def _on_archive_standing(self) -> None:
        row = self.standing.selected_row()
        if isinstance(row, StandingRow):
            self.desk.do(self, Archive(table="standing_item", id=row.id, version=row.version))
