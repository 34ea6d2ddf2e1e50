"""The first page: the next meeting, what is missing for it, and what is late."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.ids import RecordId
from board_app.domain.quorum import Quorum
from board_app.domain.words import clock, count, day, days_until, duration, place
from board_app.services.actor import Actor
from board_app.services.month import Month, Step, StepState, month
from board_app.services.rows import ActionRow, MeetingRow
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.empty import EmptyState
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import ChipLook, Column, RowList
from ui.page import Context, Page
from ui.places import ACTIONS, MEETING, MEETINGS, THIS_MONTH, Place
from ui.theme.tokens import GUTTER

_GLYPHS = {
    StepState.DONE: ("circle-check", "success"),
    StepState.MISSING: ("circle-alert", "danger"),
    StepState.AHEAD: ("circle", "muted"),
}


class ThisMonthPage(Page):
    """What must be done now, one card a question; every line opens its place."""

    name = THIS_MONTH
    tables = frozenset(
        {"board", "meeting", "agenda_item", "action_item", "follow_up", "attendance", "seat"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._month: Month | None = None
        self._make_lists()
        self._build()
        self.desk.actor_changed.connect(self._on_actor_changed)
        # As the first page it asks at once: the store answers while the window comes up.
        self._is_stale = False
        self.reload()

    @override
    def reload(self) -> None:
        agency_id = self._own_agency()
        self.desk.ask(self, lambda session: month(session, agency_id), self._show_month)

    @override
    def focus_main(self) -> None:
        self.steps.setFocus()

    def _own_agency(self) -> RecordId | None:
        """Return the agency whose items are shown, None for the whole board."""
        actor = self.desk.actor
        return None if actor.runs_the_board or actor.role is None else actor.agency_id

    def _make_lists(self) -> None:
        self.steps = RowList(
            (
                Column("Step", lambda step: step.text, icon=lambda step: _GLYPHS[step.state]),
                Column(
                    "By",
                    self._step_day,
                    width=120,
                    align="right",
                    look="date",
                    chip=self._step_chip,
                ),
            ),
            name="steps",
            fits=True,
        )
        self.late = self._actions("late_actions", "Nothing is late.")
        self.undated = self._actions("undated_actions", "Every action item has a lead and a date.")
        self.soon = self._actions("soon_actions", "Nothing is due in the next two weeks.")
        self.ahead = RowList(
            (
                Column("Meeting", lambda row: row.title),
                Column(
                    "State", lambda row: row.state.label, width=90, look="muted", drops_below=400
                ),
                Column("When", self._meeting_day, width=140, align="right", look="date"),
            ),
            name="meetings_ahead",
            fits=True,
        )
        self.ahead.empty_text = "No meeting is planned. Open one from the series."
        self.steps.row_activated.connect(self._on_step_activated)
        self.ahead.row_activated.connect(self._on_meeting_activated)
        for one in (self.late, self.undated, self.soon):
            one.row_activated.connect(self._on_action_activated)

    def _actions(self, name: str, nothing: str) -> RowList:
        made = RowList(
            (
                Column("Item", lambda row: row.reference, width=114, look="reference"),
                Column("What", lambda row: row.title),
                Column(
                    "Lead",
                    lambda row: row.lead or "no lead",
                    width=86,
                    look="muted",
                    drops_below=440,
                ),
                Column(
                    "Due", self._due, width=104, align="right", look="date", chip=self._due_chip
                ),
            ),
            name=name,
            fits=True,
        )
        made.empty_text = nothing
        return made

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("This month")
        self.open_meeting = action(self, "open_next_meeting", "Open meeting", self._on_open)
        self.plan = action(self, "plan_meeting", "Plan the first meeting", self._on_plan)
        self.open_meeting.setVisible(False)
        self.head.add_button(ActionButton(self.open_meeting, PRIMARY))
        cards = {
            "steps": ("Before the meeting", self.steps),
            "late": ("Late", self.late),
            "undated": ("Without a date or a lead", self.undated),
            "soon": ("Due in two weeks", self.soon),
            "ahead": ("Meetings ahead", self.ahead),
        }
        self.cards: dict[str, Card] = {}
        for name, (title, body) in cards.items():
            card = Card(title, name=name)
            card.add(body)
            self.cards[name] = card
        self.nothing = EmptyState(
            "calendar-plus",
            "This board has no meeting yet. Start its monthly series and open the first date.",
            self.plan,
        )
        self.area = self._columns()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.nothing)
        layout.addWidget(self.head)
        layout.addWidget(self.stack, 1)

    def _columns(self) -> QScrollArea:
        """Put the cards into two columns that scroll together."""
        columns = QGridLayout()
        columns.setSpacing(GUTTER)
        for number, names in enumerate((("steps", "ahead"), ("late", "undated", "soon"))):
            column = QVBoxLayout()
            column.setSpacing(GUTTER)
            for name in names:
                column.addWidget(self.cards[name])
            column.addStretch(1)
            columns.addLayout(column, 0, number)
            columns.setColumnStretch(number, 1)
        inner = QWidget()
        inner.setLayout(columns)
        columns.setContentsMargins(0, 0, 4, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _show_month(self, found: Month) -> None:
        self._month = found
        self._show_head(found)
        meetings = (found.next_meeting, found.last_meeting, *found.ahead)
        is_empty = not any((*meetings, *found.late, *found.undated, *found.soon))
        self.stack.setCurrentWidget(self.nothing if is_empty else self.area)
        self.steps.set_rows(found.steps)
        self.late.set_rows(found.late)
        self.undated.set_rows(found.undated)
        self.soon.set_rows(found.soon)
        self.ahead.set_rows(found.ahead)
        done = sum(1 for step in found.steps if step.state is StepState.DONE)
        self.cards["steps"].set_count(f"{done} of {len(found.steps)} done")
        self.cards["late"].set_count(count(found.late_total, "item"))
        self.cards["undated"].set_count(count(len(found.undated), "item"))
        self.cards["soon"].set_count(count(len(found.soon), "item"))
        self.cards["ahead"].set_count(str(len(found.ahead)))
        self.cards["undated"].setVisible(bool(found.undated))

    def _show_head(self, found: Month) -> None:
        meeting = found.next_meeting
        self.open_meeting.setVisible(meeting is not None)
        if meeting is None:
            self.head.show_words(
                found.board.name, f"{day(found.board.today, found.board.today)} · no meeting ahead"
            )
            return
        at = clock(meeting.wall_start.time())
        quorum = Quorum(meeting.quorum, meeting.present, found.board.members)
        facts = [
            f"{day(meeting.day, found.board.today)}, {at} ({place(meeting.zone)})",
            duration(meeting.minutes),
            days_until(meeting.day, found.board.today),
            f"quorum {quorum.needed} of {quorum.members}",
        ]
        self.head.show_words(f"{meeting.day:%B} board", " · ".join(facts))

    def _today_day(self, on: date | None) -> str:
        return day(on, self.desk.board.today) if on else ""

    def _step_day(self, step: Step) -> str:
        return self._today_day(step.due_on)

    def _step_chip(self, step: Step) -> ChipLook | None:
        if not step.is_late(self.desk.board.today) or step.due_on is None:
            return None
        return ChipLook(_late(step.due_on, self), "filled_danger")

    def _due(self, row: ActionRow) -> str:
        return self._today_day(row.due_on)

    def _due_chip(self, row: ActionRow) -> ChipLook | None:
        if row.due_on is None:
            return ChipLook("No date", "warning")
        if row.is_overdue(self.desk.board.today):
            return ChipLook(_late(row.due_on, self), "filled_danger")
        return None

    def _meeting_day(self, row: MeetingRow) -> str:
        return f"{self._today_day(row.day)}, {clock(row.wall_start.time())}"

    @Slot()
    def _on_open(self) -> None:
        if self._month is not None and self._month.next_meeting is not None:
            self.context.navigator.go(Place(MEETING, self._month.next_meeting.id))

    @Slot()
    def _on_plan(self) -> None:
        self.context.navigator.go(Place(MEETINGS))

    @Slot(object)
    def _on_step_activated(self, step: Step) -> None:
        self.context.navigator.go(Place(MEETING, step.meeting_id))

    @Slot(object)
    def _on_meeting_activated(self, row: MeetingRow) -> None:
        self.context.navigator.go(Place(MEETING, row.id))

    @Slot(object)
    def _on_action_activated(self, row: ActionRow) -> None:
        self.context.navigator.go(Place(ACTIONS, row.id))

    @Slot(object)
    def _on_actor_changed(self, _: Actor) -> None:
        self.refresh()


def _late(due: date, page: Page) -> str:
    return f"{(page.desk.board.today - due).days} d late"
