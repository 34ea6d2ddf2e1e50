"""Papers on another sheet or in another language than the board's own, for one print."""

from typing import Any, cast

from board_app.services.reading import Reading
from board_app.services.rows import BoardRow
from board_app.services.session import Session


def printing(session: Session, *, paper: str | None, language: str | None) -> Session:
    """Return the session as papers are to be made of it; the board keeps what it says."""
    from board_app.domain.style import Language  # noqa: PLC0415  (asked for rarely)

    changes: dict[str, str] = {}
    if paper is not None:
        changes["paper"] = paper
    if language is not None:
        changes["language"] = Language(language)
    if not changes:
        return session
    return session.reading_by(cast("Reading", _Reading(session.reading, changes)))


class _Board:
    def __init__(self, whole: Reading, changes: dict[str, str]) -> None:
        self._whole = whole
        self._changes = changes

    def board(self) -> BoardRow:
        # Any: a row takes the values of its own fields.
        changes = cast("dict[str, Any]", self._changes)
        return self._whole.board.board()._replace(**changes)

    def __getattr__(self, name: str) -> Any:  # Any: whatever else is read of the board
        return getattr(self._whole.board, name)


class _Reading:
    def __init__(self, whole: Reading, changes: dict[str, str]) -> None:
        self._whole = whole
        self.board = _Board(whole, changes)

    def __getattr__(self, name: str) -> Any:  # Any: all other themes as they are
        return getattr(self._whole, name)
