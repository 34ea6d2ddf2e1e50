"""Search: everything that holds the words, the best first, with the words marked."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.errors import Invalid
from board_app.domain.words import count
from board_app.services.papers.kinds import PaperKind
from board_app.services.rows import AgencyRow
from board_app.services.search import search
from board_app.services.search_rows import KINDS, SearchPage, SearchQuery, SearchRow
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.fields import LineField
from ui.kit.page_head import PageHead, page_layout
from ui.page import Context, Page
from ui.pages.search.results import ResultList
from ui.parts.found_place import place_of_found
from ui.parts.paper_asking import PaperCommand
from ui.places import SEARCH, Place

_QUIET_MS = 120
_PAGE = 100
_BEFORE = (
    "Agencies, people, meetings, agenda items, minutes, decisions, action items, follow-ups, "
    "reviews and countries are searched. Try a country, a name, a word of a follow-up."
)


class SearchEverything(Page):
    """Words and filters above, results below; coming back shows the same results."""

    name = SEARCH
    tables = frozenset({"*"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._agencies: list[AgencyRow] = []
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.reload)
        self._build()
        self._connect()

    @override
    def reload(self) -> None:
        try:
            query = self._query()
        except Invalid as fault:
            self.results.empty_text = fault.message
            self._show_page(SearchPage())
            return
        today = self.desk.board.today

        def read(session: Session) -> tuple[SearchQuery, SearchPage, list[AgencyRow]]:
            found = search(session, query, limit=_PAGE)
            return query, found, session.reading.directory.agencies(today)

        self.desk.ask(self, read, self._show_found)

    @override
    def show_place(self, place: Place) -> None:
        if place.words:
            self.words.setText(place.words)
        self.refresh()

    @override
    def focus_main(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.results.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Search")
        self.words = LineField("What are you looking for?")
        self.words.setObjectName("search_words")
        self.words.setAccessibleName("What are you looking for?")
        self.kind = ChoiceField([(None, "Everything"), *((one.key, one.label) for one in KINDS)])
        self.agency = ChoiceField([(None, "All agencies")])
        self.start, self.end = (DayField(self.desk.board.today) for _ in range(2))
        for field, name, label in (
            (self.kind, "search_kind", "Kind"),
            (self.agency, "search_agency", "Agency"),
            (self.start, "search_from", "From"),
            (self.end, "search_until", "Until"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label)
            field.setMaximumWidth(190)
        self.start.line.setPlaceholderText("From")
        self.end.line.setPlaceholderText("Until")
        self.start.line.setAccessibleName("From")
        self.end.line.setAccessibleName("Until")
        self.clear = action(self, "clear_search_filters", "Clear filters", self._on_clear)
        self.decisions = PaperCommand(self, PaperKind.DECISIONS, keys="Ctrl+E")
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for field in (self.kind, self.agency, self.start, self.end):
            filters.addWidget(field, 1)
        filters.addWidget(ActionButton(self.clear, PLAIN))
        filters.addStretch(1)
        self.results = ResultList()
        self.results.empty_text = _BEFORE
        self.card = Card("Results", name="results", grows=True)
        self.card.add(self.words)
        self.card.body.addLayout(filters)
        self.card.add(self.results, 1)
        layout.addWidget(self.head)
        layout.addWidget(self.card, 1)

    def _connect(self) -> None:
        self.words.textChanged.connect(self._on_words_changed)
        self.words.returnPressed.connect(self._on_words_return_pressed)
        self.kind.edited.connect(self.reload)
        self.agency.edited.connect(self.reload)
        self.start.edited.connect(self.reload)
        self.end.edited.connect(self.reload)
        self.results.row_activated.connect(self._on_result_activated)

    def _query(self) -> SearchQuery:
        kind = next((one for one in KINDS if one.key == self.kind.value()), None)
        return SearchQuery(
            words=self.words.text(),
            tables=kind.tables if kind is not None else (),
            start=self.start.value(),
            end=self.end.value(),
            agency_id=self.agency.value(),
        )

    def _show_found(self, answer: tuple[SearchQuery, SearchPage, list[AgencyRow]]) -> None:
        query, page, agencies = answer
        if query.words != self.words.text():
            return  # more was typed since
        if agencies != self._agencies:
            self._agencies, chosen = agencies, self.agency.value()
            self.agency.set_choices(
                [(None, "All agencies"), *((row.id, row.abbreviation) for row in agencies)]
            )
            self.agency.set_value(chosen)
        is_asked = bool(query.words.strip())
        self.results.empty_text = (
            "Nothing holds all of these words. Try fewer, or clear the filters."
            if is_asked
            else _BEFORE
        )
        self._show_page(page)

    def _show_page(self, page: SearchPage) -> None:
        self.results.show_results(page.rows, self.desk.board.today)
        if not page.rows:
            self.head.show_words("Search", "Ctrl+Shift+F comes here from everywhere")
            self.card.set_count("")
            return
        more = "more than " if page.is_capped else ""
        kinds = [f"{kind.label} {number}" for kind, number in page.counts]
        self.head.show_words("Search", " · ".join(kinds))
        shown = f", the first {len(page.rows)} shown" if page.total > len(page.rows) else ""
        self.card.set_count(f"{more}{count(page.total, 'result')}{shown}")

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._quiet.start()

    @Slot()
    def _on_words_return_pressed(self) -> None:
        self._quiet.stop()
        self.reload()
        self.results.setFocus()

    @Slot()
    def _on_clear(self) -> None:
        for field in (self.kind, self.agency):
            field.set_value(None)
        for day_field in (self.start, self.end):
            day_field.set_value(None)
        self.reload()

    @Slot(object)
    def _on_result_activated(self, row: SearchRow) -> None:
        place = place_of_found(row)
        if place is not None:
            self.context.navigator.go(place)
