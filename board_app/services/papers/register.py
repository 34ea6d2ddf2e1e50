"""The register of action items on paper: all, one agency's, or what changed lately."""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from board_app.domain.base import RecordId
from board_app.domain.document import Block, Document, Heading, PaperSize, Paragraph, TitleBlock
from board_app.domain.words import count
from board_app.services.papers.marks import Portions, designation_lines
from board_app.services.papers.setting import plain_day, short_day
from board_app.services.papers.tables import by_due_date, follow_up_table, open_action_table
from board_app.services.reading import ActionFilter, Reading
from board_app.services.rows import ActionRow, FollowUpRow
from board_app.services.scheme import scheme_of

_ALL = 100_000


class Extent(Enum):
    """Which action items a register holds."""

    OPEN = "open"
    EVERYTHING = "all"
    CHANGED = "changed"


def register_document(
    reading: Reading,
    *,
    today: date,
    extent: Extent = Extent.OPEN,
    agency_id: RecordId | None = None,
) -> Document:
    """Return the register as of today; with an agency, what it leads or supports."""
    board = reading.board.board()
    actions, told, since = _found(reading, today, extent, agency_id)
    portions = Portions.over(actions, scheme_of(board))
    title = f"{_TITLES[extent]}{_whose(reading, today, agency_id)}"
    blocks: tuple[Block, ...] = (
        TitleBlock(board.name, title, _facts(actions, since, extent, today)),
        *(
            _changes(actions, told, since, portions, today)
            if extent is Extent.CHANGED
            else _by_lead(actions, portions, today)
        ),
    )
    return Document(
        title=title,
        subject=f"{board.name}: action items",
        author=board.name,
        blocks=blocks,
        banner=portions.banner,
        paper=PaperSize(board.paper),
        designation=designation_lines(board, portions.scheme, portions.top),
        reference="action register",
        version=short_day(today),
        state=f"As of {plain_day(today)}",
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


def _whose(reading: Reading, today: date, agency_id: RecordId | None) -> str:
    agencies = reading.directory.agencies(today, archived=True)
    agency = next((one for one in agencies if one.id == agency_id), None)
    return f" of {agency.name}" if agency is not None else ""


_TITLES = {
    Extent.OPEN: "Open action items",
    Extent.EVERYTHING: "Register of action items",
    Extent.CHANGED: "Action items changed since the last meeting",
}


def _facts(
    actions: Sequence[ActionRow], since: date, extent: Extent, today: date
) -> tuple[tuple[str, str], ...]:
    late = sum(one.is_overdue(today) for one in actions)
    facts = [("Items", f"{count(len(actions), 'action item')}, {late} overdue")]
    if extent is Extent.CHANGED and since > date.min:
        facts.append(("Since", f"the meeting of {plain_day(since)}"))
    return tuple(facts)


def _by_lead(actions: Sequence[ActionRow], portions: Portions, today: date) -> Iterator[Block]:
    """Yield a table for each lead; what nobody leads, or has no date, stands first."""
    if not actions:
        yield Paragraph("No action item matches.", portions.open)
        return
    gaps = [one for one in actions if one.lead_id is None or one.due_on is None]
    if gaps:
        yield Heading("Without a lead or a date")
        yield open_action_table(by_due_date(gaps), portions, on=today)
    rest = [one for one in actions if one.lead_id is not None and one.due_on is not None]
    for lead in sorted({one.lead for one in rest}):
        own = by_due_date(one for one in rest if one.lead == lead)
        yield Heading(f"{lead} ({len(own)})", bookmark=lead)
        yield open_action_table(own, portions, on=today)


def _changes(
    actions: Sequence[ActionRow],
    told: Sequence[FollowUpRow],
    since: date,
    portions: Portions,
    today: date,
) -> Iterator[Block]:
    new = [one for one in actions if one.opened_on >= since]
    closed = [one for one in actions if one.closed_on is not None and one.closed_on >= since]
    slipped = {one.action_id for one in told if one.new_due_on and one.reason}
    moved = [one for one in actions if one.id in slipped]
    for title, rows in (("New", new), ("Moved to another date", moved), ("Closed", closed)):
        yield Heading(f"{title} ({len(rows)})", bookmark=title)
        if rows:
            yield open_action_table(by_due_date(rows), portions, on=today)
        else:
            yield Paragraph("None.", portions.open)
    yield Heading(f"What was reported ({len(told)})", bookmark="What was reported")
    if told:
        yield follow_up_table(told, {one.id: one for one in actions}, portions)
    else:
        yield Paragraph("Nothing was reported.", portions.open)
