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

_SOMEBODY = "Somebody else"


def ask(
    desk: Desk,
    dialog: FormDialog,
    command: Callable[[Values], Command],
    *,
    done: Callable[[Outcome], None] | None = None,
    beside: Callable[[Session], Mapping[str, object]] | None = None,
) -> None:
    """Open a form and carry out the command made of its values.

    What is wrong is shown beside its field, whether the command can't be made or is refused. If
    somebody else changed the record meanwhile, the form is brought up to date with it and waits;
    `beside` reads those values of the form that are not fields of the record.
    """
    merging = Merging(dialog.form)
    met: dict[int, int] = {}  # versions by id that the person has seen since the form was opened

    def submit(values: Values) -> None:
        try:
            wanted = _at_versions(command(values), met)
        except BoardError as fault:
            dialog.show_fault(fault)
        else:
            desk.do(dialog, wanted, done=settle, failed=failed)

    def settle(outcome: Outcome) -> None:
        dialog.finish()
        if done is not None:
            done(outcome)

    def failed(fault: BoardError) -> None:
        now = fault.now if isinstance(fault, StaleRecord) else None
        if not isinstance(now, Record):
            dialog.show_fault(fault)
            return
        met[now.id] = now.version

        def meet(found: tuple[str, Mapping[str, object]]) -> None:
            who, more = found
            dialog.show_message(merging.meet(who, {**dict(now), **more}))
            dialog.place()

        desk.ask(
            dialog,
            lambda session: (_who_changed(session, now), beside(session) if beside else {}),
            meet,
            failed=dialog.show_fault,
        )

    dialog.submitted.connect(submit)
    dialog.open()


def _at_versions(wanted: Command, met: Mapping[int, int]) -> Command:
    """Return the command at the versions that the person knows by now."""
    fields: dict[str, object] = {}
    own: int = getattr(wanted, "id", 0)
    if own in met and hasattr(wanted, "version"):
        fields["version"] = met[own]
    items = getattr(wanted, "items", ())
    if any(one.id in met for one in items):
        fields["items"] = tuple(
            one.model_copy(update={"version": met.get(one.id, one.version)}) for one in items
        )
    return wanted.model_copy(update=fields) if fields else wanted


def _who_changed(session: Session, record: Record) -> str:
    latest = session.reading.history.history(row_id=record.id, limit=1)
    return latest[0].person if latest else _SOMEBODY
