"""A framework of analysis: its factors and indicators, as its data file gives them."""

from collections.abc import Sequence

from board_app.domain.base import Value

_SURE = frozenset({"checked", "recall-high"})


class Indicator(Value):
    """One sign of a factor. `number` is the official one, "" where it was not checked."""

    number: str
    label: str


class Factor(Value):
    """One risk factor with its indicators; `group` names the crime it points to, or "common"."""

    number: int
    title: str
    group: str
    summary: str
    indicators: Sequence[Indicator]


class Framework(Value):
    """All factors of one version. `key` is what a review keeps: id, "@", version."""

    key: str
    title: str
    source: str
    factors: Sequence[Factor]

    def factor(self, number: int) -> Factor:
        """Return a factor by its number; raises KeyError."""
        return {one.number: one for one in self.factors}[number]


def shown_number(number: str, verification: str) -> str:
    """Return an official number only where it was checked or is known well; else ""."""
    return number if verification in _SURE else ""
