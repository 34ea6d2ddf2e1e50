"""Very many ids as one text of figures of one width: made at one go, read one by one."""

from collections.abc import Sequence
from typing import overload

from typing_extensions import override

OFFSET = 10**18
"""Added to each id, so that all have as many figures; an id of 2026 has 18 figures already."""
_WIDTH = 19
_GREATEST = 2**63 - 1 - OFFSET
"""A sum with a greater one would not fit SQLite's numbers: that is in 2081."""


class PackedIds(Sequence[int]):
    """A sequence of ids; nothing of it is turned into numbers before it is asked for."""

    def __init__(self, text: str = "") -> None:
        self._text = text

    def __add__(self, other: "PackedIds") -> "PackedIds":
        return PackedIds(self._text + other._text)

    @override
    def __len__(self) -> int:
        return len(self._text) // _WIDTH

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...

    @override
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        return int(self._text[number * _WIDTH : (number + 1) * _WIDTH]) - OFFSET

    @override
    def __contains__(self, id: object) -> bool:
        return isinstance(id, int) and self._find(id) >= 0

    @override
    def index(self, id: int, start: int = 0, stop: int | None = None) -> int:
        """Return the number of an id; raises ValueError. The range is not narrowed."""
        found = self._find(id)
        if found < 0:
            raise ValueError(id)
        return found

    def _find(self, id: int) -> int:
        if not 0 <= id <= _GREATEST:
            return -1
        sought, at = str(id + OFFSET), -1
        while (at := self._text.find(sought, at + 1)) >= 0:
            if at % _WIDTH == 0:  # not the end of one id and the beginning of the next
                return at // _WIDTH
        return -1
