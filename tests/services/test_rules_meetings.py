"""Meetings, their agenda and the series: states, carry-over, order, exceptions."""

from datetime import date, datetime

import pytest

from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotPossible, StaleRecord
from board_app.domain.meeting import Meeting, MeetingKind, MeetingState
from board_app.services.agenda import AddStandingItem, MoveItem, ReviseItem, SettleItem
from board_app.services.meetings import (
    CancelMeeting,
    ChangeMeetingState,
    MoveMeeting,
    OpenOccurrence,
    PlanMeeting,
    PublishAgenda,
)
from board_app.services.series import MoveDate, SkipDate, StartSeries
from tests.desk import Desk

ZONE = "America/New_York"
AUGUST = date(2015, 8, 20)


def stepped(desk: Desk, *states: MeetingState) -> Meeting:
    for state in states:
        meeting = desk.meeting()
        desk.do(ChangeMeetingState(id=meeting.id, version=meeting.version, state=state))
    return desk.meeting()


def settled(desk: Desk, item: AgendaItem, state: ItemState) -> AgendaItem:
    seen = desk.record(AgendaItem, item.id)
    desk.do(SettleItem(id=item.id, version=seen.version, state=state))
    return desk.record(AgendaItem, item.id)


def opened(desk: Desk, day: date, **more: object) -> RecordId:
    return desk.do(OpenOccurrence(series_id=desk.series_id, on_day=day, **more))


def titles(desk: Desk, meeting_id: RecordId) -> list[str]:
    return [row.title for row in desk.session.reading.meetings.agenda(meeting_id)]


def test_meeting_goes_one_step_at_a_time(desk: Desk) -> None:
    for state in (MeetingState.ADJOURNED, MeetingState.CLOSED, MeetingState.CANCELLED):
        with pytest.raises(NotPossible, match="planned"):
            stepped(desk, state)
    held = stepped(desk, MeetingState.CALLED, MeetingState.IN_SESSION, MeetingState.ADJOURNED)
    assert held.state is MeetingState.ADJOURNED
    assert stepped(desk, MeetingState.CLOSED, MeetingState.ADJOURNED).state.was_held


def test_closing_needs_every_item_settled(desk: Desk) -> None:
    item = desk.item("Sudan")
    stepped(desk, MeetingState.IN_SESSION, MeetingState.ADJOURNED)
    with pytest.raises(NotPossible, match="Sudan"):
        stepped(desk, MeetingState.CLOSED)
    settled(desk, item, ItemState.DISCUSSED)
    assert stepped(desk, MeetingState.CLOSED).state is MeetingState.CLOSED


def test_cancelling_needs_a_reason_and_a_meeting_ahead(desk: Desk) -> None:
    meeting = desk.meeting()
    with pytest.raises(Invalid, match="reason"):
        desk.do(CancelMeeting(id=meeting.id, version=meeting.version, reason=" "))
    stepped(desk, MeetingState.IN_SESSION)
    meeting = desk.meeting()
    with pytest.raises(NotPossible, match="not been held"):
        desk.do(CancelMeeting(id=meeting.id, version=meeting.version, reason="Storm"))


def test_moving_keeps_the_old_time_and_the_reason(desk: Desk) -> None:
    meeting = desk.meeting()
    to = datetime(2015, 7, 17, 9, 30)  # noqa: DTZ001  (a wall time)
    with pytest.raises(Invalid, match="reason"):
        desk.do(MoveMeeting(id=meeting.id, version=meeting.version, wall_start=to, reason=""))
    desk.do(MoveMeeting(id=meeting.id, version=meeting.version, wall_start=to, reason="Holiday"))
    moved = desk.meeting()
    assert (moved.wall_start, moved.moved_from, moved.reason) == (to, "2015-07-16 10:00", "Holiday")
    assert moved.starts_at.hour == 13


@pytest.mark.parametrize("at", [datetime(2015, 3, 8, 2, 30), datetime(2015, 11, 1, 1, 30)])  # noqa: DTZ001
def test_wall_time_that_must_be_asked_about_is_refused(desk: Desk, at: datetime) -> None:
    with pytest.raises(Invalid, match="the clocks go"):
        desk.do(PlanMeeting(title="Night", wall_start=at, zone=ZONE, minutes=60))


def test_agenda_is_published_only_before_the_meeting(desk: Desk) -> None:
    meeting = desk.meeting()
    with pytest.raises(NotPossible, match="empty"):
        desk.do(PublishAgenda(id=meeting.id, version=meeting.version))
    desk.item()
    for version in (1, 2):
        desk.do(PublishAgenda(id=meeting.id, version=desk.meeting().version))
        assert (desk.meeting().state, desk.meeting().agenda_version) == (
            MeetingState.CALLED,
            version,
        )
    held = stepped(desk, MeetingState.IN_SESSION)
    with pytest.raises(NotPossible, match="in session"):
        desk.do(PublishAgenda(id=held.id, version=held.version))
    assert desk.meeting().state is MeetingState.IN_SESSION


