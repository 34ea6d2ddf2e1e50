"""The published versions of an agenda, read from the history: what each held when it was frozen."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from board_app.domain.base import RecordId
from board_app.domain.states import ItemKind, ItemState
from board_app.services.rows import HistoryRow

Image = dict[str, Any]  # Any: what the record's fields hold, as JSON


@dataclass(frozen=True)
class Frozen:
    """An agenda at one moment; `number` is 0 and `at` None for what stands now."""

    number: int
    at: datetime | None
    meeting: Image
    items: tuple[Image, ...]


class Side(NamedTuple):
    """The marking that an item had on one side of a change."""

    marking: int
    handling: str


def side_of(item: Image) -> Side:
    """Return the marking in an image of an item."""
    return Side(int(item["marking"]), str(item.get("handling", "")))


@dataclass(frozen=True)
class Change:
    """One thing that differs; `kind` is a word of the furniture, both sides are as stored.

    The item is the later image where there is one; None stands for the meeting itself. `older` is
    the earlier one where both forms are shown, `now` the marking that the item has by now.
    """

    kind: str
    item: Image | None
    before: Any = None  # Any: a number, a text or an id
    after: Any = None
    older: Image | None = None
    now: tuple[Side, ...] = ()

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return the markings that a text about the change is marked by."""
        known = (one for one in (self.item, self.older) if one is not None)
        return (*map(side_of, known), *self.now)


def versions(trail: Sequence[HistoryRow], meeting_id: RecordId) -> list[Frozen]:
    """Return each published version that still counts, then what stands now."""
    items: dict[int, Image] = {}
    meeting: Image = {}
    published: list[Frozen] = []
    for row in trail:
        image: Image = json.loads(row.after) if row.after is not None else {}
        if row.row_id == meeting_id:
            number = int(image.get("agenda_version", 0))
            # Publishing that was undone leaves no version behind.
            published = [one for one in published if one.number <= number]
            if number > (published[-1].number if published else 0):
                published.append(Frozen(number, row.at, image, _ordered(items)))
            meeting = image
        elif image.get("meeting_id") == meeting_id and image.get("archived_at") is None:
            items[row.row_id] = image
        else:
            items.pop(row.row_id, None)
    return [*published, Frozen(0, None, meeting, _ordered(items))] if published else []


def changes(before: Frozen, after: Frozen) -> list[Change]:
    """Return what differs: the meeting first, then what came, went, and what was changed."""
    old = {int(item["id"]): item for item in before.items}
    new = {int(item["id"]): item for item in after.items}
    kept = [item for item in after.items if int(item["id"]) in old]
    return [
        *_of_meeting(before.meeting, after.meeting),
        *(Change("added", item) for item in after.items if int(item["id"]) not in old),
        *(Change("taken off", item) for item in before.items if int(item["id"]) not in new),
        *(change for item in kept for change in _of_item(old[int(item["id"])], item)),
        *_moves(before, after),
    ]


def _ordered(items: Mapping[int, Image]) -> tuple[Image, ...]:
    return tuple(sorted(items.values(), key=lambda item: (item["position"], item["id"])))


def _of_meeting(before: Image, after: Image) -> Iterator[Change]:
    for field, kind in (
        ("wall_start", "meeting moved"),
        ("minutes", "meeting's length"),
        ("place", "meeting's place"),
    ):
        if before.get(field) != after.get(field):
            yield Change(kind, None, before.get(field), after.get(field))


def _of_item(before: Image, after: Image) -> Iterator[Change]:
    withdrawn = ItemState.WITHDRAWN.value
    if (before["state"] == withdrawn) != (after["state"] == withdrawn):
        yield Change("withdrawn" if after["state"] == withdrawn else "brought back", after)
    for field, kind in (
        ("title", "renamed"),
        ("minutes", "retimed"),
        ("lead_id", "another lead"),
        ("kind", "another kind"),
        ("country_id", "another country"),
        ("purpose", "another purpose"),
    ):
        if before[field] != after[field]:
            # A title that is shown is marked as high as either of its two forms.
            yield Change(kind, after, before[field], after[field], before)


def _moves(before: Frozen, after: Frozen) -> Iterator[Change]:
    """Yield the fewest items whose move explains the new order, with their places."""
    was = {int(item["id"]): number for number, item in enumerate(before.items, 1)}
    kept = [item for item in after.items if int(item["id"]) in was]
    stayed = _rising([was[int(item["id"])] for item in kept])
    places = {int(item["id"]): number for number, item in enumerate(after.items, 1)}
    for index, item in enumerate(kept):
        if index not in stayed:
            yield Change("moved", item, was[int(item["id"])], places[int(item["id"])])


def _rising(numbers: Sequence[int]) -> set[int]:
    """Return the indices of a longest run of rising numbers."""
    lengths: list[int] = []
    froms: list[int] = []
    for at, number in enumerate(numbers):
        best = max(
            (before for before in range(at) if numbers[before] < number),
            key=lengths.__getitem__,
            default=-1,
        )
        froms.append(best)
        lengths.append(lengths[best] + 1 if best >= 0 else 1)
    found: set[int] = set()
    at = max(range(len(numbers)), key=lengths.__getitem__, default=-1)
    while at >= 0:
        found.add(at)
        at = froms[at]
    return found


def kind_label(value: object) -> str:
    """Return what a stored kind of item is called."""
    return ItemKind(str(value)).label
