"""The middle of the meeting page: the minutes of the chosen item."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from board_app.domain.base import RecordId
from board_app.domain.capture import CapturedAction, CapturedDecision
from board_app.domain.errors import BoardError
from board_app.domain.words import duration
from board_app.services.actions import AssignAction
from board_app.services.archive import Archive
from board_app.services.changes import Draft
from board_app.services.commands import Command
from board_app.services.decisions import PresentConcur, RecordDecision
from board_app.services.meetings import WriteSummary
from board_app.services.minutes import AddNote, MarkNote, ReviseNote
from board_app.services.rows import AgendaRow, BlockRow
from board_app.services.scheme import mark_of
from board_app.services.sheet import Sheet
from ui.desk import Desk
from ui.kit.card import Card
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.pages.meeting.blocks import ActionBlock, DecisionBlock, NoteBlock, record_block
from ui.pages.meeting.composer import Composer
from ui.pages.meeting.forms import ask_handling
from ui.pages.meeting.lines import SUMMARY_ID
from ui.parts.typed import Typed
from ui.theme.tokens import PAD

_Block = NoteBlock | DecisionBlock | ActionBlock


LOCKED = "approved and locked"
_READER = "The secretariat writes the record."
_APPROVED = "These minutes are approved and locked."


class MinutesPane(Card):
    """Shows and writes the blocks of one item, or the summary of the meeting."""

    decision_asked = Signal(object)  # decision id
    action_asked = Signal(object)  # action id

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Minutes", name="minutes", grows=True, parent=parent)
        self._desk = desk
        self._sheet: Sheet | None = None
        self.item_id = SUMMARY_ID
        self._blocks: dict[RecordId, _Block] = {}
        self._refusal = ""
        self.facts = PlainLabel("", "facts", wraps=True)
        self.summary = Prose(
            name="summary", label="Summary", hint="What the meeting came to, in at most five lines."
        )
        self.summary.least_lines = 5
        self._summary = Typed(self.summary, desk)
        self._summary.finished.connect(self._on_summary_finished)
        self.composer = Composer(desk)
        self.reader = PlainLabel(_READER, "muted")
        self.reader.hide()
        self._build()
        self.composer.note_finished.connect(self._on_note_finished)
        self.composer.captured.connect(self._on_captured)

    def _build(self) -> None:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(PAD)
        self._column.addWidget(self._summary)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        self.add(self.facts)
        self.add(self.area, 1)
        self.add(self.composer)
        self.add(self.reader)

    def permit(self, refusal: str) -> None:
        """Let the acting person write, or only read."""
        self._refusal = refusal
        self.summary.setReadOnly(bool(refusal))
        self.reader.setText(_APPROVED if refusal == LOCKED else _READER)
        self.reader.setVisible(bool(refusal))
        self.composer.setVisible(not refusal and self.item_id != SUMMARY_ID)
        for block in self._blocks.values():
            block.permit(refusal)

    def flush(self) -> None:
        """Finish everything that is being typed."""
        self._summary.drafting.flush()
        self.composer.flush()
        for block in self._blocks.values():
            if isinstance(block, NoteBlock):
                block.typed.drafting.flush()

    def show_item(self, sheet: Sheet, item_id: RecordId) -> None:
        """Show an item's minutes; typing that is under way is not disturbed."""
        if item_id != self.item_id:
            self.flush()
        self._sheet = sheet
        self.item_id = item_id
        item = next((row for row in sheet.agenda if row.id == item_id), None)
        self._summary.setVisible(item is None)
        self.composer.setVisible(item is not None and not self._refusal)
        self._show_head(sheet, item)
        self._show_blocks(sheet, sheet.blocks_of(item_id) if item else ())
        if item is not None:
            self.composer.show_item(sheet, f"new:{item.id}")
        else:
            self._show_summary(sheet)

    def focus_composer(self) -> None:
        (self.composer.editor if self.item_id != SUMMARY_ID else self.summary).setFocus()

    def _show_head(self, sheet: Sheet, item: AgendaRow | None) -> None:
        if item is None:
            self.set_title("Summary of the meeting")
            self.facts.setText(sheet.quorum.sentence())
            return
        number = sheet.agenda.index(item) + 1
        self.set_title(f"{number}. {item.title}")
        mark = [mark_of(sheet.scheme, item.marking, item.handling)] if item.marking else []
        facts = [*mark, item.kind.label, item.lead or "no lead yet", duration(item.minutes)]
        facts += [item.country] if item.country else []
        facts += [f"carried over from {item.carried_from}"] if item.carried_from else []
        facts += [f"carried over to {item.carried_to}"] if item.carried_to else []
        purpose = f"\n{item.purpose}" if item.purpose else ""
        self.facts.setText(" · ".join(facts) + purpose)

    def _show_summary(self, sheet: Sheet) -> None:
        field = f"summary:{sheet.meeting.id}"
        is_first = self._summary.drafting.field != field
        kept = sheet.drafts.get(field, "") if is_first else ""
        self._summary.show_text(field, sheet.meeting.summary, kept)

    def _show_blocks(self, sheet: Sheet, rows: tuple[BlockRow, ...]) -> None:
        wanted = {row.id for row in rows}
        for id in [id for id in self._blocks if id not in wanted]:
            gone = self._blocks.pop(id)
            if isinstance(gone, NoteBlock) and gone.typed.drafting.is_open:
                self.composer.take_over(gone.editor.toPlainText())
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for index, row in enumerate(rows):
            block = self._blocks.get(row.id) or self._made(row)
            if self._column.indexOf(block) != index:
                self._column.insertWidget(index, block)
            self._fill(block, row, sheet)

    def _made(self, row: BlockRow) -> _Block:
        card = record_block(row)
        if card is None:
            note = NoteBlock(row, self._desk)
            note.finished.connect(self._on_block_finished)
            note.marking_asked.connect(self._on_marking_asked)
            note.handling_asked.connect(self._on_handling_asked)
            note.permit(self._refusal)
            self._blocks[row.id] = note
            return note
        card.archive_asked.connect(self._on_archive_asked)
        if isinstance(card, DecisionBlock):
            card.edit_asked.connect(self.decision_asked)
            card.concur_asked.connect(self._on_concur_asked)
        else:
            card.edit_asked.connect(self.action_asked)
        card.permit(self._refusal)
        self._blocks[row.id] = card
        return card

    def _fill(self, block: _Block, row: BlockRow, sheet: Sheet) -> None:
        if isinstance(block, NoteBlock):
            block.show_block(row, sheet.drafts.get(f"block:{row.id}", ""), sheet.scheme)
        elif isinstance(block, DecisionBlock) and block.record_id in sheet.decisions:
            block.show_decision(sheet.decisions[block.record_id], sheet)
        elif isinstance(block, ActionBlock) and block.record_id in sheet.actions:
            block.show_action(sheet.actions[block.record_id], sheet)

    @Slot(object)
    def _on_note_finished(self, text: str) -> None:
        if self._sheet is not None:
            meeting_id = self._sheet.meeting.id
            self._store(AddNote(meeting_id=meeting_id, item_id=self.item_id, text=text), text)

    @Slot(object, object)
    def _on_captured(self, found: CapturedDecision | CapturedAction, line: str) -> None:
        if self._sheet is None:
            return
        try:
            command = self._command_for(self._sheet, found)
        except BoardError as fault:
            self._refuse(line, fault)
        else:
            self._store(command, line)

    def _command_for(self, sheet: Sheet, found: CapturedDecision | CapturedAction) -> Command:
        if isinstance(found, CapturedDecision):
            return RecordDecision(
                meeting_id=sheet.meeting.id, item_id=self.item_id, text=found.text
            )
        item = next(row for row in sheet.agenda if row.id == self.item_id)
        return AssignAction(
            title=found.title,
            lead_id=found.lead_id,
            supporting=found.supporting_ids,
            due_on=found.due_on,
            deliverable=found.deliverable,
            meeting_id=sheet.meeting.id,
            item_id=self.item_id,
            country_id=item.country_id,
        )

    def _refuse(self, text: str, fault: BoardError) -> None:
        self.composer.keep(text)
        self._desk.refused.emit(fault)

    def _store(self, command: Command, text: str) -> None:
        """Carry out a command of the composer; its text leaves the editor once it is stored."""
        self._desk.do(
            self,
            command,
            done=lambda _: self.composer.took(text),
            failed=lambda fault: self._refuse(text, fault),
            settles=Draft(f"new:{self.item_id}", text),
        )

    @Slot(object, object)
    def _on_block_finished(self, block: NoteBlock, text: str) -> None:
        row = block.block
        command: Command = (
            ReviseNote(id=row.id, version=row.version, text=text, was=block.typed.was)
            if text.strip()
            else Archive(table="minutes_block", id=row.id, version=row.version)
        )
        self._desk.do(
            block,
            command,
            done=lambda _: block.typed.stored(),
            failed=block.typed.refused,
            settles=Draft(block.typed.drafting.field, text),
        )

    @Slot(object, object)
    def _on_summary_finished(self, typed: Typed, text: str) -> None:
        if self._sheet is None:
            return
        self._desk.do(
            self,
            WriteSummary(id=self._sheet.meeting.id, text=text, was=typed.was),
            done=lambda _: typed.stored(),
            failed=typed.refused,
            settles=Draft(typed.drafting.field, text),
        )

    @Slot(object)
    def _on_marking_asked(self, row: BlockRow) -> None:
        block = self._blocks[row.id]
        assert isinstance(block, NoteBlock)  # noqa: S101  (only a note asks for it)
        self._desk.do(self, MarkNote(id=row.id, marking=block.next_level))

    @Slot(object)
    def _on_handling_asked(self, row: BlockRow) -> None:
        if self._sheet is not None:
            ask_handling(self._desk, self, row, self._sheet.scheme)

    @Slot(object)
    def _on_archive_asked(self, row: BlockRow) -> None:
        self._desk.do(self, Archive(table="minutes_block", id=row.id, version=row.version))

    @Slot(object)
    def _on_concur_asked(self, decision_id: RecordId) -> None:
        self._desk.do(self, PresentConcur(decision_id=decision_id))
