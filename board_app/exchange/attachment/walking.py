"""Every object of a PDF, each once, however they point to each other."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from board_app.exchange.attachment.names import NAMED_BY_THE_MAKER
from board_app.exchange.attachment.refusing import UnfitPaper
from board_app.services.attachment_check import Cause

_MOST_OBJECTS = 2_000_000


class Met(NamedTuple):
    """A dictionary, or a stream's, and the key it stands under.

    `is_free` tells that its keys are its maker's own names.
    """

    object: Any  # pikepdf's own objects answer to any key
    key: str
    is_free: bool

    @property
    def keys(self) -> list[str]:
        return [] if self.is_free else list(self.object.keys())


def every(pdf: Pdf) -> Iterator[Met]:
    """Yield all dictionaries that can be reached from the trailer; raises UnfitPaper."""
    stack: list[tuple[Object, str]] = [(pdf.trailer, "")]
    seen: set[tuple[int, int]] = set()
    number = 0
    while stack:
        held, key = stack.pop()
        if held.is_indirect:
            if held.objgen in seen:
                continue
            seen.add(held.objgen)
        number += 1
        if number > _MOST_OBJECTS:
            raise UnfitPaper(
                Cause.LARGE,
                "It is made of more parts than a paper may have. Print it to a new PDF.",
            )
        if isinstance(held, Array):
            parts: list[Any] = list(held.as_list())
            stack += [(one, key) for one in parts if _is_inner(one)]
        elif isinstance(held, Dictionary | Stream):
            yield Met(held, key, key in NAMED_BY_THE_MAKER and "/Type" not in held)
            # Read again: whoever walks may have taken something out.
            inner: list[tuple[str, Any]] = list(held.items())
            stack += [(one, name) for name, one in inner if _is_inner(one)]


def _is_inner(part: Any) -> bool:  # Any: numbers and texts come as Python's own
    return isinstance(part, Array | Dictionary | Stream)


def name_of(held: Any, key: str) -> str:  # Any: as in Met
    """Return a name or a text under a key, "" if there is none."""
    value = held.get(key)
    return str(value) if value is not None and not isinstance(value, Array | Dictionary) else ""
