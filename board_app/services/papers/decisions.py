"""The register of decisions: by meeting, with mandate, positions, dissent and what came of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from board_app.domain.base import RecordId
from board_app.domain.document import (
    Block,
    Document,
    Heading,
    PaperSize,
    Paragraph,
    TextStyle,
    TitleBlock,
)
from board_app.domain.states import Stance
from board_app.services.papers.compact import compact_table, latest_told
from board_app.services.papers.items import decision_blocks
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import controlled_by, meeting_name
from board_app.services.papers.tables import by_due_date
from board_app.services.papers.words import Words
from board_app.services.reading import ActionFilter, Reading
from board_app.services.rows import ActionRow, AgendaRow, DecisionRow, MeetingRow, PositionRow
from board_app.services.scheme import scheme_of

_ALL = 100_000


@dataclass(frozen=True)
class _Sitting:
    """One meeting with its decisions, their positions, and the action items of their items."""

    meeting: MeetingRow
    decisions: Sequence[DecisionRow]
    positions: Mapping[RecordId, Sequence[PositionRow]]
    items: Mapping[RecordId, AgendaRow]
    actions: Sequence[ActionRow]

    def portions(self) -> "Iterator[DecisionRow | AgendaRow | ActionRow]":
        """Yield every portion that is printed."""
        named = {one.item_id for one in self.decisions}
        yield from self.decisions
        yield from (item for id, item in self.items.items() if id in named)
        yield from self.actions


def decision_register(reading: Reading, *, today: date, year: int | None = None) -> Document:
    """Return the decisions of a year by the meetings' days, or all of them."""
    board = reading.board.board()
    words = Words.of(board)
    sittings = _sittings(reading, year)
    held = [portion for one in sittings for portion in one.portions()]
    portions = Portions.over(held, scheme_of(board))
    title = (
        words.say("Register of decisions")
        if year is None
        else words.say("Register of decisions of {year}", year=year)
    )
    return Document(
        title=title,
        subject=f"{board.name}: {words.say('Decisions').lower()}",
        author=board.name,
        blocks=(
            TitleBlock(board.name, title, _facts(sittings, words)),
            *_told(reading, sittings, portions, words, today),
        ),
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=PaperSize(board.paper),
        designation=controlled_by(board, portions, words),
        reference=words.say("decision register"),
        version=words.short_day(today),
        state=words.say("As of {day}", day=words.day(today)),
    )


def _sittings(reading: Reading, year: int | None) -> list[_Sitting]:
    of_meeting: dict[RecordId, list[DecisionRow]] = {}
    for decision in reading.minutes.decisions():
        of_meeting.setdefault(decision.meeting_id, []).append(decision)
    found = []
    for meeting_id, decisions in of_meeting.items():
        meeting = reading.meetings.meeting(meeting_id)
        if year is None or meeting.day.year == year:
            found.append(_sitting(reading, meeting, decisions))
    return sorted(found, key=lambda one: (one.meeting.starts_at, one.meeting.id))


def _sitting(reading: Reading, meeting: MeetingRow, decisions: Sequence[DecisionRow]) -> _Sitting:
    named = {one.item_id for one in decisions if one.item_id is not None}
    actions = reading.actions.actions(ActionFilter(meeting_id=meeting.id), limit=_ALL)
    positions: dict[RecordId, list[PositionRow]] = {}
    for position in reading.minutes.positions(meeting.id):
        positions.setdefault(position.decision_id, []).append(position)
    return _Sitting(
        meeting=meeting,
        decisions=decisions,
        positions=positions,
        items={one.id: one for one in reading.meetings.agenda(meeting.id)},
        actions=[one for one in actions if one.item_id in named],
    )


def _facts(sittings: Sequence[_Sitting], words: Words) -> tuple[tuple[str, str], ...]:
    total = sum(len(one.decisions) for one in sittings)
    dissented = sum(
        any(position.stance is Stance.NON_CONCUR for position in positions)
        for one in sittings
        for positions in one.positions.values()
    )
    said = words.say(
        "{decisions} at {meetings}",
        decisions=words.count(total, "decision"),
        meetings=words.count(len(sittings), "meeting"),
    )
    return (
        (words.say("Decisions"), said),
        (words.say("With dissent"), words.number(dissented)),
    )


def _told(
    reading: Reading,
    sittings: Sequence[_Sitting],
    portions: Portions,
    words: Words,
    today: date,
) -> Iterator[Block]:
    if not sittings:
        yield Paragraph(words.say("No decision was taken in this time."), portions.open)
        return
    last = latest_told(reading, today)
    for sitting in sittings:
        yield Heading(meeting_name(sitting.meeting, words))
        for number, decision in enumerate(sitting.decisions):
            yield from _item(sitting, number, portions, words)
            yield from decision_blocks(
                decision, sitting.positions.get(decision.id, ()), portions, words
            )
            came = _came_of(sitting, number)
            if came:
                title = words.say("Action items that came of it")
                yield Paragraph(title, portions.open, TextStyle.SMALL, leads=True)
                yield compact_table(by_due_date(came), last, portions, words, on=today)


def _item(sitting: _Sitting, number: int, portions: Portions, words: Words) -> Iterator[Block]:
    """Yield the agenda item before the first of its decisions."""
    item_id = sitting.decisions[number].item_id
    item = sitting.items.get(item_id) if item_id is not None else None
    if item is None or any(one.item_id == item_id for one in sitting.decisions[:number]):
        return
    yield Heading(item.title, 3, bookmark="", portion=portions.of(item))


def _came_of(sitting: _Sitting, number: int) -> list[ActionRow]:
    """Return the action items of an agenda item, after the last of its decisions."""
    item_id = sitting.decisions[number].item_id
    if item_id is None or any(one.item_id == item_id for one in sitting.decisions[number + 1 :]):
        return []
    return [one for one in sitting.actions if one.item_id == item_id]
