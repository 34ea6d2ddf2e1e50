"""A paper once for each agency, all of them into one folder."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError, Invalid
from board_app.domain.words import count
from board_app.services.papers.kinds import Wanted
from board_app.services.progress import Progress
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.kept import Kept, Values
from ui.parts.making import Make, MakingDialog, Verb

_KEPT = Kept("Keep the files in the folder", ending="")
_VERB = Verb("Write", "Writing…", "Reading the board")
_ONE_EACH = "One file for each agency. They are not encrypted, and are written all or none."


def ask_copies(context: Context, page: QWidget, title: str, wanted: Wanted) -> "CopiesDialog":
    """Ask for the folder, and offer it once the files are there."""
    dialog = CopiesDialog(context, page, title, wanted)
    dialog.offer_in(page)
    dialog.open()
    return dialog


class CopiesDialog(MakingDialog):
    """Writes a paper for each agency into a folder, all or none."""

    def __init__(self, context: Context, parent: QWidget, title: str, wanted: Wanted) -> None:
        self._wanted = wanted
        super().__init__(context, title, _KEPT, verb=_VERB, parent=parent)
        self.form.add_widget(PlainLabel(_ONE_EACH, "muted", wraps=True))
        self.add_place()

    @override
    def work_for(self, values: Values, target: Path) -> Make:
        desk, outside, wanted = self._context.desk, self._context.outside, self._wanted
        may_replace = self._replaces == target

        def make(progress: Progress) -> str:
            drafts = desk.read(lambda session: outside.draft_copies(session, wanted))
            taken = [one.name for one in drafts if (target / one.name).exists()]
            if taken and not may_replace:
                raise _Taken(target, taken)
            return outside.write_copies(drafts, target, progress)

        return make

    @override
    def show_fault(self, fault: BoardError) -> None:
        super().show_fault(fault)
        if isinstance(fault, _Taken):
            self._replaces = fault.target
            self.accept_action.setText("Replace")


class _Taken(Invalid):
    """Files of some of the names are in the folder already."""

    def __init__(self, target: Path, names: list[str]) -> None:
        verb = "is" if len(names) == 1 else "are"
        super().__init__(
            f"{count(len(names), 'file')} of these names {verb} there already, “{names[0]}” for "
            "one. Press Replace to write over them.",
            field="folder",
        )
        self.target = target
