"""The rule that every text of a person passes before it is kept."""

from board_app.domain.errors import Refused
from board_app.domain.marking import classified_marking_in


class Spill(Refused):
    """The text carries a classified marking; `field` says where."""

    def __init__(self, found: str, field: str | None) -> None:
        super().__init__(
            f"Not saved: “{found}” is a classified marking, and this program holds unclassified "
            "and controlled unclassified text only. Take the passage out; keep a pointer to "
            "where it is held. If it is a spill, tell your security officer."
        )
        self.field = field


def refuse_classified(**texts: str) -> None:
    """Raise Spill if any of the texts carries a classified banner or portion mark."""
    for field, text in texts.items():
        found = classified_marking_in(text)
        if found is not None:
            raise Spill(found, field)