def test_references_tell_months_and_special_meetings_apart(desk: Desk) -> None:
    at = datetime(2015, 7, 20, 15)  # noqa: DTZ001
    special = PlanMeeting(title="Burundi", wall_start=at, zone=ZONE, minutes=60)
    ids = [desk.do(special), desk.do(special)]
    ids.append(desk.do(special.model_copy(update={"kind": MeetingKind.REGULAR})))
    references = [desk.record(Meeting, id).reference for id in ids]
    assert references == ["2015-07-S", "2015-07-S-2", "2015-07-2"]


def test_date_of_a_series_is_opened_once(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="2015-07"):
        opened(desk, date(2015, 7, 16))
    with pytest.raises(Invalid, match="no meeting on this day"):
        opened(desk, date(2015, 8, 19))


def test_skipped_date_is_not_opened_and_a_moved_one_is_at_its_time(desk: Desk) -> None:
    skipped, moved = AUGUST, date(2026, 10, 15)
    desk.do(SkipDate(series_id=desk.series_id, on_day=skipped, reason="Recess"))
    with pytest.raises(NotPossible, match="skipped"):
        opened(desk, skipped)
    to = datetime(2026, 11, 1, 1, 30)  # noqa: DTZ001  (happens twice in New York)
    desk.do(MoveDate(series_id=desk.series_id, on_day=moved, to=to, fold=1, reason="Summit"))
    meeting = desk.record(Meeting, opened(desk, moved))
    assert (meeting.wall_start, meeting.fold) == (to, 1)
    assert (meeting.starts_at.hour, meeting.occurrence_on) == (6, moved)


def test_second_exception_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.do(SkipDate(series_id=desk.series_id, on_day=AUGUST, reason="Recess"))
    to = datetime(2015, 8, 21, 10)  # noqa: DTZ001
    desk.do(MoveDate(series_id=desk.series_id, on_day=AUGUST, to=to, reason="Room"))
    (row,) = desk.session.reading.meetings.exceptions(desk.series_id)
    assert (row.moved_to, row.reason) == (to, "Room")


@pytest.mark.parametrize("start", ["", "soon", "25:00", "10:61"])
def test_time_of_day_that_is_none_is_said_beside_its_field(desk: Desk, start: str) -> None:
    with pytest.raises(Invalid) as refused:
        desk.do(
            StartSeries(
                title="x", nth=1, weekday=0, start=start, minutes=60, zone=ZONE, first_on=AUGUST
            )
        )
    assert refused.value.field == "start"


def test_standing_items_return_in_their_order(desk: Desk) -> None:
    for title in ("Opening", "Follow-up"):
        desk.do(AddStandingItem(title=title))
    assert titles(desk, opened(desk, AUGUST)) == ["Opening", "Follow-up"]
    assert titles(desk, desk.meeting_id) == []


def test_items_change_places_and_keep_all_others_in_order(desk: Desk) -> None:
    items = [desk.item(title) for title in "abcd"]
    desk.do(MoveItem(id=items[3].id, to_index=1))
    assert "".join(titles(desk, desk.meeting_id)) == "adbc"
    desk.do(MoveItem(id=items[0].id, to_index=99))
    assert "".join(titles(desk, desk.meeting_id)) == "dbca"
    desk.session.undo()
    assert "".join(titles(desk, desk.meeting_id)) == "adbc"


def test_deferred_item_is_carried_with_its_link_once(desk: Desk) -> None:
    item = desk.item("Sudan", minutes=25, purpose="Agree on a call")
    settled(desk, item, ItemState.DEFERRED)
    (waiting,) = desk.session.reading.meetings.deferred()
    assert waiting.title == "Sudan"
    august = opened(desk, AUGUST)
    (carried,) = desk.session.reading.meetings.agenda(august)
    assert (carried.carried_from, carried.carried_from_id) == ("2015-07", item.id)
    assert (carried.minutes, carried.purpose) == (25, "Agree on a call")
    assert desk.session.reading.meetings.item(item.id).carried_to == "2015-08"
    assert desk.session.reading.meetings.deferred() == []
    assert titles(desk, opened(desk, date(2015, 9, 17))) == []
    with pytest.raises(NotPossible, match="carried over"):
        settled(desk, item, ItemState.DISCUSSED)


def test_item_deferred_after_the_next_meeting_was_opened_goes_there(desk: Desk) -> None:
    august, september = opened(desk, AUGUST), opened(desk, date(2015, 9, 17))
    settled(desk, desk.item("Sudan"), ItemState.DEFERRED)
    assert (titles(desk, august), titles(desk, september)) == (["Sudan"], [])


def test_nothing_is_carried_into_the_past(desk: Desk) -> None:
    settled(desk, desk.item("Sudan"), ItemState.DEFERRED)
    june = opened(desk, date(2015, 6, 18))
    assert titles(desk, june) == []
    assert len(desk.session.reading.meetings.deferred()) == 1


def test_change_of_what_somebody_else_changed_is_refused(desk: Desk) -> None:
    item = desk.item("Sudan")
    change = ReviseItem(id=item.id, version=item.version, title="Mali", kind=item.kind, minutes=5)
    desk.do(change)
    with pytest.raises(StaleRecord):
        desk.do(change)
