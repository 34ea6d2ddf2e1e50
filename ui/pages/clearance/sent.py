"""The frozen text of a round, to read: headings, calm paragraphs, and its hash at the end."""

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.minutes_text import MinutesText, Portion, PortionKind
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import rule
from ui.kit.dialogs import PlainDialog
from ui.kit.read_text import ReadText
from ui.theme.service import theme
from ui.theme.tokens import BODY, CAPTION, CARD_TITLE, GAP, MARGIN, TEXT_WIDTH

_LINE = 140  # per cent
_HEADS = (PortionKind.HEAD, PortionKind.ATTENDANCE, PortionKind.SUMMARY, PortionKind.ITEM)
_TALL = 720
_HIGHEST = 0.86  # of the window below


class SentDialog(PlainDialog):
    """What agencies were sent, to read and to copy from; Esc or Close ends it."""

    def __init__(self, text: MinutesText, sha256: str, parent: QWidget) -> None:
        super().__init__(text.title, parent)
        self.setObjectName("sent_text")
        self.words = ReadText("The text that was sent")
        self.words.setViewportMargins(0, 0, GAP, 0)
        _Writer(self.words).write(text, sha256)
        self.body.addWidget(self.words, 1)
        self.body.addWidget(rule())
        close = action(self, "close_sent", "Close", self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(close, PRIMARY))
        self.body.addLayout(buttons)
        most = int(parent.window().height() * _HIGHEST)
        self.resize(TEXT_WIDTH + 2 * MARGIN, min(_TALL, most))
        self.words.setFocus()


class _Writer:
    """Writes a frozen text into an editor. What people typed is never read as markup."""

    def __init__(self, words: ReadText) -> None:
        self._words = words
        self._cursor = QTextCursor(words.document())
        self._is_first = True

    def write(self, text: MinutesText, sha256: str) -> None:
        for portion in text.portions:
            self._portion(portion)
        self._line(f"SHA-256 {sha256}", size=CAPTION, above=MARGIN, is_quiet=True)
        self._words.moveCursor(QTextCursor.MoveOperation.Start)

    def _portion(self, portion: Portion) -> None:
        title = portion.title
        if portion.kind in _HEADS:
            self._line(title or portion.place, size=CARD_TITLE, above=MARGIN, is_strong=True)
            title = ""
        else:
            self._line(portion.place, size=CAPTION, above=GAP, is_quiet=True)
        for paragraph in (title, *portion.text.split("\n")):
            if paragraph.strip():
                self._line(paragraph)
        for label, value in portion.details:
            self._line(f"{label}: ", above=2, is_quiet=True)
            self._add(value)

    def _line(
        self,
        text: str,
        *,
        size: int = BODY,
        above: int = 4,
        is_strong: bool = False,
        is_quiet: bool = False,
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(0 if self._is_first else above)
        block.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if size == CARD_TITLE:
            block.setHeadingLevel(2)
        if self._is_first:
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)
        self._is_first = False
        self._add(text, size=size, is_strong=is_strong, is_quiet=is_quiet)

    def _add(
        self, text: str, *, size: int = BODY, is_strong: bool = False, is_quiet: bool = False
    ) -> None:
        tokens, look = theme().tokens, QTextCharFormat()
        font = QFont(self._words.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if is_strong else QFont.Weight.Normal)
        look.setFont(font)
        look.setForeground(QColor(tokens.text2 if is_quiet else tokens.text))
        self._cursor.insertText(text, look)
