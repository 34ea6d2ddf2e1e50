"""One country: level over time, reviews, open action items, agenda history, watch list."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.words import day
from board_app.services.changes import Outcome
from board_app.services.country_rows import CountryItemRow, ReviewRow, TierRow
from board_app.services.country_sheet import CountrySheet, country_sheet
from board_app.services.rows import ActionRow
from board_app.services.watch import PutOnAgenda
from ui.commands import action, list_action
from ui.kit.buttons import PLAIN, PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.page_head import PageHead, page_layout
from ui.kit.step_chart import ChartMark, ChartPoint, StepChart, point_words
from ui.page import Context, Page
from ui.pages.country.lists import CountryLists, Happening, happenings
from ui.parts import watch_form
from ui.places import ACTIONS, COUNTRIES, COUNTRY, MEETING, REVIEW, Place
from ui.theme.tokens import FOLD_WIDTH, GUTTER, NAV_WIDTH

_TITLES = {
    "reviews": "Reviews",
    "actions": "Open action items",
    "items": "On agendas",
    "tiers": "On the watch list",
}
_CHART = 260


class CountryPage(Page):
    """Where the country stands, how it came there, what is open, and what can be done next."""

    name = COUNTRY
    tables = frozenset(
        {"country", "watch_entry", "review", "action_item", "action_support", "follow_up"}
        | {"decision", "agenda_item", "meeting", "agency", "seat", "board"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._country_id: RecordId | None = None
        self._sheet: CountrySheet | None = None
        self.lists = CountryLists(lambda: self.desk.board.today)
        self._build()
        self._make_actions()
        self._connect()

    @override
    def show_place(self, place: Place) -> None:
        if place.id is not None:
            self._country_id = place.id
        self.refresh()

    @override
    def reload(self) -> None:
        country_id = self._country_id
        if country_id is not None:
            self.desk.ask(
                self, lambda session: country_sheet(session, country_id), self._show_sheet
            )

    @override
    def focus_main(self) -> None:
        self.lists.reviews.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.lists.tiers.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead()
        self.chart = StepChart()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chart)
        self.stack.addWidget(self.lists.table)
        self.stack.setFixedHeight(_CHART)
        self.chart_card = Card("Level over time", name="level")
        self.chart_card.add(self.stack)
        self.cards: dict[str, Card] = {}
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.sides.setSpacing(GUTTER)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(GUTTER)
        column.addWidget(self.chart_card)
        column.addLayout(self.sides)
        column.addStretch(1)
        for names in (("reviews", "tiers"), ("actions", "items")):
            side = QVBoxLayout()
            side.setSpacing(GUTTER)
            for name in names:
                card = Card(_TITLES[name], name=name)
                card.add(getattr(self.lists, name))
                self.cards[name] = card
                side.addWidget(card)
            side.addStretch(1)
            self.sides.addLayout(side, 1)
        inner = QWidget()
        inner.setLayout(column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        layout.addWidget(self.head)
        layout.addWidget(area, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() + NAV_WIDTH >= FOLD_WIDTH
        direction = QBoxLayout.Direction
        self.sides.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _make_actions(self) -> None:
        self.all = action(self, "all_countries_page", "All countries", self._on_all)
        self.watch = action(self, "watch_this_country", "Change watch list", self._on_watch)
        self.put = action(self, "put_on_agenda", "Put on the next agenda", self._on_put)
        self.review = action(
            self, "review_this_country", "Start review", self._on_review, keys="Ctrl+R"
        )
        self.as_table = action(self, "chart_as_table", "Show as table", self._on_as_table)
        self.schedule = action(self, "schedule_this_review", "Set next review", self._on_schedule)
        self.unwatch = action(self, "unwatch_this", "Take off the watch list", self._on_unwatch)
        self.correct = list_action(
            self.lists.tiers, "correct_tier", "Correct the line", self._on_correct, "E"
        )
        self.chart_card.add_to_head(ActionButton(self.as_table, PLAIN))
        for made in (self.watch, self.put):
            self.head.add_button(ActionButton(made))
        self.head.add_button(ActionButton(self.review, PRIMARY, shows_keys=True))
        guarded = (self.watch, self.put, self.schedule, self.unwatch, self.correct)
        self.secretariat_only((*guarded, self.review))

    def _connect(self) -> None:
        self.chart.point_activated.connect(self._on_point_activated)
        self.lists.table.row_activated.connect(self._on_happening_activated)
        self.lists.reviews.row_activated.connect(self._on_review_activated)
        self.lists.actions.row_activated.connect(self._on_action_activated)
        self.lists.items.row_activated.connect(self._on_item_activated)
        self.lists.tiers.row_activated.connect(self._on_tier_activated)

    def _show_sheet(self, sheet: CountrySheet) -> None:
        self._sheet = sheet
        self._show_head(sheet)
        today = self.desk.board.today
        points = [
            ChartPoint(
                one.id,
                one.as_of,
                one.level,
                point_words(one.as_of, one.level, one.trend.label.lower(), one.reference, today),
            )
            for one in sheet.judged
        ]
        marks = [
            ChartMark(
                row.id,
                row.on,
                row.kind,
                f"{day(row.on, today)}: {row.reference} {' '.join(row.text.split())}",
            )
            for row in sheet.events
        ]
        self.chart.show_points(points, marks, today)
        self.lists.table.set_rows(happenings(sheet))
        for name, rows in (
            ("reviews", sheet.reviews),
            ("actions", sheet.open_actions),
            ("items", sheet.items),
            ("tiers", sheet.tiers),
        ):
            getattr(self.lists, name).set_rows(rows)
            self.cards[name].set_count(str(len(rows) or ""))
        is_watched = sheet.country.tier is not None
        self.schedule.setEnabled(is_watched)
        self.unwatch.setEnabled(is_watched)
        self.review.setText("Continue review" if sheet.country.draft_id else "Start review")
        self.watch.setText("Change tier" if is_watched else "Put on the watch list")

    def _show_head(self, sheet: CountrySheet) -> None:
        row, today = sheet.country, self.desk.board.today
        facts = []
        if row.level and row.trend is not None:
            facts.append(f"{row.level.label} {row.trend.glyph} {row.trend.label.lower()}")
        else:
            facts.append("not assessed")
        if row.tier is not None and row.since is not None:
            facts.append(f"tier {row.tier.label} since {day(row.since, today)}")
            next_on = f"next review {day(row.next_review_on, today)}" if row.next_review_on else ""
            facts += [next_on] if next_on else ["no next review"]
            facts += [row.lead] if row.lead else []
        else:
            facts.append("not on the watch list")
        self.head.show_words(row.name, " · ".join(facts))

    @Slot()
    def _on_all(self) -> None:
        self.context.navigator.go(Place(COUNTRIES))

    @Slot()
    def _on_watch(self) -> None:
        if self._sheet is not None:
            agencies = list(self._sheet.agencies)
            watch_form.open_watch(self.context, self, self._sheet.country, agencies)

    @Slot()
    def _on_put(self) -> None:
        if self._country_id is not None:
            self.desk.do(self, PutOnAgenda(country_id=self._country_id), done=self._on_was_put)

    def _on_was_put(self, _: Outcome) -> None:
        self.refresh()

    @Slot()
    def _on_review(self) -> None:
        if self._sheet is not None:
            watch_form.go_to_review(self.context, self, self._sheet.country)

    @Slot()
    def _on_as_table(self) -> None:
        is_table = self.stack.currentWidget() is self.lists.table
        self.stack.setCurrentWidget(self.chart if is_table else self.lists.table)
        self.as_table.setText("Show as table" if is_table else "Show as chart")

    @Slot()
    def _on_schedule(self) -> None:
        if self._sheet is not None:
            watch_form.open_schedule(self.context, self, self._sheet.country)

    @Slot()
    def _on_unwatch(self) -> None:
        if self._sheet is not None:
            watch_form.open_unwatch(self.context, self, self._sheet.country)

    @Slot()
    def _on_correct(self) -> None:
        row = self.lists.tiers.selected_row()
        if row is not None:
            self._on_tier_activated(row)

    @Slot(object)
    def _on_tier_activated(self, line: TierRow) -> None:
        if self._sheet is not None and not self.refusal:
            watch_form.open_correct_watch(self.context, self, line, list(self._sheet.agencies))

    @Slot(object)
    def _on_point_activated(self, point: ChartPoint) -> None:
        self.context.navigator.go(Place(REVIEW, RecordId(point.id)))

    @Slot(object)
    def _on_review_activated(self, row: ReviewRow) -> None:
        self.context.navigator.go(Place(REVIEW, row.id))

    @Slot(object)
    def _on_action_activated(self, row: ActionRow) -> None:
        self.context.navigator.go(Place(ACTIONS, row.id))

    @Slot(object)
    def _on_item_activated(self, row: CountryItemRow) -> None:
        self.context.navigator.go(Place(MEETING, row.meeting_id, row.id))

    @Slot(object)
    def _on_happening_activated(self, row: Happening) -> None:
        if row.kind == "Review":
            self.context.navigator.go(Place(REVIEW, RecordId(row.id)))
            return
        if self._sheet is None:
            return
        event = next(one for one in self._sheet.events if one.id == row.id)
        if event.kind == "action_item":
            self.context.navigator.go(Place(ACTIONS, event.id))
        else:
            self.context.navigator.go(Place(MEETING, event.meeting_id, event.item_id))
