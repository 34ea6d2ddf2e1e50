"""A form that becomes a command: it stays open, with all that was typed, until that is done."""

from collections.abc import Callable, Mapping
from typing import Any

from board_app.domain.base import Record
from board_app.domain.errors import BoardError, StaleRecord
from board_app.services.changes import Outcome
from board_app.services.commands import Command
from board_app.services.session import Session
from ui.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.parts.merging import Merging

Values = dict[str, Any]  # Any: each field's own kind of value
Beside = Callable[[Session], Mapping[str, object]]

_SOMEBODY = "Somebody else"


def ask(
    desk: Desk,
    dialog: FormDialog,
    command: Callable[[Values], Command],
    *,
    done: Callable[[Outcome], None] | None = None,
    beside: Beside | None = None,
) -> None:
    """Open a form and carry out the command made of its values.

    What is wrong is shown beside its field, whether the command can't be made or is refused. If
    somebody else changed the record meanwhile, the form is brought up to date with it and waits;
    `beside` reads those values of the form that are not fields of the record.
    """
    meeting = _Meeting(desk, dialog, beside)

    def submit(values: Values) -> None:
        try:
            wanted = meeting.at_versions(command(values))
        except BoardError as fault:
            dialog.show_fault(fault)
        else:
            desk.do(dialog, wanted, done=settle, failed=meeting.refused)

    def settle(outcome: Outcome) -> None:
        dialog.finish()
        if done is not None:
            done(outcome)

    dialog.submitted.connect(submit)
    dialog.open()


class _Meeting:
    """What one form met of others' changes: the versions that its person has seen by now."""

    def __init__(self, desk: Desk, dialog: FormDialog, beside: Beside | None) -> None:
        self._desk = desk
        self._dialog = dialog
        self._beside = beside
        self._merging = Merging(dialog.form)
        self._seen: dict[int, int] = {}  # versions by id

    def refused(self, fault: BoardError) -> None:
        """Show why a command was refused; another's change comes into the form."""
        now = fault.now if isinstance(fault, StaleRecord) else None
        if not isinstance(now, Record):
            self._dialog.show_fault(fault)
            return
        self._seen[now.id] = now.version

        def read(session: Session) -> tuple[str, Mapping[str, object]]:
            beside = self._beside(session) if self._beside else {}
            return _who_changed(session, now), {**dict(now), **beside}

        self._desk.ask(self._dialog, read, self._show, failed=self._dialog.show_fault)

    def at_versions(self, wanted: Command) -> Command:
        """Return the command at the versions that the person knows by now."""
        fields: dict[str, object] = {}
        own: int = getattr(wanted, "id", 0)
        if own in self._seen and hasattr(wanted, "version"):
            fields["version"] = self._seen[own]
        items = getattr(wanted, "items", ())
        if any(one.id in self._seen for one in items):
            fields["items"] = tuple(
                one.model_copy(update={"version": self._seen.get(one.id, one.version)})
                for one in items
            )
        return wanted.model_copy(update=fields) if fields else wanted

    def _show(self, found: tuple[str, Mapping[str, object]]) -> None:
        self._dialog.show_message(self._merging.meet(*found))
        self._dialog.place()


def _who_changed(session: Session, record: Record) -> str:
    latest = session.reading.history.history(row_id=record.id, limit=1)
    return latest[0].person if latest else _SOMEBODY
