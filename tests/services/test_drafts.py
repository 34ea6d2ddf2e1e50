"""A draft goes with the change that it became, in one transaction."""

import pytest

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError
from board_app.services.agenda import AddItem
from board_app.services.changes import Draft
from board_app.services.minutes import AddNote
from tests.desk import Desk


def person(desk: Desk) -> int:
    return desk.session.actor.person_id or 0


def test_draft_goes_with_its_change(desk: Desk) -> None:
    item = desk.do(AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    desk.session.drafts.keep(person(desk), "new:1", "It gets worse.")

    desk.session.do(
        AddNote(meeting_id=desk.meeting_id, item_id=item, text="It gets worse."),
        settles=Draft("new:1", "It gets worse."),
    )

    assert desk.session.drafts.kept(person(desk)) == {}


def test_draft_that_has_grown_since_stays(desk: Desk) -> None:
    item = desk.do(AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    desk.session.drafts.keep(person(desk), "new:1", "It gets worse. And")

    desk.session.do(
        AddNote(meeting_id=desk.meeting_id, item_id=item, text="It gets worse."),
        settles=Draft("new:1", "It gets worse."),
    )

    assert desk.session.drafts.kept(person(desk)) == {"new:1": "It gets worse. And"}


def test_draft_of_a_refused_change_stays(desk: Desk) -> None:
    desk.session.drafts.keep(person(desk), "new:1", "Prepare a visit.")

    with pytest.raises(BoardError):
        desk.session.do(
            AddNote(meeting_id=desk.meeting_id, item_id=RecordId(1), text="Prepare a visit."),
            settles=Draft("new:1", "Prepare a visit."),
        )

    assert desk.session.drafts.kept(person(desk)) == {"new:1": "Prepare a visit."}
