"""Clearance: what answers make of a round, its deadline, and where minutes stand by them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.base import RecordId
from board_app.domain.clearance import (
    Answer,
    ClearanceComment,
    ClearanceRound,
    MinutesState,
    Resolution,
    RoundOutcome,
    RoundState,
    Silence,
    minutes_state,
    missing_for_clearance,
    outcome_of,
)
from board_app.domain.errors import Invalid, NotPossible
from board_app.domain.minutes_text import (
    MinutesText,
    Portion,
    PortionKind,
    changes_between,
    hash_of,
    touched,
)
from board_app.domain.wall_time import WallTime

SENT = datetime(2015, 7, 18, 14, tzinfo=UTC)
DUE = datetime(2015, 7, 20, 17)  # noqa: DTZ001  (a wall time)
HASH = "a" * 64
ANSWERS = st.lists(st.sampled_from(list(Answer)), min_size=1, max_size=12)
SILENCES = st.sampled_from(list(Silence))
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


def a_round(**more: object) -> ClearanceRound:
    fields = {
        "meeting_id": RecordId(1),
        "number": 1,
        "sent": "{}",
        "sent_sha256": HASH,
        "opened_at": SENT,
        "wall_due": DUE,
        "zone": "America/New_York",
        "due_at": datetime(2015, 7, 20, 21, tzinfo=UTC),
        "first_wall_due": DUE,
    }
    return ClearanceRound(**{**fields, **more})


@given(ANSWERS, SILENCES, st.booleans())
def test_outcome_is_cleared_only_when_nothing_is_missing(
    answers: list[Answer], silence: Silence, is_over: bool
) -> None:
    outcome = outcome_of(answers, silence=silence, is_over=is_over)
    named = [(f"agency {number}", one) for number, one in enumerate(answers)]
    missing = missing_for_clearance(named, 0, silence=silence, is_over=is_over)

    assert outcome.is_cleared is (missing == "")
    if Answer.NON_CONCUR in answers:
        assert outcome is RoundOutcome.BLOCKED
    if outcome is RoundOutcome.UNDER_SILENCE:
        assert Answer.NONE in answers
        assert is_over
        assert silence is Silence.CONCURS
    if outcome is RoundOutcome.CLEARED:
        assert Answer.NONE not in answers


@given(ANSWERS, SILENCES)
def test_silence_clears_nothing_before_the_deadline(
    answers: list[Answer], silence: Silence
) -> None:
    outcome = outcome_of(answers, silence=silence, is_over=False)

    assert outcome is not RoundOutcome.UNDER_SILENCE
    assert outcome.is_cleared is (not {Answer.NONE, Answer.NON_CONCUR} & set(answers))


def test_one_sentence_says_what_is_missing() -> None:
    said = (("Treasury", Answer.NONE), ("Justice", Answer.NON_CONCUR), ("State", Answer.CONCUR))

    sentence = missing_for_clearance(said, 2, silence=Silence.CONCURS, is_over=False)

    assert sentence == "needs Treasury; 1 non-concur from Justice; 2 comments not resolved"


@given(
    st.lists(
        st.tuples(st.sampled_from(list(RoundState)), st.sampled_from(list(RoundOutcome))),
        max_size=4,
    ),
    st.booleans(),
)
def test_minutes_stand_where_their_last_round_left_them(
    ends: list[tuple[RoundState, RoundOutcome]], same: bool
) -> None:
    rounds = [(number, *end, HASH) for number, end in enumerate(ends, 1)]

    state = minutes_state(rounds, HASH if same else "b" * 64, is_approved=False)

    if not rounds:
        assert state is MinutesState.DRAFT
    elif ends[-1][0].is_live:
        assert state is MinutesState.IN_CLEARANCE
    else:
        is_cleared = ends[-1][1].is_cleared and same
        assert state is (MinutesState.CLEARED if is_cleared else MinutesState.DRAFT)
    assert minutes_state(rounds, HASH, is_approved=True) is MinutesState.APPROVED


@given(st.integers(-72, 72), st.integers(-72, 72))
def test_a_deadline_only_moves_later_and_keeps_the_first(hours: int, passed: int) -> None:
    now = SENT + timedelta(hours=passed)
    until = WallTime(DUE + timedelta(hours=hours), "America/New_York")
    clearance = a_round()

    if until.utc > max(clearance.due_at, now):
        longer = clearance.extended(until, now=now, reason="Two were travelling")
        assert (longer.state, longer.slips) == (RoundState.EXTENDED, 1)
        assert longer.due_at == until.utc
        assert longer.first_wall_due == DUE
    else:
        with pytest.raises(Invalid, match="later"):
            clearance.extended(until, now=now, reason="Two were travelling")


def test_a_later_deadline_needs_its_reason() -> None:
    until = WallTime(DUE + timedelta(days=1), "America/New_York")
    with pytest.raises(Invalid, match="reason"):
        a_round().extended(until, now=SENT, reason=" ")


@pytest.mark.parametrize("outcome", [one for one in RoundOutcome if one])
def test_a_closed_round_takes_nothing_more(outcome: RoundOutcome) -> None:
    closed = a_round().closed(outcome, now=SENT, text="{}", sha256=HASH)
    until = WallTime(DUE + timedelta(days=1), "America/New_York")

    assert (closed.state, closed.closed_at) == (RoundState.CLOSED, SENT)
    assert bool(closed.cleared_sha256) is outcome.is_cleared
    with pytest.raises(NotPossible):
        closed.must_be_open()
    with pytest.raises(NotPossible):
        closed.extended(until, now=SENT, reason="More time")
    with pytest.raises(NotPossible):
        closed.closed(outcome, now=SENT, text="{}", sha256=HASH)


@given(st.sampled_from(list(Resolution)), st.sampled_from(["", "Because."]))
def test_a_refusal_and_a_change_are_answered(resolution: Resolution, answer: str) -> None:
    comment = ClearanceComment(
        round_id=RecordId(1), agency_id=RecordId(2), number=1, proposed="x", made_at=SENT
    )
    needs = resolution in (Resolution.REJECTED, Resolution.CHANGED)

    if needs and not answer:
        with pytest.raises(Invalid, match="why"):
            comment.resolved(resolution, answer, person_id=RecordId(3), now=SENT)
        return
    resolved = comment.resolved(resolution, answer, person_id=RecordId(3), now=SENT)
    assert (resolved.answered_at is None) is (resolution is Resolution.OPEN)


def portion(key: str, text: str, *agencies: int) -> Portion:
    ids = tuple(RecordId(id) for id in agencies)
    return Portion(key=key, kind=PortionKind.NOTE, place=key, text=text, agencies=ids)


@given(st.lists(WORDS, max_size=5))
def test_a_stored_text_comes_back_with_its_hash(texts: list[str]) -> None:
    text = MinutesText(
        title="Minutes",
        portions=tuple(portion(f"note:{number}", one) for number, one in enumerate(texts)),
    )
    stored = text.stored()

    assert MinutesText.of(stored) == text
    assert hash_of(stored) == text.sha256


def test_what_changed_is_named_with_whom_it_touches() -> None:
    before = MinutesText(
        title="x",
        portions=(portion("a", "1", 1), portion("b", "2", 2), portion("c", "3", 3)),
    )
    after = MinutesText(
        title="x", portions=(portion("a", "1", 1), portion("b", "9", 2), portion("d", "4", 4))
    )

    changes = changes_between(before, after)

    assert [one.key for one in changes] == ["b", "d", "c"]
    everyone = [RecordId(id) for id in (1, 2, 3, 4, 5)]
    assert touched(changes, everyone) == (2, 3, 4)
    assert changes_between(before, before) == ()


def test_a_change_about_nobody_touches_all() -> None:
    before = MinutesText(title="x", portions=(portion("summary", "1"),))
    after = MinutesText(title="x", portions=(portion("summary", "2"),))

    assert touched(changes_between(before, after), [RecordId(1), RecordId(2)]) == (1, 2)


def test_another_order_is_a_change() -> None:
    first, second = portion("a", "1", 1), portion("b", "2", 2)
    before = MinutesText(title="x", portions=(first, second))
    after = MinutesText(title="x", portions=(second, first))

    (change,) = changes_between(before, after)
    assert change.place.startswith("The order")
