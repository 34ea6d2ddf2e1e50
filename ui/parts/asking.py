"""A form that becomes a command: it stays open, with all that was typed, until that is done."""

from collections.abc import Callable
from typing import Any

from board_app.domain.errors import BoardError, Invalid
from board_app.services.changes import Outcome
from board_app.services.commands import Command
from ui.desk import Desk
from ui.kit.dialogs import FormDialog

Values = dict[str, Any]  # Any: each field's own kind of value


def ask(
    desk: Desk,
    dialog: FormDialog,
    command: Callable[[Values], Command],
    *,
    done: Callable[[Outcome], None] | None = None,
) -> None:
    """Open a form and carry out the command made of its values.

    What is wrong is shown beside its field, whether the command can't be made or is refused.
    """

    def submit(values: Values) -> None:
        try:
            wanted = command(values)
        except BoardError as fault:
            show_fault(dialog, fault)
        else:
            desk.do(dialog, wanted, done=settle, failed=lambda fault: show_fault(dialog, fault))

    def settle(outcome: Outcome) -> None:
        dialog.finish()
        if done is not None:
            done(outcome)

    dialog.submitted.connect(submit)
    dialog.open()


def show_fault(dialog: FormDialog, fault: BoardError) -> None:
    """Show a fault beside the field it belongs to, else at the top of the form."""
    if isinstance(fault, Invalid) and fault.problems:
        dialog.show_problems(fault.problems)
    else:
        dialog.show_message(fault.message)
