"""The way from the start to an open board and back: one board on the screen at a time.

The forms are imported where they are asked for: who is known here never sees one, and they bring
all models with them (70 ms before the first screen).
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from board_app.domain.errors import BoardError, NotFound
from board_app.domain.ids import RecordId
from board_app.services.outside import Outside
from board_app.services.served import ServedPlace, is_address, place_of
from board_app.services.session import Session
from ui.desk import Desk
from ui.page import Context
from ui.places import Navigator
from ui.single import Doorbell, raise_other
from ui.theme.service import theme
from ui.window import MainWindow, Pages
from ui.work import Runner

if TYPE_CHECKING:
    from ui.kit.dialogs import FormDialog
    from ui.opening.welcome import Welcome

FILTER = "Upstream boards (*.board);;All files (*)"
_SETTLED_MS = 250  # the first page is painted by then


class Doors(QObject):
    """Opens, makes and leaves boards; owns the window that is shown."""

    def __init__(self, outside: Outside, pages: Pages, make_runner: Callable[[], Runner]) -> None:
        super().__init__()
        self._outside = outside
        self._pages = pages
        self._make_runner = make_runner
        self._runner = make_runner()
        self._welcome: Welcome | None = None
        self._doorbell: Doorbell | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._on_settled_timeout)
        self._path: Path | ServedPlace = Path()
        self.window: MainWindow | None = None
        self.context: Context | None = None
        self.dialog: FormDialog | None = None

    @property
    def welcome(self) -> "Welcome":
        """Return the first window, made when it is first needed."""
        if self._welcome is None:
            from ui.opening.welcome import Welcome  # noqa: PLC0415  (see the head of this room)

            self._welcome = Welcome()
            self._welcome.sample_asked.connect(self._on_sample_asked)
            self._welcome.new_asked.connect(self._on_new_asked)
            self._welcome.choose_asked.connect(self._on_choose_asked)
            self._welcome.open_asked.connect(self._on_open_asked)
            self._welcome.exported_asked.connect(self._on_exported_asked)
            self._welcome.server_asked.connect(self._on_server_asked)
        return self._welcome

    @property
    def is_listening(self) -> bool:
        """Tell whether a second start on the same board would be heard."""
        return self._doorbell is not None

    def begin(self, path: Path | ServedPlace | None, passphrase: str | None) -> bool:
        """Open a board at once if its passphrase is known, else ask; without one, welcome.

        Returns False if another window has the board open; that one came forward instead.
        """
        if isinstance(path, ServedPlace):
            if passphrase is None:
                self.show_welcome()
                self._ask_for_server(path)
            else:
                self.open_served(path, passphrase)
            return True
        if path is not None and raise_other(path):
            return False
        if path is None:
            self.show_welcome()
        elif passphrase is None:
            self.show_welcome()
            self._on_open_asked(str(path))
        else:
            self.open_path(path, passphrase)
        return True

    def show_welcome(self, message: str = "") -> None:
        self.welcome.show_recent(self._outside.memory.now.recent)
        self.welcome.say(message)
        theme().dress()
        self.welcome.show()

    def open_path(self, path: Path, passphrase: str) -> None:
        """Open a board file; a window that has it open already comes forward instead."""
        if raise_other(path):
            self.show_welcome(f"{path.name} is open already; its window came forward.")
            return
        self._enter(path, lambda: self._outside.open_board(path, passphrase))

    def open_served(self, place: ServedPlace, passphrase: str) -> None:
        """Open a board on a server."""
        self._enter(place, lambda: self._outside.open_served(place, passphrase))

    def open_exported(self, source: Path, path: Path, passphrase: str) -> None:
        """Make a board of an exported file, and open it."""
        target = path if path.suffix else path.with_suffix(".board")
        self._enter(target, lambda: self._outside.board_from(target, source, passphrase))

    def _enter(self, path: Path | ServedPlace, make: Callable[[], Session]) -> None:
        """Open or make a board on the store thread, and show it."""
        self._path = path
        self._runner.submit(
            self,
            lambda: self._recognised(make()),
            done=self._show_board,
            failed=self._on_open_failed,
        )

    def leave(self) -> None:
        """Close the open board cleanly."""
        self._settled.stop()
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell = None
        if self.context is not None:
            self.context.desk.close()
            self.context = None
            self._runner = self._make_runner()

    def stop(self) -> None:
        """Finish for good."""
        self.leave()
        self._runner.stop()

    def _show_board(self, session: Session) -> None:
        if self.dialog is not None:
            self.dialog.finish()
        path = self._path if isinstance(self._path, Path) else None
        if isinstance(self._path, ServedPlace):
            self._outside.memory.opened_served(self._path.address)
        else:
            self._outside.memory.opened(self._path)
        desk = Desk(session, self._runner)
        self.context = Context(desk, Navigator(), self._outside, board_path=path)
        self.window = MainWindow(self.context, self._pages)
        self.window.closed.connect(self._on_window_closed)
        self.window.person_asked.connect(self._on_person_asked)
        self.window.boards_asked.connect(self._on_boards_asked)
        theme().dress()
        # Behind what the first page asked for: the window comes with its data and is painted once.
        desk.ask(self, lambda _: desk, self._show_window)

    def _show_window(self, desk: Desk) -> None:
        if self.window is None or self.context is None or self.context.desk is not desk:
            return  # left in the meantime
        if self._welcome is not None:
            self._welcome.hide()
        self.window.show()
        desk.watch()
        if desk.actor.person_id is None and not desk.session.is_known:
            self._on_person_asked()
        self._settled.start()

    def _recognised(self, session: Session) -> Session:
        """Act as the person this machine remembers, before the first page asks for its data."""
        if session.is_known:
            return session  # the server says who it is
        board = session.board()
        known = self._outside.memory.now.people.get(board.uid)
        if known is not None:
            with suppress(NotFound):  # then the person is asked
                session.become(session.reading.directory.person(RecordId(known), board.today))
        return session

    @Slot()
    def _on_person_asked(self) -> None:
        from ui.opening.who import WhoAmI  # noqa: PLC0415  (see the head of this room)

        if self.context is not None and self.window is not None:
            WhoAmI(self, self.context, self.window).ask()

    @Slot(object)
    def _on_open_failed(self, fault: Exception) -> None:
        if not isinstance(fault, BoardError):
            from ui.kit.dialogs import FaultDialog  # noqa: PLC0415  (rarely, one hopes)

            FaultDialog(fault, self.welcome).open()
        elif self.dialog is not None:
            self.dialog.show_fault(fault)
        else:
            self.show_welcome(fault.message)

    @Slot(object)
    def _on_open_asked(self, path: str) -> None:
        from ui.opening import forms  # noqa: PLC0415  (see the head of this room)

        if is_address(path):
            self._ask_for_server(place_of(path))
            return
        chosen = Path(path)
        if not chosen.exists():
            self._outside.memory.forget(path)
            self.show_welcome(f"{chosen.name} is not there any more. Was it moved?")
            return
        dialog = forms.passphrase_dialog(chosen.name, self._top())
        self.ask(dialog, lambda _, values: self.open_path(chosen, values["passphrase"]))

    @Slot()
    def _on_choose_asked(self) -> None:
        from ui.kit.dialogs import ask_open_path  # noqa: PLC0415  (see the head of this room)

        ask_open_path(self._top(), "Open a board", FILTER, self._on_path_chosen)

    def _on_path_chosen(self, path: Path) -> None:
        self._on_open_asked(str(path))

    @Slot()
    def _on_sample_asked(self) -> None:
        from ui.kit.dialogs import ask_save_path  # noqa: PLC0415  (see the head of this room)

        ask_save_path(
            self._top(), "Keep the sample board in", "sample.board", FILTER, self._on_sample_path
        )

    def _on_sample_path(self, path: Path) -> None:
        self._enter(path, lambda: self._outside.sample_board(path))

    @Slot()
    def _on_exported_asked(self) -> None:
        from ui.opening.exported import ask_for_exported  # noqa: PLC0415  (as above)

        ask_for_exported(self, self._top())

    @Slot()
    def _on_server_asked(self) -> None:
        self._ask_for_server(None)

    def _ask_for_server(self, known: ServedPlace | None) -> None:
        from ui.opening.serving import ask_for_server  # noqa: PLC0415  (as above)

        ask_for_server(self, self._top(), known)

    @Slot()
    def _on_new_asked(self) -> None:
        from PySide6.QtCore import QTimeZone  # noqa: PLC0415  (2 ms of enums)

        from ui.opening import forms  # noqa: PLC0415  (see the head of this room)

        agencies = self._outside.offered_agencies()
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        dialog = forms.new_board_dialog(agencies, self._outside.zones(), zone, self._top())
        self.ask(dialog, self._on_new_answered)

    def _on_new_answered(self, dialog: "FormDialog", values: dict[str, Any]) -> None:
        from ui.kit.dialogs import ask_save_path  # noqa: PLC0415  (see the head of this room)
        from ui.opening import forms  # noqa: PLC0415

        wanted = forms.new_board_wanted(values, self._outside.offered_agencies())

        def make(path: Path) -> None:
            target = path.with_suffix(".board") if not path.suffix else path
            self._enter(target, lambda: forms.founded(self._outside, target, wanted, values))

        name = "".join(sign if sign.isalnum() else "-" for sign in wanted.name).strip("-")
        ask_save_path(dialog, "Keep the board in", f"{name or 'board'}.board", FILTER, make)

    def ask(
        self, dialog: "FormDialog", answered: "Callable[[FormDialog, dict[str, Any]], None]"
    ) -> None:
        """Open a form that stays until its answer was taken."""

        def submit(values: dict[str, Any]) -> None:
            try:
                answered(dialog, values)
            except BoardError as fault:
                dialog.show_fault(fault)

        self.dialog = dialog
        dialog.submitted.connect(submit)
        dialog.finished.connect(self._on_dialog_finished)
        dialog.open()

    def _top(self) -> QWidget:
        return self.window if self.window is not None and self.window.isVisible() else self.welcome

    @Slot(int)
    def _on_dialog_finished(self, _: int) -> None:
        self.dialog = None

    @Slot()
    def _on_window_closed(self) -> None:
        self.leave()

    @Slot()
    def _on_boards_asked(self) -> None:
        if self.window is not None:
            self.window.close()
        self.show_welcome()

    @Slot()
    def _on_settled_timeout(self) -> None:
        """Listen for second starts; this is no work for before the first page."""
        if not isinstance(self._path, Path):
            return  # a served board may be open in as many windows as one likes
        self._doorbell = Doorbell(self._path, self)
        self._doorbell.rung.connect(self._on_doorbell_rung)

    @Slot()
    def _on_doorbell_rung(self) -> None:
        if self.window is not None:
            self.window.showNormal()
            self.window.raise_()
            self.window.activateWindow()
