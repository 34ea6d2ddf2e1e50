"""The main window: navigation, one page at a time, undo, messages and the save state."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.ids import RecordId
from board_app.services.actor import Actor
from board_app.services.kept import KeptText, kept_text
from board_app.services.scheme import highest_in_words
from board_app.services.session import UndoState
from ui.commands import action
from ui.desk import Changed, SaveState
from ui.kit.banner import MarkingBanner
from ui.kit.nav import NavEntry, Navigation
from ui.kit.notice import Notice
from ui.kit.status import StatusBar
from ui.kit.strips import Strips
from ui.kit.toast import ToastHost
from ui.page import Context, Page
from ui.places import (
    ACTIONS,
    BIN,
    CLEARANCE,
    COUNTRIES,
    COUNTRY,
    DIRECTORY,
    HELP,
    HISTORY,
    INTAKE,
    MEETING,
    MEETINGS,
    REVIEW,
    SEARCH,
    SETTINGS,
    THIS_MONTH,
    Place,
)
from ui.refusals import Refusals
from ui.theme.service import theme
from ui.trail import Trail

if TYPE_CHECKING:
    from ui.jump import Jump

ENTRIES = (
    NavEntry(THIS_MONTH, "This month", "layout-dashboard", "Ctrl+1"),
    NavEntry(MEETINGS, "Meetings", "calendar", "Ctrl+2"),
    NavEntry(ACTIONS, "Actions", "list-checks", "Ctrl+3"),
    NavEntry(COUNTRIES, "Countries", "globe", "Ctrl+4"),
    NavEntry(DIRECTORY, "Directory", "users", "Ctrl+5"),
    NavEntry(HISTORY, "History", "history", "Ctrl+6", is_low=True),
    NavEntry(SETTINGS, "Settings", "settings", "Ctrl+7", is_low=True),
    NavEntry(HELP, "Help", "circle-help", "F1", is_low=True),
)

_UNDER = {
    MEETING: MEETINGS,
    CLEARANCE: MEETINGS,
    COUNTRY: COUNTRIES,
    REVIEW: COUNTRIES,
    BIN: HISTORY,
}
"""Where the navigation points while a page without an entry of its own is shown."""

Pages = Mapping[str, Callable[[Context], Page]]


class MainWindow(QMainWindow):
    """One board's window. Pages are built on their first visit."""

    closed = Signal()
    person_asked = Signal()
    boards_asked = Signal()

    def __init__(self, context: Context, pages: Pages) -> None:
        super().__init__()
        self._context = context
        self._desk = context.desk
        self._makers = pages
        self._pages: dict[str, Page] = {}
        self._trail = Trail()
        self._build()
        self._make_actions()
        self._connect()
        self._show_board()
        self._on_actor_changed(self._desk.actor)
        if self._desk.session.why_read_only:
            self.strips.say("read_only", "warning", self._desk.session.why_read_only)
        self.go(Place(THIS_MONTH))

    @property
    def page(self) -> Page:
        """Return the page that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Page)  # noqa: S101  (only pages are ever put on the stack)
        return shown

    @cached_property
    def jump(self) -> "Jump":
        """Return what Ctrl+K opens, made when it is first wanted."""
        from ui.jump import Jump  # noqa: PLC0415  (not needed for the first screen)

        return Jump(self, self._context)

    def go(self, place: Place) -> None:
        """Show a page and the thing in it that is meant, and remember the way."""
        self._trail.went(place)
        self._show(place)

    def commands(self) -> list[QAction]:
        """Return every action that can be given now: the window's and the page's."""
        return [*self.actions(), *self.page.commands()]

    def toast(self, text: str) -> None:
        self._toasts.show_toast(text)

    def tell(self, name: str, text: str, kind: str = "info") -> None:
        """Say something of the board in a strip that stays until it is read; "" takes it away."""
        if text:
            self.strips.say(name, kind, text, [("Close", partial(self.strips.drop, name))])
        else:
            self.strips.drop(name)

    def _build(self) -> None:
        self.setObjectName("main_window")
        self.setMinimumSize(1024, 680)
        self.resize(1280, 800)
        self.banner = MarkingBanner()
        self.nav = Navigation(ENTRIES)
        self._stack = QStackedWidget()
        self.status = StatusBar()
        self.connection = Notice("warning", "")
        self.connection.hide()
        self.strips = Strips()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.nav)
        middle.addWidget(self._stack, 1)
        central = QWidget()
        whole = QVBoxLayout(central)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addWidget(self.connection)
        whole.addWidget(self.strips)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)
        self.setCentralWidget(central)
        self._toasts = ToastHost(self, self._stack)

    def _make_actions(self) -> None:
        self.undo_action = action(self, "undo", "Undo", self._desk.undo, keys="Ctrl+Z")
        self.redo_action = action(self, "redo", "Redo", self._desk.redo, keys="Ctrl+Y")
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        action(self, "jump", "Search or jump", self._on_jump, keys="Ctrl+K")
        action(self, "search", "Search everything", self._on_search, keys="Ctrl+Shift+F")
        action(self, "back", "Back", self._on_back, keys="Alt+Left")
        action(self, "forward", "Forward", self._on_forward, keys="Alt+Right")
        action(self, "theme", "Switch light and dark", self._on_theme, keys="Ctrl+Shift+D")
        action(
            self,
            "density",
            "Switch comfortable and compact rows",
            self._on_density,
            keys="Ctrl+Shift+C",
        )
        action(self, "import", "Import a spreadsheet", self._on_import, keys="Ctrl+Shift+I")
        action(self, "bin", "Bin: what was archived", self._on_bin)
        action(self, "person", "Change who you are", self.person_asked.emit)
        action(self, "boards", "Open another board", self.boards_asked.emit, keys="Ctrl+O")
        self._page_actions = {}
        for entry in ENTRIES:
            made = action(
                self,
                f"go_{entry.page}",
                f"Go to {entry.text}",
                self._on_page_action,
                keys=entry.keys,
            )
            self._page_actions[made.objectName()] = entry.page

    def _connect(self) -> None:
        desk = self._desk
        desk.changed.connect(self._on_desk_changed)
        desk.save_state.connect(self._on_save_state)
        desk.undo_state.connect(self._on_undo_state)
        desk.actor_changed.connect(self._on_actor_changed)
        desk.connection.connect(self._on_connection)
        self._refusals = Refusals(desk, self._toasts, self.person_asked.emit)
        desk.broken.connect(self._on_broken)
        self._context.navigator.asked.connect(self.go)
        self.nav.page_asked.connect(self._on_nav_page_asked)
        self.nav.jump_asked.connect(self._on_jump)
        self.status.person_asked.connect(self.person_asked)
        self.status.retry_asked.connect(self._on_retry)

    def _show(self, place: Place) -> None:
        if self._stack.currentWidget() is not None:
            self.page.leave()
        if place.page not in self._pages:
            page = self._makers[place.page](self._context)
            self._pages[place.page] = page
            self._stack.addWidget(page)
        page = self._pages[place.page]
        page.show_place(place)
        self._stack.setCurrentWidget(page)
        page.focus_main()
        self._toasts.lift()
        self.nav.show_page(_UNDER.get(place.page, place.page))

    def _show_board(self) -> None:
        board = self._desk.board
        self.setWindowTitle(f"{board.name} - Upstream")
        marking = highest_in_words(board)
        self.banner.show_words(marking)
        self.status.marking.setText(f"{board.name}  ·  {marking}")

    @Slot(object)
    def _on_desk_changed(self, changed: Changed) -> None:
        self._show_board()
        if changed.label:
            # What is for good is no step: Undo would take back the one before.
            is_step = not changed.is_undo and self._desk.undo_now.undo == changed.label
            verb = "Undo" if is_step else ""
            self._toasts.show_toast(changed.label, action=verb, on_action=self._desk.undo)

    @Slot(object, object)
    def _on_save_state(self, state: SaveState, message: str) -> None:
        if state is SaveState.SAVED:
            self.status.show_saved(datetime.now().astimezone())
        elif state is SaveState.SAVING:
            self.status.show_saving()
        else:
            self.status.show_failed(message)

    @Slot(str)
    def _on_connection(self, why: str) -> None:
        """Say that the server is silent for as long as it is, and that it is back."""
        was_lost = self.connection.isVisible()
        self.connection.set_text(why)
        self.connection.setVisible(bool(why))
        if was_lost and not why:
            self.toast("The server answers again. Everything that was saved is there.")

    @Slot(object)
    def _on_undo_state(self, state: UndoState) -> None:
        for made, verb, label in (
            (self.undo_action, "Undo", state.undo),
            (self.redo_action, "Redo", state.redo),
        ):
            made.setText(f"{verb} {label.lower()}" if label else verb)
            made.setEnabled(bool(label))

    @Slot(object)
    def _on_actor_changed(self, actor: Actor) -> None:
        role = actor.role.label if actor.role else "say who you are"
        self.status.show_person(f"{actor.name} · {role}")
        if actor.person_id is not None:
            self._desk.ask(self, kept_text, self._offer_kept)

    def _offer_kept(self, kept: KeptText | None) -> None:
        """Say that typed text of an earlier run waits, and where."""
        if kept is None:
            return
        if kept.review_id is not None:
            what, place = "the review", Place(REVIEW, kept.review_id)
        else:
            # The page shows its summary under the number 0, which no item has.
            what = "the minutes"
            place = Place(MEETING, kept.meeting_id, kept.item_id or RecordId(0))
        self._toasts.show_toast(
            f"Text that you typed earlier is kept, but not in {what} yet.",
            action="Show",
            on_action=lambda: self.go(place),
        )

    @Slot(object)
    def _on_broken(self, fault: Exception) -> None:
        from ui.kit.dialogs import FaultDialog  # noqa: PLC0415  (rarely, one hopes)

        FaultDialog(fault, self).open()

    @Slot()
    def _on_retry(self) -> None:
        self.page.leave()
        self.page.refresh()

    @Slot()
    def _on_jump(self) -> None:
        self.jump.open()

    @Slot()
    def _on_search(self) -> None:
        self.go(Place(SEARCH))

    @Slot()
    def _on_import(self) -> None:
        self.go(Place(INTAKE))

    @Slot()
    def _on_bin(self) -> None:
        self.go(Place(BIN))

    @Slot()
    def _on_back(self) -> None:
        place = self._trail.back()
        if place is not None:
            self._show(place)

    @Slot()
    def _on_forward(self) -> None:
        place = self._trail.forward()
        if place is not None:
            self._show(place)

    @Slot(object)
    def _on_nav_page_asked(self, page: str) -> None:
        self.go(Place(page))

    @Slot()
    def _on_page_action(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.go(Place(self._page_actions[sender.objectName()]))

    @Slot()
    def _on_theme(self) -> None:
        self._look("light" if theme().tokens.is_dark else "dark", theme().density.name)

    @Slot()
    def _on_density(self) -> None:
        density = "compact" if theme().density.name == "comfortable" else "comfortable"
        self._look(theme().wanted, density)

    def _look(self, wanted: str, density: str) -> None:
        theme().show(wanted, density)
        self._context.outside.memory.look(theme=wanted, density=density)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.leave()
        self.closed.emit()
        super().closeEvent(event)
