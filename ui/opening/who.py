"""Who is at this machine: asked once on each board whose store does not know."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.changes import Outcome
from board_app.services.session import Session
from ui.page import Context
from ui.window import MainWindow

if TYPE_CHECKING:
    from ui.kit.dialogs import FormDialog
    from ui.opening.doors import Doors


class WhoAmI(QObject):
    """Asks, remembers the answer on this machine, and lets the desk act as that person."""

    def __init__(self, doors: "Doors", context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._doors = doors
        self._context = context
        self._window = window

    def ask(self) -> None:
        """Open the question, unless the store knows the answer."""
        from ui.opening import forms  # noqa: PLC0415  (they bring all models with them)

        desk = self._context.desk
        if desk.session.is_known:
            self._window.toast(
                "The server knows you by your login. To be somebody else, open the board again."
            )
            return
        today = desk.board.today

        def read(session: Session) -> tuple[Any, Any]:
            directory = session.reading.directory
            return directory.people(today), directory.agencies(today)

        def show(answer: tuple[Any, Any]) -> None:
            dialog = forms.identify_dialog(*answer, self._window)
            self._doors.ask(dialog, self._on_answered)

        desk.ask(self, read, show)

    def _on_answered(self, dialog: "FormDialog", values: dict[str, Any]) -> None:
        from ui.opening import forms  # noqa: PLC0415  (as above)

        chosen = forms.chosen_person(values)
        if isinstance(chosen, int):
            self._become(dialog, RecordId(chosen))
            return
        self._context.desk.do(
            dialog,
            chosen,
            done=lambda outcome: self._become(dialog, _id_of(outcome)),
            failed=dialog.show_fault,
        )

    def _become(self, dialog: "FormDialog", person_id: RecordId) -> None:
        desk = self._context.desk
        self._context.outside.memory.is_person(desk.board.uid, person_id)
        dialog.finish()
        today = desk.board.today
        desk.ask(
            self,
            lambda session: session.reading.directory.person(person_id, today),
            desk.become,
        )


def _id_of(outcome: Outcome) -> RecordId:
    if not isinstance(outcome.value, int):
        raise NotFound("The new person was not stored. Try again.")
    return RecordId(outcome.value)
