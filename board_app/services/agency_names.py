"""What agencies were called on a day, for rules that speak of them."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from board_app.domain.agency import Seat, seat_on
from board_app.domain.base import Record, RecordId

R = TypeVar("R", bound=Record)


class Find(Protocol):
    """How records are looked up: by a unit of work, or by the store for reading."""

    def __call__(self, model: type[R], **equal: object) -> list[R]: ...


def names_on(day: date, find: Find) -> Callable[[RecordId | None], str]:
    """Return a function from an agency's id to the abbreviation of its seat on the day."""

    def name(agency_id: RecordId | None) -> str:
        if agency_id is None:
            return ""
        seat = seat_on(find(Seat, agency_id=agency_id), day)
        return seat.abbreviation if seat is not None else ""

    return name
