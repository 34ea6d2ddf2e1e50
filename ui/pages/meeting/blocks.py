"""The blocks of an item's minutes: a note in its editor, a decision and an action item as cards."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.base import RecordId
from board_app.domain.decision import Stance, positions_in_words
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.words import day
from board_app.services.rows import ActionRow, BlockRow, DecisionRow
from board_app.services.scheme import mark_of, scheme_of
from board_app.services.sheet import Sheet
from ui.commands import action
from ui.desk import Desk
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.pages.meeting.lines import promise_in_words
from ui.parts.typed import Typed
from ui.theme.tokens import GAP, PAD

_LONGEST_MARK = 14  # signs beside a note


class NoteBlock(QWidget):
    """A note, always ready to be typed in; finished edits are emitted as (block, text)."""

    finished = Signal(object, object)
    marking_asked = Signal(object)  # the block
    handling_asked = Signal(object)  # the block

    def __init__(self, block: BlockRow, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.block = block
        self._scheme = scheme_of(desk.board)
        self.editor = Prose(name=f"note_{block.id}", label="Note")
        self.editor.setProperty("quiet", "true")
        self.typed = Typed(self.editor, desk, field=f"block:{block.id}")
        self.typed.finished.connect(self._on_typed_finished)
        self.mark_action = action(self, f"mark_note_{block.id}", "(U)", self._on_mark)
        self.handle_action = action(
            self,
            f"handle_note_{block.id}",
            "Categories and limits of this note…",
            self._on_handle,
            keys="Ctrl+Shift+L",
            whole_window=False,
        )
        self.handle_action.setProperty("short", "…")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for made in (self.mark_action, self.handle_action):
            row.addWidget(ActionButton(made, PLAIN), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.typed, 1)
        self.show_block(block, "", self._scheme)

    def show_block(self, block: BlockRow, kept: str, scheme: Vocabulary) -> None:
        """Show the stored text, or a draft that an earlier run kept of it."""
        self.block = block
        self._scheme = scheme
        self._show_marking()
        self.typed.show_text(f"block:{block.id}", block.text, kept)

    def permit(self, refusal: str) -> None:
        """Let the acting person write, or only read."""
        self.editor.setReadOnly(bool(refusal))
        self.mark_action.setEnabled(not refusal)
        self.handle_action.setEnabled(not refusal)

    @property
    def next_level(self) -> int:
        """Return the level that the mark goes to when it is pressed."""
        return (self.block.marking + 1) % len(self._scheme.levels)

    def _show_marking(self) -> None:
        level, handling = self.block.marking, self.block.handling
        mark = mark_of(self._scheme, level, handling)
        is_short = len(mark) <= _LONGEST_MARK
        own = self._scheme.level(level).portion
        self.mark_action.setProperty("short", mark if is_short else f"({own}…)")
        if handling:
            why = f"{mark}: change the marking of this note"
        else:
            why = f"Mark this note as {self._scheme.level(self.next_level).banner}"
        self.mark_action.setProperty("why", why)
        self.mark_action.setText(mark)  # last: with the text the button takes the rest
        # Open text has neither categories nor limits.
        self.handle_action.setVisible(bool(level))

    @Slot(object, object)
    def _on_typed_finished(self, _: Typed, text: str) -> None:
        self.finished.emit(self, text)

    @Slot()
    def _on_mark(self) -> None:
        # One press is too little to take away what somebody chose with care.
        if self.block.handling:
            self._on_handle()
            return
        self.typed.drafting.flush()
        self.marking_asked.emit(self.block)

    @Slot()
    def _on_handle(self) -> None:
        self.typed.drafting.flush()
        self.handling_asked.emit(self.block)


class _RecordBlock(QFrame):
    """A frame with a reference, lines of text and quiet buttons."""

    edit_asked = Signal(object)  # the record's id
    archive_asked = Signal(object)  # the block

    def __init__(self, block: BlockRow, record_id: RecordId, kind: str) -> None:
        super().__init__()
        self.block = block
        self.record_id = record_id
        self.setObjectName("tinted" if kind == "decision" else "well")
        self.reference = PlainLabel("", "strong", elides=True)
        self.reference.setObjectName(f"{kind}_reference")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.edit_action = action(self, f"edit_{kind}", f"Edit {kind}", self._on_edit)
        self.archive_action = action(self, f"archive_{kind}", f"Archive {kind}", self._on_archive)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(0)
        self.add_button(self.edit_action, "Edit")
        self.add_button(self.archive_action, "Archive")
        head = QHBoxLayout()
        head.addWidget(self.reference, 1)
        head.addLayout(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, GAP, PAD)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(self.lines)

    def add_button(self, made: QAction, short: str) -> None:
        """Put a quiet button into the head; the action's own text names it for all others."""
        button = ActionButton(made, PLAIN)
        button.setText(short)
        self.buttons.addWidget(button)

    def permit(self, refusal: str) -> None:
        """Show the buttons only to who may use them."""
        for made in self.actions():
            made.setVisible(not refusal)

    def say(self, *lines: tuple[str, str]) -> None:
        """Show lines of (text, role), leaving out the empty ones."""
        while (entry := self.lines.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text, role in lines:
            if text:
                self.lines.addWidget(PlainLabel(text, role, wraps=True))

    @Slot()
    def _on_edit(self) -> None:
        self.edit_asked.emit(self.record_id)

    @Slot()
    def _on_archive(self) -> None:
        self.archive_asked.emit(self.block)


class DecisionBlock(_RecordBlock):
    """A numbered decision with its positions and dissent."""

    concur_asked = Signal(object)

    def __init__(self, block: BlockRow, record_id: RecordId) -> None:
        super().__init__(block, record_id, "decision")
        self.concur_action = action(
            self, "all_concur", "All present agencies concur", self._on_concur
        )
        self.add_button(self.concur_action, "All concur")

    def show_decision(self, decision: DecisionRow, sheet: Sheet) -> None:
        positions = sheet.positions_on(decision.id)
        dissent = [
            (f"{row.agency} ({row.stance.label.lower()}): {row.note}", "facts")
            for row in positions
            if row.stance in (Stance.NON_CONCUR, Stance.COMMENT)
        ]
        self.reference.setText(f"Decision {decision.reference}")
        self.say(
            (_marked(decision.text, sheet, decision), ""),
            (f"Mandate: {decision.mandate}" if decision.mandate else "", "facts"),
            (f"Limits: {decision.limits}" if decision.limits else "", "facts"),
            (
                positions_in_words((row.agency, row.stance) for row in positions)
                or "No positions recorded yet.",
                "muted",
            ),
            *dissent,
        )

    @Slot()
    def _on_concur(self) -> None:
        self.concur_asked.emit(self.record_id)


class ActionBlock(_RecordBlock):
    """A numbered action item with its lead and date."""

    def __init__(self, block: BlockRow, record_id: RecordId) -> None:
        super().__init__(block, record_id, "action item")

    def show_action(self, row: ActionRow, sheet: Sheet) -> None:
        due = f"due {day(row.due_on, sheet.today)}" if row.due_on else "no date yet"
        late = " · late" if row.is_overdue(sheet.today) else ""
        self.reference.setText(f"Action item {row.reference}")
        self.say(
            (_marked(row.title, sheet, row), ""),
            (promise_in_words(row, f"{due}{late}"), "facts"),
            (f"Deliverable: {row.deliverable}" if row.deliverable else "", "muted"),
        )


def _marked(text: str, sheet: Sheet, row: DecisionRow | ActionRow) -> str:
    """Return a text with the mark of a controlled record in front."""
    mark = mark_of(sheet.scheme, row.marking, row.handling) if row.marking else ""
    return f"{mark} {text}".strip()


def record_block(block: BlockRow) -> DecisionBlock | ActionBlock | None:
    """Return the card for a block that points at a record, None for a note."""
    if block.decision_id is not None:
        return DecisionBlock(block, block.decision_id)
    if block.action_id is not None:
        return ActionBlock(block, block.action_id)
    return None
