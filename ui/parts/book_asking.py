"""The board book of a meeting: for whom and which part, then the preview, or a file for each."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.base import RecordId
from board_app.services.papers.book_rights import why_no_book
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.rows import AgencyRow, MeetingRow
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, Value
from ui.page import Page
from ui.parts.copies import ask_copies
from ui.parts.preview.dialog import open_preview

_ALL, _EACH = 0, -1
_NONE_OF_THEM = "This is none of the list. Choose one of it."
_SAME_NUMBERS = "What an agency may not see is left out; pages have the same numbers in all copies."


class _Choices(NamedTuple):
    """What is offered: the agencies of today, and whether there are papers for a supplement."""

    agencies: list[AgencyRow]
    has_late: bool


class BookCommand(QObject):
    """One command: asks which book of a meeting it is to be, then shows or writes it.

    A representative gets the copy of their own agency, where they may make it.

    Its button stands in the head of the page while the meeting is ahead; later, when others need
    the room, the keys and Ctrl+K lead to it.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._meeting_id: RecordId | None = None
        self._reference = ""
        self.made = action(page, "export_book", "Board book…", self._on_asked, keys="Ctrl+Shift+B")
        # Around the button, which shows itself whenever its action changes.
        self.button = QWidget()
        inner = QHBoxLayout(self.button)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(ActionButton(self.made))
        self.made.setVisible(False)
        page.desk.actor_changed.connect(self._on_actor_changed)
        self._on_actor_changed()

    def show_meeting(self, meeting: MeetingRow) -> None:
        self._meeting_id, self._reference = meeting.id, meeting.reference
        self.made.setVisible(True)
        self.button.setVisible(meeting.state.is_ahead)

    @property
    def _own(self) -> RecordId | None:
        """Return the one agency whose copy the acting person may have, None for any."""
        actor = self._page.desk.actor
        is_free = actor.role is None or actor.runs_the_board
        return None if is_free else actor.agency_id

    @Slot()
    def _on_actor_changed(self) -> None:
        session = self._page.desk.session
        self.made.permit(why_no_book(session.actor, is_served=session.is_known))

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
        own = self._own
        if own is not None and not found.has_late:
            self._show(meeting_id, {"whose": own})
            return
        form = _form(found, asks_whose=own is None)
        title = f"Board book {self._reference}"
        dialog = FormDialog(title, form, accept="Next", parent=self._page)

        def submit(values: dict[str, object]) -> None:
            values.setdefault("whose", own)
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
            ask_copies(context, page, "Board books", wanted)
            return
        if isinstance(whose, int) and whose != _ALL:
            wanted = Wanted(kind=kind, id=meeting_id, agency_id=RecordId(whose))
        open_preview(context, page, wanted)


def _form(found: _Choices, *, asks_whose: bool) -> Form:
    form = Form()
    if asks_whose:
        _add_whose(form, found)
    if found.has_late:
        parts = ((PaperKind.BOOK, "The board book"), (PaperKind.SUPPLEMENT, "Its supplement"))
        form.add(Field("Which part", ChoiceField(parts), name="kind"))
        form.fields["kind"].set_value(PaperKind.BOOK)
    return form


def _add_whose(form: Form, found: _Choices) -> None:
    whose: list[tuple[Value, str] | tuple[Value, str, str]] = [
        (_ALL, "All members"),
        (_EACH, "One file for each agency, into a folder"),
        *((row.id, row.abbreviation, row.name) for row in found.agencies),
    ]
    form.add(Field("For whom", ChoiceField(whose), name="whose", help=_SAME_NUMBERS))
    form.fields["whose"].set_value(_ALL)
