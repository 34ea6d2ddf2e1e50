"""Rows of a very long list: known by their ids, read as they are seen, held for a while."""

from array import array
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.kit.long_rows import PAGE, LongRows, Pending

COUNT = 7 * PAGE + 3


class Row(NamedTuple):
    id: int


def made(count: int = COUNT) -> tuple[LongRows, list[Sequence[int]]]:
    asked: list[Sequence[int]] = []
    ids = array("q", range(1000, 1000 + count))
    return LongRows(ids, asked.append, [Row(1000)]), asked


def test_what_is_here_is_given_and_the_rest_is_asked_for_once() -> None:
    rows, asked = made()
    assert rows[0] == Row(1000)
    assert asked == []
    assert rows[PAGE + 5] == Pending(1000 + PAGE + 5)
    assert rows[2 * PAGE - 1] == Pending(1000 + 2 * PAGE - 1)
    assert [list(ids) for ids in asked] == [list(range(1000 + PAGE, 1000 + 2 * PAGE))]


def test_a_page_that_came_is_given_and_what_is_gone_stays_pending() -> None:
    rows, asked = made()
    assert rows[PAGE].id == 1000 + PAGE
    wanted = asked.pop()
    rows.fill(wanted, [Row(id) for id in wanted[1:]])
    assert rows[PAGE + 1] == Row(1000 + PAGE + 1)
    assert asked == []
    assert rows[PAGE] == Pending(1000 + PAGE)


def test_few_rows_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.kit.long_rows._KEPT", 2 * PAGE)
    rows, asked = made()
    for page in range(5):
        assert rows[page * PAGE + 1].id
        rows.fill(asked[-1], [Row(id) for id in asked[-1]])
    assert len(rows._rows) == 2 * PAGE
    assert isinstance(rows[PAGE + 1], Pending), "it is asked for again when it is seen again"
    assert rows[4 * PAGE + 1] == Row(1000 + 4 * PAGE + 1)


@given(st.integers(0, 3 * PAGE), st.data())
def test_it_is_a_sequence_of_its_ids(count: int, data: st.DataObject) -> None:
    rows, _ = made(count)
    assert len(rows) == count
    assert [row.id for row in rows] == list(range(1000, 1000 + count))
    if count:
        at = data.draw(st.integers(-count, count - 1))
        assert rows[at].id == 1000 + at % count
        assert rows.index_of(rows[at].id) == at % count
    with pytest.raises(IndexError):
        rows[count]
    assert [row.id for row in rows[:3]] == list(range(1000, 1000 + min(3, count)))
