"""Clearance: who answers, what a close needs, what a change does, and what approval locks."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.clearance import Approval, ClearanceRound
from board_app.domain.clearing import (
    Answer,
    MinutesState,
    Resolution,
    RoundOutcome,
    RoundState,
    Silence,
)
from board_app.domain.errors import Invalid, NotAllowed, NotPossible, StepRefused
from board_app.domain.meeting import MeetingState
from board_app.domain.minutes_text import MinutesText
from board_app.services import archive, clearance, decisions, meetings, minutes
from board_app.services import clearance_comments as remarks
from board_app.services.clearance_sheet import ClearanceSheet, clearance_sheet, reminder
from board_app.services.commands import Command
from board_app.services.markings import UseScheme
from board_app.services.month import month
from board_app.services.papers.minutes import minutes_document
from board_app.services.text_rules import Spill
from tests.desk import Desk
from tests.services.test_markings import PARTNER

DUE = datetime(2015, 7, 20, 17)  # noqa: DTZ001  (a wall time)


def held(desk: Desk) -> None:
    """Record something, and hold the meeting."""
    item = desk.item("Situation in Burundi", lead_id=desk.agencies["state"])
    desk.do(minutes.AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Roads are closed."))
    desk.decision(item, "To send a mission.")
    desk.action("Prepare it", meeting_id=desk.meeting_id, item_id=item.id)
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        version = desk.meeting().version
        desk.do(meetings.ChangeMeetingState(id=desk.meeting_id, version=version, state=state))


def opened(desk: Desk, **more: object) -> RecordId:
    fields = {
        "meeting_id": desk.meeting_id,
        "agency_ids": list(desk.agencies.values()),
        "wall_due": DUE,
        "zone": "America/New_York",
    }
    return desk.do(clearance.OpenRound(**{**fields, **more}))


def answer(desk: Desk, round_id: RecordId, said: Answer, *codes: str, note: str = "") -> None:
    for code in codes:
        desk.do(
            clearance.RecordAnswer(
                round_id=round_id, agency_id=desk.agencies[code], answer=said, note=note
            )
        )


def sheet(desk: Desk) -> ClearanceSheet:
    return clearance_sheet(desk.session, desk.meeting_id)


def portion(desk: Desk, kind: str) -> str:
    return next(one.key for one in sheet(desk).text.portions if one.kind.value == kind)


def close(desk: Desk, round_id: RecordId, **more: object) -> None:
    version = desk.record(ClearanceRound, round_id).version
    desk.do(clearance.CloseRound(id=round_id, version=version, **more))


def approve(desk: Desk) -> RecordId:
    return desk.do(
        clearance.ApproveMinutes(meeting_id=desk.meeting_id, sha256=sheet(desk).text.sha256)
    )


def revise_decision(desk: Desk, text: str) -> None:
    row = desk.session.reading.minutes.decisions(desk.meeting_id)[0]
    desk.do(decisions.ReviseDecision(id=row.id, version=row.version, text=text))


def comment(desk: Desk, round_id: RecordId, code: str, **more: object) -> RecordId:
    fields = {"round_id": round_id, "agency_id": desk.agencies[code], "proposed": "By October."}
    return desk.do(remarks.MakeComment(**{**fields, **more}))


def cleared(desk: Desk) -> RecordId:
    held(desk)
    return cleared_as_held(desk)


def cleared_as_held(desk: Desk) -> RecordId:
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    close(desk, round_id)
    return round_id


def test_a_round_keeps_the_exact_text_and_its_hash(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    revise_decision(desk, "To send a mission in October.")

    stored = desk.record(ClearanceRound, round_id)
    sent = desk.session.reading.clearance.sent(round_id)

    assert MinutesText.of(stored.sent).sha256 == stored.sent_sha256
    assert "To send a mission." in stored.sent
    assert "October" not in stored.sent
    assert sent.sha256 != sheet(desk).text.sha256
    assert [one.place for one in sheet(desk).changes or ()] == ["Item 1, D-2015-01"]


def test_minutes_go_from_draft_to_approved(desk: Desk) -> None:
    held(desk)
    assert sheet(desk).state is MinutesState.DRAFT
    round_id = opened(desk)
    assert sheet(desk).state is MinutesState.IN_CLEARANCE
    assert sheet(desk).missing == "needs NSC, State, DoD/OSD and DOJ"
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    close(desk, round_id)
    assert sheet(desk).state is MinutesState.CLEARED
    approve(desk)
    assert sheet(desk).state is MinutesState.APPROVED


def test_a_meeting_that_was_not_held_has_nothing_to_clear(desk: Desk) -> None:
    with pytest.raises(NotPossible, match="not held"):
        opened(desk)


@pytest.mark.parametrize(
    ("more", "words"),
    [({"agency_ids": []}, "which agencies"), ({"wall_due": DUE - timedelta(days=60)}, "ahead")],
)
def test_a_round_needs_somebody_asked_and_a_deadline_ahead(
    desk: Desk, more: dict[str, object], words: str
) -> None:
    held(desk)
    with pytest.raises(Invalid, match=words):
        opened(desk, **more)


def test_one_round_at_a_time(desk: Desk) -> None:
    held(desk)
    opened(desk)
    with pytest.raises(NotPossible, match="already"):
        opened(desk)


def test_silence_counts_only_after_the_deadline(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, "nsc", "state", "dod")
    with pytest.raises(NotPossible, match="needs DOJ"):
        close(desk, round_id)

    desk.clock.go(timedelta(days=15))
    close(desk, round_id)

    assert desk.record(ClearanceRound, round_id).outcome is RoundOutcome.UNDER_SILENCE


def test_silence_that_is_no_response_clears_nothing(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk, silence=Silence.NO_RESPONSE)
    answer(desk, round_id, Answer.CONCUR, "nsc", "state", "dod")
    desk.clock.go(timedelta(days=15))

    with pytest.raises(NotPossible, match="needs DOJ"):
        close(desk, round_id)
    close(desk, round_id, blocked=True, reason="Carried up without DOJ.")

    stored = desk.record(ClearanceRound, round_id)
    assert (stored.state, stored.outcome) == (RoundState.CLOSED, RoundOutcome.BLOCKED)
    assert sheet(desk).state is MinutesState.DRAFT


def test_a_non_concur_needs_its_reason_and_blocks(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    with pytest.raises(Invalid, match="reason"):
        answer(desk, round_id, Answer.NON_CONCUR, "doj")
    answer(desk, round_id, Answer.NON_CONCUR, "doj", note="Held by the DAG.")
    answer(desk, round_id, Answer.CONCUR, "nsc", "state", "dod")
    with pytest.raises(NotPossible, match="1 non-concur from DOJ"):
        close(desk, round_id)
    with pytest.raises(Invalid, match="why"):
        close(desk, round_id, blocked=True)


def test_concur_with_comment_needs_one(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    with pytest.raises(Invalid, match="needs the comment"):
        answer(desk, round_id, Answer.COMMENT, "dod")
    comment(desk, round_id, "dod")
    answer(desk, round_id, Answer.COMMENT, "dod")
    assert sheet(desk).missing == "needs NSC, State and DOJ; 1 comment not resolved"


def test_an_accepted_comment_permits_the_change_it_asks_for(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    key = portion(desk, "decision")
    comment_id = comment(desk, round_id, "dod", portion=key)
    answer(desk, round_id, Answer.COMMENT, "dod")
    answer(desk, round_id, Answer.CONCUR, "nsc", "state", "doj")
    with pytest.raises(NotPossible, match="1 comment not resolved"):
        close(desk, round_id)
    desk.do(remarks.ResolveComment(id=comment_id, resolution=Resolution.ACCEPTED))
    revise_decision(desk, "To send a mission by October.")

    close(desk, round_id)

    stored = desk.record(ClearanceRound, round_id)
    assert stored.outcome is RoundOutcome.CLEARED
    assert "by October" in stored.cleared
    assert "by October" not in stored.sent
    assert sheet(desk).state is MinutesState.CLEARED


def test_a_change_that_nobody_asked_for_stops_the_close(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    revise_decision(desk, "To send two missions.")
    with pytest.raises(NotPossible, match=r"Item 1, D-2015-01.*no accepted comment"):
        close(desk, round_id)


def test_a_change_of_cleared_text_reopens_it_and_names_whom_it_touches(desk: Desk) -> None:
    cleared(desk)
    row = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    desk.do(minutes.ReviseNote(id=row.id, version=row.version, text="Roads are open."))

    found = sheet(desk)

    assert found.state is MinutesState.DRAFT
    assert found.names(found.touched()) == ["State"]
    with pytest.raises(NotPossible, match="draft"):
        approve(desk)
    desk.session.undo()
    assert sheet(desk).state is MinutesState.CLEARED


def test_a_later_deadline_keeps_the_first_with_the_reason(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    version = desk.record(ClearanceRound, round_id).version
    desk.do(
        clearance.ExtendRound(
            id=round_id,
            version=version,
            wall_due=DUE + timedelta(days=2),
            zone="America/New_York",
            reason="Two are travelling.",
        )
    )

    stored = desk.record(ClearanceRound, round_id)
    assert (stored.state, stored.slips) == (RoundState.EXTENDED, 1)
    assert (stored.first_wall_due, stored.wall_due) == (DUE, DUE + timedelta(days=2))


def test_an_agency_speaks_for_itself_only(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    desk.become("Ben Okoro")
    answer(desk, round_id, Answer.CONCUR, "state")
    comment(desk, round_id, "state")
    with pytest.raises(NotAllowed):
        answer(desk, round_id, Answer.CONCUR, "dod")
    with pytest.raises(NotAllowed):
        comment(desk, round_id, "dod")
    with pytest.raises(NotAllowed):
        close(desk, round_id)
    row = desk.session.reading.clearance.responses(round_id)[1]
    assert (row.agency, row.person) == ("State", "Ben Okoro")


def test_who_was_not_asked_does_not_answer(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk, agency_ids=[desk.agencies["state"]])
    for call in (
        lambda: answer(desk, round_id, Answer.CONCUR, "dod"),
        lambda: comment(desk, round_id, "dod"),
    ):
        with pytest.raises(NotPossible, match="not asked"):
            call()


def test_comments_of_a_file_come_in_one_step_and_go_in_one(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    before = desk.digest()
    entries = [
        remarks.CommentEntry(portion=portion(desk, "note"), rationale=f"No. {number}")
        for number in range(3)
    ]

    desk.do(
        remarks.TakeInComments(
            round_id=round_id,
            agency_id=desk.agencies["dod"],
            file_name="back.docx",
            comments=entries,
            answer=Answer.COMMENT,
        )
    )

    found = sheet(desk)
    assert [row.number for row in found.comments] == [1, 2, 3]
    assert {row.place for row in found.comments} == {"Item 1"}
    assert found.responses[2].answer is Answer.COMMENT
    desk.session.undo()
    assert desk.digest() == before


def test_comment_with_a_classified_marking_is_not_kept(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    with pytest.raises(Spill):
        comment(desk, round_id, "dod", rationale="(S) From a cable.")


def test_a_resolved_comment_is_not_rewritten_and_a_closed_round_takes_nothing(
    desk: Desk,
) -> None:
    held(desk)
    round_id = opened(desk)
    comment_id = comment(desk, round_id, "dod")
    with pytest.raises(Invalid, match="why"):
        desk.do(remarks.ResolveComment(id=comment_id, resolution=Resolution.REJECTED))
    desk.do(
        remarks.ResolveComment(id=comment_id, resolution=Resolution.REJECTED, answer="Too late.")
    )
    with pytest.raises(NotPossible, match="resolved"):
        desk.do(remarks.ReviseComment(id=comment_id, version=2, proposed="x"))
    close(desk, round_id, blocked=True, reason="Carried up.")
    with pytest.raises(NotPossible, match="closed"):
        comment(desk, round_id, "dod")
    with pytest.raises(NotPossible, match="closed"):
        answer(desk, round_id, Answer.CONCUR, "dod")


def test_approval_freezes_the_text_with_the_head_of_the_history(desk: Desk) -> None:
    round_id = cleared(desk)
    head = desk.session.reading.history.head()

    approval = desk.record(Approval, approve(desk))

    assert approval.round_id == round_id
    assert approval.approved_sha256 == desk.record(ClearanceRound, round_id).cleared_sha256
    assert (approval.head_number, approval.head) == (head.number, head.seal)
    assert desk.session.store.faults() == []


def test_the_text_must_be_the_one_that_was_read(desk: Desk) -> None:
    cleared(desk)
    with pytest.raises(NotPossible, match="not the one you read"):
        desk.do(clearance.ApproveMinutes(meeting_id=desk.meeting_id, sha256="f" * 64))


WRITES: dict[str, Callable[[Desk], Command]] = {
    "note": lambda desk: minutes.AddNote(
        meeting_id=desk.meeting_id,
        item_id=desk.session.reading.meetings.agenda(desk.meeting_id)[0].id,
        text="More.",
    ),
    "decision": lambda desk: decisions.ReviseDecision(
        id=desk.session.reading.minutes.decisions(desk.meeting_id)[0].id, version=1, text="No."
    ),
    "position": lambda desk: decisions.TakePosition(
        decision_id=desk.session.reading.minutes.decisions(desk.meeting_id)[0].id,
        agency_id=desk.agencies["state"],
        stance="concur",
    ),
    "attendance": lambda desk: minutes.RecordAttendance(
        meeting_id=desk.meeting_id,
        agency_id=desk.agencies["state"],
        presence=Presence.ABSENT,
    ),
    "head": lambda desk: meetings.MoveMeeting(
        id=desk.meeting_id,
        version=desk.meeting().version,
        wall_start=DUE,
        reason="Wrong day.",
    ),
    "archive": lambda desk: archive.Archive(
        table="meeting", id=desk.meeting_id, version=desk.meeting().version
    ),
}


@pytest.mark.parametrize("kind", WRITES)
def test_approved_minutes_are_locked(desk: Desk, kind: str) -> None:
    cleared(desk)
    approve(desk)
    before = desk.digest()

    with pytest.raises(NotPossible, match="locked"):
        desk.do(WRITES[kind](desk))

    assert desk.digest() == before


def test_a_marking_may_change_after_the_approval(desk: Desk) -> None:
    cleared(desk)
    approve(desk)
    note = desk.session.reading.minutes.blocks(desk.meeting_id)[0]

    desk.do(minutes.ReviseNote(id=note.id, version=note.version, text=note.text, marking=1))

    document = minutes_document(desk.session.reading, desk.meeting_id, today=DUE.date())
    assert document.banner == "CUI"
    row = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    with pytest.raises(NotPossible, match="locked"):
        desk.do(minutes.ReviseNote(id=row.id, version=row.version, text="x", marking=0))


def test_another_scheme_takes_the_place_of_one_with_approved_minutes(desk: Desk) -> None:
    held(desk)
    note = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    desk.do(minutes.ReviseNote(id=note.id, version=note.version, text=note.text, marking=1))
    cleared_as_held(desk)
    approve(desk)
    before = desk.session.reading.clearance.approval(desk.meeting_id)

    desk.do(UseScheme(body=json.dumps(PARTNER), mapping={"CUI": "L"}))

    document = minutes_document(desk.session.reading, desk.meeting_id, today=DUE.date())
    assert document.banner == "LIMITED"
    assert desk.session.reading.clearance.approval(desk.meeting_id) == before


def test_approval_has_no_undo_and_holds_what_came_before_it(desk: Desk) -> None:
    cleared(desk)
    label = desk.session.undo_state().undo
    approve(desk)

    assert desk.session.undo_state().undo == label, "approval is no step"
    with pytest.raises(StepRefused):
        desk.session.undo()
    with pytest.raises(NotPossible, match="locked"):
        opened(desk)


def test_a_meeting_with_approved_minutes_can_still_be_closed(desk: Desk) -> None:
    cleared(desk)
    desk.do(
        meetings.ChangeMeetingState(
            id=desk.meeting_id, version=desk.meeting().version, state=MeetingState.IN_SESSION
        )
    )
    desk.session.undo()
    approve(desk)
    desk.do(
        meetings.ChangeMeetingState(
            id=desk.meeting_id, version=desk.meeting().version, state=MeetingState.IN_SESSION
        )
    )


def test_this_month_says_what_is_to_be_cleared(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, "nsc")
    (board,) = [one for one in month(desk.session).waiting if one.kind == "clearance"]
    assert (board.text, board.detail) == ("Clear the minutes 2015-07", "1 of 4 answered")
    assert board.due_on == DUE.date()

    own = month(desk.session, desk.agencies["state"]).waiting
    (mine,) = [one for one in own if one.kind == "clearance"]
    assert mine.text == "Answer on the minutes 2015-07, version 1"
    answer(desk, round_id, Answer.CONCUR, "state")
    assert not any(
        one.kind == "clearance" for one in month(desk.session, desk.agencies["state"]).waiting
    )


def test_reminder_names_who_is_silent_the_hour_and_the_meaning_of_silence(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, "nsc", "state")

    text = reminder(sheet(desk))

    assert "To: DoD/OSD and DOJ" in text
    assert "17:00 on Monday 20 July 2015 (New York time)" in text
    assert "counts as concurrence" in text
    assert (sheet(desk).shown or sheet(desk).rounds[0]).sent_sha256 in text


def test_clearance_is_found_by_its_words(desk: Desk) -> None:
    from board_app.services.search import search  # noqa: PLC0415
    from board_app.services.search_rows import SearchQuery  # noqa: PLC0415

    held(desk)
    round_id = opened(desk)
    comment(desk, round_id, "dod", rationale="The consulate is shut.")

    (row,) = search(desk.session, SearchQuery("consulate")).rows
    assert (row.kind, row.place) == ("clearance_comment", "Comment of DoD/OSD")
    assert row.home_id == desk.meeting_id
