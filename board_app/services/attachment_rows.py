"""The papers of agenda items as flat rows, and how they are read."""

from datetime import datetime
from typing import NamedTuple, Protocol

from board_app.domain.ids import RecordId
from board_app.domain.paper_words import BookPart, Media, tab_letter


class AttachmentRow(NamedTuple):
    """A paper of an agenda item; its content is read by itself."""

    id: RecordId
    version: int
    item_id: RecordId
    position: int
    title: str
    file_name: str
    media: Media
    size: int
    sha256: str
    pages: int
    fault: str
    part: BookPart
    marking: int
    handling: str
    note: str
    person: str
    added_at: datetime
    withheld: str
    """The agencies that may not see it, "State, Justice"."""
    withheld_ids: tuple[RecordId, ...] = ()
    tab: str = ""

    @property
    def is_late(self) -> bool:
        """Tell whether it belongs into the supplement of the board book."""
        return self.part is BookPart.SUPPLEMENT

    def at_tab(self, place: int) -> "AttachmentRow":
        """Return the row with the tab that it has in the list that is shown, counted from 0."""
        return self._replace(tab=tab_letter(place))


class AttachmentReading(Protocol):
    """Papers without their content, and the content of one."""

    def of_meeting(self, meeting_id: RecordId) -> list[AttachmentRow]:
        """Return the papers of a meeting's items in the order of items and tabs."""

    def of_item(self, item_id: RecordId) -> list[AttachmentRow]:
        """Return the papers of an item in the order of their tabs."""

    def attachment(self, attachment_id: RecordId) -> AttachmentRow:
        """Return one paper; raises NotFound."""

    def content(self, sha256: str) -> bytes:
        """Return what a paper holds, as it was attached; raises Spoilt."""
