"""The text of a round as it goes out for comments."""

from typing import NamedTuple

from board_app.domain.base import RecordId
from board_app.domain.document import Pair
from board_app.domain.minutes_text import MinutesText
from board_app.domain.vocabulary import Vocabulary
from board_app.services.papers.clearance import clearance_state, sent_facts
from board_app.services.papers.marked_now import marked_now
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import designation, setting_of
from board_app.services.reading import Reading


class SentText(NamedTuple):
    """A frozen text as it is marked by now, the hash of what was sent, and what stands above it."""

    text: MinutesText
    sha256: str
    facts: tuple[Pair, ...]
    state: str
    author: str
    scheme: Vocabulary


def sent_text(reading: Reading, round_id: RecordId) -> SentText:
    """Return the text of a round with who controls it; raises NotFound."""
    row = reading.clearance.round(round_id)
    setting = setting_of(reading, row.meeting_id)
    text = marked_now(reading, row.meeting_id, reading.clearance.sent(round_id), setting.scheme)
    block = designation(setting, Portions.over(text.portions, setting.scheme))
    said = [line.partition(": ") for line in block]
    return SentText(
        text=text,
        sha256=row.sent_sha256,
        facts=(*((label, value) for label, _, value in said), *sent_facts(row, setting.words)),
        state=clearance_state(row, setting.words),
        author=setting.board.name,
        scheme=setting.scheme,
    )
