"""A text that can only be read, with the words that another text does not have tinted."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit
from typing_extensions import override

from board_app.services.comparison import Piece
from ui.theme.service import theme

_LEAST, _MOST = 2, 9  # lines
_AROUND = 24


class TintedText(QPlainTextEdit):
    """Tint and underline, so that it is never colour alone; never read as markup."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        tokens = theme().tokens
        plain, changed = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(QColor(tokens.text2))
        changed.setForeground(QColor(tokens.text))
        changed.setBackground(QColor(tokens.selection))
        changed.setFontUnderline(True)
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in pieces:
            cursor.insertText(piece.text, changed if piece.differs else plain)
        self._fit()

    def _fit(self) -> None:
        # Of a plain text the layout says how many lines it takes at the present width.
        lines = ceil(self.document().documentLayout().documentSize().height())
        shown = max(_LEAST, min(_MOST, lines))
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + _AROUND)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
