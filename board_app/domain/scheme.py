"""A marking scheme that a board keeps as its own data."""

from typing import ClassVar

from board_app.domain.base import Record, Text, Title


class MarkingScheme(Record):
    """A scheme as it was checked; `body` is its vocabulary as JSON, `code` names it."""

    table: ClassVar[str] = "marking_scheme"

    code: str
    title: Title
    body: Text
