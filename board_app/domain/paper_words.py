"""The words for papers: kinds of file, their part of the board book, size and tab."""

from enum import StrEnum

_KILO, _MEGA = 1024, 1024 * 1024
_LETTERS = 26


class Media(StrEnum):
    """Which kind of file a paper is, told by its content."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"

    @property
    def label(self) -> str:
        return self.name

    @property
    def ending(self) -> str:
        """Return the ending of such a file, with its point."""
        return {"PDF": ".pdf", "PNG": ".png"}.get(self.name, ".jpg")


class BookPart(StrEnum):
    """Where a paper goes: into the board book, or late into its supplement."""

    BOOK = "book"
    SUPPLEMENT = "supplement"

    @property
    def label(self) -> str:
        return "Board book" if self is BookPart.BOOK else "Supplement"


def size_in_words(size: int) -> str:
    """Return a number of bytes as "640 KB" or "1.2 MB"."""
    if size < _MEGA:
        return f"{max(1, round(size / _KILO)):,} KB"
    return f"{size / _MEGA:.1f} MB"


def tab_letter(position: int) -> str:
    """Return the tab of a paper by its place from 0: "A" to "Z", then "AA"."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
