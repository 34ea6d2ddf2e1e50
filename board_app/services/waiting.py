"""What waits for the person at the desk: the board's for the secretariat, else the agency's."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from board_app.domain.clearing import Answer
from board_app.domain.ids import RecordId
from board_app.domain.states import ActionStatus, ItemKind, ItemState
from board_app.domain.words import count
from board_app.services.clearance_rows import RoundRow
from board_app.services.country_rows import ReviewRow
from board_app.services.rows import ActionRow, AgendaRow, MeetingRow

SILENT_DAYS = 30
"""So long without a follow-up, and the lead agency is asked for word."""

_GOES_ON = (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)


class Waiting(NamedTuple):
    """One thing to do, and where: `kind` is action_item, meeting, review or clearance."""

    id: int
    text: str
    detail: str
    due_on: date | None
    kind: str
    target_id: RecordId
    part_id: RecordId | None = None


class Scene(NamedTuple):
    """What is known of the month when it is asked what waits."""

    today: date
    upcoming: MeetingRow | None
    agenda: list[AgendaRow]
    live: list[ActionRow]
    drafts: list[ReviewRow]
    rounds: Sequence[RoundRow] = ()
    now: datetime = datetime.max.replace(tzinfo=UTC)


def for_board(scene: Scene) -> list[Waiting]:
    """Return what the secretariat has to do."""
    done = [row for row in scene.live if row.status is ActionStatus.SUBMITTED]
    found = [_asked("Close", row, f"{row.lead} says it is done", due=row.due_on) for row in done]
    cleared = [_in_clearance(one, scene) for one in scene.rounds]
    return [*cleared, *_reviews(scene, scene.drafts), *_unprepared(scene), *found]


def for_agency(scene: Scene, agency_id: RecordId) -> list[Waiting]:
    """Return what an agency has to do beside what is late or due soon."""
    own = [row for row in scene.live if row.lead_id == agency_id]
    blocked = [
        _asked("Free", row, "blocked: say what would help", due=row.due_on)
        for row in own
        if row.status is ActionStatus.BLOCKED
    ]
    silent = [
        _asked("Log progress on", row, _since(row, scene.today))
        for row in own
        if row.status in _GOES_ON and _is_silent(row, scene.today)
    ]
    drafts = [one for one in scene.drafts if one.lead_id == agency_id]
    asked = [
        Waiting(
            one.id,
            f"Answer on the minutes {one.reference}, version {one.number}",
            "silence counts as concurrence" if one.silence == "concurs" else "your position",
            one.wall_due.date(),
            "clearance",
            one.meeting_id,
        )
        for one in scene.rounds
        if one.mine is Answer.NONE
    ]
    return [*asked, *_reviews(scene, drafts), *_led(scene, agency_id), *blocked, *silent]


def _in_clearance(row: RoundRow, scene: Scene) -> Waiting:
    """Return what is to be done for a round: to wait, to resolve, to decide on it."""
    waits = f"{row.answered} of {row.asked} answered"
    if row.unresolved:
        waits = f"{count(row.unresolved, 'comment')} to resolve"
    elif row.is_over(scene.now):
        waits = "the deadline has passed"
    verb = "Close" if row.is_over(scene.now) or row.answered == row.asked else "Clear"
    return Waiting(
        row.id,
        f"{verb} the minutes {row.reference}",
        waits,
        row.wall_due.date(),
        "clearance",
        row.meeting_id,
    )


def _asked(verb: str, row: ActionRow, detail: str, *, due: date | None = None) -> Waiting:
    text = f"{verb} {row.reference}: {row.title}"
    return Waiting(row.id, text, detail, due, "action_item", row.id)


def _reviews(scene: Scene, drafts: list[ReviewRow]) -> list[Waiting]:
    day = scene.upcoming.day if scene.upcoming is not None else None
    items = {item.id for item in scene.agenda}
    return [
        Waiting(
            one.id,
            f"Finish the review of {one.country}",
            one.reference,
            day if one.item_id in items else None,
            "review",
            one.id,
        )
        for one in drafts
    ]


def _unprepared(scene: Scene) -> list[Waiting]:
    """Return country reviews on the next agenda for which nothing is drafted."""
    meeting = scene.upcoming
    if meeting is None:
        return []
    prepared = {one.item_id for one in scene.drafts} | {one.country_id for one in scene.drafts}
    return [
        Waiting(
            item.id,
            f"Start the review of {item.country or item.title}",
            "on the next agenda",
            meeting.day,
            "meeting",
            meeting.id,
            item.id,
        )
        for item in scene.agenda
        if item.kind is ItemKind.COUNTRY_REVIEW
        and item.state is ItemState.SCHEDULED
        and prepared.isdisjoint({item.id, item.country_id})
    ]


def _led(scene: Scene, agency_id: RecordId) -> list[Waiting]:
    meeting = scene.upcoming
    if meeting is None:
        return []
    return [
        Waiting(
            item.id,
            f"Present “{item.title}”",
            f"{item.minutes} min on the next agenda",
            meeting.day,
            "meeting",
            meeting.id,
            item.id,
        )
        for item in scene.agenda
        if item.lead_id == agency_id and item.state is ItemState.SCHEDULED
    ]


def _is_silent(row: ActionRow, today: date) -> bool:
    heard = row.last_follow_up or row.opened_on
    due_soon = row.due_on is not None and row.due_on <= today + timedelta(days=14)
    return not due_soon and (today - heard).days > SILENT_DAYS


def _since(row: ActionRow, today: date) -> str:
    return f"no word for {count((today - (row.last_follow_up or row.opened_on)).days, 'day')}"
