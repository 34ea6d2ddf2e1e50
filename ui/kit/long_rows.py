"""The rows of a very long list: all ids are known, the rows come a page at a time when seen."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, overload

from typing_extensions import override

PAGE = 32
_KEPT = 100 * PAGE  # rows held at a time: so much of a list is read at one go


class Pending(NamedTuple):
    """A row that is on its way."""

    id: int


class LongRows(Sequence[Any]):  # Any: each list has its own frozen row, with an `id`
    """Looks like a tuple of rows; `fetch` is called with the ids of a page that is not here yet.

    Rows are held by id, the oldest are dropped first.
    """

    def __init__(
        self, ids: Sequence[int], fetch: Callable[[Sequence[int]], None], first: Sequence[Any] = ()
    ) -> None:
        self.ids = ids
        self._fetch = fetch
        self._rows: dict[int, Any] = {row.id: row for row in first}
        self._asked: set[int] = set()  # first ids of the pages on their way

    def fill(self, wanted: Sequence[int], rows: Sequence[Any]) -> None:
        """Take the rows of a page; what was dropped of the store meanwhile stays pending."""
        for row in rows:
            self._rows[row.id] = row
        if wanted:
            self._asked.discard(wanted[0])
        while len(self._rows) > _KEPT:
            self._rows.pop(next(iter(self._rows)))

    def index_of(self, id: int) -> int:
        """Return the number of a row; raises ValueError."""
        return self.ids.index(id)

    @override
    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Any: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Any]: ...

    @override
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self.ids)))]
        id = self.ids[at]
        row = self._rows.get(id)
        if row is None:
            self._ask(at % len(self.ids) // PAGE)
            return Pending(id)
        return row

    def _ask(self, page: int) -> None:
        first = self.ids[page * PAGE]
        if first not in self._asked:
            self._asked.add(first)
            self._fetch(self.ids[page * PAGE : (page + 1) * PAGE])
