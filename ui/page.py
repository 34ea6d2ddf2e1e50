"""What every page is: it loads itself, notices changes and is loaded again only when seen."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.services.outside import Outside
from ui.commands import PermittedAction
from ui.desk import Changed, Desk
from ui.places import Navigator, Place

_REFUSAL = "for the secretariat"
_READ_ONLY = "the board is open to read only"


class Context(QObject):
    """What every page is given: the open board, the way to other pages, and the program around."""

    reopened = Signal(object, str)  # Session that stands for the board now, what to know of it

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        outside: Outside,
        *,
        board_path: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.board_path = board_path
        self.export_folder: Path | None = None  # where the last paper went
        self.desk = desk
        self.navigator = navigator
        self.outside = outside


class Page(QWidget):
    """A page of the window. `tables` names what it shows, "*" for all; `reload` fetches it."""

    tables: ClassVar[frozenset[str]] = frozenset()
    name: ClassVar[str]

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.desk = context.desk
        self._is_stale = True
        self._guarded: list[PermittedAction] = []
        self.desk.actor_changed.connect(self._permit)
        self.desk.changed.connect(self._on_desk_changed)

    def reload(self) -> None:
        """Fetch and show what the page is about."""

    def show_place(self, place: Place) -> None:
        """Show the thing that is meant; called after the page was chosen."""

    def focus_main(self) -> None:
        """Put the focus where the page's work begins, most often on its list."""

    def leave(self) -> None:
        """Finish what is being typed; called before another page is shown."""

    def commands(self) -> list[QAction]:
        """Return the page's actions for the command palette."""
        return self.actions()

    def secretariat_only(self, actions: Iterable[QAction]) -> None:
        """Let only who runs the board give these commands; for others they say so."""
        self._guarded += [made for made in actions if isinstance(made, PermittedAction)]
        self._permit()

    def refresh(self) -> None:
        """Load now if the page is seen, else when it is shown."""
        if self.isVisible():
            self._is_stale = False
            self.reload()
        else:
            self._is_stale = True

    @property
    def refusal(self) -> str:
        """Return why the acting person may not change what this page shows, "" if they may."""
        if self.desk.session.why_read_only:
            return _READ_ONLY
        actor = self.desk.actor
        # Who has not said who they are is told so when they try.
        return "" if actor.role is None or actor.runs_the_board else _REFUSAL

    @Slot()
    def _permit(self) -> None:
        for made in self._guarded:
            made.permit(self.refusal)

    @Slot(object)
    def _on_desk_changed(self, changed: Changed) -> None:
        if "*" in changed.tables | self.tables or changed.tables & self.tables:
            self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.reload()
