"""Typed text that an earlier run kept and that is not a change yet: where it belongs."""

from typing import NamedTuple

from board_app.domain.errors import NotFound
from board_app.domain.ids import RecordId
from board_app.services.session import Session


class KeptText(NamedTuple):
    """The meeting and the item under which a draft waits; no item for a summary.

    A section of a country review waits in its review instead.
    """

    meeting_id: RecordId | None
    item_id: RecordId | None
    review_id: RecordId | None = None


def kept_text(session: Session) -> KeptText | None:
    """Return the place of the acting person's first draft that still has one."""
    for field in sorted(session.drafts.kept(session.actor.person_id or 0)):
        kind, _, rest = field.partition(":")
        number = rest.partition(":")[0]
        if number.isdecimal():
            place = _place(session, kind, RecordId(int(number)))
            if place is not None:
                return place
    return None


def _place(session: Session, kind: str, id: RecordId) -> KeptText | None:
    reading = session.reading
    try:
        if kind == "new":
            item = reading.meetings.item(id)
            return KeptText(item.meeting_id, item.id)
        if kind == "review":
            review = reading.countries.review(id)
            return None if review.state.is_frozen else KeptText(None, None, review.id)
        if kind == "summary":
            return KeptText(reading.meetings.meeting(id).id, None)
    except NotFound:
        return None
    for meeting in reading.meetings.meetings():
        for block in reading.minutes.blocks(meeting.id):
            if block.id == id:
                return KeptText(meeting.id, block.item_id)
    return None
