"""Several action items changed alike: all or none, one undo, each with its own history."""

from datetime import date

import pytest

from board_app.domain.action import ActionItem, ActionStatus, Priority
from board_app.domain.errors import Invalid, NotAllowed, NotPossible, StaleRecord
from board_app.services.action_board import action_board
from board_app.services.actions import ChangeActions, Picked
from board_app.services.reading import ActionFilter
from tests.desk import Desk

SOON, LATER = date(2015, 7, 10), date(2015, 8, 1)


def picked(*items: ActionItem) -> list[Picked]:
    return [Picked(id=one.id, version=one.version) for one in items]


@pytest.fixture
def items(desk: Desk) -> list[ActionItem]:
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    return [
        desk.action("Options memo", lead_id=state, due_on=SOON),
        desk.action("Airlift memo", lead_id=dod, due_on=SOON, supporting=[state]),
        desk.action("Undated"),
    ]


def test_all_change_in_one_step_that_one_undo_takes_back(
    desk: Desk, items: list[ActionItem]
) -> None:
    before = desk.digest()
    state = desk.agencies["state"]
    desk.do(
        ChangeActions(
            items=picked(*items),
            lead_id=state,
            due_on=LATER,
            status=ActionStatus.IN_PROGRESS,
            priority=Priority.HIGH,
            reason="The summit was moved",
        )
    )
    now = [desk.record(ActionItem, one.id) for one in items]
    assert {(one.lead_id, one.due_on, one.status, one.priority) for one in now} == {
        (state, LATER, ActionStatus.IN_PROGRESS, Priority.HIGH)
    }
    assert [one.slips for one in now] == [1, 1, 0], "a first date is no slip"
    told = desk.session.reading.actions.follow_ups([one.id for one in items])
    assert [(one.old_due_on, one.new_due_on) for one in told] == [
        (SOON, LATER),
        (SOON, LATER),
        (None, LATER),
    ]
    assert desk.session.reading.actions.supporting(items[1].id) == [], "the lead does not support"

    desk.session.undo()
    assert desk.digest() == before


def test_what_is_not_given_stays(desk: Desk, items: list[ActionItem]) -> None:
    desk.do(ChangeActions(items=picked(*items[:2]), priority=Priority.HIGH))
    assert desk.record(ActionItem, items[0].id).due_on == SOON
    assert desk.session.reading.actions.follow_ups([items[0].id]) == []


def test_one_refusal_changes_none_and_names_the_item(desk: Desk, items: list[ActionItem]) -> None:
    before = desk.digest()
    with pytest.raises(Invalid, match="A-2015-001: A later date needs a reason") as refused:
        desk.do(ChangeActions(items=picked(*items), due_on=LATER))
    assert refused.value.field == "reason"
    with pytest.raises(Invalid, match="what shows"):
        desk.do(ChangeActions(items=picked(*items), status=ActionStatus.CLOSED))
    stale = Picked(id=items[2].id, version=items[2].version + 1)
    with pytest.raises(StaleRecord):
        desk.do(ChangeActions(items=[*picked(*items[:2]), stale], priority=Priority.HIGH))
    assert desk.digest() == before


def test_a_step_that_does_not_exist_is_refused_for_all(desk: Desk, items: list[ActionItem]) -> None:
    desk.do(ChangeActions(items=picked(items[0]), status=ActionStatus.CLOSED, evidence="The memo"))
    closed = desk.record(ActionItem, items[0].id)
    with pytest.raises(NotPossible, match="A-2015-001"):
        desk.do(
            ChangeActions(items=picked(closed, items[1]), status=ActionStatus.BLOCKED, reason="War")
        )
    assert desk.record(ActionItem, items[1].id) == items[1]


def test_nothing_and_nobody_is_said(desk: Desk, items: list[ActionItem]) -> None:
    with pytest.raises(Invalid, match="Nothing was chosen"):
        desk.do(ChangeActions(items=picked(*items)))
    with pytest.raises(Invalid, match="at least one"):
        desk.do(ChangeActions(items=[], priority=Priority.HIGH))
    desk.become("Ben Okoro")
    with pytest.raises(NotAllowed):
        desk.do(ChangeActions(items=picked(items[0]), priority=Priority.HIGH))


def test_the_board_has_each_live_item_once(desk: Desk, items: list[ActionItem]) -> None:
    desk.do(ChangeActions(items=picked(items[0]), status=ActionStatus.BLOCKED, reason="No visas"))
    desk.do(ChangeActions(items=picked(items[1]), status=ActionStatus.CLOSED, evidence="The memo"))
    board = action_board(desk.session, ActionFilter(), "status")
    found = {column.key: [row.title for row in column.rows] for column in board.columns}
    assert found == {
        "open": ["Undated"],
        "in_progress": [],
        "waiting": ["Options memo"],
        "done": ["Airlift memo"],
    }
    for group, keys in (
        ("lead", ["", str(desk.agencies["state"])]),
        ("due", ["undated", "late", "week", "month", "later"]),
    ):
        columns = action_board(desk.session, ActionFilter(), group).columns
        assert [one.key for one in columns] == keys
        assert sorted(row.title for one in columns for row in one.rows) == [
            "Options memo",
            "Undated",
        ]


def test_items_of_a_country_are_found(desk: Desk, items: list[ActionItem]) -> None:
    country = desk.session.reading.board.countries()[0]
    desk.do(ChangeActions(items=picked(items[1]), country_id=country.id))
    (row,) = desk.session.reading.actions.actions(ActionFilter(country_id=country.id))
    assert (row.title, row.country_id) == ("Airlift memo", country.id)
    assert desk.session.reading.actions.count(ActionFilter(country_id=country.id)) == 1
