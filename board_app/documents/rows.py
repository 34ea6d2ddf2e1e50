"""Rows that run over the pages: where they are cut, and what is repeated."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable
from typing_extensions import override

from board_app.documents.canvas import TaggedCanvas
from board_app.documents.cells import Row
from board_app.documents.drawing import Shown, paint

_FUZZ = 0.01


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the outline."""

    title: str
    level: int


@dataclass(frozen=True, slots=True)
class Flow:
    """How rows run over the pages.

    `page` is the height of a full page and `first` of the lowest one; rows taller than `tall` are
    cut where the page ends, `is_whole` keeps what fits on one page together.
    """

    page: float
    first: float
    tall: float = 0.0
    is_whole: bool = False
    least_lines: int = 2


class Rows(Flowable):  # type: ignore[misc]  # the library is untyped
    """Rows that belong together, with an optional head that is repeated on every page."""

    def __init__(  # noqa: PLR0913  (plain traits, each by its name)
        self,
        rows: Sequence[Row],
        flow: Flow,
        *,
        head: Row | None = None,
        before: float = 0.0,
        after: float = 0.0,
        mark: Mark | None = None,
        leads: bool = False,
        is_continued: bool = False,
        body: float | None = None,
    ) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self.flow = flow
        self.head = head
        self.mark = mark
        self.leads = leads
        self.is_continued = is_continued
        self.spaceBefore = before
        self.spaceAfter = after
        # The height of all rows is known where they were cut: adding them up again for each of
        # hundreds of pages takes longer than drawing them.
        self._body = sum(row.height for row in self.rows) if body is None else body
        self.height = self._body + (head.height if head else 0.0)

    @property
    def least(self) -> float:
        """Return the height that the beginning needs so that it does not stand alone."""
        head = self.head.height if self.head else 0.0
        if self.flow.is_whole:
            return min(float(self.height), self.flow.first)
        if self._is_cut(self.rows[0]):
            lines = max((cell.lines for cell in self.rows[0].cells), key=len, default=())
            return float(head + self.rows[0].above + sum(line.leading for line in lines[:2]))
        # Of three rows none may stand alone, so they go together.
        first = 3 if self.head and len(self.rows) == 3 else 2
        return float(head + sum(row.height for row in self.rows[:first]))

    def _is_cut(self, row: Row) -> bool:
        return row.height > self.flow.tall

    @override
    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        self.width = avail_width
        return avail_width, self.height

    @override
    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        is_at_top = avail_height >= self.flow.first - _FUZZ
        if self.flow.is_whole and not is_at_top and self.height <= self.flow.page:
            return []
        room = avail_height - (self.head.height if self.head else 0.0)
        count, used = self._fitting(room)
        parts = self._cut_next(count, room - used, least=self.flow.least_lines)
        if parts is None:
            settled = self._settled(count)
            if settled or not is_at_top:
                return self._parted(self.rows[:settled], self.rows[settled:]) if settled else []
            if count:
                return self._parted(self.rows[:count], self.rows[count:])
            parts = self._cut_next(0, room, least=1) or (self.rows[:1], self.rows[1:])
        return self._parted(*parts)

    def _fitting(self, room: float) -> tuple[int, float]:
        count, used = 0, 0.0
        for row in self.rows:
            if used + row.height > room + _FUZZ:
                break
            used += row.height
            count += 1
        return count, used

    def _cut_next(
        self, count: int, room: float, *, least: int
    ) -> tuple[tuple[Row, ...], tuple[Row, ...]] | None:
        """Return the rows before and after a cut through a tall row, None without one."""
        row = self.rows[count]
        halves = row.cut(room, least=least) if self._is_cut(row) or least == 1 else None
        if halves is None:
            return None
        head, tail = halves
        return (*self.rows[:count], head), (tail, *self.rows[count + 1 :])

    def _settled(self, count: int) -> int:
        """Return how many rows stay so that none stands alone before or after the break."""
        if self.head is None:
            return count
        if len(self.rows) - count == 1 and count > 1:
            count -= 1
        return 0 if count == 1 and len(self.rows) > 1 else count

    def _parted(self, first: tuple[Row, ...], rest: tuple[Row, ...]) -> list[Flowable]:
        upper = Rows(
            first,
            self.flow,
            head=self.head,
            before=self.spaceBefore,
            mark=self.mark,
            is_continued=self.is_continued,
        )
        if not rest:
            return [upper]
        head = self.head.height if self.head else 0.0
        is_clean = len(first) + len(rest) == len(self.rows)
        below = Rows(
            rest,
            self.flow,
            head=self.head,
            after=self.spaceAfter,
            is_continued=True,
            body=self._body - (upper.height - head) if is_clean else None,
        )
        return [upper, below]

    @override
    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if self.mark is not None:
            canvas.mark(self.mark.title, self.mark.level, self.height)
        y = self.height
        shown = []
        if self.head is not None:
            # Said once: on later pages the head is there for the eye alone.
            shown.append(Shown(self.head, y, is_silent=self.is_continued))
            y -= self.head.height
        for row in self.rows:
            shown.append(Shown(row, y))
            y -= row.height
        paint(canvas, shown, self.width)
