"""Papers attached to an agenda item: what they are, how they are marked, who may not see them."""

import re
from datetime import datetime
from typing import ClassVar

from pydantic import Field

from board_app.domain.base import Line, Rank, Record, RecordId, Text, Title
from board_app.domain.errors import Invalid
from board_app.domain.paper_words import BookPart, Media, size_in_words, tab_letter

__all__ = [
    "MOST_BYTES",
    "Attachment",
    "BookPart",
    "Media",
    "Withheld",
    "media_of",
    "size_in_words",
    "tab_letter",
    "title_of",
]

MOST_BYTES = 50 * 1024 * 1024
"""A paper is at most so large."""

# Readers of PDF look for the header among the first bytes; mail programs put their own before it.
_PDF_WITHIN = 1024
_STARTS = (
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"\xff\xd8\xff", Media.JPEG),
)
_OFFICE = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf")


class Attachment(Record):
    """A paper of an agenda item. Its content is kept once under its SHA-256, never in here.

    `position` is the order of the tabs within the item. `pages` is 0 as long as nobody could
    count them, and `fault` says in a sentence why the board book has a page in its place.
    """

    table: ClassVar[str] = "attachment"

    item_id: RecordId
    position: int = Field(ge=0)
    title: Title
    file_name: Title
    media: Media
    size: int = Field(ge=1, le=MOST_BYTES)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    pages: int = Field(default=0, ge=0)
    fault: Line = ""
    part: BookPart = BookPart.BOOK
    marking: Rank = 0
    handling: Line = ""
    note: Text = ""
    person_id: RecordId | None = None
    added_at: datetime


class Withheld(Record):
    """An agency that may not see a paper: its own board book leaves the paper out."""

    table: ClassVar[str] = "withheld"

    attachment_id: RecordId
    agency_id: RecordId


def media_of(content: bytes, file_name: str) -> Media:
    """Return what a file is by its content, whatever its name says.

    Raises Invalid for all but PDF, PNG and JPEG, and says what to do instead.
    """
    if not content:
        raise Invalid(
            f"{file_name} is empty. Perhaps it is a copy that failed; get it again.",
            field="content",
        )
    for start, media in _STARTS:
        if content.startswith(start):
            return media
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Media.PDF
    if content.startswith(_OFFICE):
        raise Invalid(
            f"{file_name} is a document of an office program. Save it as PDF first, and attach "
            "that: it looks the same on every desk.",
            field="content",
        )
    raise Invalid(
        f"{file_name} is neither a PDF nor a PNG or JPEG picture. Save it as PDF first.",
        field="content",
    )


def title_of(file_name: str) -> str:
    """Return what a paper is called unless somebody says so: its file's name without the ending."""
    stem = re.sub(r"\.(?:pdf|png|jpe?g)$", "", file_name.strip(), flags=re.IGNORECASE)
    return " ".join(stem.replace("_", " ").split()) or file_name
