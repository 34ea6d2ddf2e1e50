"""Two reviews side by side: nothing is lost, and what changed comes first."""

from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.base import RecordId
from board_app.domain.risk import Confidence, RiskLevel, Trend
from board_app.services.comparison import UNRATED, changed_words, compared
from board_app.services.country_rows import RatingRow
from board_app.services.frameworks import framework


def rated(factor: int, level: int, rationale: str = "") -> RatingRow:
    return RatingRow(
        RecordId(factor),
        1,
        RecordId(1),
        factor,
        RiskLevel(level),
        Trend.STEADY,
        Confidence.LOW,
        rationale,
    )


levels = st.dictionaries(st.integers(1, 14), st.integers(0, 5))
texts = st.text(max_size=200)


@given(texts, texts)
def test_pieces_joined_give_both_texts(before: str, now: str) -> None:
    left, right = changed_words(before, now)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == now


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(piece.differs for side in changed_words(text, text) for piece in side)


@given(levels, levels)
def test_every_factor_stands_once_and_the_largest_move_first(
    before: dict[int, int], now: dict[int, int]
) -> None:
    found = compared(
        framework(),
        [rated(*one) for one in before.items()],
        [rated(*one) for one in now.items()],
    )
    assert sorted(change.id for change in found) == list(range(1, 15))
    steps = [abs(change.step) for change in found]
    assert steps == sorted(steps, reverse=True)
    changed = [change.is_changed for change in found if not change.step]
    assert changed == sorted(changed, reverse=True)
    for change in found:
        if not before.get(change.id) or not now.get(change.id):
            assert change.step == 0, "what was not assessed did not move"


def test_changed_word_is_found() -> None:
    left, right = changed_words("Protest in the capital.", "Killings in the capital.")
    assert [piece.text for piece in left if piece.differs] == ["Protest"]
    assert [piece.text for piece in right if piece.differs] == ["Killings"]


def test_levels_are_said_from_and_to() -> None:
    (first, *_) = compared(framework(), [rated(8, 3)], [rated(8, 5)])
    assert (first.id, first.step, first.levels) == (8, 2, "3 Elevated → 5 Severe")


def test_what_is_not_rated_yet_is_no_move_and_comes_after_what_is() -> None:
    found = compared(framework(), [rated(2, 4), rated(9, 3)], [rated(9, 3, "Now with a reason.")])
    assert [(one.id, one.moved) for one in found[:3]] == [(9, "reason"), (2, UNRATED), (1, "")]
    (first, *_) = compared(framework(), [], [rated(5, 2)])
    assert (first.id, first.moved) == (5, "new")
