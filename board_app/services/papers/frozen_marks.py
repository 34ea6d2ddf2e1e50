"""The marks of a frozen text are those that its records bear today.

The words of a cleared or approved text are fixed and hashed, its markings are not: a portion is
decontrolled years later, and a board puts another scheme in force. What is no record any more
keeps the marking that it was frozen with.
"""

from collections.abc import Iterator

from board_app.domain.base import RecordId
from board_app.domain.minutes_text import MinutesText
from board_app.services.reading import ActionFilter, Reading

_ALL = 100_000


def marked_today(reading: Reading, meeting_id: RecordId, text: MinutesText) -> MinutesText:
    """Return a frozen text with the markings of its records as they are now."""
    marks = dict(_marks(reading, meeting_id))
    portions = tuple(
        one.model_copy(update=dict(zip(("marking", "handling"), marks[one.key], strict=True)))
        if one.key in marks
        else one
        for one in text.portions
    )
    return text.model_copy(update={"portions": portions})


def _marks(reading: Reading, meeting_id: RecordId) -> Iterator[tuple[str, tuple[int, str]]]:
    for item in reading.meetings.agenda(meeting_id):
        yield f"item:{item.id}", (item.marking, item.handling)
    for block in reading.minutes.blocks(meeting_id):
        yield f"note:{block.id}", (block.marking, block.handling)
    for decision in reading.minutes.decisions(meeting_id):
        yield f"decision:{decision.id}", (decision.marking, decision.handling)
    for action in reading.actions.actions(ActionFilter(meeting_id=meeting_id), limit=_ALL):
        yield f"action:{action.id}", (action.marking, action.handling)
