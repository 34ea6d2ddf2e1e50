"""Lines that hold text written from right to left: their parts in the order of the eye."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from board_app.documents.inks import Ink

# Hebrew, Arabic and the scripts around them; most texts are told apart by one look for these.
_LEFTWARDS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")


class Part(NamedTuple):
    """A part of a line in one font and ink."""

    font: str
    ink: Ink
    text: str


class Turned(NamedTuple):
    """A part as it stands on the line; `leftwards` tells how its letters run.

    `start` is its place in the order of reading.
    """

    part: Part
    leftwards: bool
    start: int


def has_leftwards(text: str) -> bool:
    return not text.isascii() and _LEFTWARDS.search(text) is not None


def begins_leftwards(texts: Iterable[str]) -> bool:
    """Tell whether the first letter with a direction runs leftwards."""
    for text in texts:
        for sign in text:
            direction = unicodedata.bidirectional(sign)
            if direction in {"L", "R", "AL"}:
                return direction != "L"
    return False


def turned(parts: Sequence[Part], *, leftwards: bool) -> list[Turned]:
    """Return the parts of a line in the order of the eye, cut where the direction changes.

    `leftwards` is the direction of the whole paragraph. The letters of a part keep their order of
    reading: who draws them turns them.
    """
    # The library's plain implementation: the quick one tells no places. 15 ms, for these lines.
    from bidi import algorithm  # noqa: PLC0415

    whole = "".join(part.text for part in parts)
    owners = [at for at, part in enumerate(parts) for _ in part.text]
    storage = algorithm.get_empty_storage()
    storage["base_level"] = int(leftwards)
    storage["base_dir"] = "R" if leftwards else "L"
    algorithm.get_embedding_levels(whole, storage)
    for at, sign in enumerate(storage["chars"]):
        sign["at"] = at
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
        algorithm.reorder_resolved_levels,
    ):
        step(storage, debug=False)
    found = []
    # The algorithm leaves joiners out: each goes with the sign before it.
    kept = sorted(sign["at"] for sign in storage["chars"])
    ends = dict(zip(kept, [*kept[1:], len(whole)], strict=True))
    signs = [(owners[sign["at"]], bool(sign["level"] % 2), sign["at"]) for sign in storage["chars"]]
    for (owner, is_left), group in groupby(signs, key=lambda sign: sign[:2]):
        places = sorted(sign[2] for sign in group)
        text = "".join(whole[place : ends[place]] for place in places)
        found.append(Turned(parts[owner]._replace(text=text), is_left, places[0]))
    return found
