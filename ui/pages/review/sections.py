"""The written sections of a review: each is saved as it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from board_app.domain.review import SECTIONS
from board_app.services.country_rows import ReviewRow
from ui.desk import Desk
from ui.drafting import Drafting
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(PlainLabel(title, "strong"))
        layout.addWidget(self.editor)
        layout.addWidget(self.notice)
        self.drafting = Drafting(self.editor, desk, field="", finish=self._on_finished)
        self.editor.left.connect(self.drafting.flush)

    def show_review(self, review: ReviewRow, kept: str, *, locked: bool) -> None:
        """Show the stored text, or a draft that an earlier run kept of it."""
        name = f"review:{review.id}:{self.field}"
        if name != self.drafting.field:
            self.drafting.flush()
            self.drafting.field = name
        stored = str(getattr(review, self.field))
        self._lock(locked=locked)
        if self.drafting.is_open:
            return
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

    def refused(self, message: str) -> None:
        """Keep what was typed and say why it is not stored."""
        self.notice.setText(message)
        self.notice.show()
        self.drafting.reopen()

    def _on_finished(self, text: str) -> None:
        self.finished.emit(self, text)


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
