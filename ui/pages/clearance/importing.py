"""Comments out of a returned file: what would be added is shown before it is."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.clearing import Answer
from board_app.domain.errors import Invalid
from board_app.domain.words import count
from board_app.services.clearance_sheet import ClearanceSheet
from board_app.services.returned import ReturnedFile, must_fit, must_not_spill, preview, take_in_of
from board_app.services.scheme import scheme_of
from board_app.services.session import Session
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog, ask_open_path
from ui.kit.fields import Field, Form, TextField
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.parts.asking import ask
from ui.theme.service import theme

_DOCX = "Word documents (*.docx);;All files (*)"
_MOST_LINES = 6
_LEAVE = "Leave as it is"


def ask_for_comments(page: Page, sheet: ClearanceSheet) -> None:
    """Ask for a file, read it, and ask whose comments these are."""
    shown, sent = sheet.shown, sheet.sent
    if shown is None or sent is None:
        return

    def chosen(path: Path) -> None:
        def read(session: Session) -> ReturnedFile:
            found = page.context.outside.read_comments(path)
            must_fit(found, shown.sent_sha256)
            must_not_spill(found, sent, scheme_of(session.board()))
            return found

        page.desk.ask(page, read, show)

    def show(found: ReturnedFile) -> None:
        dialog = import_dialog(sheet, found, page)

        def command(values: dict[str, Any]) -> Any:  # Any: the command that is asked for
            if values["agency_id"] is None:
                raise Invalid("Say whose comments these are.", field="agency_id")
            return take_in_of(found, sent, round_id=shown.id, **values)

        ask(page.desk, dialog, command)

    ask_open_path(page, "Choose the text that came back", _DOCX, chosen)


def import_dialog(sheet: ClearanceSheet, found: ReturnedFile, parent: QWidget) -> FormDialog:
    """Return the form with the preview: nothing is stored before it is answered."""
    assert sheet.sent is not None  # noqa: S101  (asked for with a round that is shown)
    form = Form()
    for note in found.notes:
        form.add_widget(PlainLabel(note, "muted", wraps=True))
    rows = RowList(
        (
            Column("Place", lambda row: row.place, width=136, look="strong"),
            Column("Author", lambda row: row.author, width=96, look="muted"),
            Column(
                "Concerned", lambda row: " ".join(row.concerned.split()), width=150, drops_below=560
            ),
            Column("Asks", lambda row: " ".join(row.asks.split())),
        ),
        name="found_comments",
    )
    rows.set_rows(preview(found, sheet.sent))
    lines = min(len(found.comments), _MOST_LINES)
    rows.setFixedHeight((lines + 1) * theme().density.row)
    form.add_widget(rows)
    asked = [(one.agency_id, one.agency) for one in sheet.responses]
    form.add(Field("Whose comments are these?", ChoiceField(asked), name="agency_id"))
    answers = [(Answer.NONE, _LEAVE), *((one, one.label) for one in list(Answer)[1:])]
    form.add(Field("Its position", ChoiceField(answers), name="answer"))
    form.add(Field("Note to the position", TextField(), name="note", help="A non-concur says why."))
    form.fields["agency_id"].set_value(asked[0][0] if len(asked) == 1 else None)
    form.fields["answer"].set_value(Answer.COMMENT)
    title = f"{count(len(found.comments), 'comment')} in {found.file_name}"
    return FormDialog(title, form, accept="Import comments", parent=parent)
