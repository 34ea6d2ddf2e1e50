"""A board decides when enough agencies are present, and says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.errors import Invalid
from board_app.domain.quorum import Quorum, majority_of


@pytest.mark.parametrize(("members", "needed"), [(0, 1), (1, 1), (2, 2), (10, 6), (11, 6), (12, 7)])
def test_majority_is_more_than_half(members: int, needed: int) -> None:
    assert majority_of(members) == needed


@pytest.mark.parametrize(("present", "expected"), [(6, False), (7, True), (11, True)])
def test_quorum_is_reached_at_the_number(present: int, expected: bool) -> None:
    assert Quorum(7, present, 11).has_quorum is expected


def test_board_without_a_number_of_its_own_needs_a_majority() -> None:
    assert Quorum.of_majority(5, 11) == Quorum(6, 5, 11)


@pytest.mark.parametrize(
    ("quorum", "said"),
    [
        (Quorum(7, 8, 11), "Quorum: 8 of 11 agencies present, 7 needed."),
        (Quorum(7, 5, 11), "No quorum: 5 of 11 agencies present, 7 needed, 2 missing."),
        (Quorum(1, 1, 1), "Quorum: 1 of 1 agency present, 1 needed."),
    ],
)
def test_quorum_is_said_in_a_sentence(quorum: Quorum, said: str) -> None:
    assert quorum.sentence() == said


@pytest.mark.parametrize(
    ("numbers", "field"),
    [((0, 1, 11), "needed"), ((7, 12, 11), "present"), ((7, -1, 11), "present")],
)
def test_impossible_numbers_are_refused(numbers: tuple[int, int, int], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        Quorum(*numbers)
    assert caught.value.field == field


@given(st.integers(0, 500))
def test_two_majorities_always_share_an_agency(members: int) -> None:
    assert 2 * majority_of(members) > members
