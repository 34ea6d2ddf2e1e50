"""What can be read: one port per theme, each answer a flat row filled by one query."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from board_app.domain.ids import RecordId
from board_app.domain.states import ActionStatus
from board_app.services.history_rows import ChainPart, HistoryFilter
from board_app.services.rows import (
    ActionRow,
    AgencyRow,
    AgendaRow,
    AppointmentRow,
    AttendanceRow,
    BlockRow,
    BoardRow,
    CountryRow,
    DecisionRow,
    ExceptionRow,
    FindingRow,
    FollowUpRow,
    HistoryRow,
    MeetingRow,
    PersonRow,
    PositionRow,
    SeatRow,
    SeriesRow,
    StandingRow,
)

if TYPE_CHECKING:
    from board_app.services.attachment_rows import AttachmentReading
    from board_app.services.bin_rows import BinReading
    from board_app.services.clearance_rows import ClearanceReading
    from board_app.services.country_reading import CountryReading
    from board_app.services.intake.reading import IntakeReading
    from board_app.services.packed import PackedIds
    from board_app.services.scheme import PortionUse, SchemeRow
    from board_app.services.search_reading import SearchReading


class BoardReading(Protocol):
    """The board's own record and its countries."""

    def board(self) -> BoardRow:
        """Return the board; `today` is not filled in."""

    def countries(self) -> list[CountryRow]:
        """Return all countries by the name shown."""

    def own_scheme(self) -> str:
        """Return the text of the scheme in force if the board keeps one of its own, else ""."""

    def schemes(self) -> "list[SchemeRow]":
        """Return the marking schemes that the board keeps, by title."""

    def portion_uses(self) -> "list[PortionUse]":
        """Return which markings the board's portions have, archived ones too."""


class DirectoryReading(Protocol):
    """Agencies and people; names are those of the day asked for."""

    def agencies(self, day: date, *, archived: bool = False) -> list[AgencyRow]:
        """Return agencies, members by seat number first."""

    def seats(self, agency_id: RecordId) -> list[SeatRow]:
        """Return an agency's names, the newest first."""

    def people(self, day: date, *, archived: bool = False) -> list[PersonRow]:
        """Return people by name with the appointment of the day."""

    def person(self, person_id: RecordId, day: date) -> PersonRow:
        """Return one person; raises NotFound."""

    def appointments(
        self, *, person_id: RecordId | None = None, agency_id: RecordId | None = None
    ) -> list[AppointmentRow]:
        """Return appointments of a person or an agency, the newest first."""


class MeetingReading(Protocol):
    """Series, meetings and agendas."""

    def series(self) -> list[SeriesRow]:
        """Return the running series."""

    def exceptions(self, series_id: RecordId) -> list[ExceptionRow]:
        """Return the skipped and moved dates of a series."""

    def meetings(self) -> list[MeetingRow]:
        """Return all meetings, the newest first."""

    def meeting(self, meeting_id: RecordId) -> MeetingRow:
        """Return one meeting; raises NotFound."""

    def by_reference(self, reference: str) -> MeetingRow:
        """Return the meeting called like 2015-06; raises NotFound."""

    def next_meeting(self, day: date) -> MeetingRow | None:
        """Return the first meeting on or after the day that has not been closed or cancelled."""

    def last_meeting(self, day: date) -> MeetingRow | None:
        """Return the last meeting on or before the day that was held."""

    def agenda(self, meeting_id: RecordId) -> list[AgendaRow]:
        """Return a meeting's items in their order."""

    def item(self, item_id: RecordId) -> AgendaRow:
        """Return one agenda item; raises NotFound."""

    def standing_items(self) -> list[StandingRow]:
        """Return the items that return on every agenda."""

    def deferred(self) -> list[AgendaRow]:
        """Return deferred items that no later agenda carries yet."""


class MinutesReading(Protocol):
    """What was recorded at a meeting."""

    def attendance(self, meeting_id: RecordId) -> list[AttendanceRow]:
        """Return a line for each agency seated on the meeting's day."""

    def blocks(self, meeting_id: RecordId) -> list[BlockRow]:
        """Return all blocks of a meeting in order of item and position."""

    def decisions(self, meeting_id: RecordId | None = None) -> list[DecisionRow]:
        """Return decisions of a meeting, or all, by reference."""

    def decision(self, decision_id: RecordId) -> DecisionRow:
        """Return one decision; raises NotFound."""

    def positions(self, meeting_id: RecordId) -> list[PositionRow]:
        """Return the positions on all decisions of a meeting."""


