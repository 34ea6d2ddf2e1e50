"""The ways in which one meeting's minutes are printed."""

import re
from enum import StrEnum

_NAMED = re.compile(r"^([^()]*?\d+) \(.*\)$", re.DOTALL)


class Variant(StrEnum):
    """Who said what stands in the minutes, or does not; a draft numbers its lines."""

    ATTRIBUTED = "attributed"
    NON_ATTRIBUTED = "non-attributed"
    DRAFT = "draft"

    @property
    def is_attributed(self) -> bool:
        return self is not Variant.NON_ATTRIBUTED

    @property
    def sentence(self) -> str:
        """Return what a paper of this kind says of itself, "" for nothing."""
        if self.is_attributed:
            return ""
        return "Without attribution: positions are counted, and nobody is named as their holder."


def counted(positions: str) -> str:
    """Return positions in one line without the names of those who hold them."""
    return " · ".join(_NAMED.sub(r"\1", part) for part in positions.split(" · "))
