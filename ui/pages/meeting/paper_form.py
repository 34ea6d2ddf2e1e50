"""The form of a paper, and what is said of one."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from board_app.domain.attachment import title_of
from board_app.domain.marking import banner, handling_of, read_marking
from board_app.domain.paper_words import BookPart, size_in_words
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.words import count, day
from board_app.services.attachment_check import TakenPaper
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.attachments import Attach, ReviseAttachment
from board_app.services.commands import Command
from board_app.services.page_marks import marks_of
from board_app.services.rows import AgendaRow
from board_app.services.sheet import Sheet
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.kit.notice import Notice
from ui.parts.marking_field import add_marking

Values = dict[str, Any]  # Any: each field's own kind of value


def attach_dialog(sheet: Sheet, item: AgendaRow, paper: TakenPaper, parent: QWidget) -> FormDialog:
    """Return the form for a file that was checked; what was found stands above it.

    A marking on its pages is proposed where that of its item is lower. Raises Refused for a
    classified one.
    """
    found = marks_of(paper, sheet.scheme)
    is_above = found is not None and found.marking.level > item.marking
    marking = found.marking if found and is_above else None
    form = _form(
        sheet,
        marking=marking.level if marking else item.marking,
        handling=handling_of(marking) if marking else item.handling,
    )
    form.fields["title"].set_value(title_of(paper.file_name))
    dialog = FormDialog(f"Attach {paper.file_name}", form, accept="Attach paper", parent=parent)
    kind = "warning" if paper.fault else "info"
    dialog.body.insertWidget(1, Notice(kind, paper.in_words))
    if found and is_above:
        words = f"{found.sentence(sheet.scheme)} Attach it with that marking, or correct it below."
        dialog.body.insertWidget(2, Notice("warning", words))
    return dialog


def attach_command(item: AgendaRow, paper: TakenPaper, values: Values) -> Command:
    """Return the command that attaches the file; raises Invalid."""
    return Attach(
        item_id=item.id,
        file_name=paper.file_name,
        content=paper.content,
        pages=paper.pages,
        fault=paper.fault,
        **values,
    )


def paper_dialog(sheet: Sheet, row: AttachmentRow, parent: QWidget) -> FormDialog:
    """Return the form for a paper that is attached."""
    form = _form(sheet, marking=row.marking, handling=row.handling, has_part=True)
    for name in ("title", "note"):
        form.fields[name].set_value(getattr(row, name))
    form.fields["part"].set_value(row.part.value)
    form.fields["withheld"].set_value(row.withheld_ids)
    return FormDialog(f"Tab {row.tab}", form, accept="Save paper", parent=parent)


def paper_command(row: AttachmentRow, values: Values, sheet: Sheet) -> Command:
    """Return the command for what the form holds; raises Invalid.

    The form does not offer an agency that is in the bin: from such a one it stays withheld.
    """
    offered = {agency.id for agency in sheet.agencies}
    kept = [id for id in row.withheld_ids if id not in offered]
    withheld = (*values["withheld"], *kept)
    return ReviseAttachment(id=row.id, version=row.version, **{**values, "withheld": withheld})


def facts_in_words(row: AttachmentRow, scheme: Vocabulary) -> str:
    """Return "12 pages · CUI · supplement" as it stands in the list."""
    parts = ["not shown"] if row.fault else []
    parts += [count(row.pages, "page")] if row.pages else []
    parts += [_mark(row, scheme)] if row.marking else []
    parts += ["supplement"] if row.is_late else []
    return " · ".join(parts) or size_in_words(row.size)


def paper_in_words(row: AttachmentRow, sheet: Sheet) -> str:
    """Return all that is known of a paper, in one line."""
    parts = [f"Tab {row.tab} {row.file_name}"]
    parts += [count(row.pages, "page")] if row.pages else []
    parts += [_mark(row, sheet.scheme), size_in_words(row.size)]
    added = day(row.added_at.astimezone(ZoneInfo(sheet.meeting.zone)).date(), sheet.today)
    parts.append(f"attached by {row.person}, {added}" if row.person else f"attached {added}")
    parts += ["in the supplement"] if row.is_late else []
    parts += [f"withheld from {row.withheld}"] if row.withheld else []
    parts += [" ".join(row.note.split())] if row.note else []
    return " · ".join(parts)


def _mark(row: AttachmentRow, scheme: Vocabulary) -> str:
    return banner(scheme, read_marking(scheme, row.marking, row.handling))


def fault_in_words(row: AttachmentRow) -> str:
    """Return why the board book can't show a paper, "" if it can."""
    return f"Not shown in the board book. {row.fault}" if row.fault else ""


def _form(sheet: Sheet, *, marking: int, handling: str, has_part: bool = False) -> Form:
    form = Form()
    form.add(Field("Title", LineField(), name="title"))
    add_marking(form, sheet.scheme, marking=marking, handling=handling)
    if has_part:
        parts = ChoiceField([(one.value, one.label) for one in BookPart])
        form.add(
            Field(
                "Goes into",
                parts,
                name="part",
                help="What comes after the agenda is out goes into the supplement.",
            )
        )
    agencies = [(row.id, row.abbreviation) for row in sheet.agencies]
    form.add(
        Field(
            "May not be seen by",
            MultiChoice(agencies),
            name="withheld",
            help="The board books of these agencies leave it out; its tab stays free.",
        )
    )
    form.add(Field("Note", TextField(), name="note"))
    return form


def file_name_of(row: AttachmentRow) -> str:
    """Return a name that every disk takes, with the ending of what the paper really is."""
    stem = row.file_name.removesuffix(Path(row.file_name).suffix)
    plain = "".join(
        "_" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in stem
    )
    return (plain.strip(" .") or "Paper") + row.media.ending
