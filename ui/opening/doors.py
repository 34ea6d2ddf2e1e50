"""The way from the start to an open board and back: one board on the screen at a time.

The forms are imported where they are asked for: who is known here never sees one, and they bring
all models with them (70 ms before the first screen).
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from board_app.domain.errors import BoardError
from board_app.services.outside import Outside
from board_app.services.served import ServedPlace, is_address, place_of
from board_app.services.session import Session
from ui.desk import Desk
from ui.keeper import Keeper
from ui.opening.recognising import recognised
from ui.opening.remembering import opening
from ui.page import Context
from ui.places import Navigator
from ui.single import Doorbell, raise_other
from ui.theme.service import theme
from ui.window import MainWindow, Pages
from ui.work import Runner

if TYPE_CHECKING:
    from ui.kit.dialogs import FormDialog
    from ui.opening.welcome import Welcome

T = TypeVar("T")

FILTER = "Upstream boards (*.board);;All files (*)"
_SETTLED_MS = 250  # the first page is painted by then


class Doors(QObject):
    """Opens, makes and leaves boards; owns the window that is shown."""

    def __init__(self, outside: Outside, pages: Pages, make_runner: Callable[[], Runner]) -> None:
        super().__init__()
        self.outside = outside
        self._pages = pages
        self._make_runner = make_runner
        self._runner = make_runner()
        self._welcome: Welcome | None = None
        self._doorbell: Doorbell | None = None
        self._keeper: Keeper | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._on_settled_timeout)
        self._path: Path | ServedPlace = Path()
        self._old: MainWindow | None = None
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
            self._welcome.server_asked.connect(partial(self._ask_for_server, None))
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
        self.welcome.show_recent(self.outside.memory.now.recent)
        self.welcome.say(message)
        theme().dress()
        self.welcome.show()

    def open_path(self, path: Path, passphrase: str, *, wish: bool | None = None) -> None:
        """Open a board file; a window that has it open already comes forward instead.

        `wish` says whether the keyring is to keep the passphrase, None if that was not asked.
        """
        if raise_other(path):
            self.show_welcome(f"{path.name} is open already; its window came forward.")
            return

        def failed(fault: Exception) -> None:
            from ui.opening.mending import mend  # noqa: PLC0415  (see the head of this room)

            mend(self, path, passphrase, fault)

        self.enter(path, opening(self.outside, path, passphrase, wish=wish), failed=failed)

    def open_served(self, place: ServedPlace, passphrase: str, *, wish: bool | None = None) -> None:
        """Open a board on a server; `wish` as for a file."""
        self.enter(place, opening(self.outside, place, passphrase, wish=wish))

    def open_exported(self, source: Path, path: Path, passphrase: str) -> None:
        """Make a board of an exported file, and open it."""
        target = path if path.suffix else path.with_suffix(".board")
        self.enter(target, lambda: self.outside.board_from(target, source, passphrase))

    def enter(
        self,
        path: Path | ServedPlace,
        make: Callable[[], Session],
        *,
        failed: Callable[[Exception], None] | None = None,
        notice: Callable[[], str] | None = None,
    ) -> None:
        """Open or make a board on the store thread, and show it.

        `notice` says what the person should know of it then, in a strip that stays.
        """

        def show(session: Session) -> None:
            self._path = path
            self._show_board(session, notice() if notice is not None else "")

        self._runner.submit(
            self,
            lambda: recognised(make(), self.outside.memory.now),
            done=show,
            failed=failed or self.say_fault,
        )

    def ask_outside(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Ask for what takes its time while no board is open."""
        self._runner.submit(self, work, done=done, failed=self.say_fault)

    def leave(self) -> None:
        """Close the open board cleanly."""
        self._settled.stop()
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None
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

    def _show_board(self, session: Session, notice: str = "") -> None:
        if self.dialog is not None:
            self.dialog.finish()
        path = self._path if isinstance(self._path, Path) else None
        if isinstance(self._path, ServedPlace):
            self.outside.memory.opened_served(self._path.address)
        else:
            self.outside.memory.opened(self._path)
        desk = Desk(session, self._runner)
        self.context = Context(desk, Navigator(), self.outside, board_path=path)
        self.context.reopened.connect(self._on_reopened)
        self.window = MainWindow(self.context, self._pages)
        self.window.closed.connect(self._on_window_closed)
        self.window.person_asked.connect(self._on_person_asked)
        self.window.boards_asked.connect(self._on_boards_asked)
        if notice:
            self.window.tell("opened", notice)
        theme().dress()
        # Behind what the first page asked for: the window comes with its data and is painted once.
        desk.ask(self, lambda _: desk, self._show_window)

    def _show_window(self, desk: Desk) -> None:
        if self.window is None or self.context is None or self.context.desk is not desk:
            return  # left in the meantime
        if self._welcome is not None:
            self._welcome.hide()
        self.window.show()
        if self._old is not None:
            # Not before the new one is there: a program without a window ends.
            self._old.hide()
            self._old.deleteLater()
            self._old = None
        desk.watch()
        if desk.actor.person_id is None and not desk.session.is_known:
            self._on_person_asked()
        self._settled.start()

    @Slot()
    def _on_person_asked(self) -> None:
        from ui.opening.who import WhoAmI  # noqa: PLC0415  (see the head of this room)

        if self.context is not None and self.window is not None:
            WhoAmI(self, self.context, self.window).ask()

    @Slot(object, str)
    def _on_reopened(self, session: Session, notice: str) -> None:
        """Show the board anew: another file took its place, or it has another key."""
        self._old = self.window
        self.leave()
        self.enter(self._path, lambda: session, notice=lambda: notice)

    def say_fault(self, fault: Exception) -> None:
        """Say why no board could be opened where the person looks just now."""
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
            from ui.opening.mending import offer_missing  # noqa: PLC0415  (as above)

            offer_missing(self, chosen)
            return
        forms.ask_for_passphrase(self, chosen, self.top)

    @Slot()
    def _on_choose_asked(self) -> None:
        from ui.kit.dialogs import ask_open_path  # noqa: PLC0415  (see the head of this room)

        ask_open_path(self.top, "Open a board", FILTER, lambda path: self._on_open_asked(str(path)))

    @Slot()
    def _on_sample_asked(self) -> None:
        from ui.opening.new_board import ask_for_sample  # noqa: PLC0415  (as above)

        ask_for_sample(self, self.top)

    @Slot()
    def _on_exported_asked(self) -> None:
        from ui.opening.exported import ask_for_exported  # noqa: PLC0415  (as above)

        ask_for_exported(self, self.top)

    def _ask_for_server(self, known: ServedPlace | None) -> None:
        from ui.opening.serving import ask_for_server  # noqa: PLC0415  (as above)

        ask_for_server(self, self.top, known)

    @Slot()
    def _on_new_asked(self) -> None:
        from ui.opening.new_board import ask_for_new  # noqa: PLC0415  (as above)

        ask_for_new(self, self.top)

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

    @property
    def top(self) -> QWidget:
        """Return what a question is asked over."""
        if self.dialog is not None:
            return self.dialog
        return self.window if self.window is not None and self.window.isVisible() else self.welcome

    @Slot(int)
    def _on_dialog_finished(self, _: int) -> None:
        self.dialog = None

    @Slot()
    def _on_window_closed(self) -> None:
        self.leave()
        if self.window is not None:
            # Its pages hold all that they showed: who opens board after board is left with one.
            self.window.deleteLater()
            self.window = None

    @Slot()
    def _on_boards_asked(self) -> None:
        if self.window is not None:
            self.window.close()
        self.show_welcome()

    @Slot()
    def _on_settled_timeout(self) -> None:
        """Listen for second starts and keep backups; this is no work for before the first page."""
        if not isinstance(self._path, Path) or self.context is None or self.window is None:
            return  # a served board may be open in as many windows as one likes
        keeping, session = self.outside.keeping, self.context.desk.session
        self._keeper = Keeper(keeping, session, self._make_runner(), self)
        self._keeper.doubted.connect(partial(self.window.tell, "doubt", kind="warning"))
        self._keeper.kept.connect(partial(self.window.tell, "kept", kind="warning"))
        self._keeper.begin()
        self._doorbell = Doorbell(self._path, self)
        self._doorbell.rung.connect(self._on_doorbell_rung)

    @Slot()
    def _on_doorbell_rung(self) -> None:
        if self.window is not None:
            self.window.showNormal()
            self.window.raise_()
            self.window.activateWindow()
