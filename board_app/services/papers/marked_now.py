"""Frozen texts with the marking of today: it may rise after a text was sent, sealed or approved.

The words stay as they were hashed. A portion is marked as it was frozen and as its record is
marked by now, whichever withholds more: what was marked higher since, or carried into another
scheme, never goes out under its old mark.
"""

from board_app.domain.base import RecordId
from board_app.domain.marking import handling_of, highest, read_marking
from board_app.domain.minutes_text import MinutesText, Portion
from board_app.domain.vocabulary import Vocabulary
from board_app.services.papers.marks import Marked
from board_app.services.reading import ActionFilter, Reading

_ALL = 100_000


def marked_now(
    reading: Reading, meeting_id: RecordId, text: MinutesText, scheme: Vocabulary
) -> MinutesText:
    """Return a frozen text whose portions are each marked at least as high as their records."""
    records = _records(reading, meeting_id)
    raised = tuple(_raised(one, records.get(one.key), scheme) for one in text.portions)
    return text.model_copy(update={"portions": raised})


def _records(reading: Reading, meeting_id: RecordId) -> dict[str, Marked]:
    """Return what is in force of a meeting by the keys of its portions."""
    wanted = ActionFilter(meeting_id=meeting_id)
    found: dict[str, Marked] = {}
    for kind, rows in (
        ("item", reading.meetings.agenda(meeting_id)),
        ("note", reading.minutes.blocks(meeting_id)),
        ("decision", reading.minutes.decisions(meeting_id)),
        ("action", reading.actions.actions(wanted, limit=_ALL)),
    ):
        found |= {f"{kind}:{row.id}": row for row in rows}
    return found


def _raised(portion: Portion, record: Marked | None, scheme: Vocabulary) -> Portion:
    if record is None:
        return portion
    both = [read_marking(scheme, one.marking, one.handling) for one in (portion, record)]
    marking = highest(scheme, both)
    changed = {"marking": marking.level, "handling": handling_of(marking)}
    return portion.model_copy(update=changed)
