"""Ids packed into one text are the sequence they were."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.services.packed import OFFSET, PackedIds
from db.ids import Ids
from tests.desk import HandClock

NEWEST = 8 * 10**18  # given out in 2080
IDS = st.lists(st.integers(1, NEWEST), unique=True, max_size=40)


def packed(ids: list[int]) -> PackedIds:
    return PackedIds("".join(str(id + OFFSET) for id in ids))


@given(IDS, IDS)
def test_packed_ids_are_the_list_they_were(ids: list[int], more: list[int]) -> None:
    made = packed(ids)
    assert list(made) == ids
    assert len(made) == len(ids)
    assert list(made[1:5]) == ids[1:5]
    assert list(made + packed(more)) == ids + more
    for at, id in enumerate(ids):
        assert made.index(id) == at
        assert made[at - len(ids)] == id
        assert id in made
    with pytest.raises(IndexError):
        made[len(ids)]


@given(IDS, st.integers(1, NEWEST))
def test_an_id_is_found_only_where_one_stands(ids: list[int], sought: int) -> None:
    made = packed(ids)
    assert (sought in made) is (sought in ids)
    if sought not in ids:
        with pytest.raises(ValueError, match=str(sought)):
            made.index(sought)


def test_the_end_of_one_and_the_beginning_of_the_next_are_no_id() -> None:
    made = packed([1, 234_567_890_123_456_789, 100])
    across = int(made._text[20:39]) - OFFSET
    assert 0 <= across < NEWEST
    assert across not in made


@pytest.mark.parametrize("year", [2020, 2026, 2080])
def test_ids_that_are_given_out_in_that_year_fit(year: int) -> None:
    ids = Ids(HandClock(datetime(year, 12, 31, tzinfo=UTC)))
    given = [ids.new() for _ in range(3)]
    assert list(packed([1, *given])) == [1, *given]
