"""The agenda of a meeting: what is asked of the board, by whom, and how long it may take."""

from collections.abc import Iterator, Sequence
from datetime import date

from board_app.domain.agenda import ItemKind, ItemState, TimeBudget, running_totals
from board_app.domain.base import RecordId
from board_app.domain.document import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from board_app.domain.meeting import MeetingState
from board_app.services.papers.agenda_changes import AgendaStep, agenda_steps, change_blocks
from board_app.services.papers.marks import Marked, Portions
from board_app.services.papers.setting import (
    Setting,
    designation,
    meeting_name,
    setting_of,
    starts,
    title_block,
)
from board_app.services.papers.tables import (
    NO_LEAD,
    as_they_stood,
    by_due_date,
    open_action_table,
)
from board_app.services.papers.words import Words
from board_app.services.published import changed_since_published
from board_app.services.reading import ActionFilter, Reading
from board_app.services.rows import ActionRow, AgendaRow, MeetingRow

_ALL = 100_000
_ASKED = (
    (ItemKind.DECISION, "decision", "decisions"),
    (ItemKind.COUNTRY_REVIEW, "country review", "country reviews"),
    (ItemKind.DISCUSSION, "discussion", "discussions"),
    (ItemKind.INFORMATION, "item for information", "items for information"),
)


def agenda_document(reading: Reading, meeting_id: RecordId, *, today: date) -> Document:
    """Return the agenda of a meeting as it stands; raises NotFound."""
    setting = setting_of(reading, meeting_id)
    words = setting.words
    actions = _open_actions(reading, setting, today)
    waiting = reading.meetings.deferred() if setting.meeting.state.is_ahead else []
    steps = agenda_steps(reading, setting)
    elsewhere = [item for item in waiting if item.meeting_id != meeting_id]
    sides = [side for step in steps for change in step.changes for side in change.sides]
    held: list[Marked] = [*setting.items, *elsewhere, *actions, *sides]
    portions = Portions.over(held, setting.scheme)
    on = min(today, setting.day)
    is_changed = _is_changed(reading, setting.meeting, steps)
    title = words.say("Agenda of the {meeting}", meeting=meeting_name(setting.meeting, words))
    blocks = (
        title_block(setting, title, (words.say("Purpose"), _purpose(setting.items, words))),
        *_items(setting, portions),
        *change_blocks(steps, reading, setting, portions),
        *_actions(actions, setting, portions, on),
        *_carried(setting, elsewhere, reading, portions),
    )
    return Document(
        title=title,
        subject=f"{setting.board.name}: {words.say('Agenda').lower()}",
        author=setting.board.name,
        blocks=blocks,
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=setting.paper,
        designation=designation(setting, portions),
        reference=f"{setting.meeting.reference}/{words.say('agenda')}",
        version=_version(setting.meeting, words, is_changed=is_changed),
        state=_state(setting, is_changed=is_changed),
        mark=setting.words.draft_mark(_state(setting, is_changed=is_changed)),
    )


def _purpose(items: Sequence[AgendaRow], words: Words) -> str:
    """Return what is asked of the board, counted from the kinds of its items."""
    live = [item for item in items if item.state is not ItemState.WITHDRAWN]
    asked = []
    for kind, noun, plural in _ASKED:
        number = sum(item.kind is kind for item in live)
        if number:
            asked.append(words.count(number, noun, plural=plural))
    return words.joined(asked)


def _open_actions(reading: Reading, setting: Setting, today: date) -> list[ActionRow]:
    """Return what was open before the meeting; for a past meeting, as it stood on its day."""
    day = setting.day
    if day >= today:
        actions = reading.actions.actions(ActionFilter(live=True), limit=_ALL)
        return by_due_date(one for one in actions if one.meeting_id != setting.meeting.id)
    known = [
        one
        for one in reading.actions.actions(ActionFilter(), limit=_ALL)
        if one.opened_on <= day and one.meeting_id != setting.meeting.id
    ]
    stood = as_they_stood(known, reading.actions.follow_ups([one.id for one in known]), day)
    return by_due_date(one for one in stood if one.status.is_live)


def _items(setting: Setting, portions: Portions) -> Iterator[Block]:
    words = setting.words
    yield Heading(words.say("Order of business"))
    if not setting.items:
        yield Paragraph(words.say("The agenda has no items yet."), portions.open)
        return
    yield _table(setting, portions)
    allotted = sum(_taken(item) for item in setting.items)
    budget = TimeBudget(allotted, setting.meeting.minutes)
    yield Paragraph(_budget(budget, words), portions.open)


