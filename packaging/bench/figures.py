"""A measured figure with what it may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A ratio or a rate; `budget` is the most it may be, or the least for a rate."""

    name: str
    value: float
    budget: float
    detail: str
    is_rate: bool = False

    @property
    def is_met(self) -> bool:
        return self.value >= self.budget if self.is_rate else self.value <= self.budget

    def line(self) -> str:
        word = "at least" if self.is_rate else "at most"
        mark = "met" if self.is_met else "MISSED"
        return f"{self.name:<44}{self.value:8.2f}  {word} {self.budget:g}  {mark:<7}{self.detail}"
