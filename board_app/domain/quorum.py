"""Quorum: whether enough agencies are present to decide."""

from dataclasses import dataclass
from typing import Self

from board_app.domain.errors import Invalid
from board_app.domain.words import count


def majority_of(members: int) -> int:
    """Return the smallest number of agencies that is more than half."""
    return members // 2 + 1


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the member agencies are needed, and how many are present."""

    needed: int
    present: int
    members: int

    def __post_init__(self) -> None:
        if self.members < 0 or not 0 <= self.present <= self.members:
            raise Invalid("More agencies are present than the board has.", field="present")
        if self.needed < 1:
            raise Invalid("A quorum needs at least one agency.", field="needed")

    @classmethod
    def of_majority(cls, present: int, members: int) -> Self:
        """Return the quorum of a board that has set no number of its own."""
        return cls(majority_of(members), present, members)

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many more agencies are needed."""
        return max(self.needed - self.present, 0)

    def sentence(self) -> str:
        """Return "Quorum: 8 of 11 agencies present, 7 needed." or what is missing."""
        head = "Quorum" if self.has_quorum else "No quorum"
        tail = f", {self.missing} missing" if self.missing else ""
        agencies = count(self.members, "agency")
        return f"{head}: {self.present} of {agencies} present, {self.needed} needed{tail}."