def _table(setting: Setting, portions: Portions) -> Table:
    words = setting.words
    has_country = any(item.country for item in setting.items)
    columns = (
        Column(words.say("No."), align=Align.RIGHT, names_row=True),
        Column(words.say("Item"), 1.0),
        Column(words.say("Kind")),
        Column(words.say("Lead")),
        *((Column(words.say("Country")),) if has_country else ()),
        Column(words.say("Min"), align=Align.RIGHT),
        Column(words.say("At"), align=Align.RIGHT),
    )
    passed = running_totals(_taken(item) for item in setting.items)
    rows = tuple(
        (
            str(number),
            _item(item, portions, words),
            words.say(item.kind.label),
            item.lead or words.say(NO_LEAD),
            *((item.country,) if has_country else ()),
            *_times(setting, item, passed[number - 1]),
        )
        for number, item in enumerate(setting.items, 1)
    )
    return Table(columns, rows)


def _item(item: AgendaRow, portions: Portions, words: Words) -> Cell:
    carried = words.say("Carried over from meeting {meeting}", meeting=item.carried_from)
    carried = carried if item.carried_from else ""
    lines = (portions.before(item.title, item), item.purpose.strip(), carried)
    return tuple(line for line in lines if line)


def _times(setting: Setting, item: AgendaRow, passed: int) -> tuple[str, str]:
    if item.state is ItemState.WITHDRAWN:
        return "", setting.words.say("withdrawn")
    return str(item.minutes), starts(setting.meeting, passed, setting.words)


def _taken(item: AgendaRow) -> int:
    return 0 if item.state is ItemState.WITHDRAWN else item.minutes


def _budget(budget: TimeBudget, words: Words) -> str:
    head = words.say(
        "The items take {taken} of {length}",
        taken=words.duration(budget.allotted),
        length=words.duration(budget.length),
    )
    if budget.overrun:
        return head + words.say(": {minutes} too long.", minutes=words.duration(budget.overrun))
    if budget.free:
        return head + words.say(": {minutes} free.", minutes=words.duration(budget.free))
    return f"{head}."


def _actions(
    actions: Sequence[ActionRow], setting: Setting, portions: Portions, on: date
) -> Iterator[Block]:
    words = setting.words
    overdue = sum(one.is_overdue(on) for one in actions)
    name = words.say("Open action items")
    numbers = words.say(" ({total}, {late} overdue)", total=len(actions), late=overdue)
    yield Heading(f"{name}{numbers}" if actions else name, bookmark=name)
    if actions:
        yield open_action_table(actions, portions, words, on=on)
    else:
        yield Paragraph(words.say("No action items are open."), portions.open)


def _carried(
    setting: Setting, waiting: Sequence[AgendaRow], reading: Reading, portions: Portions
) -> Iterator[Block]:
    """Yield what comes from earlier meetings, and what was deferred and stands on no agenda."""
    words = setting.words
    yield Heading(words.say("Carried over"))
    lines = [
        portions.before(
            words.say(
                "Item {number}, {title}: from meeting {meeting}",
                number=number,
                title=item.title,
                meeting=item.carried_from,
            ),
            item,
        )
        for number, item in enumerate(setting.items, 1)
        if item.carried_from
    ]
    for item in waiting:
        source = reading.meetings.meeting(item.meeting_id).reference
        text = words.say(
            "{title}: deferred at meeting {meeting}, on no agenda yet",
            title=item.title,
            meeting=source,
        )
        lines.append(portions.before(text, item))
    if lines:
        yield Bullets(tuple(lines))
    else:
        yield Paragraph(words.say("No items were carried over."), portions.open)


def _is_changed(reading: Reading, meeting: MeetingRow, steps: Sequence[AgendaStep]) -> bool:
    """Tell whether items, time or place changed after the agenda was published.

    At the meeting they always do.
    """
    if steps and meeting.state.is_ahead and meeting.published_at is not None:
        return steps[-1].is_change
    # Who does not see the history goes by the clocks.
    return changed_since_published(reading, meeting)


def _version(meeting: MeetingRow, words: Words, *, is_changed: bool) -> str:
    if not meeting.agenda_version:
        return words.say("draft")
    version = words.say("version {number}", number=meeting.agenda_version)
    return words.say("draft after {version}", version=version) if is_changed else version


def _state(setting: Setting, *, is_changed: bool) -> str:
    meeting, words = setting.meeting, setting.words
    if meeting.state is MeetingState.CANCELLED:
        cancelled = words.say("CANCELLED")
        return f"{cancelled}: {meeting.reason}" if meeting.reason else cancelled
    if not meeting.agenda_version or meeting.published_at is None:
        return words.say("DRAFT, not published yet")
    number = meeting.agenda_version
    at = words.moment(meeting.published_at, setting.board.zone)
    if is_changed:
        return words.say(
            "DRAFT with changes since the published version {number} of {at}", number=number, at=at
        )
    return words.say("Published version {number} of {at}", number=number, at=at)
