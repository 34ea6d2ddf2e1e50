"""Countries: the watch list as a map and as a table with the same content."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from board_app.domain.fold import matches
from board_app.domain.words import count, day
from board_app.services.country_rows import CountryMoveRow, WatchRow
from board_app.services.papers.kinds import PaperKind
from board_app.services.rows import AgencyRow, CountryRow
from board_app.services.session import Session
from ui.commands import action, list_action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.fields import CheckField, LineField
from ui.kit.looks import ChipLook, risk_look
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import Column, RowList
from ui.kit.world_map import MapLegend, MapLevel, WorldMap
from ui.page import Context, Page
from ui.parts import country_form, watch_form
from ui.parts.list_export import ListExport
from ui.parts.paper_asking import PaperCommand
from ui.places import COUNTRIES, COUNTRY, Place

_QUIET_MS = 120
_FIND = 220
_Found = tuple[list[WatchRow], list[CountryMoveRow], list[AgencyRow], list[CountryRow]]
_FAR = date(9999, 12, 31)
_SORTS: dict[str, Callable[[WatchRow], Any]] = {  # Any: what each column is ordered by
    "name": lambda row: row.name.casefold(),
    "tier": lambda row: (row.tier.label if row.tier else "9", row.name.casefold()),
    "level": lambda row: (-int(row.level), row.name.casefold()),
    "trend": lambda row: (row.trend.label if row.trend and row.level else "", row.name),
    "next": lambda row: (row.next_review_on or _FAR, row.name.casefold()),
    "open": lambda row: (-row.open_actions, row.name.casefold()),
}


class CountriesPage(Page):
    """What one side shows the other shows too; Enter opens the country."""

    name = COUNTRIES
    tables = frozenset(
        {"country", "watch_entry", "review", "action_item", "meeting", "agency", "seat", "board"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: list[WatchRow] = []
        self._agencies: list[AgencyRow] = []
        self._countries: list[CountryRow] = []
        self._sort, self._is_turned = "tier", False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._show_rows)
        self._build()
        self._make_actions()
        self._connect()

    @override
    def reload(self) -> None:
        today, everything = self.desk.board.today, self.everything.isChecked()

        def read(session: Session) -> _Found:
            reading = session.reading
            last = reading.meetings.last_meeting(today)
            return (
                reading.countries.watched(today, everything=everything),
                reading.countries.moves(last.day) if last else [],
                reading.directory.agencies(today),
                reading.board.countries(),
            )

        self.desk.ask(self, read, self._show_found)

    @override
    def focus_main(self) -> None:
        self.list.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.list.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Countries")
        self.map = WorldMap()
        # The two cards share the height; the map does not ask for its own.
        self.map.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.map_card = Card("Map", name="map", grows=True)
        self.map_card.add(self.map, 1)
        self.map_card.add(MapLegend())
        self.words = LineField("Find a country")
        self.words.setObjectName("country_words")
        self.words.setAccessibleName("Find a country")
        self.everything = CheckField("All countries")
        self.everything.setObjectName("all_countries")
        self.list = self._made_list()
        self.words.setFixedWidth(_FIND)
        self.table_card = Card("Watch list", name="watch_list", grows=True)
        self.table_card.add_to_head(self.words)
        self.table_card.add_to_head(self.everything)
        self.table_card.add(self.list, 1)
        layout.addWidget(self.head)
        # Above each other: side by side the map would be small and the words would be cut.
        layout.addWidget(self.map_card, 5)
        layout.addWidget(self.table_card, 4)

    def _made_list(self) -> RowList:
        made = RowList(
            (
                Column("Country", lambda row: row.name, look="strong", sort_key="name"),
                Column("Tier", _tier, width=92, look="muted", sort_key="tier"),
                Column("Level", lambda _: "", width=118, chip=_level, sort_key="level"),
                Column("Trend", _trend, width=112, sort_key="trend"),
                Column("Why", _why, width=230, look="muted", drops_below=900),
                Column("Lead", lambda row: row.lead, width=80, look="muted", drops_below=640),
                Column(
                    "Next review",
                    self._next,
                    width=108,
                    align="right",
                    look="date",
                    chip=self._late,
                    sort_key="next",
                ),
                Column(
                    "Open",
                    lambda row: str(row.open_actions or ""),
                    width=56,
                    align="right",
                    look="muted",
                    sort_key="open",
                ),
            ),
            name="watch_list",
        )
        made.empty_text = "No country is watched yet. Show all countries and press W on one."
        return made

    def _make_actions(self) -> None:
        on_list = self.list
        self.watch = list_action(on_list, "watch_country", "Change watch list", self._on_watch, "W")
        self.review = list_action(on_list, "review_country", "Review", self._on_review, "R")
        self.schedule = list_action(
            on_list, "schedule_review", "Set next review", self._on_schedule, "D"
        )
        self.unwatch = list_action(
            on_list, "unwatch_country", "Take off the watch list", self._on_unwatch, "Del"
        )
        self.name_it = list_action(
            on_list, "name_country", "Name as used by the board", self._on_name, "E"
        )
        self.add_country = action(self, "add_country", "Add a country", self._on_add)
        self.show_all = action(
            self, "show_all_countries", "All countries", self._on_show_all, keys="Ctrl+Shift+A"
        )
        self.list_export = ListExport(self, "watch-list")
        self.paper = PaperCommand(self, PaperKind.WATCH_LIST, keys="Ctrl+E")
        self.head.add_button(ActionButton(self.watch, shows_keys=True))
        self.head.add_button(ActionButton(self.review, PRIMARY, shows_keys=True))
        guarded = (self.watch, self.schedule, self.unwatch, self.name_it, self.add_country)
        self.secretariat_only((*guarded, self.review))

    def _connect(self) -> None:
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.row_selected.connect(self._on_list_row_selected)
        self.list.sort_asked.connect(self._on_sort_asked)
        self.map.country_activated.connect(self._on_map_country_activated)
        self.map.country_hovered.connect(self._on_map_country_hovered)
        self.words.textChanged.connect(self._on_words_changed)
        self.everything.edited.connect(self.reload)

    def _show_found(self, found: _Found) -> None:
        self._rows, moves, self._agencies, self._countries = found
        watched = [row for row in self._rows if row.tier is not None]
        today = self.desk.board.today
        due = [row for row in watched if row.next_review_on and row.next_review_on <= today]
        moved = {move.country_id for move in moves}
        facts = [
            f"{len(watched)} on the watch list",
            f"{count(len(due), 'review')} due",
            f"{len(moved)} moved since the last meeting",
        ]
        self.head.show_words("Countries", " · ".join(facts))
        self.map.show_levels({row.alpha2: self._on_map(row) for row in self._rows if _shown(row)})
        self._show_rows()

    @Slot()
    def _show_rows(self) -> None:
        asked = self.words.text().strip()
        rows = [row for row in self._rows if not asked or _fits(asked, row)]
        rows.sort(key=_SORTS[self._sort], reverse=self._is_turned)
        self.list.set_rows(rows)
        self.list.show_sort(self._sort, descending=self._is_turned)
        self.table_card.set_title("All countries" if self.everything.isChecked() else "Watch list")
        self.table_card.set_count(str(len(rows)))
        self._show_possible()

    def _show_possible(self) -> None:
        row = self._chosen()
        is_watched = row is not None and row.tier is not None
        for made in (self.watch, self.review, self.name_it):
            made.setEnabled(row is not None)
        for made in (self.schedule, self.unwatch):
            made.setEnabled(is_watched)
        self.review.setText("Open review" if row is not None and row.draft_id else "Start review")

    def _on_map(self, row: WatchRow) -> MapLevel:
        reviewed = (
            f"reviewed {day(row.reviewed_on, self.desk.board.today)}" if row.reviewed_on else ""
        )
        glyph = row.trend.glyph if row.trend and row.level else ""
        return MapLevel(
            row.alpha2,
            row.name,
            int(row.level),
            glyph,
            on_watch=row.tier is not None,
            detail=reviewed,
        )

    def _chosen(self) -> WatchRow | None:
        row = self.list.selected_row()
        return row if isinstance(row, WatchRow) else None

    def _next(self, row: WatchRow) -> str:
        return day(row.next_review_on, self.desk.board.today) if row.next_review_on else ""

    def _late(self, row: WatchRow) -> ChipLook | None:
        today = self.desk.board.today
        if row.next_review_on is None or row.next_review_on >= today:
            return None
        return ChipLook(f"{(today - row.next_review_on).days} d late", "filled_danger")

    @Slot(object)
    def _on_list_row_activated(self, row: WatchRow) -> None:
        self.context.navigator.go(Place(COUNTRY, row.id))

    @Slot(object)
    def _on_list_row_selected(self, row: WatchRow | None) -> None:
        self.map.select(row.alpha2 if row is not None else None)
        self._show_possible()

    @Slot(object)
    def _on_sort_asked(self, key: str) -> None:
        self._is_turned = not self._is_turned if key == self._sort else False
        self._sort = key
        self._show_rows()

    @Slot(object)
    def _on_map_country_activated(self, alpha2: str) -> None:
        found = next((one for one in self._countries if one.alpha2 == alpha2), None)
        if found is not None:
            self.context.navigator.go(Place(COUNTRY, found.id))

    @Slot(object)
    def _on_map_country_hovered(self, alpha2: str | None) -> None:
        row = next((one for one in self.list.rows() if one.alpha2 == alpha2), None)
        if row is not None and row.id != self.list.selected_id():
            self.list.select_id(row.id)

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._quiet.start()

    @Slot()
    def _on_show_all(self) -> None:
        self.everything.setChecked(not self.everything.isChecked())

    @Slot()
    def _on_watch(self) -> None:
        row = self._chosen()
        if row is not None:
            watch_form.open_watch(self.context, self, row, self._agencies)

    @Slot()
    def _on_review(self) -> None:
        row = self._chosen()
        if row is not None:
            watch_form.go_to_review(self.context, self, row)

    @Slot()
    def _on_schedule(self) -> None:
        row = self._chosen()
        if row is not None:
            watch_form.open_schedule(self.context, self, row)

    @Slot()
    def _on_unwatch(self) -> None:
        row = self._chosen()
        if row is not None:
            watch_form.open_unwatch(self.context, self, row)

    @Slot()
    def _on_name(self) -> None:
        row = self._chosen()
        found = next((one for one in self._countries if row and one.id == row.id), None)
        if found is not None:
            country_form.open_name_country(self.context, self, found)

    @Slot()
    def _on_add(self) -> None:
        country_form.open_add_country(self.context, self)


def _shown(row: WatchRow) -> bool:
    return row.tier is not None or bool(row.level)


def _fits(asked: str, row: WatchRow) -> bool:
    return matches(asked, f"{row.name} {row.alpha2} {row.alpha3} {row.region}")


def _tier(row: WatchRow) -> str:
    return row.tier.label if row.tier else ""


def _level(row: WatchRow) -> ChipLook | None:
    return risk_look(row.level) if _shown(row) else None


def _trend(row: WatchRow) -> str:
    return f"{row.trend.glyph} {row.trend.label}" if row.trend and row.level else ""


def _why(row: WatchRow) -> str:
    return " ".join(row.reason.split())
