"""The papers of the chosen agenda item: attached, put into order, taken out, removed."""

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError, Refused
from board_app.services.attachment_check import TakenPaper
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.attachments import MoveAttachment, RemoveAttachment
from board_app.services.progress import Progress, Stopped
from board_app.services.rows import AgendaRow
from board_app.services.session import Session
from board_app.services.sheet import Sheet
from ui.commands import action, list_action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card
from ui.kit.dialogs import ask_open_path
from ui.kit.file_drop import FileDrop
from ui.kit.progress import ProgressStrip
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.pages.meeting.agenda_pane import AgendaPane
from ui.pages.meeting.paper_form import (
    attach_command,
    attach_dialog,
    facts_in_words,
    fault_in_words,
    file_name_of,
    paper_command,
    paper_dialog,
    paper_in_words,
)
from ui.parts.asking import ask
from ui.parts.export import FileExport
from ui.theme.service import theme
from ui.theme.tokens import GUTTER

_PAPERS = "Papers (*.pdf *.png *.jpg *.jpeg);;All files (*)"
_MOST_LINES = 4
_LINES_OF_LOW_ONES = 2
_LOW = 620  # px of the agenda and its papers together


def _glyph(row: AttachmentRow) -> tuple[str, str] | None:
    return ("triangle-alert", "warning") if row.fault else None


def _spoken(row: AttachmentRow) -> str:
    return "Not shown in the board book." if row.fault else ""


class _Check:
    """The check that is under way; it outlives the pane, so that it can be ended with it."""

    def __init__(self) -> None:
        self.progress: Progress | None = None

    def stop(self) -> None:
        if self.progress is not None:
            self.progress.stop()


