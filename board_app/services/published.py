"""Whether an agenda is as it was published. Light: the first page asks before it is painted."""

from board_app.services.reading import Reading
from board_app.services.rows import MeetingRow


def changed_since_published(reading: Reading, meeting: MeetingRow) -> bool:
    """Tell whether items changed after the agenda was published; at the meeting they always do."""
    published = meeting.published_at
    if published is None or not meeting.state.is_ahead:
        return False
    changed = reading.history.agenda_changed(meeting.id)
    return changed is not None and changed > published
