"""Action items: numbers, dates, slips, who may log what."""

from datetime import date, timedelta

import pytest

from board_app.domain.action import ActionItem, ActionStatus, FollowUp
from board_app.domain.errors import Invalid, NotAllowed, NotPossible
from board_app.domain.meeting import MeetingState
from board_app.services.actions import AssignAction, LogFollowUp, ReviseAction
from board_app.services.meetings import ChangeMeetingState
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow
from tests.desk import Desk

DUE = date(2015, 8, 1)
LATER = date(2015, 9, 1)


def followed(desk: Desk, action: ActionItem, **more: object) -> ActionItem:
    desk.do(LogFollowUp(action_id=action.id, **more))
    return desk.record(ActionItem, action.id)


def revised(desk: Desk, action: ActionItem, **more: object) -> ActionItem:
    kept = {"title": action.title, "lead_id": action.lead_id, "due_on": action.due_on}
    command = ReviseAction(id=action.id, version=action.version, **{**kept, **more})
    return desk.record(ActionItem, desk.do(command))


def test_number_counts_by_the_year_of_opening_and_is_never_given_twice(desk: Desk) -> None:
    first = desk.action()
    desk.session.undo()
    again = desk.action()
    desk.session.undo()
    desk.session.redo()
    other_year = desk.action(opened_on=date(2014, 5, 1))
    assert (first.reference, again.reference) == ("A-2015-001", "A-2015-002")
    assert other_year.reference == "A-2014-001"
    assert desk.action().reference == "A-2015-003"


def test_later_date_needs_its_reason(desk: Desk) -> None:
    action = desk.action(due_on=DUE)
    before = desk.digest()
    for reason in ("", "  "):
        with pytest.raises(Invalid, match="reason") as refused:
            followed(desk, action, new_due_on=LATER, reason=reason)
        assert refused.value.field == "reason"
    assert desk.digest() == before


def test_each_later_date_is_a_slip_and_the_first_one_is_kept(desk: Desk) -> None:
    action = desk.action(due_on=DUE)
    action = followed(desk, action, new_due_on=LATER, reason="No visas")
    action = followed(desk, action, new_due_on=date(2015, 10, 1), reason="No visas yet")
    action = followed(desk, action, new_due_on=LATER)
    assert (action.slips, action.first_due_on, action.due_on) == (2, DUE, LATER)
    dates = [
        (one.old_due_on, one.new_due_on)
        for one in desk.session.reading.actions.follow_ups([action.id])
    ]
    assert dates[0] == (DUE, LATER)


def test_first_date_given_late_is_no_slip(desk: Desk) -> None:
    action = followed(desk, desk.action(), new_due_on=DUE)
    assert (action.slips, action.first_due_on) == (0, DUE)


@pytest.mark.parametrize(
    "status", [ActionStatus.BLOCKED, ActionStatus.CANCELLED, ActionStatus.OVERTAKEN]
)
def test_stop_needs_its_reason(desk: Desk, status: ActionStatus) -> None:
    action = desk.action()
    with pytest.raises(Invalid, match="reason"):
        followed(desk, action, status=status)
    assert followed(desk, action, status=status, reason="War").status is status


def test_closing_keeps_its_day_and_reopening_forgets_it(desk: Desk) -> None:
    end = ActionStatus.CLOSED
    with pytest.raises(Invalid, match="what shows") as refused:
        followed(desk, desk.action(), status=end, evidence=" ")
    assert refused.value.field == "evidence"
    day = date(2015, 7, 9)
    action = followed(desk, desk.action(), status=end, evidence="Cable", made_on=day)
    assert action.closed_on == date(2015, 7, 9)
    with pytest.raises(NotPossible):
        followed(desk, action, status=ActionStatus.BLOCKED, reason="x")
    assert followed(desk, action, status=ActionStatus.OPEN).closed_on is None


def test_follow_up_says_something(desk: Desk) -> None:
    action = desk.action(due_on=DUE)
    with pytest.raises(Invalid, match="Say what happened"):
        followed(desk, action, text="  ", status=ActionStatus.OPEN, new_due_on=DUE)


def test_follow_up_is_dated_by_the_boards_own_day(desk: Desk) -> None:
    action = desk.action()
    desk.clock.go(timedelta(hours=13))  # 03:00 UTC on the 7th, still the 6th in New York
    id = desk.do(LogFollowUp(action_id=action.id, text="Called."))
    assert desk.record(FollowUp, id).made_on == date(2015, 7, 6)


