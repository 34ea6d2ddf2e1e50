"""Ids packed into one text are the sequence they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.services.packed import OFFSET, PackedIds

IDS = st.lists(st.integers(1, 2**53 - 1), unique=True, max_size=40)


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


@given(IDS, st.integers(1, 2**53 - 1))
def test_an_id_is_found_only_where_one_stands(ids: list[int], sought: int) -> None:
    made = packed(ids)
    assert (sought in made) is (sought in ids)
    if sought not in ids:
        with pytest.raises(ValueError, match=str(sought)):
            made.index(sought)


def test_the_end_of_one_and_the_beginning_of_the_next_are_no_id() -> None:
    made = packed([1, 10_000_000_000_000_001 - OFFSET + 4, 100])
    across = int(made._text[10:27]) - OFFSET
    assert across not in made
