"""The written sections of a review: each is saved as it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from board_app.domain.review import SECTIONS
from board_app.services.country_rows import ReviewRow
from ui.desk import Desk
from ui.kit.card import Card
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.parts.typed import Typed
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


class SectionBlock(Typed):
    """One section: title, text, and why it was not stored if it was refused."""

    entered = Signal(object)  # the section's field, when the focus comes

    def __init__(self, field: str, title: str, desk: Desk, parent: QWidget | None = None) -> None:
        editor = Prose(name=f"section_{field}", label=title, hint=HINTS[field])
        editor.least_lines = 2
        super().__init__(editor, desk, parent=parent)
        self.field = field
        self.column.insertWidget(0, PlainLabel(title, "strong"))

    def show_review(self, review: ReviewRow, kept: str, *, locked: bool) -> None:
        """Show the stored text, or a draft that an earlier run kept of it."""
        self._lock(locked=locked)
        stored = str(getattr(review, self.field))
        self.show_text(f"review:{review.id}:{self.field}", stored, kept, locked=locked)

    def _lock(self, *, locked: bool) -> None:
        """Show a frozen text without the frame of a field."""
        if self.editor.isReadOnly() != locked:
            self.editor.setReadOnly(locked)
            self.editor.setProperty("quiet", "true" if locked else "false")
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)


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
