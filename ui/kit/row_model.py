"""The rows of a list: frozen values as they came, told to Qt by columns."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from ui.kit.long_rows import LongRows, Pending
from ui.kit.looks import ChipLook
from ui.kit.text import escaped_tooltip

Index = QModelIndex | QPersistentModelIndex
Row = Any  # Any: each list has its own frozen row, with an `id`

_NOWHERE = QModelIndex()
_SAID = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


class Tail(NamedTuple):
    """A small mark at the right end of a cell: an icon and a text, and what they say aloud."""

    icon: str
    text: str
    spoken: str


class Column(NamedTuple):
    """One column. `width` None takes what is left over; exactly one column does.

    A list narrower than `drops_below` hides the column. `look` is text, strong, reference, muted
    or date; `chip` and `icon` may draw before the text.
    """

    title: str
    text: Callable[[Row], str]
    width: int | None = None
    align: str = "left"
    look: str = "text"
    chip: Callable[[Row], ChipLook | None] | None = None
    icon: Callable[[Row], tuple[str, str] | None] | None = None
    sort_key: str = ""
    drops_below: int = 0
    icon_words: Callable[[Row], str] | None = None  # what the icon says, for those who hear it
    tail: Callable[[Row], Tail | None] | None = None  # takes room only in rows that have one

    def spoken(self, row: Row) -> str:
        """Return all that the cell shows, in words."""
        chip = self.chip(row) if self.chip else None
        said = self.icon_words(row) if self.icon_words else ""
        words = " ".join(part for part in (said, chip.text if chip else "", self.text(row)) if part)
        tail = self.tail(row) if self.tail else None
        return f"{words}, {tail.spoken}" if tail is not None else words


class RowModel(QAbstractTableModel):
    """Read-only; the store decides the order."""

    def __init__(self, columns: Sequence[Column], *, movable: bool = False) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: Sequence[Row] = ()
        self._movable = movable

    def turned(self, width: int, is_hidden: Callable[[int], bool]) -> list[int]:
        """Return the columns that a list of this width is to hide or to show again."""
        return [
            number
            for number, column in enumerate(self.columns)
            if (width < column.drops_below) is not is_hidden(number)
        ]

    def least_width(self, stretch: int) -> int:
        """Return the room that the columns need; one that can be dropped needs none."""
        kept = (one for one in self.columns if not one.drops_below)
        return sum(one.width or stretch for one in kept)

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows if isinstance(rows, LongRows) else tuple(rows)
        self.endResetModel()

    def index_of(self, id: object) -> int | None:
        """Return the number of the row with this id."""
        if isinstance(self.rows, LongRows):
            return self.rows.index_of(id) if isinstance(id, int) and id in self.rows.ids else None
        return next((number for number, row in enumerate(self.rows) if row.id == id), None)

    def here(self, number: int) -> Row | None:
        """Return a row, None if there is none or it is still on its way."""
        row = self.rows[number] if 0 <= number < len(self.rows) else None
        return None if isinstance(row, Pending) else row

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _SAID:
            return None
        row = self.here(index.row())
        if row is None:
            return "" if index.column() else "on its way"
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        said = column.spoken(row)
        return escaped_tooltip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return right if column.align == "right" else left
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self._movable and index.isValid():
            return flags | Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled if self._movable else flags
