"""What lists and pages show: flat, frozen rows with names in them, filled by one query each.

Named tuples: two dozen dataclasses cost 17 ms more before the first screen, and a row more to fill.
"""

from datetime import date, datetime
from typing import NamedTuple, Self

from board_app.domain.ids import RecordId
from board_app.domain.states import (
    ActionStatus,
    AgencyKind,
    BlockKind,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
    Presence,
    Priority,
    Role,
    Stance,
)
from board_app.domain.style import DateStyle, Language


class BoardRow(NamedTuple):
    id: RecordId
    version: int
    uid: str
    name: str
    chair_id: RecordId | None
    chair: str
    zone: str
    ceiling: int
    quorum: int
    members: int
    meeting_minutes: int
    agenda_days: int
    read_ahead_hours: int
    minutes_days: int
    country_code: str
    paper: str
    place: str
    language: Language
    date_style: DateStyle
    scheme_id: RecordId | None
    scheme: str
    controlled_by: str
    contact: str
    decontrol: str
    today: date = date.min

    def on(self, today: date) -> Self:
        """Return the row with the day that is today in the board's zone."""
        return self._replace(today=today)


class AgencyRow(NamedTuple):
    """An agency under the name that its seat has on the day asked for."""

    id: RecordId
    version: int
    code: str
    kind: AgencyKind
    seat_no: int
    name: str
    abbreviation: str
    functions: str
    principal: str
    people: int
    open_actions: int
    overdue: int
    archived: bool


class SeatRow(NamedTuple):
    id: RecordId
    version: int
    agency_id: RecordId
    name: str
    abbreviation: str
    valid_from: date
    valid_to: date | None
    reason: str


class PersonRow(NamedTuple):
    """A person with the appointment that counts today."""

    id: RecordId
    version: int
    name: str
    agency_id: RecordId
    agency: str
    role: Role | None
    title: str
    email: str
    phone: str
    note: str
    archived: bool


class AppointmentRow(NamedTuple):
    id: RecordId
    version: int
    person_id: RecordId
    person: str
    agency_id: RecordId
    agency: str
    role: Role
    valid_from: date
    valid_to: date | None


class SeriesRow(NamedTuple):
    id: RecordId
    version: int
    title: str
    nth: int
    weekday: int
    start: str
    minutes: int
    zone: str
    first_on: date
    until_on: date | None
    occurrences: int | None
    place: str


class ExceptionRow(NamedTuple):
    id: RecordId
    version: int
    series_id: RecordId
    on_day: date
    moved_to: datetime | None
    fold: int
    reason: str


class MeetingRow(NamedTuple):
    id: RecordId
    version: int
    reference: str
    number: int
    kind: MeetingKind
    title: str
    state: MeetingState
    wall_start: datetime
    zone: str
    fold: int
    starts_at: datetime
    minutes: int
    place: str
    means: str
    chair_id: RecordId | None
    chair: str
    series_id: RecordId | None
    occurrence_on: date | None
    quorum: int
    summary: str
    agenda_version: int
    published_at: datetime | None
    reason: str
    moved_from: str
    items: int
    allotted: int
    present: int
    decisions: int
    actions: int

    @property
    def day(self) -> date:
        return self.wall_start.date()


class AgendaRow(NamedTuple):
    id: RecordId
    version: int
    meeting_id: RecordId
    position: int
    kind: ItemKind
    title: str
    minutes: int
    lead_id: RecordId | None
    lead: str
    country_id: RecordId | None
    country: str
    purpose: str
    state: ItemState
    standing_id: RecordId | None
    carried_from_id: RecordId | None
    carried_from: str
    carried_to: str
    marking: int
    handling: str
    blocks: int


class StandingRow(NamedTuple):
    id: RecordId
    version: int
    position: int
    kind: ItemKind
    title: str
    minutes: int
    lead_id: RecordId | None
    lead: str


class AttendanceRow(NamedTuple):
    """An agency's line at a meeting; id 0 when nothing was recorded yet."""

    id: RecordId
    version: int
    agency_id: RecordId
    agency: str
    agency_name: str
    kind: AgencyKind
    presence: Presence
    person_id: RecordId | None
    person: str
    arrived: str
    left: str
    note: str


class BlockRow(NamedTuple):
    id: RecordId
    version: int
    item_id: RecordId
    position: int
    kind: BlockKind
    text: str
    decision_id: RecordId | None
    action_id: RecordId | None
    marking: int
    handling: str


class DecisionRow(NamedTuple):
    id: RecordId
    version: int
    reference: str
    meeting_id: RecordId
    meeting: str
    item_id: RecordId | None
    item: str
    text: str
    mandate: str
    limits: str
    marking: int
    handling: str


class PositionRow(NamedTuple):
    id: RecordId
    version: int
    decision_id: RecordId
    agency_id: RecordId
    agency: str
    stance: Stance
    note: str


class ActionRow(NamedTuple):
    id: RecordId
    version: int
    reference: str
    title: str
    lead_id: RecordId | None
    lead: str
    supporting: str
    deliverable: str
    measure: str
    due_on: date | None
    first_due_on: date | None
    slips: int
    status: ActionStatus
    priority: Priority
    meeting_id: RecordId | None
    meeting: str
    item_id: RecordId | None
    country_id: RecordId | None
    country: str
    opened_on: date
    closed_on: date | None
    marking: int
    handling: str
    last_follow_up: date | None

    def is_overdue(self, today: date) -> bool:
        """Tell whether the date has passed; computed, never stored."""
        return self.status.is_live and self.due_on is not None and self.due_on < today


class FollowUpRow(NamedTuple):
    id: RecordId
    action_id: RecordId
    agency: str
    person: str
    made_on: date
    made_at: datetime
    text: str
    status: ActionStatus | None
    old_due_on: date | None
    new_due_on: date | None
    reason: str
    evidence: str
    agency_id: RecordId | None


class CountryRow(NamedTuple):
    id: RecordId
    version: int
    alpha2: str
    alpha3: str
    numeric: str
    name: str
    region: str
    board_name: str


class FindingRow(NamedTuple):
    """Something that Ctrl+K can open."""

    id: RecordId
    kind: str
    label: str
    place: str


class HistoryRow(NamedTuple):
    """One audited change; before and after are JSON texts or None."""

    id: int
    at: datetime
    person: str
    label: str
    table: str
    row_id: RecordId
    subject: str
    before: str | None
    after: str | None
