"""A paper once for each agency, all of them into one folder."""

from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.services.papers.kinds import Wanted
from board_app.services.progress import Progress
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.kept import Kept, Values
from ui.parts.making import Make, MakingDialog, Verb

_KEPT = Kept("Keep the files in the folder", ending="")
_VERB = Verb("Write", "Writing…", "Reading the board")
_ONE_EACH = (
    "One file for each agency. They are not encrypted, and are written all or none; files of the "
    "same names are written over."
)


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

        def make(progress: Progress) -> str:
            drafts = desk.read(lambda session: outside.draft_copies(session, wanted))
            return outside.write_copies(drafts, target, progress)

        return make
