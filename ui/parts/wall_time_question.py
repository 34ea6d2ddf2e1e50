"""A wall time that does not exist, or exists twice, is asked about and never shifted."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from board_app.domain.wall_time import Choice, WallTime
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form
from ui.kit.text import PlainLabel


def settle(
    wall: WallTime, parent: QWidget, on_settled: Callable[[WallTime], None]
) -> FormDialog | None:
    """Call `on_settled` with a wall time that stands for one moment; asks first if it must."""
    if wall.is_settled:
        on_settled(wall)
        return None
    choices: tuple[Choice, ...] = wall.choices()
    form = Form()
    form.add_widget(PlainLabel(wall.question, wraps=True))
    which = ChoiceField([(number, one.sentence) for number, one in enumerate(choices)])
    form.add(Field("Which is meant?", which, name="which"))
    dialog = FormDialog("The clocks change on this day", form, accept="Take this", parent=parent)

    def submit(values: dict[str, int]) -> None:
        dialog.finish()
        on_settled(wall.resolve(choices[values["which"]]))

    dialog.submitted.connect(submit)
    dialog.open()
    return dialog
