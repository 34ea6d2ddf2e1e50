"""Two texts of one thing: mine, and what somebody else stored meanwhile; neither gets lost."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.services.comparison import changed_words
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.text import PlainLabel
from ui.parts.tinted import TintedText
from ui.theme.tokens import GAP, PAD

_WIDE = 380  # px that two texts side by side need

_EMPTIED = "Nothing: it was emptied."


class Clash(QFrame):
    """Both texts side by side with their differences, and what is to stand now."""

    settled = Signal(object)  # "mine", "theirs" or "both"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tinted")
        self.mine = TintedText("Your text")
        self.theirs = TintedText("What stands there now")
        mine = action(self, "keep_mine", "Keep mine", self._on_mine)
        theirs = action(self, "take_theirs", "Take theirs", self._on_theirs)
        both = action(self, "keep_both", "Keep both, mine first", self._on_both)
        both.setProperty("short", "Both")
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for made in (mine, theirs, both):
            buttons.addWidget(ActionButton(made))
        buttons.addStretch(1)
        self._texts = QGridLayout()
        self._texts.setHorizontalSpacing(PAD)
        self._texts.setVerticalSpacing(2)
        self._sides = (
            (PlainLabel("Yours", "caption"), self.mine),
            (PlainLabel("What stands there now", "caption"), self.theirs),
        )
        self._columns = 0
        self._arrange(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, GAP, PAD, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(self._texts)
        layout.addLayout(buttons)
        self.hide()

    def show_texts(self, mine: str, theirs: str) -> None:
        """Show both, differences tinted and underlined."""
        left, right = changed_words(mine, theirs or _EMPTIED)
        self.mine.show_pieces(left)
        self.theirs.show_pieces(right)

    def _arrange(self, columns: int) -> None:
        """Put the texts side by side, or one below the other where that is too narrow to read."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, (title, text) in enumerate(self._sides):
            column, row = (number, 0) if columns == 2 else (0, 2 * number)
            self._texts.addWidget(title, row, column)
            self._texts.addWidget(text, row + 1, column, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._texts.setColumnStretch(column, int(column < columns))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= _WIDE else 1)

    @Slot()
    def _on_mine(self) -> None:
        self.settled.emit("mine")

    @Slot()
    def _on_theirs(self) -> None:
        self.settled.emit("theirs")

    @Slot()
    def _on_both(self) -> None:
        self.settled.emit("both")
