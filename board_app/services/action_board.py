"""Action items as a board: columns by status, by lead agency, or by date."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from board_app.domain.states import ActionStatus
from board_app.domain.words import day
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow
from board_app.services.session import Session

GROUPS = (("status", "By status"), ("lead", "By lead agency"), ("due", "By date"))
OPEN, IN_PROGRESS, WAITING, DONE = "open", "in_progress", "waiting", "done"
SHOWN = 100  # cards of a column; a longer one is read in the list
_READ = 2000
_LATELY = timedelta(days=30)


class BoardColumn(NamedTuple):
    """One column: a key to move cards to, its title, its first cards, and how many there are."""

    key: str
    title: str
    rows: tuple[ActionRow, ...]
    total: int


class ActionBoard(NamedTuple):
    """All columns; `left_out` items are not on it, because there are too many."""

    columns: tuple[BoardColumn, ...]
    left_out: int


def action_board(session: Session, wanted: ActionFilter, group: str) -> ActionBoard:
    """Return the board of what a filter wants; states are the board's own affair."""
    today = session.board().today
    actions = session.reading.actions
    wanted = wanted._replace(statuses=(), live=True, closed=False, due_before=None)
    live = actions.actions(wanted, limit=_READ)
    left_out = actions.count(wanted) - len(live) if len(live) == _READ else 0
    if group == "lead":
        columns = tuple(_by_lead(live))
    elif group == "due":
        columns = tuple(_by_date(live, today))
    else:
        last = session.reading.meetings.last_meeting(today)
        since = last.day if last is not None else today - _LATELY
        ended = wanted._replace(live=False, closed_since=since)
        done, number = actions.actions(ended, limit=SHOWN), actions.count(ended)
        columns = (
            *_by_status(live),
            BoardColumn(DONE, f"Ended since {day(since, today)}", tuple(done), number),
        )
    return ActionBoard(columns, left_out)


def _by_status(live: Sequence[ActionRow]) -> Iterator[BoardColumn]:
    for key, title, statuses in (
        (OPEN, "Open", (ActionStatus.OPEN,)),
        (IN_PROGRESS, "In progress", (ActionStatus.IN_PROGRESS,)),
        (WAITING, "Submitted or blocked", (ActionStatus.SUBMITTED, ActionStatus.BLOCKED)),
    ):
        yield _column(key, title, [row for row in live if row.status in statuses])


def _by_lead(live: Sequence[ActionRow]) -> Iterator[BoardColumn]:
    """Yield a column for each lead; what nobody leads stands first."""
    unowned = [row for row in live if row.lead_id is None]
    if unowned:
        yield _column("", "No lead yet", unowned)
    leads = {row.lead_id: row.lead for row in live if row.lead_id is not None}
    for lead_id, name in sorted(leads.items(), key=lambda one: one[1].casefold()):
        yield _column(str(lead_id), name, [row for row in live if row.lead_id == lead_id])


def _by_date(live: Sequence[ActionRow], today: date) -> Iterator[BoardColumn]:
    week, month = today + timedelta(days=7), today + timedelta(days=30)
    undated = [row for row in live if row.due_on is None]
    dated = [(row, row.due_on) for row in live if row.due_on is not None]
    if undated:
        yield _column("undated", "No date yet", undated)
    yield _column("late", "Late", [row for row, due in dated if due < today])
    yield _column("week", "Next 7 days", [row for row, due in dated if today <= due <= week])
    yield _column("month", "Next 30 days", [row for row, due in dated if week < due <= month])
    yield _column("later", "Later", [row for row, due in dated if due > month])


def _column(key: str, title: str, rows: Sequence[ActionRow]) -> BoardColumn:
    return BoardColumn(key, title, tuple(rows[:SHOWN]), len(rows))
