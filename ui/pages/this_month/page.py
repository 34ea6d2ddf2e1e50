"""The first page: the next meeting, what is missing for it, and what is late."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.ids import RecordId
from board_app.domain.quorum import Quorum
from board_app.domain.words import clock, count, day, days_until, duration, place
from board_app.services.actor import Actor
from board_app.services.country_rows import CountryMoveRow, WatchRow
from board_app.services.month import Month, Step, StepState, month
from board_app.services.rows import ActionRow, MeetingRow
from board_app.services.waiting import Waiting
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.empty import EmptyState
from ui.kit.page_head import PageHead, page_layout
from ui.page import Context, Page
from ui.pages.this_month.lists import MonthLists
from ui.places import ACTIONS, CLEARANCE, COUNTRY, MEETING, MEETINGS, REVIEW, THIS_MONTH, Place
from ui.theme.tokens import FOLD_WIDTH, GUTTER

_COLUMNS = (
    ("steps", "waiting", "reviews", "moved"),
    ("undated", "late", "soon", "ahead"),
)
_PAGES = {"action_item": ACTIONS, "meeting": MEETING, "review": REVIEW, "clearance": CLEARANCE}
_WIDTHS = (5, 6)  # the lists of action items have more to say
_TITLES = {
    "steps": "Before the meeting",
    "waiting": "Needs you",
    "ahead": "Meetings ahead",
    "undated": "Without a date or a lead",
    "late": "Late",
    "reviews": "Reviews due",
    "moved": "Moved since the last meeting",
    "soon": "Due in two weeks",
}


class ThisMonthPage(Page):
    """What must be done now, one card a question; every line opens its place."""

    name = THIS_MONTH
    tables = frozenset(
        {"board", "meeting", "agenda_item", "action_item", "follow_up", "attendance", "seat"}
        | {"watch_entry", "review", "country"}
        | {"clearance_round", "clearance_response", "clearance_comment", "approval"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._month: Month | None = None
        self.lists = MonthLists(lambda: self.desk.board.today)
        self._build()
        self._connect()
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
        self.lists.steps.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.window().width() < FOLD_WIDTH
        for number, width in enumerate(_WIDTHS):
            # Where there is little, the steps need as much.
            self._grid.setColumnStretch(number, 1 if is_narrow else width)

    def _own_agency(self) -> RecordId | None:
        """Return the agency whose items are shown, None for the whole board."""
        actor = self.desk.actor
        return None if actor.runs_the_board or actor.role is None else actor.agency_id

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("This month")
        self.open_meeting = action(self, "open_next_meeting", "Open meeting", self._on_open)
        self.plan = action(self, "plan_meeting", "Plan the first meeting", self._on_plan)
        self.open_meeting.setVisible(False)
        self.head.add_button(ActionButton(self.open_meeting, PRIMARY))
        self.cards: dict[str, Card] = {}
        for name, title in _TITLES.items():
            card = Card(title, name=name)
            card.add(getattr(self.lists, name))
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

    def _connect(self) -> None:
        lists = self.lists
        lists.steps.row_activated.connect(self._on_step_activated)
        lists.waiting.row_activated.connect(self._on_waiting_activated)
        lists.ahead.row_activated.connect(self._on_meeting_activated)
        lists.reviews.row_activated.connect(self._on_country_activated)
        lists.moved.row_activated.connect(self._on_moved_activated)
        for one in (lists.late, lists.undated, lists.soon):
            one.row_activated.connect(self._on_action_activated)

    def _columns(self) -> QScrollArea:
        """Put the cards into two columns that scroll together."""
        columns = self._grid = QGridLayout()
        columns.setSpacing(GUTTER)
        for number, names in enumerate(_COLUMNS):
            column = QVBoxLayout()
            column.setSpacing(GUTTER)
            for name in names:
                column.addWidget(self.cards[name])
            column.addStretch(1)
            columns.addLayout(column, 0, number)
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
        asked = (*found.late, *found.undated, *found.soon, *found.reviews_due)
        is_empty = not any((*meetings, *asked))
        self.stack.setCurrentWidget(self.nothing if is_empty else self.area)
        lists = self.lists
        for shown, rows in (
            (lists.steps, found.steps),
            (lists.waiting, found.waiting),
            (lists.late, found.late),
            (lists.undated, found.undated),
            (lists.soon, found.soon),
            (lists.reviews, found.reviews_due),
            (lists.moved, found.moved),
            (lists.ahead, found.ahead),
        ):
            shown.set_rows(rows)
        self._show_counts(found)

    def _show_counts(self, found: Month) -> None:
        done = sum(1 for step in found.steps if step.state is StepState.DONE)
        self.cards["steps"].set_count(f"{done} of {len(found.steps)} done")
        self.cards["late"].set_count(count(found.late_total, "item"))
        self.cards["undated"].set_count(count(len(found.undated), "item"))
        self.cards["soon"].set_count(count(len(found.soon), "item"))
        self.cards["ahead"].set_count(str(len(found.ahead)))
        self.cards["waiting"].set_count(str(len(found.waiting) or ""))
        self.cards["reviews"].set_count(str(len(found.reviews_due) or ""))
        self.cards["moved"].set_count(str(len(found.moved) or ""))
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
        facts += [f"action items of {found.whose}"] if found.whose else []
        self.head.show_words(f"{meeting.day:%B} board", " · ".join(facts))

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
    def _on_waiting_activated(self, row: Waiting) -> None:
        page = {
            "action_item": ACTIONS,
            "meeting": MEETING,
            "review": REVIEW,
            "clearance": CLEARANCE,
        }[row.kind]
        self.context.navigator.go(Place(page, row.target_id, row.part_id))

    @Slot(object)
    def _on_country_activated(self, row: WatchRow) -> None:
        self.context.navigator.go(Place(COUNTRY, row.id))

    @Slot(object)
    def _on_moved_activated(self, row: CountryMoveRow) -> None:
        self.context.navigator.go(Place(COUNTRY, row.country_id))

    @Slot(object)
    def _on_actor_changed(self, _: Actor) -> None:
        self.refresh()
