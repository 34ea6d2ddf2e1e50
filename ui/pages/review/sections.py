"""The written sections of a review: each is saved as it is typed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.errors import BoardError, StaleRecord
from board_app.domain.review import SECTIONS
from board_app.services.country_rows import ReviewRow
from ui.commands import action
from ui.desk import Desk
from ui.drafting import Drafting
from ui.kit.buttons import ActionButton
from ui.kit.card import Card
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER

# What each section asks, after the four question sets of the ARAF.
HINTS = {
    "situation": "What is happening, and what has changed since the last review?",
    "groups": "Who is at risk, where? Groups and places; no names of victims, witnesses, sources "
    "or defenders, unless somebody decides so in the open.",
    "actors": "Who has motive and means to attack, who protects, who could be reached?",
    "resilience": "What lowers the risk: institutions, people, agreements that hold?",
    "triggers": "Which events could set off violence, and when?",
    "scenarios": "Who might do what to whom, where and how? How likely is each?",
    "recommendation": "What should the board do, by when, and what does inaction cost?",
}


class SectionConflict(QFrame):
    """The text that somebody else stored meanwhile, and what is to stand now."""

    settled = Signal(object)  # "mine", "theirs" or "both"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tinted")
        self.theirs = PlainLabel("", wraps=True)
        mine = action(self, "keep_mine", "Keep mine", self._on_mine)
        theirs = action(self, "take_theirs", "Take theirs", self._on_theirs)
        both = action(self, "keep_both", "Mine, then theirs", self._on_both)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for made in (mine, theirs, both):
            buttons.addWidget(ActionButton(made))
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GUTTER, GAP, GUTTER, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel("What stands there now", "caption"))
        layout.addWidget(self.theirs)
        layout.addLayout(buttons)
        self.hide()

    def show_theirs(self, text: str) -> None:
        self.theirs.setText(text or "Nothing: it was emptied.")

    @Slot()
    def _on_mine(self) -> None:
        self.settled.emit("mine")

    @Slot()
    def _on_theirs(self) -> None:
        self.settled.emit("theirs")

    @Slot()
    def _on_both(self) -> None:
        self.settled.emit("both")


class SectionBlock(QWidget):
    """One section: title, text, and why it was not stored if it was refused."""

    finished = Signal(object, object)  # the block, its text
    entered = Signal(object)  # the section's field, when the focus comes

    def __init__(self, field: str, title: str, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = Prose(name=f"section_{field}", label=title, hint=HINTS[field])
        self.editor.least_lines = 2
        self.notice = PlainLabel("", "danger", wraps=True)
        self.notice.hide()
        self.was = ""
        self._stored = ""
        self.conflict = SectionConflict()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(title, "strong"))
        layout.addWidget(self.editor)
        layout.addWidget(self.notice)
        layout.addWidget(self.conflict)
        self.conflict.settled.connect(self._on_conflict_settled)
        self.editor.textChanged.connect(self._on_editor_text_changed)
        self.drafting = Drafting(self.editor, desk, field="", finish=self._on_finished)
        self.editor.left.connect(self.drafting.flush)

    def show_review(self, review: ReviewRow, kept: str, *, locked: bool) -> None:
        """Show the stored text, or a draft that an earlier run kept of it."""
        name = f"review:{review.id}:{self.field}"
        if name != self.drafting.field:
            self.drafting.flush()
            self.drafting.field = name
        self._stored = stored = str(getattr(review, self.field))
        self._lock(locked=locked)
        if self.drafting.is_open:
            self.conflict.show_theirs(stored)
            return
        self.was = stored
        if kept and kept != stored and not locked:
            self.drafting.offer(kept)
        else:
            self.drafting.show_stored(stored)
            self.notice.hide()

    def _lock(self, *, locked: bool) -> None:
        """Show a frozen text without the frame of a field."""
        if self.editor.isReadOnly() != locked:
            self.editor.setReadOnly(locked)
            self.editor.setProperty("quiet", "true" if locked else "false")
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def stored(self) -> None:
        self.notice.hide()
        self.drafting.settled()

    def refused(self, fault: BoardError) -> None:
        """Keep what was typed and say why it is not stored; a conflict shows the other text."""
        self.notice.setText(fault.message)
        self.notice.show()
        self.drafting.reopen()
        if isinstance(fault, StaleRecord):
            self.conflict.show()

    def _on_finished(self, text: str) -> None:
        if self.conflict.isHidden():
            # Typing that goes on before the answer begins with what is on its way.
            self._stored = text
            self.finished.emit(self, text)
        else:
            self.drafting.reopen()  # first it must be said which text stands

    @Slot()
    def _on_editor_text_changed(self) -> None:
        if not self.drafting.is_open:
            # What stood here when the typing began; a later text of somebody else is a conflict.
            self.was = self._stored

    @Slot(object)
    def _on_conflict_settled(self, choice: str) -> None:
        """Go on from the text that stands now, with mine, theirs, or both."""
        mine, theirs = self.editor.toPlainText(), self._stored
        self.conflict.hide()
        self.notice.hide()
        self.was = theirs
        if choice == "theirs":
            self.editor.setPlainText(theirs)
        elif choice == "both":
            self.editor.setPlainText(f"{mine}\n\n{theirs}")
        self.drafting.reopen()
        self.drafting.flush()


class SectionsCard(Card):
    """All sections in their order."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Assessment", name="sections", parent=parent)
        self.blocks = {field: SectionBlock(field, title, desk) for field, title in SECTIONS}
        self.body.setSpacing(GUTTER)
        self.body.setContentsMargins(0, GAP, 0, 0)
        for block in self.blocks.values():
            self.add(block)

    def flush(self) -> None:
        """Finish everything that is being typed."""
        for block in self.blocks.values():
            block.drafting.flush()

    def show_review(self, review: ReviewRow, drafts: dict[str, str], *, locked: bool) -> None:
        for field, block in self.blocks.items():
            kept = drafts.get(f"review:{review.id}:{field}", "")
            block.show_review(review, kept, locked=locked)
            block.setVisible(not locked or bool(getattr(review, field)))