def test_date_is_corrected_only_while_the_minutes_are_open(desk: Desk) -> None:
    action = desk.action(due_on=DUE, meeting_id=desk.meeting_id)
    action = revised(desk, action, due_on=LATER)
    assert (action.due_on, action.first_due_on, action.slips) == (LATER, LATER, 0)
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED, MeetingState.CLOSED):
        meeting = desk.meeting()
        desk.do(ChangeMeetingState(id=meeting.id, version=meeting.version, state=state))
    with pytest.raises(Invalid, match="follow-up"):
        revised(desk, action, due_on=DUE)
    assert revised(desk, action, title="Better words").due_on == LATER


def test_date_that_was_followed_up_changes_by_follow_up_only(desk: Desk) -> None:
    action = desk.action(due_on=DUE, meeting_id=desk.meeting_id)
    action = followed(desk, action, text="Going on")
    with pytest.raises(Invalid, match="follow-up"):
        revised(desk, action, due_on=None)


def test_lead_does_not_support_itself(desk: Desk) -> None:
    state, dod, doj = (desk.agencies[code] for code in ("state", "dod", "doj"))
    action = desk.action(lead_id=state, supporting=[state, dod, dod])
    assert desk.session.reading.actions.supporting(action.id) == [dod]
    revised(desk, action, lead_id=dod, supporting=[dod, doj])
    assert desk.session.reading.actions.supporting(action.id) == [doj]


def test_representative_logs_for_the_own_agency_only(desk: Desk) -> None:
    state, dod, doj = (desk.agencies[code] for code in ("state", "dod", "doj"))
    own = desk.action(lead_id=state)
    shared = desk.action(lead_id=dod, supporting=[state])
    foreign = desk.action(lead_id=doj)
    unowned = desk.action()
    desk.become("Ben Okoro")
    for action in (own, shared):
        id = desk.do(LogFollowUp(action_id=action.id, text="Cabled."))
        assert desk.record(FollowUp, id).agency_id == state
    for action in (foreign, unowned):
        with pytest.raises(NotAllowed):
            followed(desk, action, text="Cabled.")
    with pytest.raises(NotAllowed, match="own agency"):
        followed(desk, shared, text="Cabled.", agency_id=dod)


def test_representative_neither_ends_nor_reopens(desk: Desk) -> None:
    action = desk.action(lead_id=desk.agencies["state"])
    desk.become("Ben Okoro")
    for status in ActionStatus:
        if not status.is_live:
            with pytest.raises(NotAllowed, match="board closes"):
                followed(desk, action, status=status, reason="Done")
    assert followed(desk, action, status=ActionStatus.SUBMITTED).status is ActionStatus.SUBMITTED
    desk.become("Ann Reed")
    action = followed(desk, action, status=ActionStatus.CLOSED, evidence="Cable")
    desk.become("Ben Okoro")
    with pytest.raises(NotAllowed, match="reopens"):
        followed(desk, action, status=ActionStatus.OPEN)
    followed(desk, action, text="A late word is welcome.")


def test_observer_and_nobody_log_nothing(desk: Desk) -> None:
    action = desk.action(lead_id=desk.agencies["doj"])
    desk.become("Fay Lindqvist")
    with pytest.raises(NotAllowed):
        followed(desk, action, text="Seen.")


def test_representative_assigns_nothing(desk: Desk) -> None:
    desk.become("Cleo Marsh")
    with pytest.raises(NotAllowed, match="You act as principal"):
        desk.do(AssignAction(title="For others"))


def test_action_under_an_item_stands_in_its_minutes(desk: Desk) -> None:
    item = desk.item()
    action = desk.action(meeting_id=desk.meeting_id, item_id=item.id)
    blocks = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert [block.action_id for block in blocks] == [action.id]


def test_pages_hold_every_item_once_with_gaps_first(desk: Desk) -> None:
    state = desk.agencies["state"]
    for number in range(30):
        desk.action(
            f"Item {number}",
            lead_id=None if number % 7 == 0 else state,
            due_on=None if number % 5 == 0 else date(2015, 8, 1 + number % 9),
        )
    lists = desk.session.reading.actions
    seen: list[ActionRow] = []
    while page := lists.actions(ActionFilter(), after=seen[-1] if seen else None, limit=4):
        seen += page

    assert len({row.id for row in seen}) == len(seen) == lists.count(ActionFilter())
    gaps = [row.due_on is None or row.lead_id is None for row in seen]
    assert gaps == sorted(gaps, reverse=True)
    dated = [row.due_on for row in seen if row.due_on and row.lead_id]
    assert dated == sorted(dated)
    assert list(lists.ordered_ids(ActionFilter())) == [row.id for row in seen]
    assert lists.actions_of([row.id for row in reversed(seen)]) == seen[::-1]
    assert lists.actions_of([]) == []
    for wanted in (ActionFilter(live=True), ActionFilter(agency_id=state), ActionFilter(words="2")):
        page = lists.actions(wanted, limit=100)
        assert list(lists.ordered_ids(wanted)) == [row.id for row in page]
