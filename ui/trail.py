"""Where the person has been: back and forward through the pages."""

from ui.places import Place

_KEPT = 50


class Trail:
    """A list of places with a finger on the present one."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def went(self, place: Place) -> None:
        """Remember a place that was gone to; what lay ahead is forgotten."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-_KEPT:]
        self._at = len(self._places) - 1

    def back(self) -> Place | None:
        """Return the place before, None at the beginning."""
        return self._move(-1)

    def forward(self) -> Place | None:
        """Return the place after, None at the end."""
        return self._move(1)

    def _move(self, by: int) -> Place | None:
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
