"""Undo in clearance: what a round was closed by stays, whoever takes back what they did before."""

import pytest

from board_app.domain.clearance import ClearanceRound
from board_app.domain.clearing import Answer, Resolution, RoundOutcome
from board_app.domain.errors import StepRefused
from board_app.services import clearance
from board_app.services import clearance_comments as remarks
from tests.desk import Desk
from tests.services.test_rules_clearance import (
    answer,
    approve,
    cleared,
    close,
    comment,
    held,
    opened,
    sheet,
)

SECRETARY, CHAIR, OF_DEFENSE = "Ann Reed", "Gus Amari", "Dora Voss"


def refuse_undo(desk: Desk, name: str) -> None:
    desk.become(name)
    with pytest.raises(StepRefused, match="can't be taken back"):
        desk.session.undo()


def test_answer_that_a_round_was_closed_by_stays(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, "nsc", "state", "doj")
    desk.become(OF_DEFENSE)
    answer(desk, round_id, Answer.CONCUR, "dod")
    desk.become(SECRETARY)
    close(desk, round_id)

    refuse_undo(desk, OF_DEFENSE)

    said = [one.answer for one in desk.session.reading.clearance.responses(round_id)]
    assert said == [Answer.CONCUR] * len(desk.agencies)


def test_comment_and_its_resolution_stay_once_the_round_is_closed(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    desk.become(OF_DEFENSE)
    made = comment(desk, round_id, "dod")
    desk.become(CHAIR)
    desk.do(remarks.ResolveComment(id=made, resolution=Resolution.REJECTED, answer="No."))
    desk.become(SECRETARY)
    close(desk, round_id)

    for name in (CHAIR, OF_DEFENSE):
        refuse_undo(desk, name)

    (kept,) = desk.session.reading.clearance.comments(round_id)
    assert (kept.id, kept.resolution) == (made, Resolution.REJECTED)


def test_answers_are_taken_back_while_the_round_is_open_again(desk: Desk) -> None:
    held(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    close(desk, round_id)
    for _ in (*desk.agencies, "the closing"):
        desk.session.undo()
    said = {one.answer for one in desk.session.reading.clearance.responses(round_id)}
    assert said == {Answer.NONE}
    desk.session.undo()
    assert desk.session.reading.clearance.rounds(desk.meeting_id) == []
    for _ in range(len(desk.agencies) + 2):
        desk.session.redo()
    assert desk.record(ClearanceRound, round_id).outcome is RoundOutcome.CLEARED


def test_undone_closing_opens_no_round_beside_a_newer_one(desk: Desk) -> None:
    cleared(desk)
    desk.become(CHAIR)
    opened(desk)

    refuse_undo(desk, SECRETARY)

    rounds = desk.session.reading.clearance.rounds(desk.meeting_id)
    assert [one.number for one in rounds if one.state.is_live] == [2]


def test_undone_closing_opens_the_round_again(desk: Desk) -> None:
    round_id = cleared(desk)
    desk.session.undo()
    assert desk.record(ClearanceRound, round_id).state.is_live
    close(desk, round_id)
    approve(desk)
    assert sheet(desk).approval is not None
    with pytest.raises(StepRefused):
        desk.session.undo()
    assert clearance.ApproveMinutes.label not in desk.session.undo_state()
