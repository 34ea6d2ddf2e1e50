"""The frameworks that ship: a new review takes the newest, a running one keeps its own."""

import json
from functools import cache
from typing import Any

import resources
from board_app.domain.errors import NotFound
from board_app.domain.framework import Factor, Framework, Indicator, shown_number

NEWEST = "un-framework-2014@1.0"


@cache
def framework(key: str = NEWEST) -> Framework:
    """Return a framework by its key; raises NotFound for one that this program does not have."""
    name = f"{key.replace('@', '-')}.json"
    try:
        raw = json.loads(resources.read_text("frameworks", name))
    except OSError:
        raise NotFound(
            f"This review follows the framework {key}, which this version of the program "
            "does not have. Its ratings are kept; open it with a newer version."
        ) from None
    return Framework(
        key=key,
        title=raw["title"],
        source=raw["source"],
        factors=tuple(_factor(one) for one in raw["factors"]),
    )


def _factor(raw: dict[str, Any]) -> Factor:  # Any: the data file's own shape
    return Factor(
        number=raw["number"],
        title=raw["title"],
        group=raw["group"],
        summary=raw["summary"],
        indicators=tuple(
            Indicator(number=shown_number(one["number"], one["verification"]), label=one["label"])
            for one in raw["indicators"]
        ),
    )
