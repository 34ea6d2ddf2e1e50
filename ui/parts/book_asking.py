"""The board book of a meeting: for whom and which part, then the preview, or a file for each."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.making import DraftPaper
from board_app.services.progress import Progress, Stopped
from board_app.services.rows import AgencyRow, MeetingRow
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog, PlainDialog, ask_folder
from ui.kit.fields import Field, Form, Value
from ui.kit.notice import Notice
from ui.kit.progress import ProgressStrip
from ui.page import Context, Page
from ui.parts.export import ExportedDialog
from ui.parts.preview.dialog import open_preview

_ALL, _EACH = 0, -1
_TICK_MS = 100
_NONE_OF_THEM = "This is none of the list. Choose one of it."
_SAME_NUMBERS = "What an agency may not see is left out; pages have the same numbers in all copies."


class _Choices(NamedTuple):
    """What is offered: the agencies of today, and whether there are papers for a supplement."""

    agencies: list[AgencyRow]
    has_late: bool


class BookCommand(QObject):
    """One command: asks which book of a meeting it is to be, then shows or writes it.

    Its button stands in the head of the page while the meeting is ahead; later, when others need
    the room, the keys and Ctrl+K lead to it.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._meeting_id: RecordId | None = None
        self.made = action(page, "export_book", "Board book…", self._on_asked, keys="Ctrl+Shift+B")
        # Around the button, which shows itself whenever its action changes.
        self.button = QWidget()
        inner = QHBoxLayout(self.button)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(ActionButton(self.made))
        self.made.setVisible(False)

    def show_meeting(self, meeting: MeetingRow) -> None:
        self._meeting_id = meeting.id
        self.made.setVisible(True)
        self.button.setVisible(meeting.state.is_ahead)

    @Slot()
    def _on_asked(self) -> None:
        meeting_id = self._meeting_id
        if meeting_id is None:
            return
        today = self._page.desk.board.today

        def read(session: Session) -> _Choices:
            papers = session.reading.attachments.of_meeting(meeting_id)
            agencies = session.reading.directory.agencies(today)
            return _Choices(agencies, any(row.is_late for row in papers))

        self._page.desk.ask(self, read, lambda found: self._ask(meeting_id, found))

    def _ask(self, meeting_id: RecordId, found: _Choices) -> None:
        dialog = FormDialog("Board book", _form(found), accept="Next", parent=self._page)

        def submit(values: dict[str, object]) -> None:
            # What is typed into a long list may be none of it, and must not pass for all of it.
            if values["whose"] is None:
                dialog.show_problems({"whose": _NONE_OF_THEM})
                return
            dialog.finish()
            self._show(meeting_id, values)

        dialog.submitted.connect(submit)
        dialog.open()

    def _show(self, meeting_id: RecordId, values: dict[str, object]) -> None:
        context, page = self._page.context, self._page
        kind, whose = PaperKind(str(values.get("kind", PaperKind.BOOK))), values["whose"]
        wanted = Wanted(kind=kind, id=meeting_id)
        if whose == _EACH:
            start = context.export_folder or QStandardPaths.writableLocation(
                QStandardPaths.StandardLocation.DocumentsLocation
            )
            ask_folder(
                page,
                "Keep the books in the folder",
                str(start),
                lambda folder: CopiesDialog(context, page, wanted, folder).begin(),
            )
            return
        if isinstance(whose, int) and whose != _ALL:
            wanted = Wanted(kind=kind, id=meeting_id, agency_id=RecordId(whose))
        open_preview(context, page, wanted)


class CopiesDialog(PlainDialog):
    """Writes one book for each agency into a folder, all or none; Esc ends it."""

    def __init__(self, context: Context, parent: QWidget, wanted: Wanted, folder: Path) -> None:
        super().__init__("Board books", parent)
        self.setObjectName("copies")
        self._context = context
        self._below = parent
        self._wanted = wanted
        self._folder = folder
        self._is_over = False
        self._progress = Progress("Stopped. Nothing was written.")
        self.cancel = action(self, "cancel_copies", "Cancel", self.reject)
        self.strip = ProgressStrip(self.cancel)
        self.notice = Notice("danger", "")
        self.notice.hide()
        self.body.addWidget(self.notice)
        self.body.addWidget(self.strip)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self._on_ticks_timeout)

    def begin(self) -> None:
        """Read the books on the store's thread, then make them beside it."""
        outside, wanted = self._context.outside, self._wanted
        self.open()
        self.strip.show_work("Reading the board")
        self._ticks.start()
        self._context.desk.ask(
            self,
            lambda session: outside.draft_copies(session, wanted),
            self._write,
            failed=self._show_fault,
        )

    def _write(self, drafts: list[DraftPaper]) -> None:
        outside, folder, progress = self._context.outside, self._folder, self._progress
        self.strip.show_work("Making the books")
        self._context.desk.work(
            self,
            lambda: outside.write_copies(drafts, folder, progress),
            self._show_written,
            failed=self._show_fault,
        )

    def _show_written(self, told: str) -> None:
        self._is_over = True
        self._ticks.stop()
        self._context.export_folder = self._folder
        self.accept()
        ExportedDialog(self._context, self._folder, self._below, told).open()

    def _show_fault(self, fault: BoardError) -> None:
        self._is_over = True
        self._ticks.stop()
        if isinstance(fault, Stopped):
            self.reject()
            return
        self.strip.bar.hide()
        self.strip.words.setText("Nothing was written.")
        self.cancel.setText("Close")
        self.cancel.setEnabled(True)
        self.notice.set_text(fault.message)
        self.notice.show()

    @override
    def reject(self) -> None:
        """End the work that is going on; when it has ended, close."""
        if not self._is_over:
            self._progress.stop()
            self.cancel.setEnabled(False)
            return
        super().reject()

    @Slot()
    def _on_ticks_timeout(self) -> None:
        self.strip.show_step(self._progress.done, self._progress.total)


def _form(found: _Choices) -> Form:
    form = Form()
    whose: list[tuple[Value, str] | tuple[Value, str, str]] = [
        (_ALL, "All members"),
        (_EACH, "One file for each agency, into a folder"),
        *((row.id, row.abbreviation, row.name) for row in found.agencies),
    ]
    form.add(Field("For whom", ChoiceField(whose), name="whose", help=_SAME_NUMBERS))
    form.fields["whose"].set_value(_ALL)
    if found.has_late:
        parts = ((PaperKind.BOOK, "The board book"), (PaperKind.SUPPLEMENT, "Its supplement"))
        form.add(Field("Which part", ChoiceField(parts), name="kind"))
        form.fields["kind"].set_value(PaperKind.BOOK)
    return form