class PapersPane(Card):
    """A line for each paper. Files come by Attach or are dropped on it or on an agenda item."""

    def __init__(self, context: Context, agenda: AgendaPane, parent: QWidget | None = None) -> None:
        super().__init__("Papers", name="papers", parent=parent)
        self._context = context
        self._desk = context.desk
        self._agenda = agenda
        self._sheet: Sheet | None = None
        self._item: AgendaRow | None = None
        self._refusal = ""
        self._is_low = False
        self._waiting: deque[tuple[RecordId, Path]] = deque()
        self._check = _Check()
        self._export = FileExport(context, self)
        self._build()
        self._make_actions()
        self._connect()

    def column(self) -> QWidget:
        """Return the agenda with its papers below it."""
        both = _Column(self._on_height)
        layout = QVBoxLayout(both)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GUTTER)
        layout.addWidget(self._agenda, 1)
        layout.addWidget(self)
        return both

    def show_item(self, sheet: Sheet, item_id: RecordId) -> None:
        """Show the papers of an item; the summary of a meeting has none."""
        self._sheet = sheet
        is_other = self._item is None or self._item.id != item_id
        if is_other:
            self._say("")
        self._item = next((row for row in sheet.agenda if row.id == item_id), None)
        papers = sheet.papers_of(item_id)
        self.list.set_rows(papers, keep_selection=not is_other)
        self.set_count(str(len(papers)) if papers else "")
        self._fit()
        self._show_chosen()
        self.setVisible(self._item is not None)

    def permit(self, refusal: str) -> None:
        """Let files be dropped by those who may attach them."""
        self._refusal = refusal

    def attach(self, item_id: RecordId, paths: list[Path]) -> None:
        """Check files and attach them one after the other, each by its own form."""
        if self._refusal:
            self._say(f"Papers are attached by the secretariat: this is {self._refusal}.")
            return
        self._say("")
        self._waiting += [(item_id, path) for path in paths]
        if self._check.progress is None:
            self._next()

    def _build(self) -> None:
        self.list = RowList(
            (
                Column("", lambda row: row.tab, width=30, look="reference"),
                Column("", lambda row: row.title, icon=_glyph, icon_words=_spoken),
                Column("", self._facts, width=112, align="right", look="muted", drops_below=250),
            ),
            name="papers_list",
            movable=True,
        )
        self.list.empty_text = "No papers yet. Drop a PDF or a picture here."
        self.about = PlainLabel("", "muted", elides=True)
        self.about.setObjectName("about_paper")
        self.fault = PlainLabel("", "warning", elides=True)
        self.fault.setObjectName("fault_of_paper")
        self.told = PlainLabel("", "danger", wraps=True)
        self.told.setObjectName("told_of_paper")
        self.told.hide()
        for widget in (self.list, self.about, self.fault, self.told):
            self.add(widget)

    def _facts(self, row: AttachmentRow) -> str:
        return facts_in_words(row, self._sheet.scheme) if self._sheet is not None else ""

    def _make_actions(self) -> None:
        self.attach_action = action(
            self, "attach_paper", "Attach…", self._on_attach, keys="Ctrl+Shift+A"
        )
        self.edit_action = list_action(self.list, "edit_paper", "Change paper", self._on_edit, "E")
        self.save_action = list_action(
            self.list, "save_paper", "Save a copy of the paper…", self._on_save, "S"
        )
        self.remove_action = list_action(
            self.list, "remove_paper", "Remove paper", self._on_remove, "Del"
        )
        self.cancel_action = action(self, "cancel_check", "Cancel", self._on_cancel)
        self.cancel_action.setVisible(False)
        self.strip = ProgressStrip(self.cancel_action)
        self.add(self.strip)
        self.add_to_head(ActionButton(self.attach_action, PLAIN))

    def _connect(self) -> None:
        self.list.row_selected.connect(self._on_row_selected)
        self.list.row_activated.connect(self._on_row_activated)
        self.list.row_moved.connect(self._on_row_moved)
        FileDrop(self.list.viewport()).dropped.connect(self._on_dropped_here)
        FileDrop(self).dropped.connect(self._on_dropped_here)
        on_agenda = FileDrop(self._agenda.list.viewport())
        on_agenda.dropped.connect(self._on_dropped_on_agenda)
        on_agenda.hovered.connect(self._on_hovered_on_agenda)
        theme().changed.connect(self._on_theme_changed)
        # A check that is under way ends with the window.
        self.destroyed.connect(self._check.stop)
        self._desk.closing.connect(self._on_cancel)

    def _fit(self) -> None:
        most = _LINES_OF_LOW_ONES if self._is_low else _MOST_LINES
        lines = min(max(len(self.list.rows()), 1), most)
        self.list.setFixedHeight(lines * theme().density.row)

    def _show_chosen(self) -> None:
        row = self._chosen()
        sheet = self._sheet
        for made in (self.edit_action, self.save_action, self.remove_action):
            made.setEnabled(row is not None)
        self.about.setText(paper_in_words(row, sheet) if row and sheet else "")
        self.about.setVisible(row is not None)
        self.fault.setText(fault_in_words(row) if row else "")
        self.fault.setVisible(bool(row and row.fault))

    def _chosen(self) -> AttachmentRow | None:
        row = self.list.selected_row()
        return row if isinstance(row, AttachmentRow) else None

    def _say(self, text: str) -> None:
        """Say why a file was not taken, until the next one or another item comes."""
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def _next(self) -> None:
        """Take the next file that waits; it is checked beside the store."""
        if not self._waiting:
            return
        item_id, path = self._waiting.popleft()
        progress = self._check.progress = Progress()
        outside = self._context.outside
        self.cancel_action.setVisible(True)
        self.strip.show_work(f"Checking {path.name}")
        self._desk.work(
            self,
            lambda: outside.take_paper(path, progress),
            lambda paper: self._on_checked(item_id, paper),
            failed=self._on_failed,
        )

    def _end(self) -> None:
        self.strip.hide()
        self.cancel_action.setVisible(False)

    def _on_checked(self, item_id: RecordId, paper: TakenPaper) -> None:
        self._end()
        sheet = self._sheet
        item = next((row for row in sheet.agenda if row.id == item_id), None) if sheet else None
        if sheet is None or item is None:
            self._on_closed(0)
            return
        try:
            dialog = attach_dialog(sheet, item, paper, self)
        except Refused as fault:
            self._on_failed(fault)
            return
        dialog.finished.connect(self._on_closed)
        ask(self._desk, dialog, lambda values: attach_command(item, paper, values))

    @Slot(int)
    def _on_closed(self, _: int) -> None:
        self._check.progress = None
        # The dialog that was closed must be gone before another one opens.
        QTimer.singleShot(0, self, self._next)

    def _on_failed(self, fault: BoardError) -> None:
        self._end()
        if not isinstance(fault, Stopped):
            self._say(fault.message)
        self._on_closed(0)

    @Slot()
    def _on_cancel(self) -> None:
        self._waiting.clear()
        self._check.stop()

    @Slot()
    def _on_attach(self) -> None:
        item = self._item
        if item is not None:
            ask_open_path(
                self, "Attach a paper", _PAPERS, lambda path: self.attach(item.id, [path])
            )

    @Slot(QPoint, object)
    def _on_dropped_here(self, _: QPoint, paths: list[Path]) -> None:
        if self._item is not None:
            self.attach(self._item.id, paths)

    @Slot(QPoint)
    def _on_hovered_on_agenda(self, point: QPoint) -> None:
        self._agenda.list.hover(self._agenda.list.indexAt(point).row())

    @Slot(QPoint, object)
    def _on_dropped_on_agenda(self, point: QPoint, paths: list[Path]) -> None:
        row = self._agenda.list.row_at(self._agenda.list.indexAt(point).row())
        if row is not None and row.item is not None:
            self._agenda.list.select_id(row.id)
            self.attach(row.id, paths)

    @Slot(object)
    def _on_row_selected(self, _: object) -> None:
        self._show_chosen()

    @Slot(object)
    def _on_row_activated(self, _: object) -> None:
        self._on_save() if self._refusal else self._on_edit()

    @Slot(object)
    def _on_row_moved(self, move: tuple[RecordId, int]) -> None:
        id, index = move
        self._desk.do(self, MoveAttachment(id=id, to_index=index))

    @Slot()
    def _on_edit(self) -> None:
        row, sheet = self._chosen(), self._sheet
        if row is None or sheet is None:
            return

        def beside(session: Session) -> dict[str, Any]:  # Any: as in the form
            now = session.reading.attachments.attachment(row.id)
            return {"withheld": list(now.withheld_ids)}

        dialog = paper_dialog(sheet, row, self)
        ask(self._desk, dialog, lambda values: paper_command(row, values, sheet), beside=beside)

    @Slot()
    def _on_save(self) -> None:
        row = self._chosen()
        if row is None:
            return
        outside = self._context.outside

        def write(session: Session, target: Path) -> str:
            outside.write_attachment(session, row.id, target)
            return "It is as it was attached, and not encrypted."

        pattern = f"{row.media.label} (*{row.media.ending})"
        self._export.ask("Save a copy in", file_name_of(row), write, pattern=pattern)

    @Slot()
    def _on_remove(self) -> None:
        row = self._chosen()
        if row is not None:
            self._desk.do(self, RemoveAttachment(id=row.id, version=row.version))

    def _on_height(self, height: int) -> None:
        self._is_low = height < _LOW
        self._fit()

    @Slot(object)
    def _on_theme_changed(self, _: object) -> None:
        self._fit()


class _Column(QWidget):
    """Tells how tall it is, so that the agenda keeps its room in a low window."""

    def __init__(self, on_height: Callable[[int], None]) -> None:
        super().__init__()
        self._on_height = on_height

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_height(event.size().height())
