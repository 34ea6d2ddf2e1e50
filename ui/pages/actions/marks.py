"""Which action items are chosen for a change of several, and the bar that says so."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.ids import RecordId
from board_app.domain.words import count
from board_app.services.rows import ActionRow
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.rows import RowList
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER

MOST = 5000
_WIDTH = 34


class Marks(QObject):
    """The chosen items in the order they were chosen."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: dict[RecordId, ActionRow] = {}

    @property
    def rows(self) -> tuple[ActionRow, ...]:
        return tuple(self._rows.values())

    def has(self, id: RecordId) -> bool:
        return id in self._rows

    def turn(self, row: ActionRow) -> None:
        """Choose an item, or let it go."""
        if self._rows.pop(row.id, None) is None:
            self._rows[row.id] = row
        self.changed.emit()

    def add(self, rows: Iterable[ActionRow]) -> None:
        self._rows |= {row.id: row for row in rows}
        self.changed.emit()

    def clear(self) -> None:
        if self._rows:
            self._rows = {}
            self.changed.emit()

    def renew(self, rows: Sequence[ActionRow]) -> None:
        """Take the chosen items as they are now; those that are gone are let go."""
        known = {row.id: row for row in rows}
        self._rows = {id: known[id] for id in self._rows if id in known}
        self.changed.emit()


class MarkClicks(QObject):
    """Turns the mark that is clicked on; it stands at the left of the first column."""

    def __init__(self, rows: RowList, marks: Marks) -> None:
        super().__init__(rows)
        self._rows = rows
        self._marks = marks
        rows.viewport().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            at = event.position().toPoint()
            index = self._rows.indexAt(at)
            row = self._rows.row_at(index.row())
            is_left = event.button() is Qt.MouseButton.LeftButton
            if is_left and at.x() <= _WIDTH and row is not None:
                self._marks.turn(row)
        return False


class MarkBar(QFrame):
    """How many are chosen, and what can be done with them."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mark_bar")
        self.words = PlainLabel("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(GUTTER, 4, 4, 4)
        row.setSpacing(GAP)
        row.addWidget(self.words)
        row.addStretch(1)
        for made in actions:
            row.addWidget(ActionButton(made, PLAIN, shows_keys=True))
        self.hide()

    def show_count(self, number: int) -> None:
        self.words.setText(f"{count(number, 'item')} chosen")
        self.setVisible(number > 0)
