"""A list of any length over the store: the first page at once, then a true scroll bar."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot

from board_app.domain.errors import BoardError
from board_app.domain.ids import RecordId
from board_app.services.session import Session
from ui.desk import Desk
from ui.kit.long_rows import LongRows
from ui.kit.rows import RowList

_AT_ONCE = 3  # pages: as many as a tall window shows, and one

ReadRows = Callable[[Session, Sequence[RecordId]], Sequence[Any]]


class LongList(QObject):
    """Feeds a list; answers for an older content are dropped."""

    def __init__(self, desk: Desk, rows: RowList, read: ReadRows) -> None:
        super().__init__(rows)
        self._desk = desk
        self._list = rows
        self._read = read
        self._long: LongRows | None = None
        self._wanted: list[Sequence[int]] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask_next)
        self._is_asking = False
        rows.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def is_long(self) -> bool:
        """Tell whether all ids are known and the rows come as they are seen."""
        return self._long is not None

    def show_short(self, rows: Sequence[Any]) -> None:
        """Show these rows and no more."""
        self._long = None
        self._list.set_rows(rows)

    def show_long(self, ids: Sequence[int], first: Sequence[Any]) -> None:
        """Show so many rows, of which some are here already."""
        self._wanted = []
        self._long = LongRows(ids, self._on_page_wanted, first)
        self._list.set_rows(self._long)

    def seen(self) -> Sequence[int]:
        """Return the ids of the rows in view."""
        if self._long is None or not len(self._long):
            return ()
        top = max(self._list.rowAt(0), 0)
        bottom = self._list.rowAt(self._list.viewport().height())
        end = bottom if bottom >= 0 else len(self._long) - 1
        return self._long.ids[top : end + 1]

    def _on_page_wanted(self, ids: Sequence[int]) -> None:
        self._wanted.append(ids)
        self._soon.start()

    @Slot(int)
    def _on_scrolled(self, _: int) -> None:
        """Ask before the rows are painted; most often they are here by then."""
        if self._long is not None and len(self._long):
            self._list.row_at(max(self._list.rowAt(0), 0))
            self._list.row_at(self._list.rowAt(self._list.viewport().height() - 1))
            self._ask_next()

    @Slot()
    def _ask_next(self) -> None:
        """Ask for what is in view, one answer at a time: a fast hand leaves most of it behind."""
        long = self._long
        if long is None or self._is_asking or not self._wanted:
            return
        wanted, self._wanted = self._wanted, []
        for ids in wanted[:-_AT_ONCE]:
            long.fill(ids, ())  # asked again if it comes into view again
        needed = [RecordId(id) for page in wanted[-_AT_ONCE:] for id in page]

        def show(rows: Sequence[Any]) -> None:
            self._is_asking = False
            if long is self._long:
                for page in wanted[-_AT_ONCE:]:
                    long.fill(page, ())
                long.fill((), rows)
                self._list.rows_came(needed)
            self._ask_next()

        def failed(fault: BoardError) -> None:
            self._is_asking = False
            self._desk.refused.emit(fault)

        self._is_asking = True
        self._desk.ask(self, lambda session: self._read(session, needed), show, failed=failed)
