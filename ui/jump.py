"""Ctrl+K: every command and every named thing of the board in one list."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction

from board_app.domain.fold import matches
from board_app.services.rows import FindingRow
from board_app.services.search import search
from board_app.services.search_rows import SearchPage, SearchQuery, SearchRow
from board_app.services.session import Session
from ui.kit.buttons import shown_keys
from ui.kit.palette import CommandPalette, Entry
from ui.page import Context
from ui.parts.found_place import icon_of_found, place_of_found
from ui.places import MEETING, SEARCH, Place, place_of

if TYPE_CHECKING:
    from ui.window import MainWindow

_QUIET_MS = 60
_SHOWN_COMMANDS = 8
_SHOWN_RESULTS = 8
_FULL_TEXT = "/"
_KINDS = {"@": "person", "#": "action_item"}
_ICONS = {
    "meeting": "calendar",
    "agenda_item": "list",
    "attachment": "paperclip",
    "decision": "gavel",
    "action_item": "list-checks",
    "person": "user",
    "seat": "building-2",
    "country": "globe",
    "review": "globe",
}


class Jump(QObject):
    """Feeds the palette and carries out what was chosen."""

    def __init__(self, window: "MainWindow", context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._text = ""
        self._commands: dict[str, QAction] = {}
        self._found: list[FindingRow] = []
        self._results: list[SearchRow] = []
        self._palette = CommandPalette(window)
        self._palette.query_changed.connect(self._on_query_changed)
        self._palette.chosen.connect(self._on_chosen)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)

    def open(self) -> None:
        """Show the palette over the window with recent things and all commands."""
        self._commands = {
            made.objectName(): made
            for made in self._window.commands()
            if made.text() and made.objectName() != "jump" and made.isVisible()
        }
        self._text = ""
        self._found = []
        self._palette.open_with(self._entries())
        self._on_quiet()

    @Slot(object)
    def _on_query_changed(self, text: str) -> None:
        self._text = text
        self._quiet.start()

    @Slot()
    def _on_quiet(self) -> None:
        prefix = self._text[:1]
        if prefix == ">":
            self._found = []
            self._palette.set_entries(self._entries())
            return
        if prefix == _FULL_TEXT:
            self._search()
            return
        self._results = []
        kind = _KINDS.get(prefix, "")
        words = self._text[1:] if kind else self._text
        asked = self._text

        def find(session: Session) -> tuple[str, list[FindingRow]]:
            return asked, session.reading.history.find(words, kind=kind)

        self._context.desk.ask(self, find, self._on_found)

    def _search(self) -> None:
        """Look for the words in all texts; the page shows more."""
        self._found = []
        asked = self._text
        query = SearchQuery(asked[1:])

        def find(session: Session) -> tuple[str, SearchPage]:
            return asked, search(session, query, limit=_SHOWN_RESULTS)

        self._context.desk.ask(self, find, self._on_searched)

    def _on_searched(self, answer: tuple[str, SearchPage]) -> None:
        asked, page = answer
        if asked == self._text:
            self._results = list(page.rows)
            self._palette.set_entries(self._entries())

    def _on_found(self, answer: tuple[str, list[FindingRow]]) -> None:
        asked, found = answer
        if asked == self._text:
            self._found = found
            self._palette.set_entries(self._entries())

    def _entries(self) -> list[Entry]:
        prefix = self._text[:1]
        if prefix == _FULL_TEXT:
            return self._full_text_entries(self._text[1:])
        words = self._text[1:] if prefix in {">", *_KINDS} else self._text
        commands = [] if prefix in _KINDS else self._matching_commands(words)
        found = [
            Entry(row, _ICONS.get(row.kind, "circle"), row.label, row.place) for row in self._found
        ]
        if prefix == ">" or not words.strip():
            return [*commands, *found]
        return [*commands[:_SHOWN_COMMANDS], *found]

    def _full_text_entries(self, words: str) -> list[Entry]:
        everything = f"Search everything for “{words.strip()}”" if words.strip() else "Search"
        page = Entry(Place(SEARCH, words=words.strip()), "search", everything, "Page")
        found = [
            Entry(row, icon_of_found(row), row.label.text or row.text.text, row.place)
            for row in self._results
        ]
        return [*found, page]

    def _matching_commands(self, words: str) -> list[Entry]:
        return [
            Entry(
                made.objectName(),
                "chevron-right",
                made.text(),
                "Command",
                keys=shown_keys(made),
                disabled_reason="" if made.isEnabled() else _reason(made),
            )
            for made in self._commands.values()
            if not words.strip() or matches(words, made.text())
        ]

    @Slot(object)
    def _on_chosen(self, key: object) -> None:
        if isinstance(key, str):
            self._commands[key].trigger()
        elif isinstance(key, FindingRow):
            self._open(key)
        elif isinstance(key, Place):
            self._context.navigator.go(key)
        elif isinstance(key, SearchRow):
            place = place_of_found(key)
            if place is not None:
                self._context.navigator.go(place)

    def _open(self, found: FindingRow) -> None:
        place = place_of(found.kind, found.id)
        if place is not None:
            self._context.navigator.go(place)
            return

        def meeting_of(session: Session) -> Place:
            if found.kind == "decision":
                decision = session.reading.minutes.decision(found.id)
                return Place(MEETING, decision.meeting_id, decision.item_id)
            id = found.id
            if found.kind == "attachment":
                id = session.reading.attachments.attachment(id).item_id
            item = session.reading.meetings.item(id)
            return Place(MEETING, item.meeting_id, item.id)

        self._context.desk.ask(self, meeting_of, self._context.navigator.go)


def _reason(made: QAction) -> str:
    why = made.property("why")
    return str(why) if why else "not possible now"
