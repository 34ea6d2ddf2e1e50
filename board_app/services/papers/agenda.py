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
from board_app.domain.words import count, duration, joined
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import (
    Setting,
    designation,
    meeting_name,
    moment,
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
    actions = _open_actions(reading, setting, today)
    waiting = reading.meetings.deferred() if setting.meeting.state.is_ahead else []
    elsewhere = [item for item in waiting if item.meeting_id != meeting_id]
    portions = Portions.over(
        [
            *setting.items,
            *elsewhere,
            *actions,
        ],
        setting.scheme,
    )
    on = min(today, setting.day)
    is_changed = _is_changed(reading, setting.meeting)
    blocks = (
        title_block(setting, "Agenda", ("Purpose", _purpose(setting.items))),
        *_items(setting, portions),
        *_actions(actions, portions, on),
        *_carried(setting, elsewhere, reading, portions),
    )
    return Document(
        title=f"Agenda of the {meeting_name(setting.meeting)}",
        subject=f"{setting.board.name}: agenda",
        author=setting.board.name,
        blocks=blocks,
        banner=portions.banner,
        paper=setting.paper,
        designation=designation(setting, portions),
        reference=f"{setting.meeting.reference}/agenda",
        version=_version(setting.meeting, is_changed=is_changed),
        state=_state(setting, is_changed=is_changed),
    )


def _purpose(items: Sequence[AgendaRow]) -> str:
    """Return what is asked of the board, counted from the kinds of its items."""
    live = [item for item in items if item.state is not ItemState.WITHDRAWN]
    asked = []
    for kind, noun, plural in _ASKED:
        number = sum(item.kind is kind for item in live)
        if number:
            asked.append(count(number, noun, plural=plural))
    return joined(asked)


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
    yield Heading("Order of business")
    if not setting.items:
        yield Paragraph("The agenda has no items yet.", portions.open)
        return
    yield _table(setting, portions)
    allotted = sum(_taken(item) for item in setting.items)
    yield Paragraph(_budget(TimeBudget(allotted, setting.meeting.minutes)), portions.open)


def _table(setting: Setting, portions: Portions) -> Table:
    has_country = any(item.country for item in setting.items)
    columns = (
        Column("No.", align=Align.RIGHT, names_row=True),
        Column("Item", 1.0),
        Column("Kind"),
        Column("Lead"),
        *((Column("Country"),) if has_country else ()),
        Column("Min", align=Align.RIGHT),
        Column("At", align=Align.RIGHT),
    )
    passed = running_totals(_taken(item) for item in setting.items)
    rows = tuple(
        (
            str(number),
            _item(item, portions),
            item.kind.label,
            item.lead or NO_LEAD,
            *((item.country,) if has_country else ()),
            *_times(setting, item, passed[number - 1]),
        )
        for number, item in enumerate(setting.items, 1)
    )
    return Table(columns, rows)


def _item(item: AgendaRow, portions: Portions) -> Cell:
    carried = f"Carried over from meeting {item.carried_from}" if item.carried_from else ""
    lines = (portions.before(item.title, item), item.purpose.strip(), carried)
    return tuple(line for line in lines if line)


def _times(setting: Setting, item: AgendaRow, passed: int) -> tuple[str, str]:
    if item.state is ItemState.WITHDRAWN:
        return "", "withdrawn"
    return str(item.minutes), starts(setting.meeting, passed)


def _taken(item: AgendaRow) -> int:
    return 0 if item.state is ItemState.WITHDRAWN else item.minutes


def _budget(budget: TimeBudget) -> str:
    head = f"The items take {duration(budget.allotted)} of {duration(budget.length)}"
    if budget.overrun:
        return f"{head}: {duration(budget.overrun)} too long."
    return f"{head}: {duration(budget.free)} free." if budget.free else f"{head}."


def _actions(actions: Sequence[ActionRow], portions: Portions, on: date) -> Iterator[Block]:
    overdue = sum(one.is_overdue(on) for one in actions)
    numbers = f" ({len(actions)}, {overdue} overdue)" if actions else ""
    yield Heading(f"Open action items{numbers}", bookmark="Open action items")
    if actions:
        yield open_action_table(actions, portions, on=on)
    else:
        yield Paragraph("No action items are open.", portions.open)


def _carried(
    setting: Setting, waiting: Sequence[AgendaRow], reading: Reading, portions: Portions
) -> Iterator[Block]:
    """Yield what comes from earlier meetings, and what was deferred and stands on no agenda."""
    yield Heading("Carried over")
    lines = [
        portions.before(f"Item {number}, {item.title}: from meeting {item.carried_from}", item)
        for number, item in enumerate(setting.items, 1)
        if item.carried_from
    ]
    for item in waiting:
        source = reading.meetings.meeting(item.meeting_id).reference
        text = f"{item.title}: deferred at meeting {source}, on no agenda yet"
        lines.append(portions.before(text, item))
    if lines:
        yield Bullets(tuple(lines))
    else:
        yield Paragraph("No items were carried over.", portions.open)


def _is_changed(reading: Reading, meeting: MeetingRow) -> bool:
    """Tell whether items changed after the agenda was published; at the meeting they always do."""
    changed = reading.history.agenda_changed(meeting.id)
    published = meeting.published_at
    return bool(meeting.state.is_ahead and changed and published and changed > published)


def _version(meeting: MeetingRow, *, is_changed: bool) -> str:
    if not meeting.agenda_version:
        return "draft"
    version = f"version {meeting.agenda_version}"
    return f"draft after {version}" if is_changed else version


def _state(setting: Setting, *, is_changed: bool) -> str:
    meeting = setting.meeting
    if meeting.state is MeetingState.CANCELLED:
        return f"CANCELLED: {meeting.reason}" if meeting.reason else "CANCELLED"
    if not meeting.agenda_version or meeting.published_at is None:
        return "DRAFT, not published yet"
    version = f"version {meeting.agenda_version} of "
    version += moment(meeting.published_at, setting.board.zone)
    if is_changed:
        return f"DRAFT with changes since the published {version}"
    return f"Published {version}"