class ActionFilter(NamedTuple):
    """Which action items are wanted; an empty field does not filter."""

    agency_id: RecordId | None = None
    country_id: RecordId | None = None
    statuses: tuple[ActionStatus, ...] = ()
    live: bool = False
    closed: bool = False
    closed_since: date | None = None
    due_before: date | None = None
    meeting_id: RecordId | None = None
    words: str = ""
    ids: tuple[RecordId, ...] = ()


class ActionPage(NamedTuple):
    """A page of the list and how many items there are in all."""

    rows: tuple[ActionRow, ...]
    total: int


class ActionReading(Protocol):
    """Action items and their follow-ups."""

    def actions(
        self, wanted: ActionFilter, *, after: ActionRow | None = None, limit: int = 200
    ) -> list[ActionRow]:
        """Return a page by due date; items without a date or an owner come first."""

    def ordered_ids(self, wanted: ActionFilter) -> "PackedIds":
        """Return the ids of all items that match, in the order of the list."""

    def actions_of(self, ids: Sequence[RecordId]) -> list[ActionRow]:
        """Return the items of these ids in their order, without those that are not there.

        For lists: `last_follow_up`, which no list shows, is None; it costs four times the rest.
        """

    def count(self, wanted: ActionFilter) -> int:
        """Return how many items match."""

    def action(self, action_id: RecordId) -> ActionRow:
        """Return one action item; raises NotFound."""

    def supporting(self, action_id: RecordId) -> list[RecordId]:
        """Return the ids of the supporting agencies."""

    def follow_ups(self, action_ids: Sequence[RecordId]) -> list[FollowUpRow]:
        """Return the follow-ups of some action items, the oldest first."""

    def followed_between(self, start: date, end: date) -> list[FollowUpRow]:
        """Return the follow-ups made from one day to another, both included."""


class HistoryReading(Protocol):
    """The audit, and what Ctrl+K finds."""

    def history(
        self, *, row_id: RecordId | None = None, words: str = "", limit: int = 500
    ) -> list[HistoryRow]:
        """Return audited changes, the newest first, of one record or of all."""

    def changes(self, wanted: HistoryFilter, *, limit: int) -> list[HistoryRow]:
        """Return the changes that match, the newest first."""

    def change_ids(self, wanted: HistoryFilter) -> "PackedIds":
        """Return the numbers of all changes that match, the newest first."""

    def changes_of(self, ids: Sequence[int]) -> list[HistoryRow]:
        """Return the changes of these numbers, the newest first."""

    def authors(self) -> list[str]:
        """Return the names of all who ever changed something."""

    def head(self) -> ChainPart:
        """Return number and seal of the last change."""

    def chain(self, after: ChainPart, *, limit: int) -> ChainPart:
        """Follow the chain so many changes further; returns the same at its end."""

    def find(self, text: str, *, kind: str = "", limit: int = 30) -> list[FindingRow]:
        """Return what matches all words by their beginning; everything recent for no words."""

    def minutes_changed(self, meeting_id: RecordId) -> datetime | None:
        """Return when anything that stands in a meeting's minutes was last changed."""

    def agenda_changed(self, meeting_id: RecordId) -> datetime | None:
        """Return when a meeting's agenda items were last changed."""

    def agenda_trail(self, meeting_id: RecordId) -> list[HistoryRow]:
        """Return the changes of a meeting and of agenda items in its time, the oldest first.

        Items of other meetings are among them: what was purged is known by its images alone.
        """


class Reading(Protocol):
    """All that can be read."""

    @property
    def board(self) -> BoardReading: ...

    @property
    def directory(self) -> DirectoryReading: ...

    @property
    def meetings(self) -> MeetingReading: ...

    @property
    def minutes(self) -> MinutesReading: ...

    @property
    def actions(self) -> ActionReading: ...

    @property
    def history(self) -> HistoryReading: ...

    @property
    def countries(self) -> "CountryReading": ...

    @property
    def search(self) -> "SearchReading": ...

    @property
    def intake(self) -> "IntakeReading": ...

    @property
    def attachments(self) -> "AttachmentReading": ...

    @property
    def clearance(self) -> "ClearanceReading": ...

    @property
    def bin(self) -> "BinReading": ...
