"""Two reviews of one country side by side: what changed comes first."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from board_app.domain.framework import Framework
from board_app.domain.risk import RiskLevel
from board_app.services.country_rows import RatingRow

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_LONGEST = 40_000
"""Signs above which texts are shown whole, unmarked: comparing them would take seconds."""


UNRATED = "not rated"


class FactorChange(NamedTuple):
    """One factor in both reviews; `step` is by how many levels it rose, 0 if one is missing."""

    id: int
    title: str
    group: str
    before: RatingRow | None
    now: RatingRow | None
    step: int
    is_changed: bool

    @property
    def moved(self) -> str:
        """Return what changed in words: "▲ 1", "new", "confidence", "reason"…, else ""."""
        if self.step:
            return f"{'▲' if self.step > 0 else '▼'} {abs(self.step)}"
        if not self.is_changed:
            return ""
        if self.now is None or not self.now.level:
            return UNRATED
        if self.before is None or not self.before.level:
            return "new"
        if self.before.trend is not self.now.trend:
            return f"{self.before.trend.glyph} → {self.now.trend.glyph}"
        return "confidence" if self.before.confidence is not self.now.confidence else "reason"

    @property
    def levels(self) -> str:
        """Return "3 Elevated → 4 High", or the one level that both have."""
        before, now = level_of(self.before), level_of(self.now)
        return now.label if before is now else f"{before.label} → {now.label}"


class Piece(NamedTuple):
    """A run of a text; `differs` if the other text does not have it here."""

    text: str
    differs: bool


def level_of(rating: RatingRow | None) -> RiskLevel:
    return RiskLevel.NOT_ASSESSED if rating is None else rating.level


def compared(
    framework: Framework, before: Iterable[RatingRow], now: Iterable[RatingRow]
) -> tuple[FactorChange, ...]:
    """Return all factors: those whose level moved most first, then other changes, then the rest."""
    old = {rating.factor: rating for rating in before}
    new = {rating.factor: rating for rating in now}
    changes = [
        _change(factor.number, factor.title, factor.group, old, new) for factor in framework.factors
    ]
    return tuple(sorted(changes, key=_weight))


def _weight(one: FactorChange) -> tuple[int, bool, bool, int]:
    return -abs(one.step), not one.is_changed, one.moved == UNRATED, one.id


def changed_words(before: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; joined, the pieces of each give the text as it was."""
    if before == now or len(before) + len(now) > _LONGEST:
        return _whole(before), _whole(now)
    old, new = _PIECES.findall(before), _PIECES.findall(now)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        differs = kind != "equal"
        left += _piece(old[start:end], differs=differs)
        right += _piece(new[first:last], differs=differs)
    return tuple(left), tuple(right)


def _change(
    number: int, title: str, group: str, old: dict[int, RatingRow], new: dict[int, RatingRow]
) -> FactorChange:
    before, now = old.get(number), new.get(number)
    was, has = level_of(before), level_of(now)
    step = int(has) - int(was) if was and has else 0
    return FactorChange(number, title, group, before, now, step, _said(before) != _said(now))


def _said(rating: RatingRow | None) -> tuple[object, ...]:
    if rating is None or rating.level is RiskLevel.NOT_ASSESSED:
        return ()
    return rating.level, rating.trend, rating.confidence, rating.rationale


def _piece(words: Sequence[str], *, differs: bool) -> list[Piece]:
    return [Piece("".join(words), differs)] if words else []


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, differs=False),) if text else ()
