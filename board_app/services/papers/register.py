"""The register of action items on paper: all, one agency's, or what changed lately."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial

from board_app.domain.base import RecordId
from board_app.domain.document import (
    Block,
    Document,
    Heading,
    PaperSize,
    Paragraph,
    Table,
    TitleBlock,
)
from board_app.services.papers.compact import compact_table, latest_told
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import controlled_by
from board_app.services.papers.tables import by_due_date, follow_up_table, open_action_table
from board_app.services.papers.words import Words
from board_app.services.reading import ActionFilter, Reading
from board_app.services.rows import ActionRow, FollowUpRow
from board_app.services.scheme import scheme_of

_ALL = 100_000
MakeTable = Callable[[Sequence[ActionRow]], Table]


class Extent(Enum):
    """Which action items a register holds."""

    OPEN = "open"
    EVERYTHING = "all"
    CHANGED = "changed"


class Form(Enum):
    """How much a register says of each item: two cells, or all in columns."""

    COMPACT = "compact"
    FULL = "full"


@dataclass(frozen=True)
class _Register:
    """What a register holds, and how it is said."""

    actions: Sequence[ActionRow]
    told: Sequence[FollowUpRow]
    since: date
    portions: Portions
    words: Words
    seats: Sequence[str] = ()


def register_document(
    reading: Reading,
    *,
    today: date,
    extent: Extent = Extent.OPEN,
    agency_id: RecordId | None = None,
    form: Form = Form.COMPACT,
) -> Document:
    """Return the register as of today; with an agency, what it leads or supports."""
    board = reading.board.board()
    words = Words.of(board)
    actions, told, since = _found(reading, today, extent, agency_id)
    portions = Portions.over(actions, scheme_of(board))
    seats = [one.abbreviation for one in reading.directory.agencies(today, archived=True)]
    register = _Register(actions, told, since, portions, words, seats)
    make = _table_maker(reading, register, today, form)
    title = _title(reading, today, words, extent=extent, agency_id=agency_id)
    is_changes = extent is Extent.CHANGED
    return Document(
        title=title,
        subject=f"{board.name}: {words.say('Action items').lower()}",
        author=board.name,
        blocks=(
            TitleBlock(board.name, title, _facts(register, extent, today)),
            *(_changes(register, make) if is_changes else _by_lead(register, make)),
        ),
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=PaperSize(board.paper),
        designation=controlled_by(board, portions, words),
        reference=words.say("action register"),
        version=words.short_day(today),
        state=words.say("As of {day}", day=words.day(today)),
    )


def _found(
    reading: Reading, today: date, extent: Extent, agency_id: RecordId | None
) -> tuple[list[ActionRow], list[FollowUpRow], date]:
    """Return the items, what was reported on them, and the day of the last meeting."""
    last = reading.meetings.last_meeting(today)
    since = last.day if last is not None else date.min
    wanted = ActionFilter(agency_id=agency_id, live=extent is Extent.OPEN)
    actions = reading.actions.actions(wanted, limit=_ALL)
    if extent is not Extent.CHANGED:
        return actions, [], since
    told = reading.actions.followed_between(since, today)
    changed = {one.action_id for one in told}
    actions = [one for one in actions if one.id in changed or one.opened_on >= since]
    known = {one.id for one in actions}
    return actions, [one for one in told if one.action_id in known], since


def _table_maker(reading: Reading, register: _Register, today: date, form: Form) -> MakeTable:
    portions, words = register.portions, register.words
    if form is Form.FULL:
        return partial(open_action_table, portions=portions, words=words, on=today)
    last = latest_told(reading, today)
    return partial(compact_table, last=last, portions=portions, words=words, on=today)


def _title(
    reading: Reading, today: date, words: Words, *, extent: Extent, agency_id: RecordId | None
) -> str:
    title = words.say(_TITLES[extent])
    agencies = reading.directory.agencies(today, archived=True)
    agency = next((one for one in agencies if one.id == agency_id), None)
    return f"{title}{words.say(' of {agency}', agency=agency.name)}" if agency else title


_TITLES = {
    Extent.OPEN: "Open action items",
    Extent.EVERYTHING: "Register of action items",
    Extent.CHANGED: "Action items changed since the last meeting",
}


def _facts(register: _Register, extent: Extent, today: date) -> tuple[tuple[str, str], ...]:
    words = register.words
    late = sum(one.is_overdue(today) for one in register.actions)
    total = words.count(len(register.actions), "action item")
    said = words.say("{items}, {late} overdue", items=total, late=words.number(late))
    facts = [(words.say("In all"), said)]
    if extent is Extent.CHANGED and register.since > date.min:
        day = words.day(register.since)
        facts.append((words.say("Since"), words.say("the meeting of {day}", day=day)))
    return tuple(facts)


def _by_lead(register: _Register, make: MakeTable) -> Iterator[Block]:
    """Yield a table for each lead; what nobody leads, or has no date, stands first."""
    actions, words = register.actions, register.words
    if not actions:
        yield Paragraph(words.say("No action item matches."), register.portions.open)
        return
    gaps = [one for one in actions if one.lead_id is None or one.due_on is None]
    if gaps:
        yield Heading(words.say("Without a lead or a date"))
        yield make(by_due_date(gaps))
    rest = [one for one in actions if one.lead_id is not None and one.due_on is not None]
    leads = {one.lead for one in rest}
    known = [seat for seat in register.seats if seat in leads]
    for lead in (*known, *sorted(leads - {*known})):
        own = by_due_date(one for one in rest if one.lead == lead)
        yield Heading(f"{lead} ({words.number(len(own))})", bookmark=lead)
        yield make(own)


def _changes(register: _Register, make: MakeTable) -> Iterator[Block]:
    actions, told, since = register.actions, register.told, register.since
    words, portions = register.words, register.portions
    new = [one for one in actions if one.opened_on >= since]
    closed = [one for one in actions if one.closed_on is not None and one.closed_on >= since]
    slipped = {one.action_id for one in told if one.new_due_on and one.reason}
    moved = [one for one in actions if one.id in slipped]
    for name, rows in (("New", new), ("Moved to another date", moved), ("Closed", closed)):
        title = words.say(name)
        yield Heading(f"{title} ({words.number(len(rows))})", bookmark=title)
        if rows:
            yield make(by_due_date(rows))
        else:
            yield Paragraph(words.say("None."), portions.open)
    title = words.say("What was reported")
    yield Heading(f"{title} ({words.number(len(told))})", bookmark=title)
    if told:
        yield follow_up_table(told, {one.id: one for one in actions}, portions, words)
    else:
        yield Paragraph(words.say("Nothing was reported."), portions.open)
