"""A line of text with some of its words marked: bold and tinted, in any script and direction."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from board_app.domain.found import Snippet, nearer
from ui.theme.tokens import Tokens

_ELLIPSIS = "…"


def paint_marked(
    painter: QPainter,
    rect: QRect,
    line: Snippet,
    tokens: Tokens,
    *,
    ink: str,
    is_strong: bool = False,
) -> None:
    """Draw one line, cut at the end if it is too long.

    Qt lays it out as a whole: right-to-left text keeps its order, joined letters stay joined.
    """
    font = QFont(painter.font())
    if is_strong:
        font.setWeight(QFont.Weight.Medium)
    layout = _laid(line.text, line.marks, font, tokens, rect.width())
    first = layout.lineAt(0)
    if first.isValid() and first.textLength() < _units(line.text):
        # A mark beyond the edge is brought into sight; what is left out stands before it.
        line = nearer(line, len(_cut(line.text, first.textLength())) - 1)
        layout = _laid(line.text, line.marks, font, tokens, rect.width())
        first = layout.lineAt(0)
    if first.isValid() and first.textLength() < _units(line.text):
        shown = _cut(line.text, first.textLength())
        layout = _laid(shown, line.marks, font, tokens, rect.width())
        while layout.lineCount() > 1 and len(shown) > 1:
            shown = shown[:-2].rstrip() + _ELLIPSIS
            layout = _laid(shown, line.marks, font, tokens, rect.width())
    top = rect.top() + (rect.height() - layout.boundingRect().height()) / 2
    painter.setPen(QPen(QColor(ink)))
    layout.draw(painter, QPointF(rect.left(), top))


def _laid(
    text: str, marks: Sequence[tuple[int, int]], font: QFont, tokens: Tokens, width: int
) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(text, mark, tokens) for mark in marks if mark[1] <= len(text)])
    layout.beginLayout()
    # The second line is only made to see whether there is one.
    for _ in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
    layout.endLayout()
    return layout


def _units(text: str) -> int:
    """Return the length as Qt counts it: signs beyond the basic plane are two units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Return as much of a text as fits into so many units, with dots at its end."""
    fits = text.encode("utf-16-le")[: max(units - 1, 0) * 2].decode("utf-16-le", "ignore")
    return fits.rstrip() + _ELLIPSIS


def _marked(text: str, mark: tuple[int, int], tokens: Tokens) -> QTextLayout.FormatRange:
    """Return the look of a found word: bold on a tint, so that it is never colour alone."""
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(QColor(tokens.tint))
    look.setForeground(QColor(tokens.text))
    found = QTextLayout.FormatRange()
    found.start = _units(text[: mark[0]])
    found.length = _units(text[mark[0] : mark[1]])
    found.format = look
    return found
