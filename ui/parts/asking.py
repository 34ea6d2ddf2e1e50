"""A form that becomes a command: it stays open, with all that was typed, until that is done."""

from collections.abc import Callable
from typing import Any

from board_app.domain.errors import BoardError
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
            dialog.show_fault(fault)
        else:
            desk.do(dialog, wanted, done=settle, failed=dialog.show_fault)

    def settle(outcome: Outcome) -> None:
        dialog.finish()
        if done is not None:
            done(outcome)

    dialog.submitted.connect(submit)
    dialog.open()
