"""Settings: the board's rules, countries' names, looks, and the file itself."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board_app.domain.errors import BoardError
from board_app.domain.style import DateStyle, Language
from board_app.domain.vocabulary import Vocabulary
from board_app.services.board import ReviseBoard
from board_app.services.rows import AgencyRow, BoardRow, CountryRow
from board_app.services.scheme import SchemeRow, scheme_of
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.fields import Field, Form, LineField, NumberField
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Context, Page
from ui.pages.settings.backups_tab import BackupsCard
from ui.pages.settings.file_tab import FileCard
from ui.pages.settings.markings_tab import MarkingsTab
from ui.pages.settings.signatures_tab import SignaturesCard
from ui.parts.country_form import open_add_country, open_name_country
from ui.places import SETTINGS
from ui.theme.service import theme
from ui.theme.tokens import GUTTER, PAD

_PAPERS = (("letter", "Letter"), ("a4", "A4"))
_LANGUAGES = tuple((one, one.label) for one in Language)
_WHAT_LANGUAGE = "Of headings, labels and dates. What people typed stays as it is."
_DATE_STYLES = tuple((one, one.label) for one in DateStyle)
_WHAT_STYLE = "French papers write 16 juillet 2015 for either of the first two."
_Found = tuple[BoardRow, list[AgencyRow], list[CountryRow], list[SchemeRow]]


class SettingsPage(Page):
    """Seven tabs; the board's rules are one change when they are saved."""

    name = SETTINGS
    tables = frozenset({"board", "country", "agency", "seat", "marking_scheme"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._board = self.desk.board
        self._countries: list[CountryRow] = []
        self._typed: set[str] = set()
        layout = page_layout(self)
        self.head = PageHead("Settings")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._board_tab(), "Board")
        self.tabs.addTab(self._countries_tab(), "Countries")
        self.tabs.addTab(self._looks_tab(), "Looks")
        self.markings = MarkingsTab(self)
        self.tabs.addTab(_scrolled(self.markings, foot=self.markings.foot), "Markings")
        self.file = FileCard(self)
        self.tabs.addTab(_scrolled(self.file), "File")
        self.backups = BackupsCard(self)
        self.tabs.addTab(self.backups, "Backups")
        self.signatures = SignaturesCard(self)
        self.tabs.addTab(self.signatures, "Signatures")
        self.tabs.currentChanged.connect(self._on_tab_changed)
        # Given by Ctrl+K on another tab, they say here what came of them.
        for made in (self.file.check, self.file.backup, self.file.recovery):
            made.triggered.connect(self._show_file_tab)
        self.backups.make.triggered.connect(self._show_backups_tab)
        for made in (self.signatures.check, self.signatures.trust):
            made.triggered.connect(self._show_signatures_tab)
        for made in (self.markings.load, self.markings.use, self.markings.write):
            made.triggered.connect(self._show_markings_tab)
        layout.addWidget(self.head)
        layout.addWidget(self.tabs, 1)

    @Slot()
    def _show_file_tab(self) -> None:
        self.tabs.setCurrentIndex(self.tabs.count() - 3)

    @Slot()
    def _show_markings_tab(self) -> None:
        self.tabs.setCurrentIndex(self.tabs.count() - 4)

    @Slot()
    def _show_backups_tab(self) -> None:
        self.tabs.setCurrentWidget(self.backups)

    @Slot()
    def _show_signatures_tab(self) -> None:
        self.tabs.setCurrentWidget(self.signatures)

    @Slot(int)
    def _on_tab_changed(self, _: int) -> None:
        if self.tabs.currentWidget() is self.backups:
            self.backups.reload()
        elif self.tabs.currentWidget() is self.signatures:
            self.signatures.reload()

    @override
    def reload(self) -> None:
        today = self.desk.board.today

        def read(session: Session) -> _Found:
            return (
                session.board(),
                session.reading.directory.agencies(today),
                session.reading.board.countries(),
                session.reading.board.schemes(),
            )

        self.desk.ask(self, read, self._show_found)

    @override
    def focus_main(self) -> None:
        self.tabs.tabBar().setFocus()

    def _board_tab(self) -> QWidget:
        self.form = Form()
        zones = [(name, name.replace("_", " ")) for name in self.context.outside.zones()]
        self.chair = ChoiceField()
        self.ceiling = ChoiceField()
        for label, editor, name, help_text in self._rules(zones):
            self.form.add(Field(label, editor, name=name, help=help_text))
            editor.edited.connect(self._on_field_edited)  # type: ignore[attr-defined]  # an Editor
        self.save = action(self, "save_settings", "Save settings", self._on_save, keys="Ctrl+S")
        card = Card("Board", name="board")
        card.add(self.form)
        card.setMaximumWidth(560)
        return _scrolled(card, foot=ActionButton(self.save, PRIMARY, shows_keys=True))

    def _rules(self, zones: list[tuple[str, str]]) -> tuple[tuple[str, QWidget, str, str], ...]:
        """Return label, editor, name and help of each of the board's rules."""
        return (
            ("Name", LineField(), "name", ""),
            ("Chair's agency", self.chair, "chair_id", ""),
            ("Time zone", ChoiceField(zones), "zone", ""),
            (
                "Quorum",
                NumberField(1, 99, suffix=" agencies"),
                "quorum",
                "For meetings that are opened from now on.",
            ),
            ("Length of a meeting", NumberField(10, 600, suffix=" min"), "meeting_minutes", ""),
            ("Agenda before the meeting", NumberField(0, 60, suffix=" days"), "agenda_days", ""),
            (
                "Read-ahead before the meeting",
                NumberField(0, 240, suffix=" hours"),
                "read_ahead_hours",
                "",
            ),
            ("Minutes after the meeting", NumberField(0, 60, suffix=" days"), "minutes_days", ""),
            ("Public holidays of", LineField("US"), "country_code", "Two letters, like US or FR."),
            ("Paper", ChoiceField(_PAPERS), "paper", ""),
            ("Language of papers", ChoiceField(_LANGUAGES), "language", _WHAT_LANGUAGE),
            ("Dates in papers", ChoiceField(_DATE_STYLES), "date_style", _WHAT_STYLE),
            ("Usual place", LineField(), "place", ""),
            (
                "Highest marking",
                self.ceiling,
                "ceiling",
                "Classified text is refused in any case.",
            ),
        )

    def _countries_tab(self) -> QWidget:
        self.country_words = LineField("Find a country")
        self.country_words.setAccessibleName("Find a country")
        self.country_words.setMaximumWidth(320)
        self.country_words.textChanged.connect(self._on_country_words_changed)
        self.countries = RowList(
            (
                Column(
                    "Code", lambda row: f"{row.alpha2} {row.alpha3}", width=110, look="reference"
                ),
                Column("ISO name", lambda row: row.name),
                Column(
                    "Name as used by the board",
                    lambda row: row.board_name,
                    width=280,
                    look="strong",
                ),
                Column("Region", lambda row: row.region, width=130, look="muted", drops_below=700),
            ),
            name="countries",
        )
        self.countries.empty_text = "No country is called like that. Add one of your own codes."
        self.countries.row_activated.connect(self._on_country_activated)
        self.add_country = action(self, "add_country", "Add a country", self._on_add_country)
        card = Card("Countries", name="countries", grows=True)
        card.add_to_head(ActionButton(self.add_country))
        card.add(PlainLabel("Enter names the country as the board does.", "muted"))
        card.add(self.country_words)
        card.add(self.countries, 1)
        return card

    def _looks_tab(self) -> QWidget:
        form = Form()
        self.theme_choice = ChoiceField(
            (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
        )
        self.density_choice = ChoiceField((("comfortable", "Comfortable"), ("compact", "Compact")))
        form.add(Field("Theme", self.theme_choice, name="theme"))
        form.add(Field("Rows", self.density_choice, name="density"))
        self.theme_choice.edited.connect(self._on_looks_edited)
        self.density_choice.edited.connect(self._on_looks_edited)
        card = Card("Looks", name="looks")
        card.add(form)
        card.setMaximumWidth(560)
        return _scrolled(card)

    def _show_found(self, found: _Found) -> None:
        self._board, agencies, self._countries, schemes = found
        chair = self.chair.value()
        rows = ((row.id, row.abbreviation, row.name) for row in agencies)
        self.chair.set_choices([(None, "Not named"), *rows])
        self.chair.set_value(chair)
        self.ceiling.set_choices(_ceilings(scheme_of(self._board)))
        self.markings.show_board(self._board, schemes)
        for name, field in self.form.fields.items():
            # What is being typed stays, whatever changes elsewhere.
            if name not in self._typed:
                field.set_value(getattr(self._board, name))
        self._show_countries()
        memory = self.context.outside.memory.now
        self.theme_choice.set_value(memory.theme)
        self.density_choice.set_value(memory.density)
        self.file.show_path()
        if self.backups.isVisible():
            self.backups.reload()
        elif self.tabs.currentWidget() is self.signatures:
            self.signatures.reload()
        self.head.show_words("Settings", self._board.name)

    def _show_countries(self) -> None:
        words = self.country_words.text().casefold().strip()
        self.countries.set_rows(
            [
                row
                for row in self._countries
                if words in f"{row.alpha2} {row.alpha3} {row.name} {row.board_name}".casefold()
            ]
        )

    @Slot()
    def _on_field_edited(self) -> None:
        self._typed.add(self.sender().objectName())

    @Slot()
    def _on_save(self) -> None:
        self.form.clear_problems()
        try:
            values = self.form.values()
            values["zone"] = values["zone"] or ""
            values["country_code"] = values["country_code"].strip().upper()
            command = ReviseBoard(id=self._board.id, version=self._board.version, **values)
        except BoardError as fault:
            self._show_fault(fault)
        else:
            typed, self._typed = self._typed, set()

            def failed(fault: BoardError) -> None:
                self._typed |= typed
                self._show_fault(fault)

            self.desk.do(self, command, failed=failed)

    def _show_fault(self, fault: BoardError) -> None:
        problems = getattr(fault, "problems", None)
        self.form.show_problems(problems or {"": fault.message})

    @Slot(str)
    def _on_country_words_changed(self, _: str) -> None:
        self._show_countries()

    @Slot(object)
    def _on_country_activated(self, row: CountryRow) -> None:
        open_name_country(self.context, self, row)

    @Slot()
    def _on_add_country(self) -> None:
        open_add_country(self.context, self)

    @Slot()
    def _on_looks_edited(self) -> None:
        wanted, density = self.theme_choice.value(), self.density_choice.value()
        theme().show(wanted, density)
        self.context.outside.memory.look(theme=wanted, density=density)


def _ceilings(scheme: Vocabulary) -> list[tuple[int, str]]:
    """Return what the board's papers may be marked at most, the highest first."""
    open_level, *controlled = [level.name for level in scheme.levels]
    tops = [(rank, f"{open_level} and {name}") for rank, name in enumerate(controlled, 1)]
    if len(tops) > 1:
        tops[1:] = [(rank, f"Up to {scheme.level(rank).name}") for rank, _ in tops[1:]]
    return [*reversed(tops), (0, f"{open_level} only")]


def _scrolled(card: QWidget, *, foot: QWidget | None = None) -> QWidget:
    """Return an area that scrolls; its `foot` stays in view below."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, GUTTER, 0)
    column.addWidget(card)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    if foot is None:
        return area
    whole = QWidget()
    rows = QVBoxLayout(whole)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(PAD)
    rows.addWidget(area, 1)
    rows.addWidget(foot)
    return whole
